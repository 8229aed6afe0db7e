"""A story told by several people, published by the keeper of the culture."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from parvis.community.models import Circle
from parvis.members.models import Member, Role

if TYPE_CHECKING:
    from parvis.wiki.models.photo import Photo

_SECRET = Circle.Joining.SECRET


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, member: Any, also: Iterable[int] = ()) -> Self:
        """Stories this person may read; None or an anonymous user is the public.

        Published ones for everybody, for members or for a circle; those they told a part of, published or
        not; those they keep; and `also` (ids): meetings adds the stories of those who were present.
        """
        if member is None or not member.is_authenticated:
            return self.filter(published_at__isnull=False, is_public=True)
        for_them = Q(circle=None) | Q(circle__in=member.circle_ids)
        told = self.model._base_manager.filter(Q(sentences__author=member) | Q(photos__author=member))
        return self.filter(
            Q(published_at__isnull=False) & for_them
            | Q(pk__in=told.values("pk"))
            | Q(pk__in=list(also))
            | _kept_by(member)
        )

    def kept_by(self, member: Member) -> Self:
        """Stories this person publishes: the keeper of the community, or of the story's circle."""
        return self.filter(_kept_by(member))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def unpublished(self) -> Self:
        return self.filter(published_at__isnull=True)

    def latest_first(self) -> Self:
        """The latest lived comes first."""
        return self.order_by("-happened_on", "-pk")

    def for_list(self) -> Self:
        """With what a line of a list shows."""
        return self.prefetch_related(*Story.IN_A_LIST)


def _kept_by(member: Member) -> Q:
    roles = [role for role in member.held_roles if role.kind == Role.Kind.KEEPER]
    kept = Q(circle__in=[role.circle_id for role in roles if role.circle_id])
    if any(role.circle_id is None for role in roles):
        # The community's keeper reads what the community may know; a secret circle keeps its own.
        kept |= Q(circle=None) | ~Q(circle__joining=_SECRET) | Q(circle__in=member.circle_ids)
    return kept


class Story(models.Model):
    IN_A_LIST = ("sentences", "photos")  # its voices and its photos

    title = models.CharField(max_length=160)
    happened_on = models.DateField()
    place_name = models.CharField(max_length=160, blank=True)
    is_public = models.BooleanField(default=True)  # False: for members, or for the circle below
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["published_at"]), models.Index(fields=["-happened_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(circle=None), name="story_of_a_circle_is_not_public"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def tellers(self) -> int:
        """« racontée par 9 personnes »: voices as one reads them, not contributions.

        A pen name is a voice of its own, and so is nobody's: a smaller count would tell who is behind it.
        """
        told = [*self.sentences.all(), *self.shown_photos()]
        return len({(row.author_id or (type(row), row.pk), row.voice) for row in told})

    def shown_photos(self) -> list["Photo"]:
        """Photos everyone who reads the story may see: described, and agreed to."""
        return [photo for photo in self.photos.all() if photo.is_ready]

    def cover(self) -> "Photo | None":
        """The photo that stands for the story in lists and on the home page."""
        return next(iter(self.shown_photos()), None)
