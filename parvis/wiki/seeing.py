"""Who sees which story. Areas above add what the wiki cannot know: who was present."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from parvis.members.models import Member
from parvis.wiki.models import Photo, Story
from parvis.wiki.models.photo import PhotoQuerySet
from parvis.wiki.models.story import StoryQuerySet

Reader = Member | AnonymousUser | None
_more: list[Callable[[Member], Iterable[int]]] = []


def let_see(stories_of: Callable[[Member], Iterable[int]]) -> None:
    """Add ids of stories a member may read and tell, published or not; called in `apps.ready()`.

    Meetings gives the stories of the meetings the member was at.
    """
    if stories_of not in _more:
        _more.append(stories_of)


def visible_stories(reader: Reader) -> StoryQuerySet:
    """Every story this person may read."""
    if not isinstance(reader, Member):
        return Story.objects.visible_to(None)
    return Story.objects.visible_to(reader, also=stories_to_tell(reader))


def stories_to_tell(member: Member) -> set[int]:
    """The ids of the stories somebody was present at."""
    return {pk for stories_of in _more for pk in stories_of(member)}


def visible_photos(reader: Reader) -> PhotoQuerySet:
    """Every photo this person may look at."""
    return Photo.objects.visible_to(reader, visible_stories(reader))


def signed_in(request: HttpRequest) -> Member:
    """The member behind a door for members. TypeError when the door was left open."""
    if not isinstance(request.user, Member):
        raise TypeError("this page needs a door for members")
    return request.user
