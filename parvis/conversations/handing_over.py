"""« On se voit jeudi à 10 h à la mairie »: a date, a place, and the thread is over. Or: it is settled."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.conversations.models import Handover, Thread
from parvis.conversations.reading import may_read
from parvis.conversations.refusals import NotInThread, to_threads, to_write
from parvis.conversations.subjects import subject_of
from parvis.conversations.telling import tell_handover
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal
from parvis.members.models import Member

FURTHEST = timedelta(days=92)
LONGEST_PLACE = 200


class NoSuchDate(Refusal):
    """A day to come, and a place."""


def may_end(thread: Thread, member: Member, now: datetime) -> bool:
    """Either side of a relation, either of two; of many, those who organise."""
    if thread.kind != Thread.Kind.AMONG_US:
        return may_read(thread, member, now)
    led = subject_of(thread).organisers(thread.subject_id or 0, now)
    return any(one.pk == member.pk for one in led)


@transaction.atomic
def hand_over(*, thread: Thread, by: Member, begins_at: datetime, where: str, at: datetime) -> Handover:
    """They meet: the thread is over, all in it are told; the same again is the same.

    NotInThread, NoSuchDate.
    """
    place = " ".join("".join(sign if sign.isprintable() else " " for sign in where).split())[:LONGEST_PLACE]
    if not at < begins_at <= at + FURTHEST:
        raise NoSuchDate(_("Choose a day to come, within three months."), to_threads())
    if not place:
        raise NoSuchDate(_("Say where you meet."), to_threads())
    thread = _held(thread, by, at)
    same = thread.handovers.filter(begins_at=begins_at, where=place).first()
    if same is not None and thread.closed_at is not None:
        return same
    handover = Handover.objects.create(thread=thread, begins_at=begins_at, where=place, by=by, at=at)
    _close(thread, by, at)
    record("conversations.handed_over", subject=thread, at=at, person=by.pk)
    tell_handover(handover, at)
    return handover


@transaction.atomic
def settle(*, thread: Thread, by: Member, at: datetime) -> None:
    """Nothing is left to say; it was over already: nothing happens. To write opens it again. NotInThread."""
    thread = _held(thread, by, at)
    if thread.closed_at is None:
        _close(thread, by, at)


def _held(thread: Thread, by: Member, at: datetime) -> Thread:
    hold(Thread.objects.filter(pk=thread.pk))
    fresh = Thread.objects.get(pk=thread.pk)
    if not may_end(fresh, by, at):
        raise NotInThread(_("This conversation is not yours any more."), to_write())
    return fresh


def _close(thread: Thread, by: Member, at: datetime) -> None:
    thread.closed_at, thread.closed_by = thread.closed_at or at, by
    thread.awaits_since_at = thread.answerer = thread.answer_by_at = None
    thread.save(update_fields=["closed_at", "closed_by", "awaits_since_at", "answerer", "answer_by_at"])
