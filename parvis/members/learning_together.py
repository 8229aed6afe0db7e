"""First steps, walked side by side: what somebody wished to learn, ticked by either of the two.

Nothing is counted. The aim is that those who wish it need to call less; those who prefer to call, call.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.members.journaling import journal
from parvis.members.keeping_details import prefer_way
from parvis.members.models import ContactPoint, FirstStep, Member, Role

Step = FirstStep.Step
_BEGUN = _("Noted what you wish to learn.")
_REACHED = _("Noted how you prefer to be reached.")


@dataclass(frozen=True)
class Guide:
    """One step in words: what one does, and what one then sees."""

    step: str
    words: Promise
    does: Promise
    sees: Promise


GUIDES = (
    Guide(
        Step.ENTER,
        _("Enter with a code"),
        _("Open the address of the place, press “My space”, type your number or your card."),
        _("You see “Hello”, then your first name."),
    ),
    Guide(
        Step.COME,
        _("Say “I am coming”"),
        _("Open the programme, choose a meeting, press “I am coming”."),
        _("You see “It is noted”."),
    ),
    Guide(
        Step.CANCEL,
        _("Cancel"),
        _("Open the same meeting, press “I cannot come any more”."),
        _("You see that the seat goes to someone else. Nobody minds."),
    ),
    Guide(
        Step.STORY,
        _("Find a story again"),
        _("Press “Stories”, choose the one you like."),
        _("You see its sentences and its photos."),
    ),
)
TAUGHT = tuple(guide.step for guide in GUIDES)


@dataclass(frozen=True)
class Walk:
    """What one person wished, in the order of the path."""

    lines: list[tuple[Guide, FirstStep | None]]
    asks_how_to_reach: bool

    @property
    def is_begun(self) -> bool:
        return any(row is not None for _guide, row in self.lines)


def walk_of(member: Member) -> Walk:
    """Where this person stands; the question comes once, when all they wished is ticked. One query."""
    rows = {row.step: row for row in member.first_steps.all()}
    wished = [rows[step] for step in TAUGHT if step in rows]
    is_walked = bool(wished) and all(row.done_at for row in wished)
    lines = [(guide, rows.get(guide.step)) for guide in GUIDES]
    return Walk(lines, asks_how_to_reach=is_walked and Step.REACH not in rows)


@transaction.atomic
def wish(*, member: Member, steps: Collection[str], by: Member, at: datetime) -> None:
    """What they wish to learn from now on. What was ticked stays; what is no longer wished goes."""
    wished = [step for step in TAUGHT if step in steps]
    FirstStep.objects.filter(member=member, step__in=TAUGHT, done_at=None).exclude(step__in=wished).delete()
    for step in wished:
        FirstStep.objects.get_or_create(member=member, step=step, defaults={"wished_at": at})
    if by != member:
        journal(member=member, by=by, words=_BEGUN, at=at, role=Role.Kind.CORRESPONDENT)


@transaction.atomic
def tick(*, member: Member, step: str, by: Member, at: datetime) -> None:
    """They did it. Ticked already, or never wished: nothing happens."""
    rows = FirstStep.objects.filter(member=member, step=step, done_at=None)
    rows.update(done_at=at, noted_by=by)


@transaction.atomic
def untick(*, member: Member, step: str) -> None:
    """They wish to see it once more."""
    FirstStep.objects.filter(member=member, step=step).update(done_at=None, noted_by=None)


@transaction.atomic
def say_how_to_reach(*, member: Member, point: ContactPoint | None, by: Member, at: datetime) -> None:
    """The one question at the end. point: how they wish to be reached from now on; None: as before."""
    defaults = {"wished_at": at, "done_at": at, "noted_by": by}
    _row, is_new = FirstStep.objects.get_or_create(member=member, step=Step.REACH, defaults=defaults)
    if not is_new or point is None:
        return
    prefer_way(point=point)
    member.needs_calling = point.kind == ContactPoint.Kind.TELEPHONE
    member.save(update_fields=["needs_calling"])
    if by != member:
        journal(member=member, by=by, words=_REACHED, at=at, role=Role.Kind.CORRESPONDENT)


def forget_walk(*, member: Member) -> None:
    """They no longer wish it to be kept."""
    FirstStep.objects.filter(member=member).delete()
