"""Two parts: what a passer-by may read here, and `prive/`, for the members alone.

Secret circles are in neither: only their members read them, and holding this archive makes nobody one.
"""

from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet, Sum

from parvis.community.identity import current
from parvis.community.models import Circle
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.models.meeting import MeetingQuerySet
from parvis.members.models import Role
from parvis.wiki.models import Story
from parvis.wiki.models.story import StoryQuerySet

_SECRET = Circle.Joining.SECRET


@dataclass(frozen=True)
class Part:
    """What goes under one folder of the archive."""

    folder: str
    is_private: bool

    def meetings(self) -> MeetingQuerySet:
        """Published ones, the first lived comes first."""
        shown = Meeting.objects.visible_to(None)
        if self.is_private:
            published = Meeting.objects.filter(publication__isnull=False)
            shown = published.exclude(circle__joining=_SECRET).exclude(pk__in=shown.values("pk"))
        return shown.order_by("begins_at", "pk")

    def stories(self) -> StoryQuerySet:
        """Published ones; in a place reserved to its members, they are all private."""
        shown = Story.objects.visible_to(None) if current().is_open else Story.objects.none()
        if self.is_private:
            published = Story.objects.published().exclude(circle__joining=_SECRET)
            shown = published.exclude(pk__in=shown.values("pk"))
        return shown.order_by("happened_on", "pk")

    def roles(self) -> QuerySet[Role]:
        """Who holds what: everybody in the private part, those who agreed to be named in the other."""
        held = Role.objects.filter(member__left_at=None).exclude(circle__joining=_SECRET)
        if not self.is_private:
            held = held.filter(is_public=True, circle=None)
        held = held.select_related("member", "circle", "place", "ritual")
        return held.order_by("kind", "member__search_name", "pk")


PUBLIC = Part("", is_private=False)
PRIVATE = Part("prive/", is_private=True)


def open_circles() -> QuerySet[Circle]:
    """The circles everybody may know of."""
    return Circle.objects.exclude(joining=_SECRET).order_by("name")


def with_those_who_came(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Meetings with how many arrived and, as `named`, those who came and agreed twice to be named: under
    this meeting, and in « Qui est qui »."""
    came = (
        Registration.objects.seated()
        .verified()
        .filter(
            shows_name=True,
            member__minor_until_on=None,
            member__is_listed=True,
            member__left_at=None,
            member__arrivals__meeting=F("meeting"),
        )
    )
    named = Prefetch("registrations", came.select_related("member").order_by("pk"), to_attr="named")
    shown = meetings.select_related("place", "room__place", "cancellation", "closing", "telling__story")
    return shown.annotate(arrived=Sum("arrivals__people")).prefetch_related(named)
