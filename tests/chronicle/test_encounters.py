"""Who was together: counted once, whatever the order in which gatherings are written or corrected."""

import inspect
import time
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.chronicle import encounters, figures
from parvis.chronicle.encounters import forget, meet, say_met_new
from parvis.chronicle.models import Encounter, Presence
from parvis.chronicle.pairs import first_meetings
from parvis.community.models import Circle

MONDAY = datetime(2026, 11, 2, 14, tzinfo=UTC)
YEAR = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=365))


def gathering(pk: int) -> Circle:
    """Anything with an id can be a gathering: the chronicle knows no meetings."""
    return Circle(pk=pk)


def together(pk: int, persons: list[int], *, day: int | None = None, **values: int) -> Encounter:
    return meet(
        gathering=gathering(pk),
        began_at=MONDAY + timedelta(days=pk if day is None else day),
        minutes=values.pop("minutes", 120),
        persons=persons,
        unnamed=values.pop("unnamed", 0),
        **values,
    )


def known_counts() -> dict[int, int]:
    return dict(Encounter.objects.values_list("gathering_id", "first_meetings"))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, set[int]]]:
    sets = draw(st.lists(st.sets(st.integers(1, 9), max_size=7), max_size=12))
    return list(enumerate(sets))


@given(histories())
def test_each_pair_meets_for_the_first_time_once(history: list[tuple[int, set[int]]]) -> None:
    met: set[tuple[int, int]] = set()
    for pk, persons in history:
        pairs = set(combinations(sorted(persons), 2))
        assert first_meetings(history)[pk] == len(pairs - met)
        met |= pairs


@pytest.mark.django_db
def test_three_neighbours_at_the_first_cafe_make_three_first_meetings() -> None:
    assert together(1, [1, 2, 3]).first_meetings == 3
    assert together(2, [1, 2, 3]).first_meetings == 0
    second = together(3, [3, 4], unnamed=5)
    assert second.first_meetings == 1
    assert second.people == 7


@pytest.mark.django_db
def test_closing_a_meeting_twice_leaves_the_same_rows() -> None:
    first, again = together(1, [1, 2, 2, 3]), together(1, [3, 2, 1])
    assert first.pk == again.pk
    assert (again.people, again.first_meetings) == (3, 3)
    assert Presence.objects.count() == 3


@pytest.mark.django_db
def test_a_gathering_closed_late_or_corrected_moves_first_meetings_to_where_they_belong() -> None:
    together(2, [1, 2, 3])
    together(3, [1, 2, 4])
    together(1, [1, 2])  # closed last, happened first
    assert known_counts() == {1: 1, 2: 2, 3: 2}
    together(1, [1, 4])  # it was not 2 but 4
    assert known_counts() == {1: 1, 2: 3, 3: 1}
    together(1, [1, 4], day=9)  # and it was the week after
    assert known_counts() == {1: 0, 2: 3, 3: 2}
    forget(gathering=gathering(2))
    assert known_counts() == {1: 0, 3: 3}


@pytest.mark.django_db
def test_any_order_of_corrections_counts_as_if_written_in_order() -> None:
    import random

    dice = random.Random(7)
    for _step in range(60):
        pk = dice.randrange(1, 9)
        if dice.random() < 0.15:
            forget(gathering=gathering(pk))
        else:
            together(pk, dice.sample(range(1, 9), dice.randrange(0, 6)), day=dice.randrange(1, 20))
        order = Encounter.objects.order_by("began_at", "table", "pk")
        rows = [(e.pk, set(e.presences.values_list("person", flat=True))) for e in order]
        expected = first_meetings(rows)
        assert {e.pk: e.first_meetings for e in order} == expected


@pytest.mark.django_db
def test_two_hundred_people_with_a_long_history_are_counted_quickly(django_assert_max_num_queries) -> None:
    for pk in range(150):
        row = Encounter.objects.create(
            gathering_kind="x",
            gathering_id=pk,
            began_at=MONDAY - timedelta(days=pk + 1),
            minutes=60,
            people=200,
        )
        Presence.objects.bulk_create(Presence(encounter=row, person=p) for p in range(200))
    with django_assert_max_num_queries(24):
        began = time.process_time()
        evening = together(1, [*range(199), 999])
        took = time.process_time() - began
    assert evening.first_meetings == 199
    assert took < 6, took


@pytest.mark.django_db
def test_hours_are_people_times_hours_when_two_were_there() -> None:
    together(1, [1, 2, 3, 4, 5], minutes=90)
    together(2, [1], minutes=600)
    assert figures.of_period(*YEAR) == figures.Figures(5, 8, 10)  # 5 × 1 h 30
    together(1, [1, 2], minutes=45, table=1)  # a table is part of the room
    assert figures.of_period(*YEAR).hours == 8
    assert figures.of_gathering("community.circle", 1) == figures.Figures(5, 8, 10)


@pytest.mark.django_db
def test_a_figure_about_fewer_than_five_people_is_hidden() -> None:
    together(1, [1, 2, 3, 4])
    say_met_new(gathering=gathering(1), people=1)
    assert figures.of_gathering("community.circle", 1) is None
    assert figures.of_period(*YEAR) is None
    together(2, [5, 6, 7])
    assert figures.of_period(*YEAR).hours == 14
    assert figures.of_gathering("community.circle", 3) is None


def test_no_figure_can_be_asked_about_one_person() -> None:
    for module in (figures, encounters):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                assert not {"person", "member", "person_id"} & set(inspect.signature(function).parameters)
    assert set(figures.Figures.__dataclass_fields__) == {"people", "hours", "first_meetings", "met_new"}


def test_nobody_above_the_chronicle_reads_presences() -> None:
    from tests.architecture.tree import ROOT

    readers = [
        path
        for path in (ROOT / "parvis").rglob("*.py")
        if "Presence" in path.read_text(encoding="utf-8").replace('"chronicle.Presence.person"', "")
        and "chronicle" not in path.parts
    ]
    assert not readers
