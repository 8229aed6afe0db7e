"""Whoever came once, without an account, takes back what they gave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.newcomers import erase_what_was_given
from parvis.meetings.views.finding import registration_of
from parvis.members.doors import passer_by


@door(GET=passer_by, POST=passer_by)
def erasing(request: HttpRequest, token: str) -> HttpResponse:
    """One page that says what goes, one button; looking does nothing."""
    registration = registration_of(token)
    if request.method == "POST":
        erase_what_was_given(registration=registration, at=timezone.now())
        return announce(redirect("portal:home"), _("Everything you gave is erased."))
    context = {"registration": registration, "token": token}
    return page(request, "meetings/registration/erase.html", context)
