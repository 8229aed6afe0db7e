"""From behind the scenes to the book of the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from parvis.kit.doors import door
from parvis.members.doors import administrator


@door(GET=administrator)
def latest(request: HttpRequest) -> HttpResponse:
    """This year's book; in January, the year that has just ended."""
    today = timezone.localdate()
    return redirect("portal:year", today.year - 1 if today.month == 1 else today.year)
