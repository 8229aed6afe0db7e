"""What is asked of whoever holds the key, and their yes or no."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.community.models import Place
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.asked_rooms import asked_of, asked_one, promised_at
from parvis.meetings.forms.lending import ReasonForm
from parvis.meetings.lending import decline, lend, lend_free
from parvis.meetings.models import Booking
from parvis.meetings.views.finding import signed_in
from parvis.meetings.views.places import place_seen
from parvis.members.doors import member
from parvis.members.keys import holds_key


@door(GET=member)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for an answer, then what is promised."""
    place, reader, now = _place_kept(request, pk), signed_in(request), timezone.now()
    facts = {
        "place": place,
        "asked": asked_of(place, reader, now),
        "promised": promised_at(place, reader, now),
    }
    return page(request, "meetings/places/requests.html", facts)


@door(POST=member)
def loan(request: HttpRequest, pk: int, booking_pk: int) -> HttpResponse:
    """Yes to one date."""
    booking = _booking(_place_kept(request, pk), booking_pk)
    beside = request.POST.get("beside") == "1"
    lend(booking=booking, by=signed_in(request), at=timezone.now(), beside_others=beside)
    return announce(redirect("meetings:room_requests", pk), _("It is lent. The host is told."))


@door(POST=member)
def loans(request: HttpRequest, pk: int, booking_pk: int) -> HttpResponse:
    """Yes to every free date of a series."""
    booking = _booking(_place_kept(request, pk), booking_pk)
    lent = lend_free(booking=booking, by=signed_in(request), at=timezone.now())
    words = ngettext("%(count)s date is lent.", "%(count)s dates are lent.", lent) % {"count": lent}
    return announce(redirect("meetings:room_requests", pk), words)


@door(GET=member, POST=member)
def no(request: HttpRequest, pk: int, booking_pk: int) -> HttpResponse:
    """A no, with its reason: the host reads it."""
    place = _place_kept(request, pk)
    booking = _booking(place, booking_pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        decline(booking=booking, by=signed_in(request), at=timezone.now(), reason=reason)
        return announce(
            redirect("meetings:room_requests", pk), _("It is said. The host is told, with your reason.")
        )
    facts = {"place": place, "asked": asked_one(booking, signed_in(request)), "form": form}
    return page(request, "meetings/places/no.html", facts, status=422 if form.is_bound else 200)


def _place_kept(request: HttpRequest, pk: int) -> Place:
    """The place, for whoever holds its key. What is asked of them does not exist for the others: 404."""
    place = place_seen(request, pk)
    if not holds_key(signed_in(request), place):
        raise Http404
    return place


def _booking(place: Place, pk: int) -> Booking:
    rows = Booking.objects.select_related("place", "room", "meeting__host", "meeting__circle")
    return get_object_or_404(rows, place=place, pk=pk)
