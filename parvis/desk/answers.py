"""Messages that reached us and that only a person understands, in words their reader may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.aid.exchange.purposes import REPLY as EXCHANGE
from parvis.conversations.models import Thread
from parvis.conversations.purposes import REPLY
from parvis.conversations.subjects import titles_of
from parvis.courier.models import Received
from parvis.courier.models.received import ReceivedQuerySet
from parvis.meetings.inviting import ANSWERS
from parvis.meetings.models import Meeting, Respondent
from parvis.meetings.polls.purposes import POLL_ASKED, POLL_SEAT
from parvis.meetings.purposes import TELLING
from parvis.members.circles import visible_circles
from parvis.members.models import Member
from parvis.wiki.seeing import visible_stories
from parvis.wiki.telling_by_mail import TOLD

MOST = 30


@dataclass(frozen=True)
class ToRead:
    """One message: from whom, what it says, why nobody could act on it, who else is asked to read it."""

    pk: int
    name: str
    sender: str
    title: str
    text: str
    why: str
    received_at: datetime
    reader: str = ""
    is_hidden: bool = False
    has_thread: bool = False  # the person is known: it may join their conversation


def answers_to_read(reader: Member) -> list[ToRead]:
    """The oldest messages that wait for a reader; a constant number of queries."""
    return _for(reader, Received.objects.to_read())


def answers_for(reader: Member) -> list[ToRead]:
    """Those this very person is asked to read, the oldest first."""
    return _for(reader, Received.objects.to_read().filter(reader=reader.pk))


def answers_aside(reader: Member) -> list[ToRead]:
    """Those perhaps forged, the oldest first."""
    return _for(reader, Received.objects.set_aside())


def _for(reader: Member, found: ReceivedQuerySet) -> list[ToRead]:
    rows = list(found[:MOST])
    hidden = _hidden_from(reader, rows)
    numbers = {number for row in rows for number in (row.person, row.reader) if number}
    names = dict(Member.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [_shown(row, names, reader, is_hidden=row.pk in hidden) for row in rows]


def _shown(row: Received, names: dict[int, str], reader: Member, *, is_hidden: bool) -> ToRead:
    name, title, text = names.get(row.person or 0, ""), row.title, row.text
    if is_hidden:
        title = _("A message about something you may not see")
        text = _("Ask this person to talk to whoever invited them.")
    why = row.get_why_display() if row.why else ""
    other = names.get(row.reader or 0, "") if row.reader != reader.pk and not is_hidden else ""
    has_thread = bool(name and row.text.strip()) and not is_hidden and row.state == Received.State.TO_READ
    return ToRead(row.pk, name, row.sender, title, text, why, row.received_at, other, is_hidden, has_thread)


def _hidden_from(reader: Member, rows: Iterable[Received]) -> set[int]:
    """The messages about a meeting, a poll of dates or a story this reader may not know of."""
    hidden: set[int] = set()
    for purposes, seen in _SEEN:
        about = {
            row.pk: row.subject_id for row in rows if row.purpose in purposes and row.subject_id is not None
        }
        known = seen(reader, set(about.values())) if about else set()
        hidden |= {pk for pk, subject in about.items() if subject not in known}
    return hidden


def _meetings_seen(reader: Member, meetings: set[int]) -> set[int]:
    found = Meeting.objects.visible_to(reader).filter(pk__in=meetings)
    return set(found.values_list("pk", flat=True))


def _polls_seen(reader: Member, respondents: set[int]) -> set[int]:
    circles = visible_circles(reader).order_by().values("pk")
    asked = Respondent.objects.filter(pk__in=respondents)
    open_ones = asked.filter(poll__circle=None) | asked.filter(poll__circle__in=circles)
    return set(open_ones.values_list("pk", flat=True))


def _stories_seen(reader: Member, stories: set[int]) -> set[int]:
    return set(visible_stories(reader).filter(pk__in=stories).values_list("pk", flat=True))


def _exchanges_seen(reader: Member, exchanges: set[int]) -> set[int]:
    """None: what two people say to each other is for nobody else."""
    return set()


def _threads_seen(reader: Member, threads: set[int]) -> set[int]:
    """Those about something the reader may know of; never what two people say to each other."""
    found = Thread.objects.filter(pk__in=threads).exclude(kind=Thread.Kind.BETWEEN_TWO)
    return {pk for pk, title in titles_of(found, reader).items() if title}


_SEEN = (
    ((ANSWERS, TELLING), _meetings_seen),
    ((POLL_ASKED, POLL_SEAT), _polls_seen),
    ((TOLD,), _stories_seen),
    ((REPLY,), _threads_seen),
    ((EXCHANGE,), _exchanges_seen),
)
