"""The call round: take calls, say what came of each, take a tap back. Journals tell the people."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.courier import calling
from parvis.courier.call_sheets import make_sheet
from parvis.courier.calling import calls_due, number_of
from parvis.courier.calm import next_calm_moment
from parvis.courier.models import Attempt, CallSheet, Dispatch
from parvis.courier.receiving import forget_wrong_number, note_wrong_number
from parvis.courier.trying import CAN_BE_UNDONE, note_try, undo
from parvis.desk.answering_calls import act_for
from parvis.desk.hearing_again import HeardByThemselves, without_own
from parvis.desk.models import TypedSheet
from parvis.kit.moments import hour as hour_words
from parvis.kit.paper_codes import PaperCode
from parvis.kit.refusals import Refusal
from parvis.members.journaling import TELEPHONE, journal, journal_each
from parvis.members.models import JournalEntry, Member, Role

Outcome = Attempt.Outcome
_CALLS_STAY_TAKEN = timedelta(hours=12)  # one line in the journal an afternoon
CALLS = "desk.calls"
_SHEET = TypedSheet.Kind.CALLS
_LATER, _SOONEST = timedelta(hours=3), timedelta(minutes=15)
# What may be answered, and what it means for the call.
TOLD = {"told", "coming", "not_coming", "accepts", "declines"}
OUTCOMES = {
    **dict.fromkeys(TOLD, Outcome.TOLD),
    "message": Outcome.MESSAGE,
    "absent": Outcome.ABSENT,
    "later": Outcome.LATER,
    "wrong": Outcome.WRONG,
}
_SAID: dict[str, str | Promise] = {
    "told": gettext_lazy("Called you: %(title)s"),
    "coming": gettext_lazy("Called you, and you still come: %(title)s"),
    "not_coming": gettext_lazy("Called you, and you do not come: %(title)s"),
    "accepts": gettext_lazy("Called you, and you take the seat: %(title)s"),
    "declines": gettext_lazy("Called you, and you leave the seat: %(title)s"),
    "message": gettext_lazy("Called you, and left a message: %(title)s"),
    "absent": gettext_lazy("Tried to call you: %(title)s"),
    "later": gettext_lazy("Called you, and calls again at an hour you chose: %(title)s"),
    "wrong": gettext_lazy("Called a number that is not yours: %(title)s"),
}


class SomebodyCalls(Refusal):
    """Another hand is making this call at this moment."""


class TooLateAnHour(Refusal):
    """The hour to call again comes after what the call is about."""


@transaction.atomic
def take_calls(*, calls: Iterable[Dispatch], by: Member, at: datetime, role: str = "") -> int:
    """Take these calls for half an hour and open their numbers; how many people it concerns.

    Each person's journal says so, once an afternoon. Numbers somebody else is calling are left out.
    """
    held = calling.take(calls, by.pk, at)
    concerned = {call.person for call in held if call.person}
    noted = JournalEntry.objects.filter(
        member__in=concerned, author=by, subject=CALLS, at__gt=at - _CALLS_STAY_TAKEN
    )
    people = concerned - set(noted.values_list("member_id", flat=True))
    journal_each(
        members=Member.objects.filter(pk__in=people),
        by=by,
        words=gettext_lazy("Took your number, to call you."),
        role=role or Role.Kind.CORRESPONDENT,
        subject=CALLS,
        channel=TELEPHONE,
        at=at,
    )
    return len(concerned)


@transaction.atomic
def note_answer(
    *,
    calls: list[Dispatch],
    answer: str,
    by: Member,
    at: datetime,
    again_at: datetime | None = None,
    role: str = "",
) -> int:
    """One tap: what came of these calls, all of one number; how many it was written for.

    again_at: the hour the person chose, when they are to be called again. Raises SomebodyCalls when another
    hand holds the number, HeardByThemselves, TooLateAnHour, and what the act the person asked for raises.
    """
    pks = [call.pk for call in calls]
    if again_at is not None:
        _check_hour(calls, again_at)
    # The act first: it holds the meeting, then the calls, in the order every other act does.
    is_desk = role != Role.Kind.ANIMATOR
    acted = {call.pk for call in calls if act_for(call, answer, by=by, at=at, is_desk=is_desk)}
    outcome, noted = OUTCOMES[answer], []
    for row in _held_or_free(pks, by, at):
        hour, is_final = again_at or next_try(row, at), row.pk in acted
        if note_try(row, outcome, by=by.pk, at=at, again_at=hour, is_final=is_final, remark=_remark(answer)):
            noted.append(row)
        if outcome == Outcome.WRONG:
            words = _("Find out the right number, and write it in their record.")
            note_wrong_number(row, words=words, at=at)
    _write_journals(noted, _SAID[answer], by, at, role)
    calling.renew(by.pk, at)
    return max(len(noted), len(acted))


@transaction.atomic
def undo_answer(*, attempts: list[Attempt], by: Member, at: datetime, role: str = "") -> bool:
    """A slip of the finger, within the minute: the calls wait as before, and the journal says so."""
    undone = [attempt.dispatch for attempt in attempts if undo(attempt, at=at)]
    for row in undone:
        forget_wrong_number(row)
    _write_journals(
        undone, gettext_lazy("What was noted of this call was a mistake: %(title)s"), by, at, role
    )
    return bool(undone)


def last_taps(by: Member, at: datetime) -> list[Attempt]:
    """The last tap of this person, while it can be taken back: one attempt for each call it spoke of."""
    recent = Attempt.objects.filter(by=by.pk, at__gt=at - CAN_BE_UNDONE, is_final=False)
    taps = list(recent.select_related("dispatch").order_by("-at", "pk"))
    return [tap for tap in taps if tap.at == taps[0].at]


def print_sheet(*, lines: list[list[Dispatch]], by: Member, at: datetime) -> CallSheet:
    """The calls `by` holds, on paper."""
    return make_sheet(lines, by=by.pk, at=at, code_of=lambda number: str(PaperCode(_SHEET, number)))


def next_try(row: Dispatch, at: datetime) -> datetime:
    """When a call nobody answered comes back: in three hours by daylight, sooner when it presses."""
    until = row.needed_by_at or row.call_again_at
    is_far = until is None or until <= at
    wait = _LATER if until is None or is_far else max(_SOONEST, min(_LATER, (until - at) / 4))
    calm = next_calm_moment(at + wait, current().zone, goes_on_sundays=True)
    return calm if until is None or is_far or calm < until else at + wait


def hours_to_propose(row_needed_by_at: datetime | None, at: datetime) -> list[datetime]:
    """Three hours to call again, by daylight and before it is too late."""
    local = timezone.localtime(at)
    days = [local.date() + timedelta(days=ahead) for ahead in (0, 1)]
    every = [
        timezone.make_aware(datetime.combine(day, time(hour))) for day in days for hour in range(9, 19, 2)
    ]
    soon = [hour for hour in every if hour > at + _SOONEST]
    return [hour for hour in soon if row_needed_by_at is None or hour < row_needed_by_at][:3]


def _held_or_free(pks: list[int], by: Member, at: datetime) -> list[Dispatch]:
    """Those of these calls that still wait, now `by`'s own. Raises SomebodyCalls, HeardByThemselves."""
    rows = list(calls_due(at).filter(pk__in=pks))
    waiting = without_own(rows, by.pk)
    if rows and not waiting:
        raise HeardByThemselves
    held = calling.take(waiting, by.pk, at)
    if len(held) < len(waiting):
        raise SomebodyCalls(_("Somebody else is calling this person at this moment."))
    return held


