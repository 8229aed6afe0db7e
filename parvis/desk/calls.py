"""The calls to make, in words their reader may know: a secret circle’s are not for the telephone desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Window
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.courier.calling import calls_due
from parvis.courier.models import Dispatch
from parvis.meetings.models import Meeting, Registration, Respondent
from parvis.members.circles import visible_circles
from parvis.members.models import Member

_MEETING, _REGISTRATION, _CIRCLE = "meetings.meeting", "meetings.registration", "community.circle"
_RESPONDENT = "meetings.respondent"


@dataclass(frozen=True)
class Call:
    """A dispatch by telephone, and what its reader may say."""

    pk: int
    person: int | None
    name: str
    address: str
    title: str
    body: str


def calls_for(reader: Member, now: datetime, *, most: int) -> tuple[list[Call], int]:
    """The next calls to make, and how many there are in all; a constant number of queries."""
    rows = list(calls_due(now).annotate(in_all=Window(Count("pk")))[:most])
    hidden = hidden_from(reader, rows)
    in_all: int = rows[0].in_all if rows else 0  # type: ignore[attr-defined]
    return [_call(row, is_hidden=row.pk in hidden) for row in rows], in_all


def shown_to(reader: Member, rows: list[Dispatch]) -> list[Call]:
    """Dispatches in words this reader may know."""
    hidden = hidden_from(reader, rows)
    return [_call(row, is_hidden=row.pk in hidden) for row in rows]


def _call(row: Dispatch, *, is_hidden: bool) -> Call:
    title, body = row.title, row.body
    if is_hidden:
        title = _("A message waits for this person")
        body = _("It is between them and those who wrote it. They find it in “My space”.")
    return Call(row.pk, row.person, row.name, row.address, title, body)


def hidden_from(reader: Member, rows: Iterable[Dispatch]) -> set[int]:
    """The dispatches about a meeting or a circle the reader may not know of."""
    about: dict[str, dict[int, int]] = {_MEETING: {}, _REGISTRATION: {}, _RESPONDENT: {}, _CIRCLE: {}}
    for row in rows:
        if row.subject_kind in about and row.subject_id is not None:
            about[row.subject_kind][row.pk] = row.subject_id
    meetings = Meeting.objects.visible_to(reader).values("pk")
    known = {
        _MEETING: Meeting.objects.filter(pk__in=meetings),
        _REGISTRATION: Registration.objects.filter(meeting__in=meetings),
        # Whoever answers a poll by link may be called about it; a secret circle's stays between its people.
        _RESPONDENT: Respondent.objects.exclude(
            Q(poll__circle__joining=Circle.Joining.SECRET) & ~Q(poll__circle__in=reader.circle_ids)
        ),
        _CIRCLE: visible_circles(reader).order_by(),
    }
    hidden: set[int] = set()
    for kind, subjects in about.items():
        if subjects:
            seen = set(known[kind].filter(pk__in=set(subjects.values())).values_list("pk", flat=True))
            hidden |= {pk for pk, subject in subjects.items() if subject not in seen}
    return hidden
