"""What Parvis keeps, and why: public, finite, written from the register itself."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.explaining import kept, kept_no_longer


@door(GET=passer_by)
def show(request: HttpRequest) -> HttpResponse:
    """Each kind of thing with its why, how long and who sees it; each rule with the day it stands at."""
    context = {"kept": kept(), "rules": kept_no_longer(timezone.now())}
    return page(request, "members/privacy/show.html", context)
