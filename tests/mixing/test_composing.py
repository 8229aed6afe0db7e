"""An evening around tables: the rules of the house hold, or are said not to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mixing import Guests, Newcomer, Rules, compose, recompose, release, seat, traits_of
from parvis.mixing.designs import repeats
from parvis.mixing.explaining import Kinds, contradictions, late_arrival, say, why

NAMES = ["Jeanne", "Paul", "Léa", "Karim", "Odile", "Henri", "Fatou", "Lucie", "Samir", "Rosa"] * 10
GENERATIONS = Kinds("générations", "generations")
QUARTERS = Kinds("quartiers", "neighbourhoods")


def village(people, seed=0):
    rng = np.random.default_rng(seed)
    codes = np.column_stack([rng.integers(0, 4, people), rng.integers(0, 5, people)])
    return Guests(people, traits_of(codes, [0.5, 0.5], is_ordered=[True, False]))


def sizes(plan, number):
    seats = plan.seats[number]
    return np.bincount(seats[seats >= 0], minlength=plan.tables)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 14), st.integers(1, 5), st.integers(1, 3), st.data())
def test_everyone_present_sits_once_and_what_is_broken_is_listed(people, tables, rounds, data):
    anyone = st.integers(0, max(people - 1, 0))
    pairs = st.lists(st.tuples(anyone, anyone).filter(lambda pair: pair[0] != pair[1]), max_size=4)
    rules = Rules(
        apart=data.draw(pairs) if people > 1 else [],
        absent=data.draw(st.lists(st.tuples(anyone, st.integers(0, rounds - 1)), max_size=5, unique=True))
        if people
        else [],
        care=(0,),
    )
    plan = compose(village(people), tables=tables, rounds=rounds, rules=rules, effort="draft")
    away = set(rules.absent)
    for number in range(rounds):
        here = [person for person in range(people) if plan.seats[number, person] >= 0]
        assert here == [person for person in range(people) if (person, number) not in away]
        assert plan.seats[number].max(initial=-1) < max(tables, 1)
    together = {
        (number, pair) for number in range(rounds) for pair in rules.apart
        if plan.seats[number, pair[0]] == plan.seats[number, pair[1]] >= 0
    }  # fmt: skip
    assert {(b.number, b.people) for b in plan.broken if b.kind == "apart"} == together
    assert plan.report.repeats == repeats(plan.seats)


def test_couples_stay_together_enemies_apart_and_every_table_is_led():
    rules = Rules(
        together=[(0, 1), (2, 3, 4)], apart=[(5, 6), (7, 8)], facilitators=range(10, 20), accessible=[0, 1],
        needing=[20, 21, 22],
    )  # fmt: skip
    plan = compose(village(60), tables=10, rounds=4, rules=rules)
    assert plan.broken == []
    assert all((sizes(plan, number) == 6).all() for number in range(4))


def test_who_is_tied_to_a_facilitator_sits_at_their_table():
    rules = Rules(together=[(0, 1), (2, 3)], facilitators=[0, 2, 4])
    plan = compose(village(24), tables=6, rounds=3, rules=rules)
    assert {broken.kind for broken in plan.broken} <= {"facilitator"}
    assert (plan.seats[:, 0] == plan.seats[:, 1]).all()
    assert set(plan.seats[:, 0].tolist()) == {0}


def test_facilitators_who_rotate_lead_every_table_all_the_same():
    rules = Rules(facilitators=range(6), are_staying=False)
    plan = compose(village(36), tables=6, rounds=3, rules=rules)
    assert plan.broken == []
    assert any(len(set(plan.seats[:, person].tolist())) > 1 for person in range(6))


def test_nobody_is_alone_of_their_language_when_company_is_here():
    speaks = [1] * 28 + [3, 3, 2, 2]  # two people speak only the second language, two speak both
    plan = compose(village(32), tables=8, rounds=2, rules=Rules(speaks=speaks))
    assert [broken for broken in plan.broken if broken.kind == "language"] == []


def test_a_lone_elder_sits_with_the_other_one():
    codes = [[0]] * 22 + [[3]] * 2
    guests = Guests(24, traits_of(codes, [1], is_ordered=[True]))
    plan = compose(guests, tables=6, rounds=3, rules=Rules(care=(0,)))
    assert plan.broken == []
    assert (plan.seats[:, 22] == plan.seats[:, 23]).all()


def test_who_declines_to_say_is_mixed_all_the_same():
    codes = [[k % 4, k % 3] for k in range(23)] + [[-1, -1]]
    plan = compose(Guests(24, traits_of(codes, [1, 1], is_ordered=[True, False])), tables=6, rounds=4)
    met = {person for number in range(4) for person in plan.at(number, int(plan.seats[number, 23]))} - {23}
    assert len(met) == 12


def test_the_past_is_not_repeated_while_new_people_are_left():
    guests = village(40)
    before = compose(guests, tables=10, rounds=3)
    met = np.zeros((40, 40))
    for seats in before.seats:
        met = np.maximum(met, seats[:, None] == seats[None, :])
    np.fill_diagonal(met, 0)
    report = compose(Guests(40, guests.traits, met), tables=10, rounds=3, seed=1).report
    assert (report.repeats, report.met_before) == (0, 0)
    assert report.least_new == 9
    assert report.by_lot < report.alterity <= report.at_most


def test_seven_come_late_and_nobody_moves():
    plan = compose(village(60), tables=10, rounds=4, rules=Rules(care=(0,)))
    later = plan
    for number in range(7):
        later = seat(later, Newcomer(codes=(number % 4, number % 5)), number=1)
    assert (later.seats[:, :60] == plan.seats).all()
    assert (later.seats[0, 60:] == -1).all()
    assert sizes(later, 1).max() == 7
    assert late_arrival(later, 1, "Samir").startswith("Samir rejoint la table ")
    assert late_arrival(later, 1, "Samir").endswith("Les autres ne bougent pas.")


def test_the_next_round_is_composed_again_for_who_is_there():
    plan = release(compose(village(30), tables=6, rounds=4), 3, number=2)
    again = recompose(plan, number=2)
    assert (again.seats[:2] == plan.seats[:2]).all()
    assert (again.seats[2:, 3] == -1).all()
    assert sizes(again, 2).max() - sizes(again, 2).min() <= 1
    assert again.report.repeats == 0


@pytest.mark.parametrize("people", [0, 1, 2, 3])
def test_very_few_guests_sit_together(people):
    plan = compose(Guests(people), seats=4, rounds=2)
    assert plan.seats.tolist() == [[0] * people] * 2
    assert plan.broken == []


def test_guests_all_alike_are_mixed_without_complaint():
    guests = Guests(16, traits_of([[1]] * 16, [1], is_ordered=[False]))
    assert compose(guests, tables=4, rounds=3).report.repeats == 0


def test_rules_that_contradict_themselves_are_said_in_words_and_the_rest_holds():
    rules = Rules(together=[(0, 1, 2, 3, 4)], apart=[(0, 1)])
    plan = compose(village(6), tables=2, rounds=1, rules=rules)
    assert "together" in {broken.kind for broken in plan.broken}
    assert contradictions(plan.guests, rules, tables=2, names=NAMES) == [
        "Jeanne, Paul, Léa, Karim et Odile : trop nombreux pour une seule table. "
        "Séparez-les, ou prenez de plus grandes tables.",
        "Jeanne et Paul : à la fois ensemble et séparés. Choisissez l’un des deux.",
    ]
    assert say(plan.broken[0], NAMES, "en").endswith((".", "not."))


def test_each_table_says_why_in_both_languages():
    codes = [[0, 0], [1, 1], [2, 2], [2, 3]]
    plan = compose(Guests(4, traits_of(codes, [1, 1], is_ordered=[True, False])), tables=1)
    assert why(plan, 0, 0, [GENERATIONS, QUARTERS]) == "Table 1 : trois générations, quatre quartiers."
    assert (
        why(plan, 0, 0, [GENERATIONS, QUARTERS], "en") == "Table 1: three generations, four neighbourhoods."
    )
    assert why(compose(Guests(3), tables=1), 0, 0, []).endswith("encore assises ensemble.")


def test_the_same_seed_gives_the_same_evening():
    one, other = (compose(village(23), tables=6, rounds=3, seed=5) for _ in range(2))
    assert (one.seats == other.seats).all()


def test_either_tables_or_seats_are_asked_for():
    with pytest.raises(ValueError, match="either"):
        compose(village(4), tables=2, seats=2)


def test_tables_stay_even_when_many_leave():
    plan = compose(village(60), tables=10, rounds=3)
    for person in range(12):
        plan = release(plan, person * 5, number=1)
    again = recompose(plan, number=1)
    for number in (1, 2):
        assert sizes(again, number).max() - sizes(again, number).min() <= 1


def test_who_comes_late_never_sits_beside_someone_they_must_not_meet():
    plan = compose(village(11), tables=3, rounds=2)
    smallest = int(sizes(plan, 0).argmin())
    apart = plan.at(0, smallest)[0]
    later = seat(plan, Newcomer(codes=(0, 0), apart=(apart,)))
    assert later.broken == []
    assert int(later.seats[0, 11]) != smallest
