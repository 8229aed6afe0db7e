"""The conversation of an exchange, for `conversations`: whose it is, what it is called, where it is read."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from parvis.aid.exchange.answering import KIND
from parvis.aid.exchange.links import path_of
from parvis.aid.models import Exchange, Notice, NoticeEnd
from parvis.community.models import Circle
from parvis.conversations.subjects import Date, Ids, register_page, register_subject
from parvis.members.answering_for_all import holding_for_all
from parvis.members.models import Member, Role, Scope


class ExchangeTalk:
    """Between the two alone; who animates reads again words that are reported, and nothing else."""

    kind = KIND

    def titles(self, ids: Collection[int], reader: Member | None) -> dict[int, str]:
        """Words a person reads first, or set aside, are for their author alone."""
        rows = Exchange.objects.filter(pk__in=ids)
        kept = Exists(NoticeEnd.objects.filter(notice=OuterRef("notice"), why=NoticeEnd.Why.SET_ASIDE))
        read = Q(notice__held_back=None) & ~kept
        if reader is None:
            rows = rows.filter(read).exclude(notice__circle__joining=Circle.Joining.SECRET)
        else:
            known = Notice.objects.visible_to(reader).filter(pk=OuterRef("notice"))
            rows = rows.filter(Q(notice__author=reader) | read & (Q(answered_by=reader) | Exists(known)))
        return dict(rows.values_list("pk", "notice__words"))

    def path(self, pk: int) -> str:
        return reverse("aid:mine")

    def organisers(self, pk: int, now: datetime) -> list[Member]:
        two = self.people(pk, now).values_list("pk", flat=True)
        return [one for one in holding_for_all(Role.Kind.ANIMATOR, now) if one.pk not in two]

    def people(self, pk: int, now: datetime) -> models.QuerySet[Member]:
        of_it = Q(exchanges_answered=pk) | Q(notices__exchanges=pk)
        found = Member.objects.filter(of_it).values("pk")
        return Member.objects.let_in(now).filter(pk__in=found)

    def organised_by(self, member: Member, now: datetime) -> Ids:
        return []  # nobody reads along

    def shared_with(self, member: Member) -> Ids:
        return Exchange.objects.of(member).values("pk")

    def offered_to(self, member: Member, now: datetime) -> dict[int, str]:
        return {}  # it begins at a notice

    def date(self, pk: int) -> Date | None:
        return None


def register_all() -> None:
    """Make conversations know of exchanges."""
    register_subject(ExchangeTalk())
    register_page(KIND, path_of, scope=Scope.AID)
