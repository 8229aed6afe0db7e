"""What a reader may know of what is to be said: a secret circle’s words are not for the telephone desk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.models import Exchange, GroupPurchase, Notice
from parvis.community.models import Circle
from parvis.conversations.hearing import heard_by
from parvis.courier.models import Dispatch
from parvis.ideas.models import SurveyGuest
from parvis.meetings.models import DatePoll, Meeting, Registration, Respondent
from parvis.members.circles import visible_circles
from parvis.members.models import Member
from parvis.rides.models import Car, Ride, RideWish
from parvis.tables.models import Cup

_MEETING, _REGISTRATION, _CIRCLE = "meetings.meeting", "meetings.registration", "community.circle"
_RESPONDENT, _POLL, _CUP = "meetings.respondent", "meetings.datepoll", "tables.cup"
_GUEST, _NOTICE = "ideas.surveyguest", "aid.notice"
_THREAD = "conversations.thread"
_RIDE, _CAR, _WISH = "rides.ride", "rides.car", "rides.ridewish"
_EXCHANGE = "aid.exchange"
_PURCHASE = "aid.grouppurchase"


class About(Protocol):
    """A dispatch or what was read of it, a line of a journal."""

    pk: int
    subject_kind: str
    subject_id: int | None


@dataclass(frozen=True)
class Known:
    """What the reader may know of some dispatches: which are hidden, which meeting each is about."""

    hidden: set[int] = field(default_factory=set)
    meetings: dict[int, Meeting] = field(default_factory=dict)  # dispatch → a meeting the reader may see


@dataclass(frozen=True)
class Shown:
    """A dispatch, in words its reader may know."""

    pk: int
    person: int | None
    name: str
    address: str
    title: str
    body: str


def shown_to(reader: Member, rows: list[Dispatch]) -> list[Shown]:
    """Dispatches in words this reader may know."""
    hidden = hidden_from(reader, rows)
    said = [(row, hidden_words() if row.pk in hidden else (row.title, row.body)) for row in rows]
    return [Shown(row.pk, row.person, row.name, row.address, title, body) for row, (title, body) in said]


def hidden_from(reader: Member, rows: Iterable[About]) -> set[int]:
    """The dispatches about a meeting or a circle the reader may not know of."""
    return known_to(reader, rows).hidden


def hidden_words() -> tuple[str, str]:
    """What stands in the place of words the reader may not know."""
    return (
        _("A message waits for this person"),
        _("It is between them and those who wrote it. They find it in “My space”."),
    )


def known_to(reader: Member, rows: Iterable[About]) -> Known:
    """At most eight queries, however many rows."""
    rows = list(rows)
    of_others = (_CIRCLE, _CUP, _GUEST, _NOTICE, _THREAD, _RIDE, _CAR, _WISH, _EXCHANGE, _PURCHASE)
    kinds = (_MEETING, _REGISTRATION, _RESPONDENT, _POLL, *of_others)
    about: dict[str, dict[int, int]] = {kind: {} for kind in kinds}
    for row in rows:
        if row.subject_kind in about and row.subject_id is not None:
            about[row.subject_kind][row.pk] = row.subject_id
    of_meeting = dict(about[_MEETING])
    registered = _meetings_of(set(about[_REGISTRATION].values()))
    of_meeting |= {pk: registered.get(subject, 0) for pk, subject in about[_REGISTRATION].items()}
    meetings = Meeting.objects.visible_to(reader).filter(pk__in=set(of_meeting.values()))
    seen = {meeting.pk: meeting for meeting in meetings.order_by("begins_at", "pk")} if of_meeting else {}
    found = {pk: seen[meeting] for pk, meeting in of_meeting.items() if meeting in seen}
    hidden = (of_meeting.keys() - found.keys()) | _hidden_others(reader, about)
    hidden |= _hidden_threads(reader, about[_THREAD], {row.pk: row for row in rows})
    return Known(hidden, found)


def _hidden_threads(reader: Member, about: dict[int, int], rows: dict[int, About]) -> set[int]:
    """Words of a conversation are read out with the person's mandate, or by whoever answers in it."""
    pairs = {pk: (thread, getattr(rows[pk], "person", None) or 0) for pk, thread in about.items()}
    heard = heard_by(reader, set(pairs.values()), timezone.now())
    return {pk for pk, pair in pairs.items() if pair not in heard}


def _meetings_of(registrations: set[int]) -> dict[int, int]:
    if not registrations:
        return {}
    rows = Registration.objects.filter(pk__in=registrations)
    return dict(rows.values_list("pk", "meeting_id"))


def _hidden_others(reader: Member, about: dict[str, dict[int, int]]) -> set[int]:
    known = {
        # Whoever answers a poll by link may be called about it; a secret circle's stays between its people.
        _RESPONDENT: Respondent.objects.exclude(
            Q(poll__circle__joining=Circle.Joining.SECRET) & ~Q(poll__circle__in=reader.circle_ids)
        ),
        _POLL: DatePoll.objects.visible_to(reader),
        _CIRCLE: visible_circles(reader).order_by(),
        _GUEST: SurveyGuest.objects.exclude(
            Q(survey__circle__joining=Circle.Joining.SECRET) & ~Q(survey__circle__in=reader.circle_ids)
        ),
        _RIDE: Ride.objects.filter(car__meeting__in=Meeting.objects.visible_to(reader).values("pk")),
        _CAR: Car.objects.filter(meeting__in=Meeting.objects.visible_to(reader).values("pk")),
        _WISH: RideWish.objects.filter(meeting__in=Meeting.objects.visible_to(reader).values("pk")),
        _NOTICE: Notice.objects.exclude(
            Q(circle__joining=Circle.Joining.SECRET) & ~Q(circle__in=reader.circle_ids)
        ),
        _PURCHASE: GroupPurchase.objects.exclude(
            Q(circle__joining=Circle.Joining.SECRET) & ~Q(circle__in=reader.circle_ids)
        ),
        _CUP: Cup.objects.exclude(
            Q(draw__ring__circle__joining=Circle.Joining.SECRET)
            & ~Q(draw__ring__circle__in=reader.circle_ids)
        ),
        _EXCHANGE: Exchange.objects.exclude(
            Q(notice__circle__joining=Circle.Joining.SECRET) & ~Q(notice__circle__in=reader.circle_ids)
        ),
    }
    asked = [
        rows.order_by().filter(pk__in=set(about[kind].values())).values_list(Value(kind), "pk")
        for kind, rows in known.items()
        if about[kind]
    ]
    seen = set(asked[0].union(*asked[1:], all=True)) if asked else set()
    return {pk for kind in known for pk, subject in about[kind].items() if (kind, subject) not in seen}
