"""Places and their rooms."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community import hours_in_words
from parvis.community.models import Place, Room
from parvis.community.settling import settle_place, settle_room
from parvis.console.forms.places import PlaceForm, RoomForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.keys import named_holders


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    places = Place.objects.prefetch_related("rooms").order_by("-is_active", "name")
    return page(request, "console/places/index.html", {"places": places})


@door(GET=administrator, POST=administrator)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Place())


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Place, pk=pk))


def _edit(request: HttpRequest, place: Place) -> HttpResponse:
    form = PlaceForm(request.POST or None, instance=place)
    if request.method == "POST" and form.is_valid():
        settle_place(place=form.instance, at=timezone.now(), by=request.user.pk)
        answer = HttpResponseRedirect(reverse("console:place", args=[place.pk]))
        return announce(answer, _("The place is kept."))
    context = {"form": form, "place": place} | (_around(place) if place.pk else {})
    return page(request, "console/places/edit.html", context, status=422 if form.errors else 200)


def _around(place: Place) -> dict[str, object]:
    """What stands beside the form of a place that exists."""
    return {
        "rooms": place.rooms.order_by("name"),
        "hours": hours_in_words.week(place.week) if place.week else [],
        "closures": place.closures.select_related("room").order_by("begins_on", "pk")[:12],
        "holders": named_holders(place),
    }


@door(GET=administrator, POST=administrator)
def new_room(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_room(request, Room(place=get_object_or_404(Place, pk=pk)))


@door(GET=administrator, POST=administrator)
def room(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    return _edit_room(request, get_object_or_404(get_object_or_404(Place, pk=pk).rooms, pk=room_pk))


def _edit_room(request: HttpRequest, room: Room) -> HttpResponse:
    form = RoomForm(request.POST or None, instance=room)
    back = reverse("console:place", args=[room.place_id])
    if request.method == "POST" and form.is_valid():
        settle_room(room=form.instance, at=timezone.now(), by=request.user.pk)
        return announce(HttpResponseRedirect(back), _("The room is kept."))
    context = {"form": form, "title": _("A room of %(place)s") % {"place": room.place}, "back": back}
    return page(request, "console/edit.html", context, status=422 if form.errors else 200)