def _check_hour(rows: Iterable[Dispatch], again_at: datetime) -> None:
    late = min((row.needed_by_at for row in rows if row.needed_by_at), default=None)
    if late is not None and again_at >= late:
        words = _("It must be known before %(hour)s. Choose an earlier hour.") % {"hour": hour_words(late)}
        raise TooLateAnHour(words)


def _remark(answer: str) -> str:
    return answer if answer in TOLD - {"told"} else ""


def _write_journals(rows: list[Dispatch], words: str | Promise, by: Member, at: datetime, role: str) -> None:
    """A line for each call, its subject that of the call: a reader who may not know of it reads nothing."""
    people = Member.objects.in_bulk([row.person for row in rows if row.person])
    for row in rows:
        if person := people.get(row.person or 0):
            journal(
                member=person,
                by=by,
                words=words,
                values={"title": row.title},
                role=role or Role.Kind.CORRESPONDENT,
                subject=f"{row.subject_kind}:{row.subject_id}" if row.subject_id else CALLS,
                channel=TELEPHONE,
                at=at,
            )


def together(
    call: Dispatch, at: datetime, *, is_whole: bool, among: Iterable[int] | None = None
) -> list[Dispatch]:
    """The calls one tap speaks of: the same words for the same number, or all there is for that number.

    among: only these (the calls of one meeting, for its organiser).
    """
    number = number_of(call)
    rows = calls_due(at).filter(address=number) if number else calls_due(at).filter(pk=call.pk)
    if not is_whole:
        rows = rows.filter(title=call.title, body=call.body, purpose=call.purpose)
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    return list(rows)
