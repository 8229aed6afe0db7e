"""The people, as an administrator finds them: one at a time, by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.circles import visible_roles
from parvis.members.doors import administrator, me
from parvis.members.finding import find_people
from parvis.members.models import Member, Suspension


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    """Look for somebody; who is suspended is listed, so that nobody is forgotten outside."""
    words = request.GET.get("qui", "")[:120]
    suspended = Suspension.objects.filter(member__left_at=None).select_related("member")
    context = {
        "words": words,
        "found": find_people(words),
        "suspended": suspended.order_by("at", "pk")[:100],
    }
    return page(request, "console/people/index.html", context)


@door(GET=administrator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's roles and standing: what an administrator may change of them."""
    person = get_object_or_404(
        Member.objects.present().select_related("suspension__by", "suspension__turn_to"), pk=pk
    )
    known = visible_roles(me(request))
    context = {
        "person": person,
        "roles": known.filter(member=person).select_related("circle", "place", "ritual").order_by("pk"),
        "suspension": person.suspension_at(timezone.now()),
        "is_me": person == me(request),
    }
    return page(request, "console/people/show.html", context)
