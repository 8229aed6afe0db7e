"""What `parvis doctor` finds without calling anyone."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.console.examining import here
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import administrator


@door(GET=administrator)
def show(request: HttpRequest) -> HttpResponse:
    return page(request, "console/examination.html", {"findings": here.examine(timezone.now())})
