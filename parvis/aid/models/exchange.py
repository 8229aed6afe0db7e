"""An exchange: somebody answers a notice; the two talk, agree on a place and an hour, and it is done.

Each state is a record: `Agreement` (one each), `Settlement` (place and hour), `ExchangeEnd`.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.aid.models.notice import Notice
from parvis.community.models import Place
from parvis.conversations.models import Thread
from parvis.members.models import Member


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def of(self, member: Member) -> Self:
        """Those of this person: they wrote the notice, or answered it."""
        return self.filter(Q(answered_by=member) | Q(notice__author=member))

    def live(self) -> Self:
        """Those nobody ended."""
        return self.filter(end=None)

    def for_page(self) -> Self:
        """With what a page or a message says of them."""
        near = (
            "notice__author",
            "notice__circle",
            "notice__place",
            "notice__end",
            "notice__held_back",
            "answered_by",
            "thread",
        )
        return self.select_related(*near, "settlement__place", "settlement__keeper", "end").prefetch_related(
            "agreements"
        )


class Exchange(models.Model):
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="exchanges")
    answered_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="exchanges_answered")
    thread = models.OneToOneField(Thread, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # the last act, but words: those stand in the thread
    once_key = models.CharField(max_length=80, null=True, unique=True)  # a form sent twice answers once

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "answered_by"], name="one_exchange_a_notice_and_person")
        ]
        indexes = [models.Index(fields=["moved_at"])]

    def __str__(self) -> str:
        return f"an exchange about {self.notice}"

    @property
    def giver(self) -> Member:
        """Who helps, lends, gives."""
        return self.answered_by if self.notice.is_need else self.notice.author

    @property
    def receiver(self) -> Member:
        return self.notice.author if self.notice.is_need else self.answered_by

    @property
    def has_ended(self) -> bool:
        return getattr(self, "end", None) is not None

    @property
    def settled(self) -> "Settlement | None":
        """The place and the hour, proposed or agreed."""
        return getattr(self, "settlement", None)

    @property
    def meets(self) -> "Settlement | None":
        """The same, once both said yes."""
        found = self.settled
        return found if found is not None and found.agreed_at is not None else None

    @property
    def is_agreed(self) -> bool:
        """Both said yes to each other."""
        return len({one.member_id for one in self.agreements.all()}) == 2

    @property
    def shows_addresses(self) -> bool:
        """Both said that the other may know how to reach them."""
        return self.is_agreed and all(one.shows_address for one in self.agreements.all())

    def is_of(self, member: Member) -> bool:
        return member.pk in (self.answered_by_id, self.notice.author_id)

    def other(self, member: Member) -> Member:
        """The other one of the two."""
        return self.notice.author if member.pk == self.answered_by_id else self.answered_by

    def agreement_of(self, member: Member) -> "Agreement | None":
        return next((one for one in self.agreements.all() if one.member_id == member.pk), None)


class Agreement(models.Model):
    """One of the two says yes; perhaps also that the other may know how to reach them."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="agreements")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    shows_address = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exchange", "member"], name="agreed_once_each")]

    def __str__(self) -> str:
        return f"{self.member} agrees"


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def agreed(self) -> Self:
        """Both said yes to it, and nobody left."""
        return self.filter(agreed_at__isnull=False, exchange__end=None)


class Settlement(models.Model):
    """A place and an hour, proposed by one and agreed by the other; between the two, or at a named desk."""

    exchange = models.OneToOneField(Exchange, on_delete=models.CASCADE, related_name="settlement")
    begins_at = models.DateTimeField()
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=200, blank=True)  # when no place of the list says it
    keeper = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # of the desk
    proposed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # « c’est fait ? », once
    version = models.PositiveIntegerField(default=1)  # of what was on the screen

    objects = SettlementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["begins_at"])]

    def __str__(self) -> str:
        return f"{self.begins_at:%d/%m %H:%M}, {self.where_in_words}"

    @property
    def where_in_words(self) -> str:
        """« Salle des fêtes, 1 place de la Mairie », or their own words."""
        if self.place is None:
            return self.where
        return ", ".join(filter(None, [self.place.name, self.place.address, self.where]))

    def is_past(self, now: datetime) -> bool:
        return self.begins_at <= now


class ExchangeEnd(models.Model):
    """It is done, or it stops: who said so, when. No reason is asked."""

    class Why(models.TextChoices):
        DONE = "done", _("done")
        DECLINED = "declined", _("not this time")
        LEFT = "left", _("taken back")
        FOUND = "found", _("somebody else was found")
        GONE = "gone", _("the notice is no longer there")
        AWAY = "away", _("one of the two is no longer here")
        QUIET = "quiet", _("nothing was said for a long time")

    exchange = models.OneToOneField(Exchange, on_delete=models.CASCADE, related_name="end")
    why = models.CharField(max_length=8, choices=Why.choices)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.exchange}: {self.why}"
