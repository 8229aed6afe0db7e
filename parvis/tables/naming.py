"""How people are called in a room: by first name, with an initial when two share it."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.meetings.models import Arrival

LONGEST = 40


def names_of(arrivals: Iterable[Arrival]) -> dict[int, str]:
    """A short name for each arrival (its member and pen name selected): « Jeanne », « Marie D. »."""
    arrived = list(arrivals)
    short = {arrival.pk: _first(arrival) for arrival in arrived}
    shared = Counter(name.casefold() for name in short.values())
    return {
        arrival.pk: _fuller(arrival, short[arrival.pk])
        if shared[short[arrival.pk].casefold()] > 1
        else short[arrival.pk]
        for arrival in arrived
    }


def _first(arrival: Arrival) -> str:
    if arrival.member is None:
        return arrival.first_name[:LONGEST] or _("Somebody")
    pen_name = getattr(arrival.member, "pen_name", None)
    chosen = pen_name.name if pen_name and pen_name.is_worn else arrival.member.first_name
    return chosen[:LONGEST]


def _fuller(arrival: Arrival, short: str) -> str:
    """With the initial of the last name, unless they go by another one."""
    if arrival.member is None or short != arrival.member.first_name[:LONGEST]:
        return short
    last = arrival.member.name.split(" ")[-1]
    return f"{short} {last[0]}." if " " in arrival.member.name and last else short
