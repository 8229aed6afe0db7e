"""A meeting as an entry of somebody's agenda: the one place where it is made, for feeds, files and messages.

Only what whoever may see the meeting reads on its page; nobody's name, nobody's address. `with_link` is for
those who have a seat. Words are in the active language: of the reader, or of the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.calendars import CANCELLED, CONFIRMED, TENTATIVE, Entry
from parvis.kit.moments import whole_days
from parvis.kit.telephones import spoken
from parvis.meetings.calendar_facts import COLUMNS, Facts, facts_of
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.models.meeting import MeetingQuerySet
from parvis.meetings.refusals import PROGRAMME, page_of
from parvis.members.helping import helper

MOST_WORDS = 1000  # letters of the presentation: an agenda shows a screen of it
CHUNK = 500


def entry_of(meeting: Meeting, *, with_link: bool = False, is_waiting: bool = False) -> Entry:
    """The entry. with_link: says how to take part at a distance. is_waiting: the reader has no seat yet."""
    return _entry(facts_of(meeting), _Here.of_now(), with_link=with_link, is_waiting=is_waiting)


def entries_of(meetings: MeetingQuerySet, *, most: int | None = None, state: str = "") -> Iterator[Entry]:
    """The entries of these meetings, in one query. state: the annotation of the reader's registration."""
    here = _Here.of_now()
    rows = meetings.values_list(*COLUMNS, *([state] if state else []))
    for row in rows[:most] if most else rows.iterator(CHUNK):
        mine = row[-1] if state else None
        has_seat = mine == Registration.State.SEATED.value
        facts = Facts._make(row[: len(COLUMNS)])
        yield _entry(facts, here, with_link=has_seat, is_waiting=mine is not None and not has_seat)


def uid_of(meeting: Meeting) -> str:
    """The same for ever, whatever becomes of the address of the place; the one it came with, when it was read
    elsewhere. The hour tells two meetings apart that bear one number, an archive having been given back."""
    return uid_in(facts_of(meeting), current().uid)


def page_address(meeting: Meeting) -> str:
    """The whole address of the meeting's page."""
    return f"{settings.PUBLIC_ADDRESS}{page_of(meeting)}"


def place_words(meeting: Meeting) -> str:
    """« Salle des fêtes, Petite salle », and what the host adds in words."""
    return facts_of(meeting).place_words


def coordinates_of(meeting: Meeting) -> tuple[float, float] | None:
    """Latitude and longitude of the place, when both are known."""
    return facts_of(meeting).coordinates


@dataclass(frozen=True)
class _Here:
    """What all entries of one calendar say alike, looked up and translated once."""

    uid: str
    zone: ZoneInfo
    page: str
    telephone: str
    cancelled: str
    is_cancelled: str
    waiting: str
    remote: str
    bring: str
    link: str
    call: str
    come: str

    @classmethod
    def of_now(cls) -> "_Here":
        person = helper()
        telephone = spoken((person.telephone if person else "") or current().telephone)
        return cls(
            uid=current().uid,
            zone=current().zone,
            page=f"{settings.PUBLIC_ADDRESS}{PROGRAMME}",
            telephone=telephone,
            cancelled=_("CANCELLED –"),
            is_cancelled=_("This meeting is cancelled."),
            waiting=_("Waiting list – %(title)s"),
            remote=_("At a distance"),
            bring=_("To bring: %(things)s"),
            link=_("At a distance: %(link)s"),
            call=_("A question? Call %(telephone)s.") % {"telephone": telephone} if telephone else "",
            come=_("To come, or to say you cannot: %(page)s"),
        )


def _entry(facts: Facts, here: _Here, *, with_link: bool, is_waiting: bool) -> Entry:
    is_off, page = facts.is_off, f"{here.page}{facts.pk}/"
    begins, ends = _span(facts, here.zone)
    link = facts.link if with_link and facts.mode != Meeting.Mode.IN_PERSON.value else ""
    changed_at = facts.noted_at
    return Entry(
        uid=uid_in(facts, here.uid),
        title=_title(facts, here, is_off, is_waiting),
        begins=begins,
        ends=ends,
        written_at=changed_at,
        changed_at=changed_at,
        sequence=facts.version,
        status=CANCELLED if is_off else TENTATIVE if is_waiting else CONFIRMED,
        where=where_in(facts, here.remote),
        coordinates=None if facts.is_remote else facts.coordinates,
        description=_description(facts, here, link, page),
        url=page,
        meeting_link=link,
        contact=here.telephone,
        categories=facts.circles,
    )


def _span(facts: Facts, zone: ZoneInfo) -> tuple[datetime | date, datetime | date]:
    """Moments; of whole days, the first one and the day after the last."""
    days = whole_days(facts.begins_at, facts.ends_at, zone)
    return (days[0], days[1] + timedelta(days=1)) if days else (facts.begins_at, facts.ends_at)


def uid_in(facts: Facts, ours: str) -> str:
    """The same of a row of facts; ours: the name of this place for ever."""
    if facts.uid and not facts.uid.endswith(ours):
        return facts.uid
    return f"{facts.pk}-{int(facts.proposed_at.timestamp())}@{ours}"


def _title(facts: Facts, here: _Here, is_off: bool, is_waiting: bool) -> str:
    if is_off:
        return f"{here.cancelled} {facts.title}"
    return here.waiting % {"title": facts.title} if is_waiting else facts.title


def where_in(facts: Facts, remote: str) -> str:
    """« Salle des fêtes, Petite salle, 1 place de la Mairie »: what a map finds; or `remote`."""
    if facts.is_remote:
        return remote
    return ", ".join([part for part in (facts.place_words, facts.address) if part])


def _description(facts: Facts, here: _Here, link: str, page: str) -> str:
    """One fact a line; the address of the page last, where programs make a link of it."""
    lines = (
        f"{here.is_cancelled} {facts.reason}" if facts.is_off else "",
        _shortened(facts.about),
        here.bring % {"things": facts.bring} if facts.bring else "",
        "" if facts.is_remote else facts.access or "",
        "" if facts.is_remote else facts.room_access or "",
        here.link % {"link": link} if link else "",
        here.call,
        here.come % {"page": page},
    )
    return "\n".join([line.strip() for line in lines if line])


def _shortened(words: str) -> str:
    if len(words) <= MOST_WORDS:
        return words
    return f"{words[:MOST_WORDS].rsplit(None, 1)[0]} …"
