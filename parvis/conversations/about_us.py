"""Threads with the telephone desk, and about circles: who answers, who takes part."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.conversations.models import Thread
from parvis.conversations.models.thread import DESK
from parvis.conversations.opening import thread_about
from parvis.conversations.subjects import Date, Ids
from parvis.members.answering_for_all import holding_for_all
from parvis.members.circles import visible_circles
from parvis.members.models import Member, Membership, Role
from parvis.members.models.role import RoleQuerySet

_SECRET = Circle.Joining.SECRET
_ANIMATOR = Role.Kind.ANIMATOR
MOST_OFFERED = 12


def at_work(kind: str, now: datetime) -> RoleQuerySet:
    """Roles of this kind whose holders are here now."""
    return Role.objects.let_in(now).filter(kind=kind)


def for_all(kind: str, now: datetime) -> RoleQuerySet:
    """Those held for the whole community."""
    return at_work(kind, now).filter(circle=None, place=None, ritual=None)


def holders(roles: models.QuerySet[Role]) -> list[Member]:
    """Each person once, the first to hold it first."""
    held = roles.select_related("member").order_by("since_on", "pk")
    named = {role.member_id: role.member for role in held}
    return list(named.values())


def leaders(roles: models.QuerySet[Role], now: datetime, *, first: int | None) -> list[Member]:
    """The same after one person (an id), if they may be here; one question for all of them."""
    own = roles.filter(member=OuterRef("pk")).order_by("since_on", "pk")
    here = Member.objects.let_in(now).annotate(
        led_since=Subquery(own.values("since_on")[:1]), led_by=Subquery(own.values("pk")[:1])
    )
    found = list(here.filter(models.Q(pk=first) | models.Q(led_by__isnull=False)))

    def rank(one: Member) -> tuple[bool, date, int]:
        return one.pk != first, getattr(one, "led_since", None) or date.min, getattr(one, "led_by", None) or 0

    return sorted(found, key=rank)


class DeskTalk:
    """Whoever answers the telephone; an administrator where nobody does."""

    kind = DESK

    def titles(self, ids: Collection[int], reader: Member | None) -> dict[int, str]:
        return dict.fromkeys(ids, _("The telephone desk"))

    def path(self, pk: int) -> str:
        return reverse("members:directory")

    def organisers(self, pk: int, now: datetime) -> list[Member]:
        return holding_for_all(Role.Kind.CORRESPONDENT, now) or holding_for_all(Role.Kind.ADMINISTRATOR, now)

    def people(self, pk: int, now: datetime) -> models.QuerySet[Member]:
        return Member.objects.none()

    def organised_by(self, member: Member, now: datetime) -> Ids:
        return []  # about no number: `threads_seen` asks who holds the role

    def shared_with(self, member: Member) -> Ids:
        return []

    def offered_to(self, member: Member, now: datetime) -> dict[int, str]:
        return {0: _("The telephone desk")}

    def date(self, pk: int) -> Date | None:
        return None


class CircleTalk:
    """Who animates the circle; the community's animators where it has none of its own, but of secret ones."""

    kind = Circle._meta.label_lower

    def titles(self, ids: Collection[int], reader: Member | None) -> dict[int, str]:
        known = visible_circles(reader) if reader else Circle.objects.exclude(joining=_SECRET)
        return dict(known.filter(pk__in=ids).values_list("pk", "name"))

    def path(self, pk: int) -> str:
        return reverse("members:circle", args=[pk])

    def organisers(self, pk: int, now: datetime) -> list[Member]:
        own = holders(at_work(_ANIMATOR, now).filter(circle=pk))
        if own or not Circle.objects.filter(pk=pk).exclude(joining=_SECRET).exists():
            return own
        return holding_for_all(_ANIMATOR, now)

    def people(self, pk: int, now: datetime) -> models.QuerySet[Member]:
        live = Membership.objects.filter(circle=pk, accepted_at__isnull=False)
        return Member.objects.let_in(now).shown_to_all().filter(pk__in=live.values("member"))

    def organised_by(self, member: Member, now: datetime) -> Ids:
        held = [role for role in member.held_roles if role.kind == _ANIMATOR]
        mine = models.Q(pk__in=[role.circle_id for role in held if role.circle_id])
        if any(role.is_for_all for role in held):
            animated = at_work(_ANIMATOR, now).filter(circle__isnull=False).values("circle")
            mine |= ~models.Q(joining=_SECRET) & ~models.Q(pk__in=animated)
        return Circle.objects.filter(mine).values("pk")

    def shared_with(self, member: Member) -> Ids:
        return [] if member.minor_until_on else member.circle_ids

    def offered_to(self, member: Member, now: datetime) -> dict[int, str]:
        mine = visible_circles(member).filter(pk__in=member.circle_ids)
        return dict(mine.values_list("pk", "name")[:MOST_OFFERED])

    def date(self, pk: int) -> Date | None:
        return None


def talk_of_circle(circle: Circle) -> Thread | None:
    """For its page: the finite thread that is open."""
    return thread_about(circle, timezone.now())
