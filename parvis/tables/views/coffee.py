"""« Le café »: join, choose how, pause, leave; a circle's coffee; what the community chooses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.tables.coffee.counting import lived_lately
from parvis.tables.coffee.joining import choose_how, come_back, join, leave, pause
from parvis.tables.coffee.showing import pours_of, rings_seen
from parvis.tables.forms.coffee import HowForm, PauseForm
from parvis.tables.models import CoffeeRing, CoffeeWish


@door(GET=member)
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@door(POST=member)
def joining(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: in the next draw."""
    join(ring=_ring(request, pk), member=me(request), at=timezone.now())
    return announce(redirect("tables:coffee"), _("You are in the next draw. We tell you who you meet."))


@door(POST=member)
def choosing(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _wish(request, pk)
    form = HowForm(wish.ring, request.POST, prefix=f"how-{pk}")
    if not form.is_valid():
        return _page(request, faults={pk: {"how": form}})
    choose_how(wish=wish, **form.cleaned_data)
    return announce(redirect("tables:coffee"), _("It is noted."))


@door(POST=member)
def pausing(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _wish(request, pk)
    form = PauseForm(request.POST, prefix=f"pause-{pk}")
    if form.is_valid():
        try:
            pause(wish=wish, until_on=form.cleaned_data["until"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("until", refusal.reason)
    if form.errors:
        return _page(request, faults={pk: {"pause": form}})
    return announce(redirect("tables:coffee"), _("Have a good pause. It ends by itself."))


@door(POST=member)
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    come_back(wish=_wish(request, pk))
    return announce(redirect("tables:coffee"), _("You are in the next draw. We tell you who you meet."))


@door(POST=member)
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    leave(ring=_wish(request, pk).ring, member_id=me(request).pk, at=timezone.now())
    return announce(redirect("tables:coffee"), _("You are no longer in the draws."))


def _page(request: HttpRequest, faults: dict[int, dict[str, Any]] | None = None) -> HttpResponse:
    """Everything about my coffees. faults: by ring, the form that needs attention, as it was typed."""
    person, now = me(request), timezone.now()
    rings = [
        (seen, *_forms(seen.ring, seen.wish, (faults or {}).get(seen.ring.pk, {})))
        for seen in rings_seen(person, now)
    ]
    wrong = next((form for one in (faults or {}).values() for form in one.values()), None)
    context = {
        "rings": rings,
        "pours": pours_of(person, now),
        "lived": lived_lately(now),
        "is_minor": person.minor_until_on is not None,
        "form": wrong,
    }
    return page(request, "tables/coffee/show.html", context, status=422 if wrong else 200)


def _forms(ring: CoffeeRing, wish: CoffeeWish | None, sent: dict[str, Any]) -> tuple[Any, Any, bool]:
    """How, pause, and whether one of them was just sent with a fault."""
    if wish is None:
        return None, None, False
    how = sent.get("how") or HowForm(ring, wish=wish, prefix=f"how-{ring.pk}")
    return how, sent.get("pause") or PauseForm(prefix=f"pause-{ring.pk}"), bool(sent)


def _ring(request: HttpRequest, pk: int) -> CoffeeRing:
    """A ring this person may know of; a secret circle's does not exist for the others."""
    seen = rings_seen(me(request), timezone.now())
    ring = next((one.ring for one in seen if one.ring.pk == pk), None)
    if ring is None:
        raise Http404
    return ring


def _wish(request: HttpRequest, pk: int) -> CoffeeWish:
    found = me(request).coffee_wishes.select_related("ring__circle").filter(ring=pk).first()
    if found is None:
        raise Http404
    return found
