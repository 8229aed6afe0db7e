"""The date proposed: the most « oui », then the most « si besoin », then the earliest; ties are said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.meetings.polls.choosing import Tally, choose, tally

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def dates(*counts):
    return [
        Tally(number, NOW + timedelta(days=number), *given) for number, given in enumerate(counts, start=1)
    ]


def test_the_most_yes_wins():
    assert choose(dates((3, 0), (4, 0)), NOW).best.date == 2


def test_if_needed_decides_between_as_many_yes_and_it_is_said():
    chosen = choose(dates((3, 0), (3, 2)), NOW)
    assert (chosen.best.date, chosen.was_decided_by_maybe, chosen.tied) == (2, True, ())


def test_a_tie_is_told_and_the_earliest_is_proposed():
    chosen = choose(dates((2, 1), (3, 0), (3, 0)), NOW)
    assert chosen.best.date == 2
    assert [one.date for one in chosen.tied] == [3]


def test_another_date_to_which_more_could_come_is_told():
    assert choose(dates((3, 0), (2, 4)), NOW).wider.date == 2


def test_past_dates_and_dates_for_nobody_are_not_proposed():
    assert choose(dates((9, 0), (1, 0)), NOW + timedelta(days=1, hours=1)).best.date == 2
    assert choose(dates((0, 0, 5), (0, 0, 1)), NOW).best is None


COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=20)


@given(COUNTS)
def test_no_date_gathers_more_than_the_one_proposed(counts):
    tallies = dates(*counts)
    chosen = choose(tallies, NOW)
    coming = [one for one in tallies if one.able]
    assert (chosen.best is None) == (not coming)
    for one in coming:
        assert (one.yes, one.maybe) <= (chosen.best.yes, chosen.best.maybe)
        assert chosen.wider is None or one.able <= chosen.wider.able
    assert chosen.best is None or chosen == choose(tallies[::-1], NOW)


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["yes", "maybe", "no"])), max_size=60))
def test_every_answer_is_counted_once(said):
    tallies = tally(((number, NOW) for number in range(1, 6)), said)
    assert sum(one.yes + one.maybe + one.no for one in tallies) == len(said)
