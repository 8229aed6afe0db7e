"""The poster: what, when, where, who welcomes, and how to come. Nothing that its page does not show."""

from dataclasses import dataclass
from textwrap import shorten

from django.utils.translation import gettext as _

from parvis.kit.moments import day, span, start_hour
from parvis.meetings.models import Meeting
from parvis.meetings.paper.heading import Address, Heading, heading, short_address
from parvis.meetings.paper.measuring import Step, breakable, fitting

SHAPES = ("a4", "a3", "languettes")
STRIPS = 8
# Millimetres on A4, inside the arch.
_TITLE = (
    Step(25, 5.9, 2), Step(20, 7.4, 3), Step(17, 8.7, 3), Step(14.5, 10.2, 3),
    Step(12, 12.3, 4), Step(10, 14.8, 5), Step(8.5, 17.5, 6), Step(6.5, 22.9, 9),
)  # fmt: skip
_LOW_TITLE = tuple(
    step._replace(lines=lines) for step, lines in zip(_TITLE, (1, 2, 2, 2, 3, 3, 4, 9), strict=True)
)
_ADDRESS = (Step(9, 13.3, 1), Step(6.8, 17.6, 1), Step(5.2, 23, 2))
LONG_PLACES = {"a4": 110, "a3": 110, "languettes": 40}  # signs; beyond, smaller letters
MOST_SAID = {"a4": 260, "a3": 260, "languettes": 80}


@dataclass(frozen=True)
class Poster:
    name: str  # of the file and of the document
    shape: str
    heading: Heading
    address: Address
    title: str
    step: int
    address_step: int
    day: str
    hours: str
    where: str
    access: list[str]
    is_long: bool  # much to say of the place: smaller letters
    welcomes: str
    as_you_are: str
    cancelled: str
    to_know_more: str
    strip: str
    strips: int = STRIPS
    for_whom: str = ""


def poster(meeting: Meeting, shape: str = "a4") -> Poster:
    """The poster of a meeting: a4, a3, or a4 with strips to tear off."""
    title, address = breakable(meeting.title), short_address(meeting)
    access = _access(meeting, MOST_SAID[shape])
    host = meeting.host.first_name if meeting.host else ""
    return Poster(
        name=_("Poster – %(title)s") % {"title": meeting.title},
        shape=shape,
        heading=heading(),
        address=address,
        title=title,
        step=fitting(title, _LOW_TITLE if shape == "languettes" else _TITLE),
        address_step=fitting(address.clear, _ADDRESS),
        day=day(meeting.begins_at),
        hours=span(meeting.begins_at, meeting.ends_at),
        where=breakable(where(meeting)),
        access=[breakable(line) for line in access],
        is_long=sum(map(len, access)) > LONG_PLACES[shape],
        welcomes=_("%(name)s welcomes you.") % {"name": host} if host else "",
        as_you_are=_("Come as you are."),
        cancelled=_("Cancelled") if meeting.is_cancelled else "",
        to_know_more=_("To come, or to know more:"),
        strip=f"{day(meeting.begins_at)}, {start_hour(meeting.begins_at, meeting.ends_at)}",
        for_whom=_for_whom(meeting),
    )


def where(meeting: Meeting) -> str:
    """« Salle des fêtes, petite salle », as on the page."""
    if meeting.mode == Meeting.Mode.REMOTE:
        return _("At a distance")
    return meeting.where_words or meeting.where or _("Place to be said")


def _access(meeting: Meeting, most: int) -> list[str]:
    """Street and access, each on its line, the whole within so many signs; nothing at a distance."""
    if meeting.mode == Meeting.Mode.REMOTE:
        return []
    place, room = meeting.place, meeting.room
    said = [place.address, place.access] if place else []
    said += [room.access] if room else []
    said += [meeting.where] if place and meeting.where else []
    said += [_("To bring: %(what)s") % {"what": meeting.bring}] if meeting.bring else []
    told: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in said)):
        left = most - sum(map(len, told))
        told += [shorten(line, left, placeholder=" …")] if left > 12 else []
    return told


def _for_whom(meeting: Meeting) -> str:
    if meeting.visibility == Meeting.Visibility.CIRCLE and meeting.circle:
        return _("For the circle %(name)s") % {"name": meeting.circle.name}
    if meeting.visibility == Meeting.Visibility.MEMBERS:
        return _("For the members of the community")
    return ""
