"""Keep the places, rooms, circles and rituals as people describe them."""

from datetime import datetime

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.community import hours
from parvis.community.hours import Week
from parvis.community.models import Circle, Place, Ritual, Room


@transaction.atomic
def settle_place(*, place: Place, at: datetime, by: int | None) -> Place:
    """A new or changed place. One that is no longer used stays with its past meetings."""
    place.save()
    record("community.place_settled", subject=place, at=at, person=by)
    return place


@transaction.atomic
def settle_hours(*, place: Place, week: Week | None, at: datetime, by: int | None) -> Place:
    """When the place is open, week after week; None: nobody says."""
    place.opening_hours = hours.write(week) if week is not None else ""
    place.save(update_fields=["opening_hours"])
    record("community.place_settled", subject=place, at=at, person=by)
    return place


@transaction.atomic
def settle_room(*, room: Room, at: datetime, by: int | None) -> Room:
    """A new or changed room of a place."""
    room.save()
    record("community.room_settled", subject=room, at=at, person=by)
    return room


@transaction.atomic
def settle_circle(*, circle: Circle, at: datetime, by: int | None) -> Circle:
    """A new or changed circle."""
    if circle._state.adding:
        circle.created_at = at
    circle.save()
    record("community.circle_settled", subject=circle, at=at, person=by)
    return circle


@transaction.atomic
def settle_ritual(*, ritual: Ritual, at: datetime, by: int | None) -> Ritual:
    """A new or changed ritual; the one of the season takes the place of the former one."""
    ritual.save()
    if ritual.is_current:
        Ritual.objects.exclude(pk=ritual.pk).update(is_current=False)
    record("community.ritual_settled", subject=ritual, at=at, person=by)
    return ritual


@transaction.atomic
def end_ritual(*, ritual: Ritual, at: datetime, by: int | None) -> None:
    """The ritual is no longer ours."""
    record("community.ritual_ended", subject=ritual, at=at, person=by)
    ritual.delete()
