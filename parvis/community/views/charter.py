"""The charter: what we promise one another, and when we talk about it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from parvis.community.models import Community
from parvis.kit.doors import anyone, door
from parvis.kit.rendering import page


@door(GET=anyone)
def show(request: HttpRequest) -> HttpResponse:
    community = get_object_or_404(Community, pk=1)
    return page(request, "community/charter/show.html", {"ours": community})
