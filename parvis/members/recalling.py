"""The member behind a session, remembered with their roles and circles between two pages.

Every page of a signed-in person asks who they are: two queries, the same answer for hours. A committed
change of a member, a role or a circle is seen at once by every process of this machine (kit.freshness),
and by others within the seconds below: a removed member's open session dies then at the latest.
"""

from copy import copy
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from parvis.kit.freshness import cached, changed
from parvis.members.models import Member
from parvis.members.models.member import MemberQuerySet

LONGEST = timedelta(seconds=3)
_STANDS_ON = frozenset(
    {changed("members_member"), "members_suspension", "members_role", "members_membership"}
)


def recall(pk: int) -> Member | None:
    """The member of this number, their own copy; None when there is none, or they may not be here now."""
    _moment, member = cached(("members.recall", pk), lambda: _look(pk), _is_recent, tables=_STANDS_ON)
    return copy(member)


def _look(pk: int) -> tuple[datetime, Member | None]:
    now = timezone.now()
    member = whole(Member.objects.let_in(now).filter(pk=pk))
    if member is not None:
        _ = member.held_roles
    return now, member


def whole(one: MemberQuerySet) -> Member | None:
    """The one person asked for, with their circles and what keeps them out: one question, a row a circle."""
    rows = list(
        one.select_related("suspension").annotate(
            in_circle=F("memberships__circle"), in_since=F("memberships__accepted_at")
        )
    )
    if not rows:
        return None
    member = rows[0]
    member.circle_ids = frozenset(row.in_circle for row in rows if row.in_since)  # type: ignore[attr-defined]
    return member


def _is_recent(held: tuple[datetime, Member | None]) -> bool:
    return abs(timezone.now() - held[0]) < LONGEST  # whichever way the clock was moved
