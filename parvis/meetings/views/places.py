"""A place as everyone reads it, and its week, to print and hang on the door."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parvis.community import hours_in_words
from parvis.community.ground import days_touched
from parvis.community.models import Closure, Place, Room
from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.meetings.asked_rooms import how_many_asked
from parvis.meetings.seeing_places import coming_there, visible_places, week_of
from parvis.meetings.views.finding import viewer
from parvis.members.doors import visitor
from parvis.members.keys import holds_key, named_holders
from parvis.members.permissions import is_administrator

AHEAD = timedelta(days=400)


@door(GET=visitor)
@front.kept_for_passers_by
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it is, how to get in, when, who opens, and what is on there."""
    place, now, member = place_seen(request, pk), timezone.now(), viewer(request)
    holders = [role for role in named_holders(place) if member or role.is_public]
    today = timezone.localdate(now)
    closures = Closure.objects.filter(place=place).select_related("room").over(today, today + AHEAD)
    has_key = member is not None and holds_key(member, place)
    meetings = coming_there(member, place, now)
    facts = {
        "place": place,
        "rooms": list(place.rooms.order_by("name")),
        "hours": hours_in_words.week(place.week) if place.week else [],
        "closures": closures,
        "shut": [one for one in closures if not one.room_id and one.touches(*days_touched(now, now))],
        "holders": holders,
        "meetings": meetings,
        "has_key": has_key,
        "asked": how_many_asked(place, now) if has_key else 0,
        "may_edit": member is not None and is_administrator(member),
        "monday": today - timedelta(days=today.weekday()),
    }
    response = page(request, "meetings/places/show.html", facts)
    if member is None:
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0) + timedelta(days=1)
        front.remember_for_passers_by(response, until=min([midnight, *(m.ends_at for m in meetings)]))
    return response


@door(GET=visitor)
def week(request: HttpRequest, pk: int) -> HttpResponse:
    """Seven days of a place or of one room, as passers-by may read them."""
    place = place_seen(request, pk)
    room = _room(place, request.GET.get("salle", ""))
    monday = _monday(request.GET.get("du", ""))
    return page(
        request,
        "meetings/places/week.html",
        {
            "place": place,
            "room": room,
            "rooms": list(place.rooms.order_by("name")),
            "days": week_of(place, room, monday),
            "monday": monday,
            "sunday": monday + timedelta(days=6),
            "before": monday - timedelta(weeks=1),
            "after": monday + timedelta(weeks=1),
        },
    )


def place_seen(request: HttpRequest, pk: int) -> Place:
    """The place if this person may read about it; else 404."""
    return get_object_or_404(visible_places(viewer(request)), pk=pk)


def _room(place: Place, said: str) -> Room | None:
    if not said:
        return None
    if not said.isdecimal():
        raise Http404
    return get_object_or_404(place.rooms, pk=int(said[:9]))


def _monday(said: str) -> date:
    """The Monday of the week of a day; this week's without one. 404 for what is no day of this century."""
    try:
        on = date.fromisoformat(said[:10]) if said else timezone.localdate()
    except ValueError:
        raise Http404 from None
    if not 2000 <= on.year <= 2199:
        raise Http404
    return on - timedelta(days=on.weekday())
