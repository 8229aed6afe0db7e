"""The member behind a session, remembered with their roles and circles between two pages.

Every page of a signed-in person asks who they are: one query, the same answer for hours. A committed
change of a member, a role or a circle is seen at once by every process of this machine (kit.freshness),
and by others within the seconds below: a removed member's open session dies then at the latest.
"""

from copy import copy
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from parvis.kit.freshness import cached, changed
from parvis.kit.gathered import Gathered
from parvis.kit.joined import joined, keep, rows_of
from parvis.members.models import Member, Membership
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
    return now, whole(Member.objects.let_in(now).filter(pk=pk))


def whole(one: MemberQuerySet, *also: str) -> Member | None:
    """The one person asked for, with their circles, roles and what keeps them out: one question.

    also: relations of few rows that come with them (`"contact_points"`).
    """
    inside = Membership.objects.filter(member=OuterRef("pk"), accepted_at__isnull=False)
    circles = inside.values("member").annotate(all=Gathered("circle")).values("all")
    known = one.select_related("suspension").annotate(in_circles=Subquery(circles))
    rows = list(joined(known, "roles", *also))
    if not rows:
        return None
    member = rows[0]
    member.circle_ids = frozenset(member.in_circles or ())  # type: ignore[attr-defined]
    member.held_roles = [] if member.left_at else rows_of(rows, "roles")
    for relation in also:
        keep(member, relation, rows_of(rows, relation))
    return member


def _is_recent(held: tuple[datetime, Member | None]) -> bool:
    return abs(timezone.now() - held[0]) < LONGEST  # whichever way the clock was moved
