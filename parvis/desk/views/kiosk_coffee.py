"""The kiosk, for whoever entered: the coffee drawn by lot, one tap for each thing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.desk.coffees import SayForm, heard_of, say
from parvis.desk.kiosk.audiences import at_the_kiosk
from parvis.desk.kiosk.entries import person_at
from parvis.desk.kiosk.showing import kiosk_page, unkept
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def show(request: HttpRequest) -> HttpResponse:
    """My coffees and the rings; no number is shown on a shared screen."""
    person, now = person_at(request), timezone.now()
    if person is None or not is_on("tables"):
        raise Http404
    heard = heard_of(person, person, now, with_telephones=False)
    if request.method == "GET":
        return kiosk_page(request, "coffee", {"heard": heard})
    form = SayForm(heard, request.POST)
    reason = "" if form.is_valid() else _("This can no longer be chosen.")
    if not reason:
        try:
            say(heard=heard, key=form.cleaned_data["said"], person=person, by=None, at=now)
            return unkept(announce(redirect("kiosk:coffee"), _("It is noted.")))
        except Refusal as refusal:
            reason = refusal.reason
    fresh = heard_of(person, person, now, with_telephones=False)
    return kiosk_page(request, "coffee", {"heard": fresh, "reason": reason}, status=422)
