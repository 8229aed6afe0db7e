"""Compose the tables of a meeting: asked for in two taps, once however often it is tapped; then carried out.

Asking is one short act. The thinking holds no row; what it found is written unless somebody asked otherwise.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from parvis.kit.refusals import Refusal, WayOut
from parvis.meetings.models import Meeting
from parvis.meetings.refusals import page_of
from parvis.members.models import Member
from parvis.mixing.compiling import IS_FAST
from parvis.mixing.plans import AWAY, Plan, compose, recompose
from parvis.mixing.rotating import Effort
from parvis.mixing.warming import is_warm
from parvis.tables.arranging import composition_of
from parvis.tables.changes import note
from parvis.tables.guests import Gathered, gather
from parvis.tables.models import Change, Composition
from parvis.tables.reading import in_order
from parvis.tables.relaxing import MOST_SEATS, too_much
from parvis.tables.writing import keep_present, seated_in, show, tables_of, unmet_in, write_round

AT_ONCE = 60  # people; more are composed by the worker
AT_LEISURE = 120  # more are composed as swiftly as the few: two hundred in three seconds on a small machine
FEWEST, MOST_ROUNDS = 2, 12
MOST_PEOPLE = 1000
logger = logging.getLogger(__name__)


class NobodyHere(Refusal):
    """There is nobody to seat yet, or far too many."""


class NoTables(Refusal):
    """No round is under way."""


@transaction.atomic
def ask(
    *, meeting: Meeting, by: Member, at: datetime, version: int, since: int | None = None,
    shows: bool | None = None, change: Callable[[Composition], None] | None = None,
) -> Composition:  # fmt: skip
    """Ask for tables: rounds from `since` on, or all that were not lived. Once: whoever saw another version
    than the present one (somebody else was faster) changes nothing. Raises NobodyHere.

    shows: people sit in round `since` as soon as it is composed; when not said, if they sit in it already.
    change: what else is decided with it (seats, rounds), written with the asking.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    _enough(meeting)
    composition = composition_of(meeting, by, at)
    if composition.version != version or composition.state == Composition.State.WAITING:
        return composition
    if change is not None:
        change(composition)
    want(composition, since or not_lived_from(composition), by, at)
    composition.shows = composition.since <= max(composition.present, 1) if shows is None else shows
    composition.save()
    return composition


def want(composition: Composition, since: int, by: Member, at: datetime) -> None:
    """Rounds from this one on are to be composed."""
    composition.since, composition.asked_at, composition.asked_by = since, at, by
    composition.state, composition.shows = Composition.State.WAITING, False
    composition.wanted = max(composition.wanted, since)
    composition.version += 1


def not_lived_from(composition: Composition) -> int:
    """The first round that may still be mixed: the present one until its time begins to run."""
    present = composition.rounds.filter(number=composition.present).first()
    if present is None:
        return 1
    return composition.present + 1 if present.begins_at else composition.present


def is_quick(composition: Composition) -> bool:
    """May it be done while the person waits?"""
    return is_warm() and people_in(composition.meeting) <= AT_ONCE


def carry_out(composition: Composition, at: datetime) -> bool:
    """Compose what was asked, and write it; whether it was written. What fails is said, nobody moves."""
    try:
        gathered, plan = think(composition, at)
        aside = too_much(gathered, plan, composition.since)
    except Exception:
        logger.exception("the tables of meeting %s could not be composed", composition.meeting_id)
        Composition.objects.filter(pk=composition.pk, version=composition.version).update(
            state=Composition.State.FAILED, version=composition.version + 1
        )
        return False
    return _write(composition, gathered, plan, aside, at)


