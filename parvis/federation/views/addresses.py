"""My calendars: addresses of my own, given, given anew, taken back. A new one is shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.federation import choosing
from parvis.federation.forms.calendar import CalendarForm
from parvis.federation.giving_addresses import Given, give, renew, take_back
from parvis.federation.models import SecretFeed
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def index(request: HttpRequest) -> HttpResponse:
    """The addresses I have; POST gives one more."""
    person = me(request)
    form = CalendarForm(request.POST if request.method == "POST" else None, member=person)
    if request.method == "POST" and form.is_valid():
        kind, circle = form.chosen()
        return _shown_once(request, give(member=person, kind=kind, circle=circle, at=timezone.now()))
    context = {"form": form, "feeds": SecretFeed.objects.of(person)}
    return page(request, "federation/own/index.html", context, status=422 if form.errors else 200)


@door(POST=member)
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address for the same calendar: the former one is dead."""
    feed = get_object_or_404(SecretFeed.objects.of(me(request)), pk=pk)
    return _shown_once(request, renew(feed=feed, at=timezone.now()))


@door(POST=member)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """This address is dead."""
    take_back(feed=get_object_or_404(SecretFeed.objects.of(me(request)), pk=pk))
    return announce(redirect("federation:mine"), _("This address no longer opens anything."))


def _shown_once(request: HttpRequest, given: Given) -> HttpResponse:
    """On the very answer of the act: the secret lies nowhere, not even in a session."""
    context = {"feed": given.feed, "address": choosing.own_address(given.secret)}
    return page(request, "federation/own/given.html", context)
