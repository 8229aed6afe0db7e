"""What one does with a calendar of others: publish it, read it now, stop, take it back, forget it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.federation.sources import adding, bringing, deciding, stopping
from parvis.federation.views.sources import loaded
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.members.doors import administrator, me


def _back(pk: int, words: str) -> HttpResponse:
    return announce(HttpResponseRedirect(reverse("federation:source", args=[pk])), words)


@door(POST=administrator)
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    without = request.POST.get("doubles") == "aside"
    bringing.publish(source=loaded(pk), by=me(request), at=timezone.now(), without_doubles=without)
    return _back(pk, _("Its meetings come into the programme."))


@door(POST=administrator)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    stopping.read_soon(source=loaded(pk), at=timezone.now())
    return _back(pk, _("We read it in a moment."))


@door(POST=administrator)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    stopping.stop(source=loaded(pk), by=me(request), at=timezone.now())
    return _back(pk, _("We follow it no more. Its meetings stay."))


@door(POST=administrator)
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    stopping.follow_again(source=loaded(pk), by=me(request), at=timezone.now())
    return _back(pk, _("We follow it again."))


@door(POST=administrator)
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    stopping.undo(source=loaded(pk), by=me(request), at=timezone.now())
    return _back(pk, _("Its meetings are being taken back."))


@door(POST=administrator)
def forgetting(request: HttpRequest, pk: int) -> HttpResponse:
    stopping.forget(source=loaded(pk))
    return announce(HttpResponseRedirect(reverse("federation:sources")), _("This calendar is forgotten."))


@door(POST=administrator)
def aside(request: HttpRequest, pk: int, trace_pk: int) -> HttpResponse:
    source = loaded(pk)
    trace = get_object_or_404(source.imported.select_related("source"), pk=trace_pk)
    adding.leave_aside(trace=trace)
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdigit() and len(page) < 6 else ""
    url = f"{reverse('federation:source', args=[pk])}{query}"
    return announce(HttpResponseRedirect(url), _("It is noted."))


@door(POST=administrator)
def decision(request: HttpRequest, pk: int, trace_pk: int) -> HttpResponse:
    """What came later and looks like a meeting already here: another one, or left out."""
    trace = get_object_or_404(loaded(pk).imported, pk=trace_pk)
    comes_in = request.POST.get("answer") == "other"
    deciding.decide(trace=trace, comes_in=comes_in, by=me(request), at=timezone.now())
    return _back(pk, _("It comes into the programme.") if comes_in else _("It stays out."))
