"""What the community, or a circle, chooses of its coffee."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.circles import visible_circles
from parvis.members.doors import administrator, me, member
from parvis.tables.coffee.permissions import can_see, can_set
from parvis.tables.coffee.settling import ring_of, settle
from parvis.tables.forms.coffee import RingForm


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest) -> HttpResponse:
    """The coffee of everybody here."""
    return _edit(request, None)


@door(GET=member, POST=member)
def circle(request: HttpRequest, pk: int) -> HttpResponse:
    """The coffee of one circle: its members read, who animates it decides."""
    found = get_object_or_404(visible_circles(me(request)), pk=pk)
    if not can_see(me(request), found):
        raise Http404
    return _edit(request, found)


def _edit(request: HttpRequest, of_circle: Circle | None) -> HttpResponse:
    now = timezone.now()
    ring = ring_of(of_circle, now)
    form = RingForm(ring, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settle(circle=of_circle, by=me(request), at=now, **form.cleaned_data)
        there = (
            redirect("tables:circle_coffee", of_circle.pk)
            if of_circle
            else redirect("tables:coffee_settings")
        )
        return announce(there, _("It is done."))
    context = {"ring": ring, "circle": of_circle, "form": form, "can_set": can_set(me(request), of_circle)}
    return page(request, "tables/coffee/settings.html", context, status=422 if form.errors else 200)
