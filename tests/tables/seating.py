"""An evening already composed: rounds and who sits where, written directly."""

from datetime import timedelta

from parvis.meetings.models import Arrival, Meeting
from parvis.tables.models import Composition, Round, Seat, Table


def arrive(meeting: Meeting, person, at, table: str = "", **columns) -> Arrival:
    """Somebody is here: a member, or the first name of someone unknown."""
    known = {"first_name": person} if isinstance(person, str) else {"member": person}
    return Arrival.objects.create(meeting=meeting, at=at, table=table, **known, **columns)


def composed(meeting: Meeting, at, *, rounds: int = 1, **columns) -> Composition:
    """Ready, in its first round, which began now and lasts twenty minutes. Arrivals have their tables."""
    known = {"state": "ready", "present": 1, "version": 1, "asked_at": at}
    made = Composition.objects.create(meeting=meeting, **{**known, **columns})
    for number in range(1, rounds + 1):
        Round.objects.create(
            composition=made, number=number, minutes=20, question=f"Question {number} ?",
            shown_at=at if number == 1 else None, begins_at=at if number == 1 else None,
        )  # fmt: skip
    return made


def move_on(composition: Composition, tables: dict[Arrival, str], at) -> None:
    """The next round is here: seats of the former one are kept, arrivals sit at their new tables."""
    former = composition.rounds.get(number=composition.present)
    for arrival in tables:
        table, _made = Table.objects.get_or_create(round=former, name=arrival.table, defaults={"place": 1})
        Seat.objects.create(round=former, table=table, arrival=arrival)
        arrival.table = tables[arrival]
        arrival.save(update_fields=["table"])
    composition.present += 1
    composition.version += 1
    composition.save(update_fields=["present", "version"])
    composition.rounds.filter(number=composition.present).update(
        shown_at=at, begins_at=at + timedelta(minutes=1)
    )
