"""What all taps say, whatever the order, the telephone and the clock: one room."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.meetings.merging import Said, presences

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def said(key, kind="here", minute=0, **more):
    return Said(key, kind, NOON + timedelta(minutes=minute), **more)


def here(taps):
    """Who is in the room, since when they count, where they sit."""
    return sorted((one.person or 0, one.live, one.table) for one in presences(taps) if one.live)


def test_the_same_person_on_two_telephones_is_here_once_since_the_first_hour():
    assert here([said("b", minute=5, person=7), said("a", minute=2, person=7)]) == [(7, ("a", "b"), "")]


def test_two_newcomers_of_one_name_are_two_until_somebody_says_otherwise():
    two = [said("a"), said("b", minute=1)]
    assert len(here(two)) == 2
    assert here([*two, said("c", "same", about="a", other="b")]) == [(0, ("a", "b"), "")]
    apart = said("d", "undo", about="c")
    assert len(here([*two, said("c", "same", about="a", other="b"), apart])) == 2


def test_taking_back_undoes_what_was_seen_and_no_more():
    karims, undone = said("a", person=7), said("x", "undo", minute=9, about="a")
    assert here([karims, undone]) == []
    moniques = said("b", minute=1, person=7)  # tapped in the cellar, before or after: Karim could not see it
    assert here([karims, undone, moniques]) == [(7, ("b",), "")]


def test_of_two_tables_the_later_holds():
    taps = [said("a", person=7), said("t", "table", 3, about="a", table="4")]
    assert here([*taps, said("u", "table", 2, about="a", table="1")]) == [(7, ("a",), "4")]
    assert here([*taps, said("v", "table", 5, about="a")]) == [(7, ("a",), "")]


def test_who_left_sits_nowhere_until_it_is_taken_back():
    taps = [said("a", person=7), said("t", "table", 3, about="a", table="4"), said("l", "left", 5, about="a")]
    assert here(taps) == [(7, ("a",), "")]
    seated = [*taps, said("u", "table", 9, about="a", table="1")]  # a round turned without knowing
    assert here(seated) == [(7, ("a",), "")]
    assert here([*seated, said("b", "undo", 11, about="l")]) == [(7, ("a",), "1")]
    twice = [*taps, said("m", "left", 6, about="a"), said("b", "undo", 11, about="l")]
    assert [one.left for one in presences(twice)] == [("m",)]


def test_somebody_known_is_never_melted_into_somebody_else():
    taps = [said("a", person=7), said("b", person=8), said("c")]
    for one, other in [("a", "b"), ("a", "c"), ("c", "zz"), ("c", "c")]:
        assert len(here([*taps, said("s", "same", about=one, other=other)])) == 3


keys = st.sampled_from("abcdefgh")
taps = st.builds(
    said, st.sampled_from("abcdefghijklmnop"), st.sampled_from(["here", "undo", "table", "same", "left"]),
    st.integers(-5, 5), person=st.sampled_from([None, 1, 2]), about=keys, other=keys,
    table=st.sampled_from(["", "1", "2"]),
)  # fmt: skip


@given(st.lists(taps, max_size=16, unique_by=lambda tap: tap.key), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_any_order_and_any_repetition_say_the_same(known, dice):
    shuffled = known + [tap for tap in known if dice.random() < 0.5]
    dice.shuffle(shuffled)
    assert here(known) == here(shuffled)
    everybody = presences(shuffled)
    told = [key for one in everybody for key in one.keys]
    assert (
        len(told) == len(set(told)) == sum(tap.kind == "here" for tap in known)
    )  # nobody is lost or doubled
