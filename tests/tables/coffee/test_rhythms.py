"""Mondays, rhythms, sizes, and wishes apart: pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mixing import Season
from parvis.tables.coffee.grouping import fitting, group, recalled
from parvis.tables.coffee.rhythms import draw_days, due_on, next_on, rhythms_within, takes_part

PARIS = ZoneInfo("Europe/Paris")
MONDAYS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(52)]


@pytest.mark.parametrize(("ring", "many"), [("week", 52), ("fortnight", 26), ("month", 12)])
def test_a_ring_draws_at_its_rhythm(ring, many):
    assert sum(draw_days(ring, monday) for monday in MONDAYS) == many


@pytest.mark.parametrize(
    ("ring", "wished", "many"),
    [("week", "week", 52), ("week", "fortnight", 26), ("week", "month", 12), ("fortnight", "week", 26),
     ("fortnight", "month", 12), ("month", "week", 12)],
)  # fmt: skip
def test_each_takes_part_as_often_as_they_wished(ring, wished, many):
    drawn = [monday for monday in MONDAYS if draw_days(ring, monday)]
    assert sum(takes_part(wished, ring, monday) for monday in drawn) == many


def test_nobody_may_wish_more_often_than_the_ring_draws():
    assert [key for key, _label in rhythms_within("fortnight")] == ["fortnight", "month"]


def test_due_from_eight_in_the_morning_and_not_too_late():
    monday = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # 8 h in Paris
    assert due_on("week", monday - timedelta(minutes=1), PARIS) is None
    assert due_on("week", monday, PARIS) == date(2026, 11, 30)
    assert due_on("week", monday + timedelta(days=2, hours=23), PARIS) == date(2026, 11, 30)
    assert due_on("week", monday + timedelta(days=3), PARIS) is None
    assert next_on("week", date(2026, 11, 30)) == date(2026, 12, 7)
    assert next_on("month", date(2026, 11, 30)) == date(2026, 12, 7)


@given(st.integers(2, 80), st.integers(2, 5))
def test_the_size_that_fits_leaves_nobody_alone_nor_a_crowd(people, size):
    groups = group(range(people), size=size, met=Season(people, size=size))
    assert sorted(person for one in groups for person in one) == list(range(people))
    assert all(2 <= len(one) <= min(size + 1, 5) for one in groups)
    assert fitting(people, size) <= size


def test_two_who_wished_apart_are_alone_rather_than_together():
    assert sorted(group([0, 1], size=2, met=Season(2), apart=[(0, 1)])) == [[0], [1]]
    for seed in range(6):
        groups = group(range(3), size=2, met=Season(3), apart=[(0, 1)], seed=seed)
        assert not any({0, 1} <= set(one) for one in groups)
        assert sorted(map(len, groups)) == [1, 2]
        four = group(range(5), size=2, met=Season(5), apart=[(0, 1)], seed=seed)
        assert all(len(one) > 1 and not {0, 1} <= set(one) for one in four)


def test_who_sat_together_elsewhere_is_drawn_apart():
    season = Season(4)
    season.recall(recalled({10: 0, 11: 1, 12: 2, 13: 3}, [[10, 11], [12, 13, 99], [98]]))
    assert {tuple(sorted(one)) for one in group(range(4), size=2, met=season)} <= {
        (0, 2),
        (1, 3),
        (0, 3),
        (1, 2),
    }


def test_only_the_last_acquaintances_are_kept():
    season = Season(200)
    pairs = np.array([(0, other) for other in range(1, 200)], dtype=np.int32)
    season.recall(pairs, most=8)
    assert season.past.shape == (200, 8)
    assert season.past[0].tolist() == list(range(192, 200))
    assert season.past[5, -1] == 0