def think(composition: Composition, at: datetime) -> tuple[Gathered, Plan]:
    """The plan of the whole evening: rounds lived as they were, the others composed anew."""
    gathered = gather(composition, at)
    here = [one.pk for one in gathered.arrivals if one.pk not in gathered.gone]
    lived, _names = lived_seats(composition, gathered, before=composition.since)
    ahead = gathered.seats_of(dict.fromkeys(here, 0), AWAY)
    rounds = composition.wanted - composition.since + 1
    seed = composition.meeting_id * 1000 + composition.version
    is_steady = IS_FAST and not is_quick(composition) and people_in(composition.meeting) <= AT_LEISURE
    effort: Effort = "steady" if is_steady else "swift"
    if composition.since == 1 and not gathered.gone:
        whole = compose(
            gathered.guests, tables=gathered.tables, rounds=rounds, rules=gathered.rules, seed=seed,
            effort=effort,
        )  # fmt: skip
        return gathered, whole
    seats = np.vstack([*lived, *[ahead] * rounds]).astype(np.int32)
    plan = Plan(seats, gathered.guests, gathered.rules, gathered.tables, seed)
    return gathered, recompose(plan, number=composition.since - 1, effort=effort)


def lived_seats(
    composition: Composition, gathered: Gathered, *, before: int
) -> tuple[list[NDArray[np.int32]], list[str]]:
    """Rounds before this number as rows of a plan, and what their tables are called, by number."""
    rounds = {turn.number: seated_in(turn) for turn in composition.rounds.filter(number__lt=before)}
    names = in_order({name for seated in rounds.values() for name in seated})
    place = {name: number for number, name in enumerate(names)}
    rows = [
        gathered.seats_of({pk: place[name] for name, pks in rounds.get(number, {}).items() for pk in pks})
        for number in range(1, before)
    ]
    return rows, names


def people_in(meeting: Meeting) -> int:
    """How many are in the room, companions too, those gone left out."""
    return sum(meeting.arrivals.filter(departure=None).values_list("people", flat=True))


@transaction.atomic
def _write(asked: Composition, gathered: Gathered, plan: Plan, aside: dict[str, Any], at: datetime) -> bool:
    meeting = Meeting.objects.locked(asked.meeting_id)
    composition = Composition.objects.get(pk=asked.pk)
    if composition.version != asked.version or composition.state != Composition.State.WAITING:
        return False
    composition.meeting = meeting
    keep_present(composition)
    kind = _kind(composition)
    note(composition, kind, by=composition.asked_by, at=at, round_number=composition.since)
    here = set(meeting.arrivals.filter(departure=None).values_list("pk", flat=True))
    names = [str(number) for number in range(1, plan.tables + 1)]
    for number in range(composition.since, composition.wanted + 1):
        seated, mixes = tables_of(plan, number - 1, gathered, names)
        kept = {name: [pk for pk in pks if pk in here] for name, pks in seated.items()}
        turn = write_round(composition, number, kept, mixes)
        turn.unmet = unmet_in(plan, number - 1, gathered, names)
        turn.save(update_fields=["unmet"])
    composition.rounds.filter(number__gt=composition.wanted).delete()
    if composition.shows and composition.asked_by is not None:
        show(composition, composition.since, composition.asked_by, at)
    composition.state, composition.too_much = Composition.State.READY, aside
    composition.version += 1
    composition.save()
    return True


def _kind(composition: Composition) -> Change.Kind:
    if composition.present == 0:
        return Change.Kind.COMPOSED
    return (
        Change.Kind.NEXT
        if composition.shows and composition.since > composition.present
        else Change.Kind.MIXED
    )


def no_tables(meeting: Meeting) -> NoTables:
    """Tables must be composed first."""
    return NoTables(
        _("No table is composed yet. Compose the tables first."),
        WayOut(_("See the meeting"), page_of(meeting)),
    )


def _enough(meeting: Meeting) -> None:
    people = people_in(meeting)
    if not people:
        raise NobodyHere(
            _("Nobody has been noted as here yet. Note who is in the room, then compose the tables."),
            WayOut(_("See the meeting"), page_of(meeting)),
        )
    if people > MOST_PEOPLE:
        raise NobodyHere(
            _("Tables are composed for a thousand people at most. Call us: we will see together."),
            WayOut(_("See the meeting"), page_of(meeting)),
        )


def with_seats(seats: int, wanted: int | None = None) -> Callable[[Composition], None]:
    """A change: tables of so many, for so many rounds."""

    def change(composition: Composition) -> None:
        composition.seats = max(FEWEST, min(seats, MOST_SEATS))
        if wanted is not None:
            composition.wanted = max(1, min(wanted, MOST_ROUNDS))

    return change
