"""Questions about those who are in a room: who sits where, who may have been written twice. No query."""

import re
from collections.abc import Iterable

from parvis.meetings.models import Arrival
from parvis.members.names import search_name


def tables(arrived: Iterable[Arrival]) -> list[tuple[str, list[str]]]:
    """Tables with the names at each, 2 before 10; only people who were placed."""
    at: dict[str, list[str]] = {}
    for arrival in arrived:
        if arrival.table:
            at.setdefault(arrival.table, []).append(
                arrival.member.name if arrival.member else arrival.first_name
            )
    return sorted(at.items(), key=lambda item: _as_people_count(item[0]))


def offered(arrived: Iterable[Arrival]) -> list[str]:
    """Tables to choose from: those in use, and the next number."""
    used = sorted({arrival.table for arrival in arrived if arrival.table}, key=_as_people_count)
    return [*used, str(max((int(name) for name in used if re.fullmatch(r"[0-9]+", name)), default=0) + 1)]


def twins(arrived: Iterable[Arrival]) -> list[tuple[Arrival, Arrival]]:
    """Pairs of newcomers of one name, to ask whether they are the same person."""
    first: dict[str, Arrival] = {}
    pairs = []
    for arrival in arrived:
        if arrival.member_id is None and arrival.first_name:
            known = first.setdefault(search_name(arrival.first_name), arrival)
            if known is not arrival:
                pairs.append((known, arrival))
    return pairs


def _as_people_count(name: str) -> tuple[int, str]:
    return (int(name), "") if re.fullmatch(r"[0-9]+", name) else (10**12, name)
