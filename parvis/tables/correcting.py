"""A telephone that comes back late knows who sat where in a round that is over: the round follows it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from parvis.meetings.models import Meeting, Tap
from parvis.members.models import Member
from parvis.tables.changes import note
from parvis.tables.departing import people_of
from parvis.tables.models import Change, Composition, Round
from parvis.tables.writing import seated_in, write_round


def correct(
    meeting: Meeting, composition: Composition, taps: Sequence[Tap], by: Member, at: datetime
) -> bool:
    """Rounds before the present one have who was placed while they lasted, the last word of each; who was
    not placed keeps their seat. taps: in order. Whether any seat changed."""
    shown = composition.rounds.filter(shown_at__isnull=False, number__lte=composition.present)
    rounds = list(shown.order_by("number"))
    arrival_of = {key: pk for presence, pk in people_of(meeting, taps) for key in presence.keys}
    placed = [tap for tap in _trusted(taps, rounds) if tap.about in arrival_of]
    is_changed = False
    for turn, following in pairwise(rounds):
        said = {arrival_of[tap.about]: tap for tap in placed if _lasts(turn, tap, following)}
        is_changed |= _follow(composition, turn, said, by, at)
    return is_changed


def _lasts(turn: Round, tap: Tap, following: Round) -> bool:
    """Was it said while this round lasted?"""
    return turn.shown_at is not None and following.shown_at is not None and (
        turn.shown_at <= tap.at < following.shown_at
    )  # fmt: skip


def _trusted(taps: Sequence[Tap], rounds: Sequence[Round]) -> Iterator[Tap]:
    """Tables given by hand, those left out that somebody gave in a round only their telephone went to."""
    begun = {(str(turn.number), turn.shown_at) for turn in rounds}
    elsewhere: set[int | None] = set()
    undone = {tap.about for tap in taps if tap.kind == Tap.Kind.UNDO}
    for tap in taps:
        if tap.kind == Tap.Kind.ROUND:
            (elsewhere.discard if (tap.table, tap.at) in begun else elsewhere.add)(tap.by_id)
        elif tap.kind == Tap.Kind.TABLE and tap.by_id not in elsewhere and tap.key not in undone:
            yield tap


def _follow(composition: Composition, turn: Round, said: dict[int, Tap], by: Member, at: datetime) -> bool:
    before = seated_in(turn)
    at_table = {pk: name for name, pks in before.items() for pk in pks}
    moved = {pk: tap for pk, tap in said.items() if at_table.get(pk, "") != tap.table}
    for pk, tap in moved.items():
        note(
            composition, Change.Kind.MOVED, by=tap.by or by, at=at, round_number=turn.number,
            about=composition.meeting.arrivals.get(pk=pk), from_table=at_table.get(pk, ""),
            to_table=tap.table,
        )  # fmt: skip
    if moved:
        stay = {name: [pk for pk in pks if pk not in moved] for name, pks in before.items()}
        for pk, tap in moved.items():
            stay.setdefault(tap.table, []).append(pk)
        stay.pop("", None)
        mixes = {table.name: table.mix for table in turn.tables.all()}
        known = {name: mix for name, mix in mixes.items() if stay.get(name) == before.get(name)}
        write_round(composition, turn.number, stay, known)
    return bool(moved)
