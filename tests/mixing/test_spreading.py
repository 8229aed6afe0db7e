"""One partition in which people differ most."""

import gzip
import os
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mixing import SizesDoNotFit, spread
from parvis.mixing.sizing import fullest_sizes
from parvis.mixing.spreading import worth

REAL = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data")) / "8-mixing" / "mdgplib"


def gains_of(people, seed):
    drawn = np.random.default_rng(seed).integers(0, 100, (people, people)).astype(float)
    return np.triu(drawn, 1) + np.triu(drawn, 1).T


def best_of_all(gains, sizes):
    seats = np.repeat(np.arange(len(sizes)), sizes)
    return max(worth(gains, np.array(order)) for order in set(permutations(seats.tolist())))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sizes", [(3, 3), (4, 3), (2, 2, 2), (3, 2, 2)])
def test_small_groups_are_the_best_there_are(sizes, seed):
    gains = gains_of(sum(sizes), seed)
    groups = spread(gains, [(size, size) for size in sizes], moves=20_000)
    assert np.bincount(groups).tolist() == list(sizes)
    assert worth(gains, groups) == best_of_all(gains, sizes)


def every_partition(people, groups, bounds):
    for seats in product(range(groups), repeat=people):
        counts = [seats.count(group) for group in range(groups)]
        if all(low <= count <= high for count, (low, high) in zip(counts, bounds, strict=True)):
            yield np.array(seats)


@pytest.mark.parametrize("shift", [-30, -50, -70])
@pytest.mark.parametrize("bounds", [[(1, 4), (2, 5), (0, 3)], [(0, 7), (0, 7), (0, 7)]])
def test_sizes_are_the_best_there_are_whether_company_gains_or_loses(bounds, shift):
    gains = gains_of(7, 4) + shift
    best = max(worth(gains, seats) for seats in every_partition(7, 3, bounds))
    assert worth(gains, spread(gains, bounds, moves=40_000)) == best


def test_people_come_together_when_all_gain_by_it():
    bounds = [(2, 9), (3, 6), (1, 4)]
    assert np.bincount(spread(np.ones((12, 12)), bounds, moves=2_000)).tolist() == [8, 3, 1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), min_size=1, max_size=4), st.data())
def test_the_fullest_sizes_make_the_most_pairs(parts, data):
    low, slack = np.array(parts).T
    people = data.draw(st.integers(int(low.sum()), int((low + slack).sum())))
    sizes = fullest_sizes(people, low, low + slack)
    ways = product(*[range(a, a + b + 1) for a, b in parts])
    most = max(sum(s * (s - 1) for s in way) for way in ways if sum(way) == people)
    assert int((sizes * (sizes - 1)).sum()) == most
    assert ((low <= sizes) & (sizes <= low + slack)).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(1, 6), st.integers(0, 5), st.data())
def test_every_group_stays_within_its_bounds(people, groups, slack, data):
    sizes = [people // groups + (number < people % groups) for number in range(groups)]
    bounds = [(max(size - data.draw(st.integers(0, slack)), 0), size + slack) for size in sizes]
    found = spread(gains_of(people, 1), bounds, moves=500)
    counts = np.bincount(found, minlength=groups)
    assert all(low <= count <= high for count, (low, high) in zip(counts, bounds, strict=True))


def test_the_same_seed_and_moves_give_the_same_groups():
    gains = gains_of(40, 2)
    bounds = [(10, 10)] * 4
    assert (spread(gains, bounds, seed=3, moves=5000) == spread(gains, bounds, seed=3, moves=5000)).all()


def test_people_who_do_not_fit_are_said_so():
    with pytest.raises(SizesDoNotFit, match="5 people do not fit"):
        spread(gains_of(5, 0), [(3, 3), (3, 3)])


@pytest.mark.parametrize("gains", [np.zeros((2, 3)), np.array([[0, np.nan], [np.nan, 0]])])
def test_gains_that_are_no_square_of_numbers_are_refused(gains):
    with pytest.raises(ValueError, match="square"):
        spread(gains, [(1, 1), (1, 1)])


@pytest.mark.parametrize(("name", "proven"), [("RanInt_n010_ss_01", 1292), ("RanInt_n012_ss_01", 985)])
def test_proven_optima_are_found(name, proven):
    file = REAL / f"{name}.txt.gz"
    if not file.exists():
        pytest.skip("the shared instances are not here (PARVIS_SHARED_DATA)")
    with gzip.open(file, "rt") as lines:
        head = next(lines).split()
        gains = np.zeros((int(head[0]),) * 2)
        for line in lines:
            if len(parts := line.split()) == 3:
                i, j = int(parts[0]), int(parts[1])
                gains[i, j] = gains[j, i] = float(parts[2])
    bounds = [(int(low), int(high)) for low, high in zip(head[3::2], head[4::2], strict=True)]
    assert worth(gains, spread(gains, bounds, moves=100_000)) == proven
