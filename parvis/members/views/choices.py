"""« Ce que je reçois »: the same page in my space, and from any message without signing in."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.choosing import choose, opened_by, others_at, reach_through
from parvis.members.doors import me, member, passer_by, recent_member
from parvis.members.forms.choices import ChoicesForm, ThroughForm
from parvis.members.limits import check_caller
from parvis.members.models import Says
from parvis.members.tapering import pending, say


@door(GET=member, POST=member)
def mine(request: HttpRequest) -> HttpResponse:
    """In my space."""
    form = ChoicesForm(request.POST if request.method == "POST" else None, member=me(request))
    if request.method == "POST" and form.is_valid():
        choose(member=me(request), by=me(request), at=timezone.now(), **form.chosen)
        return announce(redirect("members:choices"), _("It is noted."))
    context = {"form": form, "person": me(request), "is_mine": True, "pace": pending(me(request))}
    return page(request, "members/choices/show.html", context, status=422 if form.errors else 200)


@door(GET=passer_by, POST=passer_by)
def from_a_message(request: HttpRequest, token: str) -> HttpResponse:
    """By the signed link of a message. Looking does nothing; no address is shown, none can be added."""
    opened = opened_by(token)
    if opened is None:
        raise Http404
    person, address = opened
    form = ChoicesForm(request.POST if request.method == "POST" else None, member=person)
    if request.method == "POST":
        check_caller(request)
        if form.is_valid():
            choose(member=person, at=timezone.now(), **form.chosen)
            return announce(HttpResponseRedirect(request.path), _("It is noted."))
    pace_url = reverse("members:pace_of_link", args=[token])
    context = {"form": form, "person": person, "others": others_at(address, person), "pace": pending(person),
               "pace_url": pace_url}  # fmt: skip
    return page(request, "members/choices/show.html", context, status=422 if form.errors else 200)


@door(POST=member)
def my_pace(request: HttpRequest) -> HttpResponse:
    """« Plus, moins ou pareil », in my space."""
    say(member=me(request), says=_said(request), at=timezone.now())
    return announce(redirect("members:choices"), _("It is noted."))


@door(POST=passer_by)
def pace_from_a_message(request: HttpRequest, token: str) -> HttpResponse:
    """The same, by the signed link of a message."""
    check_caller(request)
    opened = opened_by(token)
    if opened is None:
        raise Http404
    say(member=opened[0], says=_said(request), at=timezone.now())
    return announce(redirect("members:choices_of_link", token), _("It is noted."))


def _said(request: HttpRequest) -> str:
    said = request.POST.get("says", "")
    if said not in Says.values:
        raise Http404
    return said


@door(GET=recent_member, POST=recent_member)
def through(request: HttpRequest) -> HttpResponse:
    """Somebody I trust passes things on to me."""
    form = ThroughForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, contact = form.cleaned_data["name"], form.cleaned_data["contact"]
        reach_through(member=me(request), name=name, address=contact.address, at=timezone.now())
        return announce(redirect("members:choices"), _("It is noted. Choose now to be reached this way."))
    return page(request, "members/choices/through.html", {"form": form}, status=422 if form.errors else 200)
