"""The list of interests; and, from a meeting, one that somebody adds to theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.interests import offer, reword, withdraw
from parvis.community.models import Interest
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.choosing_interests import add_interest, drop_interest
from parvis.members.doors import animator, me, member
from parvis.newsletters.forms.letter import InterestForm
from parvis.newsletters.views.finding import writer


@door(GET=animator, POST=animator)
def index(request: HttpRequest) -> HttpResponse:
    """Those people may choose; POST offers one more."""
    writer(request)
    form = InterestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            offer(**form.cleaned_data)
            return announce(redirect("newsletters:interests"), _("It is noted."))
        except Refusal as refusal:
            form.add_error("name", refusal.reason)
    context = {"form": form, "interests": Interest.objects.offered()}
    return page(request, "newsletters/interests/index.html", context, status=422 if form.errors else 200)


@door(GET=animator, POST=animator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Said otherwise."""
    writer(request)
    interest = get_object_or_404(Interest.objects.offered(), pk=pk)
    start = {"name": interest.name, "words": interest.words}
    form = InterestForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            reword(interest=interest, **form.cleaned_data)
            return announce(redirect("newsletters:interests"), _("It is noted."))
        except Refusal as refusal:
            form.add_error("name", refusal.reason)
    context = {"form": form, "interest": interest}
    return page(request, "newsletters/interests/edit.html", context, status=422 if form.errors else 200)


@door(POST=animator)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody chooses it from now on."""
    writer(request)
    withdraw(get_object_or_404(Interest, pk=pk))
    return announce(redirect("newsletters:interests"), _("Nobody chooses it from now on. It can come back."))


@door(POST=member)
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """One more of mine, or one less."""
    interest = get_object_or_404(Interest.objects.offered(), pk=pk)
    if request.POST.get("act") == "drop":
        drop_interest(member=me(request), interest=interest)
        return announce(redirect("members:choices"), _("It is noted."))
    add_interest(member=me(request), interest=interest, at=timezone.now())
    return announce(redirect("members:choices"), _("It is noted: the letter will tell you more about it."))
