"""« Pour Rosa », « Pour Henri », « Pour nous deux »: whoever it is for has confirmed; all come, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_register
from parvis.meetings.refusals import to_meeting
from parvis.meetings.registering import MOST_TOGETHER, register_in, withdraw
from parvis.members.models import Member


class NotForAll(Refusal):
    """There is no seat for each of them; together on the waiting list, if they wish."""


class NotBoth(Refusal):
    """One of them may not come to this meeting."""


@dataclass(frozen=True)
class Coming:
    """One of them, with who comes along and their answers to the organiser (question → words)."""

    member: Member
    more: int = 0
    companions: str = ""
    answers: Mapping[int, str] | None = None


@transaction.atomic
def come(
    *, meeting: Meeting, people: Sequence[Coming], at: datetime, waits: bool = False
) -> list[Registration]:
    """Register each by their own name: all seated, or (with `waits`) all on the waiting list.

    Each is told by their own channel. Raises NotForAll, NotBoth, and what `register` raises.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if not all(can_register(one.member, meeting) for one in people):
        raise NotBoth(_("One of you cannot come to this meeting. Talk to us."), to_meeting(meeting))
    made = [
        register_in(
            meeting=meeting, member=one.member, at=at, party=min(1 + max(0, one.more), MOST_TOGETHER),
            companions=one.companions, answers=one.answers,
        )
        for one in people
    ]  # fmt: skip
    waiting = [row.state == Registration.State.WAITING for row in made if row.made_at == at]
    if any(waiting) and not all(waiting):
        raise NotForAll(_("There is not a seat for each of you. Choose another meeting, or one of you."))
    if any(waiting) and not waits:
        raise NotForAll(_("This meeting is full. You may wait together, or choose another one."))
    return made


@transaction.atomic
def no_longer_come(*, meeting: Meeting, people: Sequence[Member], at: datetime) -> int:
    """« Ne plus venir »: for each of them, or for none; how many.

    NotBoth when one of them is not expected there, without telling which; what `withdraw` raises.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    rows = list(Registration.objects.live().filter(meeting=meeting, member__in=people).order_by("pk"))
    if len(rows) != len(people):
        alone = _("%(name)s is not expected at this meeting.") % {"name": people[0].first_name}
        both = _("One of you is not expected at this meeting. Each may take back alone.")
        raise NotBoth(both if len(people) > 1 else alone, to_meeting(meeting))
    for row in rows:
        withdraw(registration=row, at=at)
    return len(rows)
