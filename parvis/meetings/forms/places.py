"""Places and rooms as one list to choose from: « Salle des fêtes », « Salle des fêtes, petite salle »."""

from parvis.community.models import Place, Room

Choice = tuple[str, str]


def place_choices() -> list[Choice]:
    """Every place in use followed by its rooms; two queries."""
    choices: list[Choice] = []
    for place in Place.objects.filter(is_active=True).prefetch_related("rooms").order_by("name", "pk"):
        choices.append((f"place:{place.pk}", place.name))
        choices += [(f"room:{room.pk}", f"{place.name}, {room.name}") for room in place.rooms.all()]
    return choices


def place_of(choice: str) -> tuple[Place | None, Room | None]:
    """The place (and the room) behind a choice of the list; nothing when it is elsewhere."""
    kind, _colon, pk = choice.partition(":")
    if kind == "room":
        room = Room.objects.select_related("place").get(pk=pk)
        return room.place, room
    return (Place.objects.get(pk=pk), None) if kind == "place" else (None, None)


def choice_of(place_id: int | None, room_id: int | None) -> str:
    """The choice of the list that means this place and room."""
    if room_id:
        return f"room:{room_id}"
    return f"place:{place_id}" if place_id else "other"
