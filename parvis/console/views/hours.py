"""When a place is open, and when it closes for some days."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.community.closing_places import CannotClose, close_place, reopen_place
from parvis.community.models import Closure, Place
from parvis.community.settling import settle_hours
from parvis.console.forms.hours import HoursForm
from parvis.console.forms.places import ClosureForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.rebooking import promised_in
from parvis.members.doors import administrator


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One line a day, or what was pasted."""
    place = get_object_or_404(Place, pk=pk)
    form = HoursForm(request.POST if request.method == "POST" else None, week=place.week)
    if form.is_valid():
        settle_hours(place=place, week=form.week, at=timezone.now(), by=request.user.pk)
        return announce(HttpResponseRedirect(reverse("console:place", args=[pk])), _("The hours are kept."))
    facts = {"form": form, "place": place}
    return page(request, "console/places/hours.html", facts, status=422 if form.is_bound else 200)


@door(GET=administrator, POST=administrator)
def closures(request: HttpRequest, pk: int) -> HttpResponse:
    """Closures to come, and a new one: how many meetings fall in it is said at once."""
    place = get_object_or_404(Place, pk=pk)
    form = ClosureForm(request.POST if request.method == "POST" else None, place=place)
    if form.is_valid():
        try:
            closure = close_place(place=place, at=timezone.now(), by=request.user.pk, **form.cleaned_data)
        except CannotClose as refusal:
            form.add_error(None, refusal.reason)
        else:
            return announce(HttpResponseRedirect(request.path), _words_of(closure))
    rows = Closure.objects.filter(place=place).select_related("room").order_by("begins_on", "pk")
    facts = {"form": form, "place": place, "closures": rows}
    return page(request, "console/places/closures.html", facts, status=422 if form.is_bound else 200)


@door(POST=administrator)
def reopening(request: HttpRequest, pk: int, closure_pk: int) -> HttpResponse:
    """Open after all."""
    closure = get_object_or_404(Closure.objects.filter(place=pk), pk=closure_pk)
    reopen_place(closure=closure, at=timezone.now(), by=request.user.pk)
    back = reverse("console:place_closures", args=[pk])
    return announce(HttpResponseRedirect(back), _("This closure is taken away."))


def _words_of(closure: Closure) -> str:
    held = len(promised_in(closure, timezone.now()))
    if not held:
        return _("The closure is kept.")
    return ngettext(
        "The closure is kept. %(count)s meeting falls in it: its host is told.",
        "The closure is kept. %(count)s meetings fall in it: their hosts are told.",
        held,
    ) % {"count": held}
