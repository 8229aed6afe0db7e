"""Who may knock at the pages of the kiosk."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from parvis.community.identity import current
from parvis.desk.kiosk.entries import person_at
from parvis.kit.doors import Audience


def _to_enter(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("kiosk:enter"))


# Reading: everybody where the place is open, those who entered where it is closed.
kiosk_reader = Audience(
    "kiosk-reader", lambda request: current().is_open or person_at(request) is not None, _to_enter
)
at_the_kiosk = Audience("at-the-kiosk", lambda request: person_at(request) is not None, _to_enter)
