"""Coffee drawn by lot: nobody alone, nobody twice while others are left, nobody with whom they asked not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mixing import Season, draw, traits_of


def live(people, weeks, *, seed=1, **rules):
    season = Season(people)
    drawn = []
    for _ in range(weeks):
        drawn.append(draw(range(people), met=season, seed=seed, **rules))
        season.remember(drawn[-1])
    return season, drawn


def again(season):
    return sum(len(row) - len(set(row.tolist())) for row in (row[row >= 0] for row in season.past)) // 2


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(2, 5), st.integers(0, 5))
def test_everyone_here_is_in_one_group_and_nobody_is_alone(people, size, seed):
    groups = draw(range(people), size=size, met=Season(people), seed=seed)
    assert sorted(person for group in groups for person in group) == list(range(people))
    if people >= 2:
        assert all(len(group) >= 2 for group in groups)
    if people >= size * size:
        assert all(size <= len(group) <= size + 1 for group in groups)


def test_twelve_people_meet_everyone_before_anyone_again():
    season, _ = live(12, 11)
    assert again(season) == 0
    season, drawn = live(12, 52)
    assert again(season) == 52 * 6 - 12 * 11 // 2 == 246
    for week in range(11, 52):
        assert {tuple(sorted(pair)) for pair in drawn[week]} == {
            tuple(sorted(pair)) for pair in drawn[week - 11]
        }


def test_an_odd_one_joins_a_pair():
    groups = draw(range(7), met=Season(7))
    assert sorted(len(group) for group in groups) == [2, 2, 3]


def test_the_absent_do_not_make_others_meet_again():
    rng, season = np.random.default_rng(0), Season(40)
    for _ in range(20):
        here = np.flatnonzero(rng.random(40) < 0.85)
        season.remember(draw(here, met=season))
    assert again(season) == 0


def test_two_who_asked_not_to_are_never_drawn_together():
    apart = [(0, 1), (2, 3), (4, 5)]
    for week in live(6, 8, apart=apart)[1]:
        assert not {tuple(sorted(pair)) for pair in week} & set(apart)


def test_the_past_counts_before_difference_and_difference_before_chance():
    traits = traits_of([[0], [0], [1], [1]] * 50, [1], is_ordered=[False])
    season, drawn = Season(200), []
    for _ in range(10):
        drawn.append(draw(range(200), met=season, attributes=traits))
        season.remember(drawn[-1])
    assert again(season) == 0
    differ = [traits.codes[a, 0] != traits.codes[b, 0] for week in drawn for a, b in week]
    assert sum(differ) / len(differ) > 0.95  # by lot, half of them


def test_zones_keep_people_near_when_they_can():
    zones = [0] * 50 + [1] * 50
    groups = draw(range(100), met=Season(100), zones=zones)
    assert all(zones[a] == zones[b] for a, b in groups)


def test_the_same_seed_and_memory_give_the_same_draw():
    assert live(50, 3, seed=9)[1] == live(50, 3, seed=9)[1]


def test_someone_who_joins_has_met_nobody_yet():
    season, _ = live(10, 4)
    season.welcome(2)
    groups = draw(range(12), met=season)
    assert sorted(person for group in groups for person in group) == list(range(12))


def test_a_group_of_one_is_refused():
    with pytest.raises(ValueError, match="two people"):
        draw(range(4), size=1, met=Season(4))
