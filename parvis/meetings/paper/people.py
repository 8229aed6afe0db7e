"""Who a sheet speaks of: each person who comes, their companions beside them; never how to reach them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.meetings.models import Meeting, Registration

_BETWEEN = re.compile(r"\s*[,;/+&\n]\s*|\s+(?:et|and)\s+")


@dataclass(frozen=True)
class Guest:
    """One person on paper; a companion nobody named has an empty name."""

    name: str
    with_whom: str  # the person who registered a companion; empty for that person
    registration: Registration

    @property
    def is_seated(self) -> bool:
        return self.registration.state == Registration.State.SEATED


def companions(said: str, how_many: int) -> list[str]:
    """« Henri, Léa et Tom » as so many names, empty where nobody said one."""
    named = [name for name in _BETWEEN.split(said.strip()) if name] if how_many > 0 else []
    if len(named) > how_many:  # more words than people: one of them says several
        named = [*named[: how_many - 1], ", ".join(named[how_many - 1 :])]
    return named + [""] * (how_many - len(named))


def guests(meeting: Meeting) -> list[Guest]:
    """Those who come by name, then those who wait or were offered a seat, in the order of the line."""
    live = list(meeting.registrations.live().select_related("member__pen_name").order_by("pk"))
    seated = sorted(
        (row for row in live if row.state == Registration.State.SEATED),
        key=lambda row: row.member.search_name,
    )
    others = [row for row in live if row.state != Registration.State.SEATED]
    return [guest for row in [*seated, *others] for guest in _with_companions(row)]


def _with_companions(row: Registration) -> Iterator[Guest]:
    yield Guest(row.member.name, "", row)
    for name in companions(row.companions, row.party - 1):
        yield Guest(name, row.member.name, row)
