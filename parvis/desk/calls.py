"""The calls to make: one for each number, the most urgent first, in words their reader may know."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.courier.calling import calls_due, is_held, number_of
from parvis.courier.models import Attempt, Dispatch
from parvis.desk.hearing_again import without_own
from parvis.desk.masking import Known, hidden_words, known_to
from parvis.meetings import purposes
from parvis.meetings.models import Meeting, Reminder
from parvis.members.models import Member

MOST = 1000  # rows put in order for one page; what waits behind comes as those before are made
ON_A_PAGE = 30
MOST_MINE = 30
_COMING = {purposes.CHANGE, purposes.RESTORED, purposes.REMINDER, purposes.PROMOTED}
_FAR = datetime.max.replace(year=9000)  # noqa: DTZ901 - compared only with its like


@dataclass(frozen=True)
class Matter:
    """One thing to say, to one person or to several of a household."""

    pk: int
    people: tuple[tuple[int, str], ...]  # dispatch, name
    title: str
    body: str
    kind: str = ""  # "coming": do they still come? "offer": do they take the seat?
    answered_at: str = ""  # the page of the desk where what they say of it is written down

    @property
    def names(self) -> str:
        return _joined(name for _pk, name in self.people)


@dataclass(frozen=True)
class Call:
    """One number to dial, and all there is to say there."""

    pk: int
    pks: tuple[int, ...]
    names: str
    address: str
    has_number: bool
    matters: tuple[Matter, ...]
    needed_by_at: datetime | None
    call_again_at: datetime | None
    last_try: Attempt | None
    holder: str  # the first name of who is calling; empty: nobody is
    is_mine: bool


@dataclass(frozen=True)
class Round:
    """What one reader sees: the calls they took, those anybody may take, those others are making."""

    mine: list[Call] = field(default_factory=list)
    others: list[Call] = field(default_factory=list)
    page: Page | None = None  # type: ignore[type-arg]
    in_all: int = 0
    free: int = 0
    meetings: list[Meeting] = field(default_factory=list)


def round_of(
    reader: Member,
    now: datetime,
    *,
    meeting: int | None = None,
    page: str | int = 1,
    on_a_page: int = ON_A_PAGE,
) -> Round:
    """The round as this reader may see it, perhaps of one meeting only; a constant number of queries."""
    rows = without_own(_due(now), reader.pk)
    known = known_to(reader, rows)
    groups = grouped(row for row in rows if meeting is None or _is_of(known, row, meeting))
    mine = [group for group in groups if _holder(group, now) == reader.pk][:MOST_MINE]
    rest = [group for group in groups if _holder(group, now) != reader.pk]
    shown = Paginator(rest, on_a_page).get_page(page)
    calls = calls_among([*mine, *shown.object_list], known, reader, now)
    meetings = {one.pk: one for one in known.meetings.values()}
    return Round(
        mine=calls[: len(mine)],
        others=calls[len(mine) :],
        page=shown,
        in_all=len(groups),
        free=sum(_holder(group, now) is None for group in rest),
        meetings=sorted(meetings.values(), key=lambda one: (one.begins_at, one.pk)),
    )


def next_free(
    reader: Member, now: datetime, *, most: int, meeting: int | None = None, pk: int | None = None
) -> list[Dispatch]:
    """The calls anybody may take, the most urgent numbers first: so many numbers, or the one of `pk`."""
    rows = without_own(_due(now), reader.pk)
    known = known_to(reader, rows) if meeting is not None else Known()
    groups = grouped(row for row in rows if meeting is None or _is_of(known, row, meeting))
    free = [group for group in groups if _holder(group, now) in (None, reader.pk)]
    if pk is not None:
        free = [group for group in free if any(row.pk == pk for row in group)]
    else:
        free = [group for group in free if _holder(group, now) is None][:most]
    return [row for group in free for row in group]


def lines_to_print(reader: Member, now: datetime) -> list[list[Dispatch]]:
    """The calls this person took, one line a number, the most urgent first."""
    groups = grouped(_due(now))
    return [group for group in groups if _holder(group, now) == reader.pk][:MOST_MINE]


def grouped(rows: Iterable[Dispatch]) -> list[list[Dispatch]]:
    """The dispatches of each number, the most urgent number first."""
    groups: dict[object, list[Dispatch]] = defaultdict(list)
    for row in rows:
        groups[number_of(row) or (row.person or -row.pk)].append(row)
    return sorted(groups.values(), key=_urgency)


def urgent_at(row: Dispatch) -> datetime | None:
    """The hour it must be known by, or the hour somebody promised, whichever comes first."""
    return min((hour for hour in (row.needed_by_at, row.call_again_at) if hour), default=None)


def _due(now: datetime) -> list[Dispatch]:
    return list(calls_due(now).defer("calendar")[:MOST])


def _is_of(known: Known, row: Dispatch, meeting: int) -> bool:
    found = known.meetings.get(row.pk)
    return found is not None and found.pk == meeting


def _urgency(group: list[Dispatch]) -> tuple[bool, float, datetime, int]:
    hours = [hour for row in group if (hour := urgent_at(row))]
    first = min(group, key=lambda row: (row.not_before_at, row.pk))
    return not hours, min(hours).timestamp() if hours else 0, first.not_before_at, first.pk


def _holder(group: list[Dispatch], now: datetime) -> int | None:
    return next((row.claimed_by for row in group if is_held(row, now)), None)


@dataclass(frozen=True)
class _Seen:
    """What is looked up once for all the calls of a page."""

    known: Known
    reader: Member
    now: datetime
    last_tries: dict[int, Attempt]
    names: dict[int, str]  # of those who are calling
    several: set[int]  # reminders of several meetings: « ne vient plus » would not say to which


def calls_among(groups: list[list[Dispatch]], known: Known, reader: Member, now: datetime) -> list[Call]:
    """These groups as calls; at most three queries, however many."""
    rows = [row for group in groups for row in group]
    tried = [row.pk for row in rows if row.attempts]
    tries = Attempt.objects.filter(dispatch__in=tried).order_by("pk") if tried else []
    holders = {holder for group in groups if (holder := _holder(group, now)) and holder != reader.pk}
    names = dict(Member.objects.filter(pk__in=holders).values_list("pk", "name")) if holders else {}
    last = {attempt.dispatch_id: attempt for attempt in tries}
    seen = _Seen(known, reader, now, last, names, _of_several(rows))
    return [_call(group, seen) for group in groups]


def _of_several(rows: list[Dispatch]) -> set[int]:
    reminders = [row.pk for row in rows if row.purpose == purposes.REMINDER]
    if not reminders:
        return set()
    spoken = Reminder.objects.filter(dispatch__in=reminders).values_list("dispatch", flat=True)
    return {pk for pk, count in Counter(spoken).items() if count > 1}


def _call(group: list[Dispatch], seen: _Seen) -> Call:
    holder, first = _holder(group, seen.now), min(group, key=lambda row: row.pk)
    tries = [seen.last_tries[row.pk] for row in group if row.pk in seen.last_tries]
    return Call(
        pk=first.pk,
        pks=tuple(row.pk for row in group),
        names=_joined(dict.fromkeys(row.name for row in group if row.name)),
        address=first.address,
        has_number=bool(number_of(first)),
        matters=_matters(group, seen),
        needed_by_at=min((row.needed_by_at for row in group if row.needed_by_at), default=None),
        call_again_at=min((row.call_again_at for row in group if row.call_again_at), default=None),
        last_try=max(tries, key=lambda attempt: attempt.pk, default=None),
        holder=seen.names.get(holder or 0, "").split(" ", 1)[0] or (_("Somebody") if holder else ""),
        is_mine=holder == seen.reader.pk,
    )


def _matters(group: list[Dispatch], seen: _Seen) -> tuple[Matter, ...]:
    """What is the same for several people of the number is said once."""
    said: dict[tuple[str, str, str], list[Dispatch]] = defaultdict(list)
    for row in group:
        is_hidden = row.pk in seen.known.hidden
        title, body = hidden_words() if is_hidden else (row.title, row.body)
        kind = "" if is_hidden or row.pk in seen.several else _kind(row)
        said[title, body, kind].append(row)
    return tuple(
        Matter(rows[0].pk, tuple((row.pk, row.name) for row in rows), title, body, kind, _page_of(rows, seen))
        for (title, body, kind), rows in said.items()
    )


def _page_of(rows: list[Dispatch], seen: _Seen) -> str:
    """Where the desk notes the answer to words of one person to another."""
    row = rows[0]
    if len(rows) > 1 or not row.person or row.pk in seen.known.hidden:
        return ""
    if row.subject_kind == "conversations.thread":
        return reverse("desk:conversation", args=[row.person, row.subject_id])
    if row.subject_kind == "aid.exchange":
        return reverse("desk:exchange", args=[row.person, row.subject_id])
    return ""


def _kind(row: Dispatch) -> str:
    if row.purpose == purposes.OFFER:
        return "offer"
    return "coming" if row.purpose in _COMING else ""


def _joined(names: Iterable[str]) -> str:
    """« Odile Roux et Henri Roux »."""
    *others, last = list(names) or [""]
    return _("%(names)s and %(last)s") % {"names": ", ".join(others), "last": last} if others else last
