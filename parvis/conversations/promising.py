"""« Je réponds d’ici jeudi »: somebody promises an answer; what is late is told, to them, then to others."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.conversations import wording
from parvis.conversations.models import Thread
from parvis.conversations.purposes import LATE
from parvis.conversations.reading import answers_in, moderators_of
from parvis.conversations.refusals import NotInThread, to_threads, to_write
from parvis.conversations.subjects import organisers_of
from parvis.conversations.telling import write
from parvis.courier.models import Dispatch
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal
from parvis.members.models import Member

FURTHEST = timedelta(days=31)
EVENING = time(19)  # a promise for a day holds until then
PATIENCE = timedelta(days=2)  # of who wrote and was promised nothing
THEN_ANOTHER = timedelta(days=1)  # after the first was told
_MOST = 50


class NoSuchDay(Refusal):
    """A day to come."""


@transaction.atomic
def promise(*, thread: Thread, by: Member, on: date, at: datetime) -> Thread:
    """Who answers, and by when, shown in the thread; the last word counts. NotInThread, NoSuchDay."""
    until = datetime.combine(on, EVENING, tzinfo=current().zone)
    if not at < until <= at + FURTHEST:
        raise NoSuchDay(_("Choose a day to come, within a month."), to_threads())
    hold(Thread.objects.filter(pk=thread.pk))
    thread = Thread.objects.get(pk=thread.pk)
    if not thread.is_with_us or not answers_in(thread, by, at):
        raise NotInThread(_("Those who organise answer."), to_write())
    thread.answerer, thread.answer_by_at = by, until
    thread.save(update_fields=["answerer", "answer_by_at"])
    return thread


def tell_late(at: datetime) -> int:
    """For the worker: threads in which somebody waits too long; how many messages were written."""
    waiting = Thread.objects.live().filter(awaits_since_at__isnull=False)
    late = Q(answer_by_at__lte=at) | Q(answer_by_at=None, awaits_since_at__lte=at - PATIENCE)
    rows = waiting.filter(late).select_related("member").order_by("awaits_since_at", "pk")
    steps = {_key(row, step): (row, step) for row in rows[:_MOST] for step in _steps(row, at)}
    for known in Dispatch.objects.filter(once_key__in=list(steps)).values_list("once_key", flat=True):
        steps.pop(known or "", None)
    return sum(_tell(row, step, key, at) for key, (row, step) in steps.items())


def _due_at(thread: Thread) -> datetime:
    begun = thread.awaits_since_at or timezone.now()
    return thread.answer_by_at or begun + PATIENCE


def _steps(thread: Thread, at: datetime) -> list[int]:
    return [1, 2] if at >= _due_at(thread) + THEN_ANOTHER else [1]


def _key(thread: Thread, step: int) -> str:
    return f"{LATE}:{thread.pk}:{_due_at(thread):%Y%m%d%H%M}:{step}"


def _tell(thread: Thread, step: int, key: str, at: datetime) -> bool:
    """First whoever promised, else the first who organises; a day later, somebody who did not know."""
    known = organisers_of(thread, at)
    first = next((one for one in known if one.pk == thread.answerer_id), None) or next(iter(known), None)
    others = [one for one in [*known, *moderators_of(thread, at)] if first is None or one.pk != first.pk]
    person: Member | None = first if step == 1 else next(iter(others), None)
    if person is None or person.pk == thread.member_id:
        return False
    told = first if step == 2 else None
    write(person, LATE, lambda: wording.late(thread, who_was_to=told), thread, at, once_key=key)
    return True
