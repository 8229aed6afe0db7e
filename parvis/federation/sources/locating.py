"""What a source says of a meeting becomes the facts of one here, its place by the rule of the source."""

import re
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property

from parvis.community.models import Place, Room
from parvis.federation.models import Source
from parvis.kit.french import plain
from parvis.kit.ics.entries import Entry
from parvis.meetings.models import Meeting

Facts = dict[str, Any]
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def said_by(entry: Entry) -> Facts:
    """What the source says, as it is kept."""
    return {
        "title": entry.title[:120],
        "about": entry.about,
        "begins_at": entry.begins_at.isoformat(),
        "ends_at": entry.ends_at.isoformat(),
        "where": entry.where,
        "address": entry.address,
        "url": entry.url,
        "is_online": entry.is_online,
        "status": entry.status,
        "sequence": entry.sequence,
        "is_of_series": entry.slot is not None,
    }


class Locator:
    """Finds places and rooms by the names a source uses; looks them up once."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def facts(self, said: Facts) -> Facts:
        """A meeting's facts, in plain values: hours as text, place and room by number."""
        return {
            "title": said["title"],
            "about": said["about"],
            "begins_at": said["begins_at"],
            "ends_at": said["ends_at"],
            **self._where(said),
        }

    def _where(self, said: Facts) -> Facts:
        rule, place = self.source.where, self.source.place
        nowhere: Facts = {
            "place": None,
            "room": None,
            "where": "",
            "mode": Meeting.Mode.IN_PERSON.value,
            "link": "",
        }
        if rule == Source.Where.ONLINE or (rule == Source.Where.AS_SAID and said["is_online"]):
            link = said["where"] if said["is_online"] else said["url"]
            return {**nowhere, "mode": Meeting.Mode.REMOTE.value, "link": link if len(link) <= 200 else ""}
        if rule == Source.Where.HERE and place is not None:
            return {**nowhere, "place": place.pk}
        if rule == Source.Where.ROOM and place is not None:
            room = self._room(said["where"])
            return {**nowhere, "place": place.pk, "room": room, "where": "" if room else said["where"]}
        return {**nowhere, **self._as_said(said)}

    def _as_said(self, said: Facts) -> Facts:
        if (known := self._places.get(_key(said["where"]))) is not None:
            return {"place": known}
        parts = [said["where"], said["address"]]
        if said["address"] and said["address"] in said["where"]:
            parts.pop()
        return {"where": ", ".join(part for part in parts if part)[:200]}

    def _room(self, words: str) -> int | None:
        """The room whose name is said, the longest name first: « Salle 12 » is not « Salle 1 »."""
        said = f" {_key(words)} "
        return next((pk for name, pk in self._rooms if f" {name} " in said), None)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {_key(name): pk for name, pk in Place.objects.filter(is_active=True).values_list("name", "pk")}

    @cached_property
    def _rooms(self) -> list[tuple[str, int]]:
        rooms = Room.objects.filter(place=self.source.place).values_list("name", "pk")
        return sorted(((_key(name), pk) for name, pk in rooms), key=lambda pair: -len(pair[0]))


def _key(words: str) -> str:
    return _NOT_A_WORD.sub(" ", plain(words)).strip()


def as_facts(applied: Facts) -> Facts:
    """The same with moments and rows, in the words of the acts of meetings."""
    facts = dict(applied)
    for name in ("begins_at", "ends_at"):
        if name in facts:
            facts[name] = datetime.fromisoformat(facts[name])
    if "place" in facts:
        facts["place"] = Place.objects.filter(pk=facts["place"]).first() if facts["place"] else None
    if "room" in facts:
        known = Room.objects.select_related("place")
        facts["room"] = known.filter(pk=facts["room"]).first() if facts["room"] else None
    return facts


def as_now(meeting: Meeting) -> Facts:
    """What a meeting says now, in the same plain values."""
    return {
        "title": meeting.title,
        "about": meeting.about,
        "begins_at": meeting.begins_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place_id,
        "room": meeting.room_id,
        "where": meeting.where,
        "mode": meeting.mode,
        "link": meeting.link,
    }
