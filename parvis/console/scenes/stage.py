"""Whether this place is a demonstration, opened as one: two locks, and neither can be turned from a page.

The community was filled by the demo village, and the process is `parvis demo`. A real place has neither.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from parvis.community.identity import current
from parvis.console.scenes.reading import scenes
from parvis.kit.doors import Audience


def is_open() -> bool:
    return bool(settings.IS_DEMO and current().is_demo)


def address() -> str:
    """Of the scenes, for the banner of the demonstration; empty everywhere else."""
    return reverse("scenes:index") if is_open() and scenes() else ""


def _not_here(request: HttpRequest) -> HttpResponse:
    raise Http404


demonstration = Audience("demonstration", lambda request: is_open(), _not_here)
