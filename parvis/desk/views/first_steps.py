"""First steps, walked with somebody beside the screen or on the telephone; and the same on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for, needs_no_mandate
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.paper.heading import address, heading
from parvis.members.doors import correspondent, me, visitor
from parvis.members.learning_together import GUIDES, say_how_to_reach, tick, untick, walk_of, wish
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import is_open


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("what the person beside the screen wishes to learn, their record open")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What they wish to learn, step by step; only with their record open."""
    person = _person(pk)
    if not is_open(person, me(request), timezone.now()):
        return redirect("desk:person", pk)  # which asks why
    if request.method == "POST":
        steps = request.POST.getlist("steps")
        wish(member=person, steps=steps, by=me(request), at=timezone.now())
        return announce(redirect("desk:first_steps", pk), _("It is noted."))
    points = person.contact_points.order_by("-is_preferred", "pk")
    facts = {"person": person, "walk": walk_of(person), "points": points}
    return page(request, "desk/first_steps/show.html", facts)


@door(POST=correspondent)
@needs_no_mandate("what they can do now, their record open")
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """They can do it, on the screen or as ticked on paper; or once more."""
    person = _person(pk)
    if not is_open(person, me(request), timezone.now()):
        return redirect("desk:person", pk)
    if request.POST.get("answer") == "again":
        untick(member=person, step=step)
    else:
        tick(member=person, step=step, by=me(request), at=timezone.now())
    return redirect("desk:first_steps", pk)


@door(POST=correspondent)
@acts_for(Scope.MESSAGES)
def reaching(request: HttpRequest, pk: int) -> HttpResponse:
    """The one question at the end, asked aloud."""
    person, chosen = _person(pk), request.POST.get("point", "")
    if not is_open(person, me(request), timezone.now()):
        return redirect("desk:person", pk)
    point = person.contact_points.filter(pk=int(chosen[:18]) if chosen.isdecimal() else 0).first()
    say_how_to_reach(member=person, point=point, by=me(request), at=timezone.now())
    return announce(redirect("desk:first_steps", pk), _("It is noted."))


@door(GET=visitor)
def paper(request: HttpRequest) -> HttpResponse:
    """The path on one sheet folded in two, in large letters; names nobody."""
    facts = {"guides": GUIDES, "heading": heading(), "address": address("/", _("The address of this place"))}
    return page(request, "desk/first_steps/paper.html", facts)


def _person(pk: int) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)
