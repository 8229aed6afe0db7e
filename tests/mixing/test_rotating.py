"""Rounds around tables: everyone sits once a round, and meets again as rarely as can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mixing import rotate
from parvis.mixing.covering import covered
from parvis.mixing.designs import known, least_repeats, meetings, repeats
from parvis.mixing.dice import Dice
from parvis.mixing.fields import field, invertible_apart, ring

# tables-size-rounds nobody meets twice in: by construction, by turning, by search.
NOBODY_TWICE = [
    "4-4-5", "5-4-5", "8-6-8", "25-8-25", "7-7-8", "11-10-11", "9-3-13", "8-2-15", "8-4-9", "8-4-10", "12-3-16", "32-4-42",
    "5-3-7", "7-4-9", "6-3-8", "8-3-11", "7-3-10", "8-3-10", "8-4-7", "10-4-9",
]  # fmt: skip


@pytest.mark.parametrize("case", NOBODY_TWICE)
def test_nobody_meets_twice(case):
    tables, size, rounds = map(int, case.split("-"))
    schedule = rotate(tables * size, tables, rounds, effort="best")
    assert repeats(schedule) == 0
    assert all((np.bincount(seats) == size).all() for seats in schedule)


@pytest.mark.parametrize("people", [31, 30])
def test_a_design_serves_one_or_two_people_fewer(people):
    schedule = rotate(people, 8, 10, effort="draft")
    assert repeats(schedule) == 0
    assert all(set(np.bincount(seats, minlength=8)) <= {3, 4} for seats in schedule)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 24), st.integers(1, 8), st.integers(1, 5), st.integers(0, 3))
def test_everyone_sits_once_a_round_at_tables_of_even_sizes(people, tables, rounds, seed):
    if people < tables:
        with pytest.raises(ValueError, match="cannot fill"):
            rotate(people, tables, rounds)
        return
    schedule = rotate(people, tables, rounds, seed=seed, effort="draft")
    assert schedule.shape == (rounds, people)
    assert schedule.dtype == np.int32
    for seats in schedule:
        sizes = np.bincount(seats, minlength=tables)
        assert len(sizes) == tables
        assert sizes.max() - sizes.min() <= 1
    assert repeats(schedule) >= least_repeats(people, tables, rounds)


def test_the_same_seed_gives_the_same_rounds():
    assert (rotate(23, 6, 5, seed=4) == rotate(23, 6, 5, seed=4)).all()


def test_twelve_people_meet_one_by_one_in_eleven_rounds():
    met = meetings(rotate(12, 6, 11))
    assert (met + np.eye(12, dtype=int) == 1).all()


def test_more_rounds_than_there_are_pairs_repeat_no_more_than_they_must():
    assert repeats(rotate(4, 2, 5)) == least_repeats(4, 2, 5) == 4


@pytest.mark.parametrize(("prime", "exponent"), [(2, 1), (2, 2), (2, 3), (3, 2), (5, 2), (2, 4), (3, 3)])
def test_in_a_finite_field_one_can_divide(prime, exponent):
    sums, products = field(prime, exponent)
    everything = set(range(prime**exponent))
    assert all(set(row) == everything for row in sums)
    assert all(set(row) == everything for row in products[1:])
    assert (products == products.T).all()


@pytest.mark.parametrize("order", [12, 15, 20, 45])
def test_a_ring_has_elements_that_differ_by_what_one_can_divide_by(order):
    sums, products, many = ring(order)
    elements = invertible_apart(order)
    assert len(elements) == many
    for one in elements:
        for other in elements:
            gap = int(np.flatnonzero(sums[:, other] == one)[0])  # one - other
            assert (one == other) == (len(set(products[gap])) != order)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 16), st.integers(1, 9))
def test_what_construction_gives_never_repeats(tables, size):
    schedule = known(tables, size)
    assert repeats(schedule) == 0
    assert schedule.shape[1] == tables * size


@pytest.mark.parametrize(("tables", "size", "rounds"), [(7, 4, 9), (10, 4, 13)])
def test_a_base_round_is_found_outright(tables, size, rounds):
    found = covered(tables * size, tables, rounds, dice=Dice(0), nodes=20_000)
    assert found.shape == (rounds, tables * size)
    assert repeats(found) == 0
    assert all((np.bincount(seats) == size).all() for seats in found)


def test_what_cannot_be_found_outright_is_said():
    assert (
        covered(12, 3, 5, dice=Dice(0), nodes=1_000) is None
    )  # 5 rounds of 3 tables of 4: too many meetings
    assert covered(100, 25, 33, dice=Dice(0), nodes=1_000) is None  # more people than bits
