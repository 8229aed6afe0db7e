"""A poll closes, by itself or by a hand; it is opened again; it is cancelled. Each happens once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.meetings.models import DatePoll
from parvis.meetings.polls import telling
from parvis.meetings.polls.asking import LONGEST_POLL, CannotAsk
from parvis.meetings.polls.permissions import NotYours, check_manages
from parvis.meetings.refusals import to_meeting, to_someone
from parvis.members.models import Member

_State = DatePoll.State


@transaction.atomic
def close(*, poll: DatePoll, by: Member | None, at: datetime) -> DatePoll:
    """No more answers. Not open any more: nothing happens. by: None when its hour came; the asker is then
    told the result. Raises NotYours."""
    poll = DatePoll.objects.locked(poll.pk)
    if by is not None:
        check_manages(by, poll)
    if poll.state != _State.OPEN:
        return poll
    _end(poll, _State.CLOSED, at)
    record("meetings.poll_closed", subject=poll, person=by.pk if by else None, at=at)
    if by is None or by.pk != poll.asker_id:
        telling.tell_result(poll, at)
    return poll


def close_due(at: datetime) -> int:
    """Close the polls whose hour has come; how many. One transaction each."""
    due = DatePoll.objects.filter(state=_State.OPEN, closes_at__lte=at)
    pks = list(due.order_by("closes_at", "pk").values_list("pk", flat=True))
    return sum(_close_one(pk, at) for pk in pks)


@transaction.atomic
def _close_one(pk: int, at: datetime) -> int:
    poll = DatePoll.objects.locked(pk)
    if poll.state != _State.OPEN or poll.closes_at > at:
        return 0  # somebody closed it, or gave it more time, a moment ago
    close(poll=poll, by=None, at=at)
    return 1


@transaction.atomic
def reopen(*, poll: DatePoll, closes_at: datetime, by: Member, at: datetime) -> DatePoll:
    """People answer again, until another hour; an open poll is given another hour.

    Raises CannotAsk, NotYours.
    """
    poll = DatePoll.objects.locked(poll.pk)
    check_manages(by, poll)
    if poll.meeting is not None:
        raise NotYours(_("The date is chosen: answers are closed."), to_meeting(poll.meeting))
    if not at < closes_at <= at + LONGEST_POLL:
        raise CannotAsk(_("People answer from one hour to three months."), to_someone())
    if not poll.dates.filter(begins_at__gt=closes_at).exists():
        raise CannotAsk(_("The last day to answer comes before the last date."), to_someone())
    poll.state, poll.ended_at, poll.closes_at = _State.OPEN, None, closes_at
    poll.save(update_fields=["state", "ended_at", "closes_at"])
    record("meetings.poll_reopened", subject=poll, person=by.pk, at=at)
    return poll


@transaction.atomic
def cancel(*, poll: DatePoll, by: Member, at: datetime) -> DatePoll:
    """There will be no such meeting: those who could come are told. Cancelled already: nothing happens.

    Raises NotYours.
    """
    poll = DatePoll.objects.locked(poll.pk)
    check_manages(by, poll)
    if poll.meeting is not None:
        raise NotYours(_("The date is chosen: cancel the meeting itself."), to_meeting(poll.meeting))
    if poll.state == _State.CANCELLED:
        return poll
    _end(poll, _State.CANCELLED, at)
    record("meetings.poll_cancelled", subject=poll, person=by.pk, at=at)
    telling.tell_cancelled(poll, at)
    return poll


def _end(poll: DatePoll, state: str, at: datetime) -> None:
    poll.state, poll.ended_at = state, at
    poll.save(update_fields=["state", "ended_at"])
