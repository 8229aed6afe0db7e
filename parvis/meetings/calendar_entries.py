"""A meeting as an entry of somebody's agenda: the one place where it is made, for feeds, files and messages.

Only what whoever may see the meeting reads on its page; nobody's name, nobody's address. `with_link` is for
those who have a seat. Words are in the active language: of the reader, or of the place.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.community.models import Circle
from parvis.kit.calendars import CANCELLED, CONFIRMED, TENTATIVE, Entry
from parvis.kit.telephones import spoken
from parvis.meetings.models import Meeting
from parvis.meetings.models.meeting import MeetingQuerySet
from parvis.meetings.refusals import page_of
from parvis.members.helping import helper

MOST_WORDS = 1000  # letters of the presentation: an agenda shows a screen of it
_READ = (
    "title", "about", "begins_at", "ends_at", "where", "mode", "link", "bring", "version", "uid",
    "changed_at", "proposed_at", "place__name", "place__address", "place__access", "place__latitude",
    "place__longitude", "room__name", "room__access", "circle__name", "circle__joining",
    "cancellation__reason",
)  # fmt: skip


def for_entries(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """These meetings with what `entry_of` reads, and nothing more: one query."""
    known = meetings.select_related(None).select_related("place", "room", "circle", "cancellation")
    return known.only(*_READ)


def uid_of(meeting: Meeting) -> str:
    """The same for ever, whatever becomes of the address of the place; the one it came with, when it was read
    elsewhere. The hour tells two meetings apart that bear one number, an archive having been given back."""
    ours = current().uid
    if meeting.uid and not meeting.uid.endswith(ours):
        return meeting.uid
    return f"{meeting.pk}-{int(meeting.proposed_at.timestamp())}@{ours}"


def page_address(meeting: Meeting) -> str:
    """The whole address of the meeting's page."""
    return f"{settings.PUBLIC_ADDRESS}{page_of(meeting)}"


def entry_of(meeting: Meeting, *, with_link: bool = False, is_waiting: bool = False) -> Entry:
    """The entry. with_link: says how to take part at a distance. is_waiting: the reader has no seat yet."""
    place = meeting.place
    is_there = place is not None and meeting.mode != Meeting.Mode.REMOTE
    link = meeting.link if with_link and meeting.mode != Meeting.Mode.IN_PERSON else ""
    changed_at = meeting.changed_at or meeting.proposed_at
    return Entry(
        uid=uid_of(meeting),
        title=title_of(meeting, is_waiting=is_waiting),
        begins=meeting.begins_at,
        ends=meeting.ends_at,
        written_at=changed_at,
        changed_at=changed_at,
        sequence=meeting.version,
        status=CANCELLED if meeting.is_cancelled else TENTATIVE if is_waiting else CONFIRMED,
        where=where_of(meeting),
        coordinates=coordinates_of(meeting) if is_there else None,
        description=_description(meeting, link),
        url=page_address(meeting),
        meeting_link=link,
        contact=_telephone(),
        categories=_circle_name(meeting),
    )


def where_of(meeting: Meeting) -> str:
    """« Salle des fêtes, Petite salle, 1 place de la Mairie »: what a map finds; or « À distance »."""
    if meeting.mode == Meeting.Mode.REMOTE:
        return _("At a distance")
    address = meeting.place.address if meeting.place else ""
    return ", ".join(part for part in (place_words(meeting), address) if part)


def place_words(meeting: Meeting) -> str:
    """« Salle des fêtes, Petite salle », and what the host adds in words."""
    place, room = meeting.place, meeting.room
    parts = (place.name if place else "", room.name if room else "", meeting.where)
    return ", ".join(part for part in parts if part)


def coordinates_of(meeting: Meeting) -> tuple[float, float] | None:
    """Latitude and longitude of the place, when both are known."""
    place = meeting.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def title_of(meeting: Meeting, *, is_waiting: bool = False) -> str:
    """« ANNULÉ – Café du canal »; « Liste d’attente – … » for who has no seat yet."""
    if meeting.is_cancelled:
        return f"{_('CANCELLED –')} {meeting.title}"
    return _("Waiting list – %(title)s") % {"title": meeting.title} if is_waiting else meeting.title


def _description(meeting: Meeting, link: str) -> str:
    """One fact a line; the address of the page last, where programs make a link of it."""
    telephone = _telephone()
    lines = [
        f"{_('This meeting is cancelled.')} {meeting.cancellation.reason}" if meeting.is_cancelled else "",
        _shortened(meeting.about),
        _("To bring: %(things)s") % {"things": meeting.bring} if meeting.bring else "",
        *_access(meeting),
        _("At a distance: %(link)s") % {"link": link} if link else "",
        _("A question? Call %(telephone)s.") % {"telephone": telephone} if telephone else "",
        _("To come, or to say you cannot: %(page)s") % {"page": page_address(meeting)},
    ]
    return "\n".join(line.strip() for line in lines if line.strip())


def _access(meeting: Meeting) -> list[str]:
    if meeting.mode == Meeting.Mode.REMOTE:
        return []
    return [known.access for known in (meeting.place, meeting.room) if known is not None]


def _shortened(words: str) -> str:
    if len(words) <= MOST_WORDS:
        return words
    return f"{words[:MOST_WORDS].rsplit(None, 1)[0]} …"


def _telephone() -> str:
    """The line anyone may call, as on every page."""
    person = helper()
    return spoken((person.telephone if person else "") or current().telephone)


def _circle_name(meeting: Meeting) -> tuple[str, ...]:
    circle = meeting.circle
    return (circle.name,) if circle is not None and circle.joining != Circle.Joining.SECRET else ()
