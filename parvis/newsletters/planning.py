"""Plan something for an hour, move it, call it off, do it now; the worker does what is due, once."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from parvis.newsletters.models import Plan
from parvis.newsletters.publishable import Publishable, kind_of
from parvis.newsletters.purposes import PLAN

State = Plan.State
FURTHEST = timedelta(days=400)
logger = logging.getLogger(__name__)


class CannotPlan(Refusal):
    """That hour is past, or the thing is out already."""


@transaction.atomic
def plan(*, kind: Publishable, subject: Any, due_at: datetime, by: Member, at: datetime) -> Plan:
    """It is published then; planned already, it is moved. CannotPlan, or what its kind foresees."""
    _check(kind, subject, due_at, at)
    # One hand at a time on one thing: two people who plan it make one plan.
    hold(type(subject)._default_manager.filter(pk=subject.pk))
    values = {"title": str(subject)[:160], "due_at": due_at, "state": State.WAITING, "reason": ""}
    written = {"planned_at": at, "planned_by": by, "ended_at": None}
    row = Plan.objects.live().filter(kind=kind.kind, subject_id=subject.pk).first()
    row = row or Plan(kind=kind.kind, subject_id=subject.pk)
    for name, value in {**values, **written}.items():
        setattr(row, name, value)
    row.save()
    record("newsletters.planned", subject=row, at=at, person=by.pk)
    return row


@transaction.atomic
def call_off(*, plan: Plan, by: Member, at: datetime) -> Plan:
    """It is not published by itself; it stays as it is, a draft. Twice: as once."""
    plan = _held(plan)
    if plan.state in Plan.LIVE:
        plan.state, plan.reason, plan.ended_at = State.CANCELLED, "", at
        plan.save(update_fields=["state", "reason", "ended_at"])
        record("newsletters.called_off", subject=plan, at=at, person=by.pk)
    return plan


@transaction.atomic
def publish_now(*, plan: Plan, by: Member, at: datetime) -> Plan:
    """Somebody said yes, or tries again: at once. When it cannot be, the plan says why."""
    plan = _held(plan)
    if plan.state in Plan.LIVE:
        _publish(plan, by, at)
    return plan


def note_done(*, kind: Publishable, subject: Any, at: datetime) -> None:
    """It was published another way: nothing of it is planned any more."""
    live = Plan.objects.live().filter(kind=kind.kind, subject_id=subject.pk)
    live.update(state=State.DONE, reason="", ended_at=at)


def publish_due(at: datetime) -> int:
    """For the worker: what is due, one transaction each; how many were dealt with."""
    pks = list(Plan.objects.due(at).values_list("pk", flat=True)[:50])
    return sum(_deal_with(pk, at) for pk in pks)


@transaction.atomic
def _deal_with(pk: int, at: datetime) -> bool:
    """One plan, by one worker: what is due is published, asked about, or has failed and says why."""
    plan = Plan.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if plan is None or plan.state != State.WAITING or plan.due_at > at:
        return False
    kind, by = kind_of(plan.kind), plan.planned_by
    language = by.language if by else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(current().zone):
        subject = kind.found(plan.subject_id) if kind else None
        is_waiting = kind is not None and subject is not None and not kind.is_out(subject)
        if is_waiting and kind is not None and (asked := kind.ask(subject, at)):
            _end(plan, State.ASKING, asked, at)
        else:
            _publish(plan, by, at)
    return True


def _publish(plan: Plan, by: Member | None, at: datetime) -> None:
    """Do it, and write down what came of it."""
    kind = kind_of(plan.kind)
    subject = kind.found(plan.subject_id) if kind else None
    if kind is None or subject is None:
        return _end(plan, State.FAILED, _("It does not exist any more."), at)
    if kind.is_out(subject):
        return _end(plan, State.DONE, "", at)
    if by is None or not _is_here(by, at) or not kind.may(by, subject):
        return _end(plan, State.FAILED, _("Whoever planned it may not publish it any more."), at)
    try:
        with transaction.atomic():
            kind.publish(subject, by, at)
    except Refusal as refusal:
        return _end(plan, State.FAILED, refusal.reason, at)
    except Exception:
        # One thing nobody foresaw must not hold up the others; a person reads that it failed.
        logger.exception("plan %s could not be published", plan.pk)
        return _end(
            plan, State.FAILED, _("Something broke here. Try again, or tell who looks after the place."), at
        )
    return _end(plan, State.DONE, "", at)


def _is_here(member: Member, at: datetime) -> bool:
    """Neither gone nor suspended."""
    return member.left_at is None and member.suspension_at(at) is None


def _end(plan: Plan, state: str, reason: str, at: datetime) -> None:
    plan.state, plan.reason = state, reason[:300]
    plan.ended_at = at if state == State.DONE else None
    plan.save(update_fields=["state", "reason", "ended_at"])
    if state in (State.FAILED, State.ASKING) and plan.planned_by is not None:
        _tell(plan, plan.planned_by, at)


def _tell(plan: Plan, member: Member, at: datetime) -> None:
    """Whoever planned it reads that it waits for them, and why; once for each hour it was planned for."""
    if not _is_here(member, at):
        return
    with translation.override(member.language):
        title = _("“%(title)s” was not published") % {"title": plan.title}
        words = Words(title, plan.reason, reverse("newsletters:plan", args=[plan.pk]), _("Decide"))
        key = f"{PLAN}:{plan.pk}:{plan.state}:{plan.due_at:%Y%m%d%H%M}"
        reach(member, PLAN, words, subject=plan, at=at, once_key=key)


def _check(kind: Publishable, subject: Any, due_at: datetime, at: datetime) -> None:
    back = WayOut(_("See what is planned"), reverse("newsletters:plans"))
    if kind.is_out(subject):
        raise CannotPlan(_("It is published already."), back)
    if due_at <= at:
        raise CannotPlan(_("This hour is past. Choose one to come."), back)
    if due_at > at + FURTHEST:
        raise CannotPlan(_("That is more than a year away. Choose a nearer day."), back)
    if asked := kind.ask(subject, due_at):
        raise CannotPlan(_("On that day, this would no longer be so: %(what)s") % {"what": asked}, back)
    kind.foresee(subject, due_at, at)


def _held(plan: Plan) -> Plan:
    hold(Plan.objects.filter(pk=plan.pk))
    return Plan.objects.select_related("planned_by").get(pk=plan.pk)
