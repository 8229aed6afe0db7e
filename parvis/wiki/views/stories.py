"""The stories, and one story."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import visitor
from parvis.members.models import Member
from parvis.wiki.models import Story
from parvis.wiki.seeing import visible_stories

ON_A_PAGE = 12


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    seen = visible_stories(request.user).latest_first()
    stories = Paginator(seen.published(), ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = list(seen.unpublished()[:ON_A_PAGE]) if request.user.is_authenticated else []
    prefetch_related_objects([*waiting, *stories], *Story.IN_A_LIST)
    kept = _kept(request, [story.pk for story in waiting])
    context = {"stories": stories, "waiting": waiting, "kept": kept}
    return page(request, "wiki/story/index.html", context)


@door(GET=visitor)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(visible_stories(request.user).for_list(), pk=pk)
    context = {"story": story, "is_kept": bool(_kept(request, [story.pk])), "reader": request.user}
    return page(request, "wiki/story/show.html", context)


def _kept(request: HttpRequest, stories: list[int]) -> set[int]:
    """Which of these the reader keeps."""
    if not isinstance(request.user, Member) or not stories:
        return set()
    return set(Story.objects.kept_by(request.user).filter(pk__in=stories).values_list("pk", flat=True))
