"""Two animators tap at the same moment: one plan, one seat each, nothing lost."""

import pytest

from parvis.tables.composing import ask, carry_out
from parvis.tables.models import Change, Composition, Seat
from parvis.tables.moving import move, take_a_seat
from parvis.tables.turning import next_round
from tests.meetings.test_races import at_once
from tests.tables.evenings import arrival_of, composed, hold, late, of
from tests.village import settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


def test_two_animators_compose_and_turn_at_once(village):
    meeting, _members = hold(village, 9)

    def compose(by):
        composition = ask(meeting=meeting, by=by, at=village.now, version=0)
        return composition.version == 1 and carry_out(composition, village.now)

    done = at_once([lambda by=by: compose(by) for by in (village.karim, village.fatou, village.pierre)])
    assert done.count(True) == 1
    assert Composition.objects.count() == 1
    assert Seat.objects.filter(round__number=1).count() == 9
    version = of(meeting).version
    at_once([
        lambda: next_round(meeting=meeting, by=village.karim, at=village.now, version=version),
        lambda: next_round(meeting=meeting, by=village.fatou, at=village.now, version=version),
    ])  # fmt: skip
    assert of(meeting).present == 2
    assert Change.objects.filter(kind="next").count() == 1


def test_a_latecomer_seated_by_two_sits_once(village):
    meeting, members = hold(village, 8)
    composed(meeting, village)
    arrival = late(meeting, "Samir", village, village.now)
    moved = arrival_of(meeting, members[0])
    tables = at_once([
        lambda: take_a_seat(arrival=arrival, by=village.karim, at=village.now),
        lambda: take_a_seat(arrival=arrival, by=village.fatou, at=village.now),
        lambda: move(arrival=moved, table="2", by=village.karim, at=village.now),
    ])  # fmt: skip
    assert tables[0] == tables[1]
    assert Change.objects.filter(kind="seated").count() == 1
    assert Seat.objects.filter(round__number=1).count() == 9
