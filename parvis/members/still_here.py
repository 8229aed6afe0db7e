"""Words do not follow people who are gone, nor those who are kept out, but for what concerns just that."""

from datetime import datetime

from parvis.courier.models import Dispatch
from parvis.members.models import Member

ALWAYS_TOLD = {"members.suspended", "members.restored", "members.removed", "members.farewell"}
_TO_THE_SUSPENDED = {"members.sign_in"}


def is_out(dispatch: Dispatch, now: datetime) -> bool:
    """Whether these words are for someone who is no longer here, or is suspended (asked by the courier)."""
    if dispatch.person is None or dispatch.purpose in ALWAYS_TOLD:
        return False
    if dispatch.purpose in _TO_THE_SUSPENDED:
        return not Member.objects.may_enter().filter(pk=dispatch.person).exists()
    return not Member.objects.let_in(now).filter(pk=dispatch.person).exists()
