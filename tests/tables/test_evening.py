"""An evening of sixty: composed, seven come late, one leaves, round two, remembered."""

from datetime import timedelta

from parvis.chronicle.acquaintance import met_before
from parvis.chronicle.jobs import follow_deeds
from parvis.chronicle.models import Encounter
from parvis.meetings.closing import close, figures_of
from parvis.meetings.welcoming import place
from parvis.tables.changes import last_change, undo
from parvis.tables.composing import ask, carry_out
from parvis.tables.moving import leave, move, take_a_seat
from parvis.tables.reading import evening_of
from parvis.tables.turning import begin, next_round
from tests.tables.evenings import arrival_of, composed, hold, late, of, who


def test_an_evening_of_sixty_is_composed_lived_and_remembered(village):
    meeting, members = hold(village, 60)
    evening = composed(meeting, village)
    assert evening.state == "ready"
    assert evening.present == 1
    assert len(evening.rounds) == 3
    assert [table.size for table in evening.now.tables] == [4] * 15
    assert not evening.unseated
    first = who(evening, 1)

    at = village.now + timedelta(minutes=5)
    for name in ["Samir", "Rosa", "Zoé", "Wei", "Noé", "Ada", "Lin"]:
        before = who(evening_of(meeting), 1)
        take_a_seat(arrival=late(meeting, name, village, at), by=village.karim, at=at)
        after = who(evening_of(meeting), 1)
        assert before.items() <= after.items(), "nobody seated moves"
    evening = evening_of(meeting)
    assert sorted(table.size for table in evening.now.tables) == [4] * 8 + [5] * 7
    assert first.items() <= who(evening, 1).items()

    gone = arrival_of(meeting, members[0])
    leave(arrival=gone, by=village.karim, at=at + timedelta(minutes=20))
    assert gone.pk not in who(evening_of(meeting), 1)
    assert carry_out(of(meeting), at)
    evening = evening_of(meeting)
    assert gone.pk not in who(evening, 2)
    assert len(who(evening, 2)) == 66

    begin(meeting=meeting, number=1, by=village.karim, at=at)
    at += timedelta(minutes=30)
    next_round(meeting=meeting, by=village.karim, at=at, version=evening_of(meeting).version)
    evening = evening_of(meeting)
    assert evening.present == 2
    assert len(who(evening, 2)) == 66
    assert {a.table for a in meeting.arrivals.exclude(pk=gone.pk)} == {t.name for t in evening.now.tables}
    pairs = [
        {frozenset((a.key, b.key)) for t in turn.tables for a in t.people for b in t.people if a != b}
        for turn in evening.rounds[:2]
    ]
    assert len(pairs[0] & pairs[1]) <= 2, "new faces in round two"

    close(meeting=meeting, by=village.karim, at=meeting.ends_at, happened=True)
    follow_deeds(meeting.ends_at)
    tables = Encounter.objects.filter(gathering_id=meeting.pk).exclude(table=0)
    assert tables.filter(table__lt=2000).count() == 15
    assert tables.filter(table__gte=2000).count() >= 16
    figures = figures_of(meeting)
    assert figures.first_meetings == 60 * 59 // 2, "the room counted once, tables count nothing again"
    strength = met_before([member.pk for member in members], at=meeting.ends_at)
    assert strength[0].sum() > 2.9, "who left had sat with three"
    assert 0.9 < strength.max() <= 1


def test_placing_by_hand_and_composing_agree(village):
    meeting, members = hold(village, 8)
    composed(meeting, village, rounds=2)
    one = arrival_of(meeting, members[3])
    place(arrival=one, table="jardin", by=village.karim, at=village.now)
    evening = evening_of(meeting)
    assert who(evening, 1)[one.pk] == "jardin"
    assert [t.words for t in evening.now.tables if t.name == "jardin"] == [""]
    before = move(arrival=arrival_of(meeting, members[2]), table="jardin", by=village.karim, at=village.now)
    assert before in {"1", "2"}
    assert [t.size for t in evening_of(meeting).now.tables if t.name == "jardin"] == [2]
    # A telephone whose clock is an hour ahead said otherwise: the next round holds all the same.
    place(arrival=one, table="9", by=village.karim, at=village.now + timedelta(hours=1))
    next_round(meeting=meeting, by=village.karim, at=village.now, version=of(meeting).version)
    assert who(evening_of(meeting), 2)[one.pk] in {"1", "2"}


def test_the_last_change_is_taken_back_and_only_the_last(village):
    meeting, members = hold(village, 12)
    composed(meeting, village)
    start = who(evening_of(meeting), 1)
    one = arrival_of(meeting, members[0])
    other = next(name for name in ("1", "2", "3") if name != one.table)
    move(arrival=one, table=other, by=village.karim, at=village.now)
    moved = last_change(meeting)
    leave(arrival=arrival_of(meeting, members[1]), by=village.karim, at=village.now)
    left = last_change(meeting)
    assert undo(meeting=meeting, number=moved.pk, by=village.karim, at=village.now) is None
    assert undo(meeting=meeting, number=left.pk, by=village.karim, at=village.now) == left
    assert arrival_of(meeting, members[1]).pk in who(evening_of(meeting), 1)
    assert undo(meeting=meeting, number=moved.pk, by=village.karim, at=village.now) == moved
    evening = evening_of(meeting)
    assert who(evening, 1) == start
    assert evening.state == "ready"
    assert not evening.unseated
    first = last_change(meeting)
    undo(meeting=meeting, number=first.pk, by=village.karim, at=village.now)
    evening = evening_of(meeting)
    assert (evening.present, evening.rounds, len(evening.unseated)) == (0, (), 12)


def test_mixing_again_leaves_what_was_lived(village):
    meeting, _members = hold(village, 24)
    composed(meeting, village)
    begin(meeting=meeting, number=1, by=village.karim, at=village.now)
    before = evening_of(meeting)
    composition = ask(meeting=meeting, by=village.karim, at=village.now, version=before.version)
    assert composition.since == 2
    assert not composition.shows
    carry_out(composition, village.now)
    after = evening_of(meeting)
    assert who(after, 1) == who(before, 1)
    assert who(after, 2) != who(before, 2)
    assert after.present == 1


def test_two_taps_make_one_plan(village):
    meeting, _members = hold(village, 8)
    one = ask(meeting=meeting, by=village.karim, at=village.now, version=0)
    two = ask(meeting=meeting, by=village.fatou, at=village.now, version=0)
    assert (one.pk, one.version) == (two.pk, two.version)
    assert two.asked_by == village.karim
    assert carry_out(one, village.now)
    assert not carry_out(two, village.now)
    again = ask(meeting=meeting, by=village.fatou, at=village.now, version=0)
    assert again.state == "ready", "a page that is out of date composes nothing"
