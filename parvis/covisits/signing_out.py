"""Who signs out goes on alone: on that browser, everywhere, or everywhere else; no pass is left behind."""

from django.http import HttpRequest
from django.utils import timezone

from parvis.covisits.leaving import leave_all, leave_here
from parvis.covisits.passes import holder_of
from parvis.members.models import Member
from parvis.members.sessions import Leaves


def leave_with(request: HttpRequest, member: Member, leaves: Leaves) -> None:
    """Runs before the session ends."""
    now, holder = timezone.now(), holder_of(request)
    if leaves == Leaves.OTHERS:
        leave_all(member=member, at=now, but=holder)
        return
    if holder is not None:
        leave_here(visitor=holder, at=now)
    if leaves == Leaves.ALL:
        leave_all(member=member, at=now)
