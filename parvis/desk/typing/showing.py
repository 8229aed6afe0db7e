"""A sign-in sheet on the screen: its rows as printed, what is ticked, what was noted before."""

from dataclasses import dataclass

from parvis.desk.typing.reading import SheetTyped
from parvis.meetings.models import Arrival
from parvis.meetings.typing_in import SheetRow


@dataclass(frozen=True)
class Line:
    """One row. people: to be shown in its field; differs: ticked here, not noted yet, by who types now."""

    pk: int
    name: str
    companions: str
    party: int
    is_waiting: bool
    is_ticked: bool
    is_noted: bool
    people: int

    @property
    def differs(self) -> bool:
        return self.is_ticked != self.is_noted


@dataclass(frozen=True)
class Shown:
    """Everything the page of a sheet shows; `shown` is what comes back with the form."""

    lines: list[Line]
    others: list[Arrival]
    shown: str
    shown_others: str


def show_sheet(rows: list[SheetRow], others: list[Arrival], typed: SheetTyped | None) -> Shown:
    """What is noted, and what was typed besides it: nothing typed is lost, nothing noted goes unseen."""
    here = typed.here if typed else {}
    lines = [_line(row, here) for row in rows]
    return Shown(
        lines=lines,
        others=others,
        shown=" ".join(str(line.pk) for line in lines if line.is_noted),
        shown_others=" ".join(str(arrival.pk) for arrival in others),
    )


def _line(row: SheetRow, here: dict[int, int]) -> Line:
    registration = row.registration
    return Line(
        pk=registration.pk,
        name=registration.member.name,
        companions=registration.companions,
        party=registration.party,
        is_waiting=row.is_waiting,
        is_ticked=bool(row.here) or registration.pk in here,
        is_noted=bool(row.here),
        people=here.get(registration.pk) or row.here or registration.party,
    )
