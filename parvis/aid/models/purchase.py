"""A group purchase: what is bought together, until when one says how many, where and when it is fetched."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum

from parvis.community.models import Circle, Place
from parvis.courier.models import Channel
from parvis.kit.locking import hold
from parvis.members.models import Member


class GroupPurchaseQuerySet(models.QuerySet["GroupPurchase"]):
    def visible_to(self, member: Any) -> Self:
        """Those of all, and of one's circles; what waits for a reader, or was set aside, who organises it."""
        if not isinstance(member, Member):
            return self.none()
        here = Q(circle=None) | Q(circle__in=member.circle_ids)
        return self.filter(here, Q(held=None) | Q(organiser=member))

    def live(self) -> Self:
        """Neither called off nor set aside."""
        return self.filter(cancelled_at=None, held__aside_at=None)

    def to_come(self, now: datetime) -> Self:
        """Not fetched yet, the first to close first."""
        return self.live().filter(fetched_until_at__gt=now).order_by("closes_at", "pk")

    def open_for(self, member: Member, now: datetime) -> Self:
        """Those of which they may say how many: still open, or changed since they said it."""
        mine = Exists(Share.objects.filter(purchase=OuterRef("pk"), member=member))
        loosened = Q(loosened_at__isnull=False, fetched_at__gt=now) & mine
        return self.live().filter(Q(closes_at__gt=now) | loosened)

    def for_page(self) -> Self:
        return self.select_related("organiser", "place", "circle", "held")

    def locked(self, pk: int) -> "GroupPurchase":
        """The purchase, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.for_page().get(pk=pk)


class GroupPurchase(models.Model):
    """Money stays between people: `price` is a sentence, and nothing here pays."""

    title = models.CharField(max_length=120)
    words = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=40)  # « sac de 25 kg »
    price = models.CharField(max_length=120, blank=True)
    organiser = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    closes_at = models.DateTimeField()
    fetched_at = models.DateTimeField()
    fetched_until_at = models.DateTimeField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=120, blank=True)
    most = models.PositiveIntegerField(null=True)  # of all together
    most_each = models.PositiveSmallIntegerField(default=20)
    begun_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # the organiser knows that it is closed
    reminded_at = models.DateTimeField(null=True)  # those who take some know that it is tomorrow
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    loosened_at = models.DateTimeField(null=True)  # its price or its pick-up changed: one may take fewer
    once_key = models.CharField(max_length=64, null=True, unique=True)

    objects = GroupPurchaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__lte=F("fetched_at")) & Q(fetched_until_at__gt=F("fetched_at")),
                name="group_purchase_closes_before_it_is_fetched",
            )
        ]
        indexes = [models.Index(fields=["cancelled_at", "fetched_until_at"])]

    def __str__(self) -> str:
        return self.title

    def title_for(self, member: Member) -> str:
        """Its name, as somebody may read it: while a person reads it first, the one they know, or none."""
        if not self.waits or self.organiser_id == member.pk:
            return self.title
        return str(self.held.before.get("title", ""))

    def is_open(self, now: datetime) -> bool:
        """Whether one may still say how many."""
        return self.is_live and now < self.closes_at

    def may_lessen(self, now: datetime) -> bool:
        """Whether who takes some may take fewer, or none: closed or not, it is not what they agreed to."""
        is_loosened = self.loosened_at is not None and self.is_live
        return self.is_open(now) or (is_loosened and now < self.fetched_at)

    def may_change(self, now: datetime) -> bool:
        """Whether what is said of it may be written anew: it is neither called off nor fetched."""
        return self.is_live and now < self.fetched_until_at

    @property
    def author_id(self) -> int | None:
        """Whose words these are."""
        return self.organiser_id

    @property
    def as_read(self) -> str:
        """What somebody wrote of it, as whoever reads it first has it before them."""
        said = " ".join([self.title, self.unit, self.price, self.words, self.where])
        return f"{said} {self.cancelled_why}" if self.cancelled_why else said

    @property
    def waits(self) -> bool:
        """Whether others do not read it: a person looks first, or set it aside."""
        return getattr(self, "held", None) is not None

    @property
    def is_aside(self) -> bool:
        held = getattr(self, "held", None)
        return held is not None and held.aside_at is not None

    @property
    def is_live(self) -> bool:
        return self.cancelled_at is None and not self.is_aside

    def taken(self) -> int:
        """How many are taken by all together (a query)."""
        return int(self.shares.aggregate(all=Sum("how_many"))["all"] or 0)

    @property
    def at_place(self) -> str:
        return str(self.place or self.where)


class Share(models.Model):
    """Who takes how many."""

    purchase = models.ForeignKey(GroupPurchase, on_delete=models.CASCADE, related_name="shares")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    how_many = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.SCREEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase", "member"], name="one_share_per_purchase_and_member"),
            models.CheckConstraint(condition=Q(how_many__gt=0), name="a_share_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.how_many} for {self.member_id}"
