"""The cars of a meeting, by one's own pass, without signing in. Looking does nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.form_keys import version_in
from parvis.kit.limiting import limit
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.models import Registration
from parvis.members.doors import passer_by
from parvis.rides.answering import answer as answer_ride
from parvis.rides.asking import ask as ask_for_seat
from parvis.rides.asking import take_along as take_somebody
from parvis.rides.changing_minds import say_yes_after_all
from parvis.rides.coming import can_share_cars
from parvis.rides.ending import take_back as take_back_all
from parvis.rides.forms.cars import AskForm, OfferForm
from parvis.rides.links import registration_behind
from parvis.rides.models import Ride
from parvis.rides.offering import offer as offer_seats
from parvis.rides.showing import seen_by

MOST_ACTS = 20  # an hour, of one pass: each writes to somebody


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, _coming(token))


@door(POST=passer_by)
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Seats in their car."""
    registration = _coming(token)
    form = OfferForm(registration, request.POST)
    if not form.is_valid():
        return _page(request, registration, offers=form, status=422)
    try:
        _count(token)
        offer_seats(registration=registration, at=timezone.now(), **form.facts)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, registration, offers=form, status=refusal.status)
    return announce(
        redirect("rides:cars", token), _("It is noted. We tell you who looks for a car near you.")
    )


@door(POST=passer_by)
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """They look for a car."""
    registration = _coming(token)
    form = AskForm(registration, request.POST)
    if not form.is_valid():
        return _page(request, registration, asks=form, status=422)
    try:
        _count(token)
        ask_for_seat(registration=registration, at=timezone.now(), **form.facts)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, registration, asks=form, status=refusal.status)
    return announce(redirect("rides:cars", token), _("It is noted. We tell you when a seat is found."))


@door(POST=passer_by)
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """A seat in one car of the list: who drives is asked."""
    registration, car = _coming(token), _number(request, "car")
    return _done(
        request, token,
        lambda: ask_for_seat(registration=registration, at=timezone.now(), in_car=car),
        _("It is asked. We tell you what they say."),
    )  # fmt: skip


@door(POST=passer_by)
def take_along(request: HttpRequest, token: str) -> HttpResponse:
    """One of their seats for somebody of the list, who is asked."""
    registration, wish = _coming(token), _number(request, "wish")
    return _done(
        request, token,
        lambda: take_somebody(registration=registration, wish_pk=wish, at=timezone.now()),
        _("It is asked. We tell you what they say."),
    )  # fmt: skip


@door(POST=passer_by)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no to a ride."""
    registration, said = _coming(token), request.POST.get("answer")
    if said not in ("yes", "no"):
        return redirect("rides:cars", token)
    rides = Ride.objects.filter(car__meeting=registration.meeting_id).for_page()
    mine = rides.filter(car__driver=registration.member_id) | rides.filter(
        wish__member=registration.member_id
    )
    ride = get_object_or_404(mine, pk=_number(request, "ride"))
    seen = version_in(request.POST, "round")
    return _done(
        request, token,
        lambda: answer_ride(
            ride=ride, member=registration.member, says_yes=said == "yes", at=timezone.now(), seen=seen
        ),
        _("It is noted."),
    )  # fmt: skip


@door(POST=passer_by)
def after_all(request: HttpRequest, token: str) -> HttpResponse:
    """« Finalement oui », to somebody they said no to: who is asked again."""
    registration, other = _coming(token), _number(request, "other")
    return _done(
        request, token,
        lambda: say_yes_after_all(registration=registration, other=other, at=timezone.now()),
        _("It is asked. We tell you what they say."),
    )  # fmt: skip


@door(POST=passer_by)
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """They do not drive after all, or come otherwise."""
    registration, now = _coming(token), timezone.now()
    _count(token)
    take_back_all(meeting=registration.meeting, member=registration.member, at=now)
    return announce(redirect("rides:cars", token), _("It is noted. Those concerned are told."))


def _done(request: HttpRequest, token: str, act: Callable[[], object], words: str) -> HttpResponse:
    """The act, then the page as it is now; the page with the reason when it could not be."""
    try:
        _count(token)
        act()
    except Refusal as refusal:
        return _page(request, _coming(token), reason=refusal.reason, status=refusal.status)
    return announce(redirect("rides:cars", token), words)


def _page(
    request: HttpRequest, registration: Registration, *, offers: OfferForm | None = None,
    asks: AskForm | None = None, reason: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    seen = seen_by(registration)
    context = {
        "registration": registration,
        "meeting": registration.meeting,
        "token": seen.token,
        "seen": seen,
        "may_share": can_share_cars(registration, timezone.now()),
        "offers": offers or OfferForm(registration, car=seen.car),
        "asks": asks or AskForm(registration, wish=seen.wish),
        "has_errors": bool(offers or asks),
        "reason": reason,
    }
    return page(request, "rides/cars.html", context, status=status)


def _coming(token: str) -> Registration:
    """404 for what we did not sign, for who no longer comes, and while its holder is not here."""
    registration = registration_behind(token, timezone.now())
    if registration is None:
        raise Http404
    return registration


def _count(token: str) -> None:
    """Each act writes to somebody: a few an hour. TooOften beyond."""
    limit(f"rides {token}", times=MOST_ACTS, per=timedelta(hours=1))


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0
