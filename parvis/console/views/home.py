"""Behind the scenes: everything an administrator may set, in one list."""

from django.http import HttpRequest, HttpResponse

from parvis.console.sections import sections
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import administrator


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    return page(request, "console/index.html", {"sections": sections()})
