"""Words do not follow people who are gone, nor those who are kept out, but for what concerns just that."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from parvis.courier.models import Dispatch
from parvis.members.models import Member

ALWAYS_TOLD = {"members.suspended", "members.restored", "members.removed", "members.farewell"}
_TO_THE_SUSPENDED = {"members.sign_in"}


def is_out(dispatch: Dispatch, now: datetime) -> bool:
    """Whether these words are for someone who is no longer here, or is suspended (asked by the courier)."""
    return dispatch.pk in out_among([dispatch], now)


def out_among(rows: Sequence[Dispatch], now: datetime) -> set[int]:
    """Of many, the keys of those for someone who is no longer here, or is suspended; two queries at most."""
    asked = [row for row in rows if row.person is not None and row.purpose not in ALWAYS_TOLD]
    codes = {row.person for row in asked if row.person and row.purpose in _TO_THE_SUSPENDED}
    others = {row.person for row in asked if row.person and row.purpose not in _TO_THE_SUSPENDED}
    enter = _keys(Member.objects.may_enter().filter(pk__in=codes)) if codes else set()
    read = _keys(Member.objects.let_in(now).filter(pk__in=others)) if others else set()
    return {
        row.pk for row in asked if row.person not in (enter if row.purpose in _TO_THE_SUSPENDED else read)
    }


def _keys(people: "QuerySet[Member]") -> set[int]:
    return set(people.values_list("pk", flat=True))
