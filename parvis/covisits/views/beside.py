"""A page to be looked at by two: one meeting or notice at a time, « Pour nous deux », « ne plus venir »."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits.beside import deciding
from parvis.covisits.beside.audiences import two_here
from parvis.covisits.beside.looking_at import MEETING, NOTICE, Looked, look
from parvis.covisits.forms.beside import ConfirmForm, OnlyDigits
from parvis.covisits.views.beside_confirming import both, confirmed, for_whom, numbers_of, page_of, whom
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page


@door(GET=two_here)
def index(request: HttpRequest) -> HttpResponse:
    """The first of what both may see."""
    return _page(request, look(both(request).members, timezone.now()))


@door(GET=two_here)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, looked_at(request, MEETING, pk))


@door(GET=two_here)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, looked_at(request, NOTICE, pk))


@door(GET=two_here, POST=two_here)
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """« Pour Rosa », « Pour Henri », « Pour nous deux »: each confirms with their own digits."""
    pair, numbers = both(request), numbers_of(request)
    if numbers is None:
        return redirect("covisits:beside_meeting", pk)
    looked = looked_at(request, MEETING, pk)
    form = ConfirmForm(
        pair, numbers, looked.thing.asked(), request.POST if request.method == "POST" else None
    )

    def act() -> HttpResponse:
        waits = "waits" in request.POST
        deciding.come(meeting=looked.thing, people=form.coming, at=timezone.now(), waits=waits)
        words = _("It is noted for %(names)s. Each is told by their own way.") % {"names": form.names}
        return announce(redirect("covisits:beside_meeting", pk), words)

    def show(status: int, refusal: Refusal | None) -> HttpResponse:
        is_full = isinstance(refusal, deciding.NotForAll)
        facts = {"looked": looked, "meeting": looked.thing, "is_full": is_full}
        return page_of(request, form, "confirm", facts, status)

    return confirmed(request, form, act, show)


@door(GET=two_here, POST=two_here)
def going(request: HttpRequest, pk: int) -> HttpResponse:
    """« Ne plus venir », for one or for both."""
    pair, numbers = both(request), numbers_of(request)
    looked = looked_at(request, MEETING, pk)
    if numbers is None:
        path = reverse("covisits:beside_going", args=[pk])
        return whom(request, _("Not coming any more"), path, also_both=True)
    form = OnlyDigits(pair, numbers, request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        deciding.no_longer_come(meeting=looked.thing, people=form.people, at=timezone.now())
        words = _("It is noted for %(names)s: the place is free again.") % {"names": form.names}
        return announce(redirect("covisits:beside_meeting", pk), words)

    facts = {"looked": looked, "meeting": looked.thing}
    return confirmed(
        request, form, act, lambda status, _refusal: page_of(request, form, "going", facts, status)
    )


def looked_at(request: HttpRequest, kind: str, pk: int) -> Looked:
    """404 for what one of the two may not see: it is not looked at together."""
    found = look(both(request).members, timezone.now(), kind, pk)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, looked: Looked | None) -> HttpResponse:
    pair = both(request)
    author = looked.thing.author_id if looked and looked.kind == NOTICE else 0
    facts = {"pair": pair, "looked": looked, "meeting": looked.thing if looked else None}
    facts["for_whom"] = for_whom(pair, but=author)
    return page(request, "covisits/beside/look.html", facts)
