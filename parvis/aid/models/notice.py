"""A notice: one sentence somebody asks or offers, seen for thirty days; its end is a record."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place
from parvis.kit.locking import hold
from parvis.members.models import Member, Role, Suspension

MOST_LETTERS = 200


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, member: Any) -> Self:
        """Notices this person may know of; None or an anonymous user is the public.

        Their own; those for everybody; those of the circles they belong to or animate. Never those of who
        left, is suspended or is under fifteen; nor what a rule holds back until a person has looked.
        """
        # Asked of each row rather than joined: lists are read along the index, and stop at their twentieth.
        is_away = Exists(Suspension.objects.filter(member=OuterRef("author")))
        held = self.model._meta.get_field("held_back").related_model
        is_held = Exists(held._default_manager.filter(notice=OuterRef("pk")))
        here = Q(author__left_at=None, author__minor_until_on=None) & ~is_away & ~is_held
        if not isinstance(member, Member):
            return self.filter(here, circle=None)
        animated = {role.circle_id for role in member.held_roles if role.kind == Role.Kind.ANIMATOR}
        mine = [*member.circle_ids, *filter(None, animated)]
        return self.filter(Q(author=member) | here & (Q(circle=None) | Q(circle__in=mine)))

    def live(self, now: datetime) -> Self:
        """Those that stand: not ended, their days not over."""
        return self.filter(~Exists(NoticeEnd.objects.filter(notice=OuterRef("pk"))), ends_at__gt=now)

    def latest_first(self) -> Self:
        return self.order_by("-posted_at", "-pk")

    def for_list(self) -> Self:
        """With what a line of a list says."""
        return self.select_related("author", "circle", "place", "end", "held_back")

    def locked(self, pk: int) -> "Notice":
        """The notice, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.for_list().get(pk=pk)


class Notice(models.Model):
    class Direction(models.TextChoices):
        NEED = "need", _("I am looking for")
        OFFER = "offer", _("I offer")

    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    words = models.CharField(max_length=MOST_LETTERS)  # « une échelle pour tailler la haie »
    category = models.CharField(max_length=20, blank=True)  # a slug of aid.categories
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place_words = models.CharField(max_length=120, blank=True)  # where, when no place of the list says it
    photo = models.ImageField(upload_to="aid/%Y/", blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    posted_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # leaves by itself, unless it is renewed
    told_at = models.DateTimeField(null=True)  # when its author was told that it ends soon
    channel = models.CharField(max_length=12, default="web")  # web, mail, text, telephone, paper
    version = models.PositiveIntegerField(default=1)
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice posts once

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("posted_at")), name="notice_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="notice_days_in_order",
            ),
        ]
        # Lists are read along it; the jobs that look for what ends soon may read the whole table.
        indexes = [models.Index(fields=["-posted_at", "-id"])]

    def __str__(self) -> str:
        return self.words

    @property
    def is_need(self) -> bool:
        return self.direction == self.Direction.NEED

    @property
    def has_ended(self) -> bool:
        """Whether a record says so; `end` selected with it costs no query."""
        return getattr(self, "end", None) is not None

    def is_live(self, now: datetime) -> bool:
        return not self.has_ended and self.ends_at > now

    @property
    def seen_until(self) -> datetime:
        """The last moment it is seen: of a notice that ends at midnight, still the day before."""
        return self.ends_at - timedelta.resolution

    @property
    def where(self) -> str:
        """« Salle des fêtes, derrière l’église »: of the list, then in their words; empty when unsaid."""
        return ", ".join(filter(None, [self.place.name if self.place else "", self.place_words]))

    @property
    def as_read(self) -> str:
        """What somebody wrote of it, as whoever reads it first has it before them."""
        return f"{self.words}\n{self.place_words}".strip()

    @property
    def photo_name(self) -> str:
        """The name in its address; another photo has another name, so browsers may keep this one."""
        return PurePosixPath(str(self.photo.name)).name if self.photo else ""


class _Of(models.Manager.from_queryset(NoticeQuerySet)):  # type: ignore[misc]
    """Notices of one direction, with all the questions of notices."""

    def __init__(self, direction: str) -> None:
        super().__init__()
        self.direction = direction

    def get_queryset(self) -> NoticeQuerySet:
        found: NoticeQuerySet = super().get_queryset().filter(direction=self.direction)
        return found


class Need(Notice):
    """What somebody looks for."""

    objects: ClassVar[Any] = _Of("need")

    class Meta:
        proxy = True


class Offer(Notice):
    """What somebody offers, lends, gives."""

    objects: ClassVar[Any] = _Of("offer")

    class Meta:
        proxy = True


class NoticeEnd(models.Model):
    """Why a notice left the list, who said so, when. Renewing one that was over deletes it."""

    class Why(models.TextChoices):
        FULFILLED = "fulfilled", _("found")
        WITHDRAWN = "withdrawn", _("taken back by its author")
        OVER = "over", _("its days are over")
        SET_ASIDE = "set_aside", _("set aside by a moderator")

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="end")
    why = models.CharField(max_length=9, choices=Why.choices)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notice}: {self.why}"
