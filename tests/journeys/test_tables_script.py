"""The telephone seats people as the engine does: the same seats for the same plan, computed in Chromium."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from parvis.meetings.merging import Said, presences
from parvis.mixing import Guests, Newcomer, Rules, compose, recompose, release, seat, traits_of
from parvis.mixing.carrying import carry
from parvis.mixing.composing import annealed_from
from parvis.mixing.dice import Dice
from parvis.mixing.exchanging import seats_of

pytestmark = pytest.mark.browser
AREAS = Path(__file__).resolve().parents[2] / "parvis"
SCRIPTS = [AREAS / area / "static" / area for area in ("tables", "meetings")]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOWHERE = "http://tables.test"


@pytest.fixture(scope="module")
def script(browser):
    """`script(module, function, …)`: what a function of the modules answers."""
    context = browser.new_context()
    context.route(f"{NOWHERE}/**", _serve)
    tab = context.new_page()
    tab.goto(f"{NOWHERE}/")

    def call(module, function, *args):
        return tab.evaluate(
            "async ([module, name, args]) => (await import(`/${module}.js`))[name](...args)",
            [module, function, list(args)],
        )

    yield call
    context.close()


def _serve(route):
    name = route.request.url.rsplit("/", 1)[-1]
    if name.endswith(".js"):
        path = next(folder / name for folder in SCRIPTS if (folder / name).exists())
        return route.fulfill(path=path, content_type="text/javascript")
    return route.fulfill(body="<!doctype html>", content_type="text/html")


def village(people, seed, *, is_met=False):
    rng = np.random.default_rng(seed)
    codes = np.column_stack([rng.integers(-1, 4, people), rng.integers(-1, 5, people)])
    met = None
    if is_met:
        upper = np.triu(rng.random((people, people)) * (rng.random((people, people)) < 0.1), 1)
        met = upper + upper.T
    return Guests(people, traits_of(codes, [0.6, 0.4], is_ordered=[True, False]), met)


def every_rule(people):
    return Rules(
        together=[(0, 1), (2, 3, 4)], apart=[(5, 6), (0, 7)], facilitators=[8, 9, 10], accessible=[0, 2],
        needing=[11, 12], speaks=[[0, 1, 3, 2][k % 4] for k in range(people)], care=(0,),
        absent=[(13, 0), (14, 1)],
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_who_left_and_who_sits_where_are_added_up_as_on_the_server(script, seed):
    """Taps of one telephone, in the order of the fingers: four people, tables, leaving, taking it back."""
    rng = np.random.default_rng(seed)
    taps = [{"key": f"geste-{n}", "kind": "here", "first_name": f"N{n}"} for n in range(4)]
    for number in range(30):
        left = [tap["key"] for tap in taps if tap["kind"] == "left"]
        kind = rng.choice(["table", "left", "undo"] if left else ["table", "left"])
        about = str(rng.choice(left)) if kind == "undo" else f"geste-{rng.integers(4)}"
        taps.append({"key": f"suite-{number:02}", "kind": str(kind), "about": about, "table": str(number)})
    said = [
        Said(tap["key"], tap["kind"], NOON + timedelta(minutes=at), about=tap.get("about", ""),
             table=tap["table"] if tap["kind"] == "table" else "")
        for at, tap in enumerate(taps)
    ]  # fmt: skip
    found = script("adding-up", "addUp", {"rows": []}, [{"tap": tap} for tap in taps])
    assert {row["taps"][0]: (row.get("table") or "", set(row["left"])) for row in found} == {
        one.live[0]: (one.table, set(one.left)) for one in presences(said)
    }


def test_the_dice_are_the_engines(script):
    for seed in (0, 1, 7, 2**31, 2**32 - 1):
        thrown = Dice(seed).throw(40)
        cut = [[int(one) & 0x1FFFFF, int(one) >> 21 & 0x1FFFFF, int(one) >> 51] for one in thrown]
        found = script("dice", "throws", seed, 40)
        assert found == cut
        assert script("dice", "shuffled", seed, 30) == Dice(seed).shuffled(30).tolist()


@pytest.mark.parametrize("seed", range(6))
def test_a_late_arrival_sits_where_the_engine_seats_them(script, seed):
    rng = np.random.default_rng(seed)
    people, tables = int(rng.integers(9, 30)), int(rng.integers(2, 7))
    rules = Rules(
        apart=[(0, 1)], accessible=[0, 1], needing=[2], care=(0,), speaks=[k % 4 for k in range(people)]
    )
    plan = compose(
        village(people, seed, is_met=True), tables=tables, rounds=3, rules=rules, seed=seed, effort="draft"
    )
    here = plan
    for late in range(5):
        newcomer = Newcomer(
            codes=(int(rng.integers(-1, 4)), int(rng.integers(-1, 5))), speaks=late % 4, needs_access=late == 3,
            met=rng.random(here.guests.people).tolist(), apart=(late,),
        )  # fmt: skip
        number = late % 3
        then = seat(here, newcomer, number=number)
        away = then.seats.copy()
        away[:, -1] = -1
        found = script("late", "seat", carry(replace(then, seats=away)), then.guests.people - 1, number)
        assert found["seats"] == then.seats.tolist()
        here = then
    assert script("late", "release", carry(here), 4, 1)["seats"] == release(here, 4, number=1).seats.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_someone_nobody_knows_sits_where_the_engine_seats_them(script, seed):
    plan = compose(village(13, seed), tables=4, rounds=3, seed=seed, effort="draft")
    carried = carry(plan)
    joined = {**carried, "seats": [[*row, -1] for row in carried["seats"]]}  # away for now
    found = script("late", "seat", joined, 13, 1)
    assert found["seats"] == seat(plan, Newcomer(), number=1).seats.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_the_same_moves_compose_the_same_evening(script, seed):
    people, tables, rounds, moves = 23, 4, 3, 9_600
    guests, rules = village(people, seed, is_met=True), every_rule(people)
    search = annealed_from(
        guests, tables=tables, rounds=rounds, rules=rules, seed=seed, effort="draft", moves=moves
    )
    theirs = seats_of(search.best, people)
    plan = compose(guests, tables=tables, rounds=rounds, rules=rules, seed=seed, effort="draft")
    found = script("composing", "recompose", carry(plan), 0, moves)
    assert found["seats"] == theirs.tolist()


def test_the_next_rounds_are_composed_for_who_is_there_as_the_engine_does(script):
    plan = compose(village(30, 3), tables=6, rounds=4, effort="draft", seed=5)
    for person in (3, 9, 21):
        plan = release(plan, person, number=2)
    again = recompose(plan, number=2)
    found = script("composing", "recompose", carry(plan), 2)
    judged = replace(plan, seats=np.array(found["seats"], dtype=np.int32))
    assert (judged.seats[:2] == plan.seats[:2]).all()
    assert (judged.seats[2:, 3] == -1).all()
    assert judged.report.repeats == again.report.repeats == 0
    assert judged.report.alterity >= 0.95 * again.report.alterity
    for number in (2, 3):
        sizes = np.bincount(judged.seats[number][judged.seats[number] >= 0], minlength=6)
        assert sizes.max() - sizes.min() <= 1


@pytest.mark.parametrize(("tables", "rounds"), [(6, 3), (4, 2), (8, 4)])
def test_twenty_four_people_are_composed_as_well_on_a_telephone(script, tables, rounds):
    guests, rules = village(24, 11), Rules(together=[(0, 1)], apart=[(2, 3), (4, 5)])
    theirs = compose(guests, tables=tables, rounds=rounds, rules=rules, seed=2)
    empty = replace(theirs, seats=np.zeros_like(theirs.seats))
    ours = replace(
        empty, seats=np.array(script("composing", "recompose", carry(empty), 0)["seats"], dtype=np.int32)
    )
    assert ours.broken == theirs.broken == []
    assert ours.report.repeats <= theirs.report.repeats
    assert ours.report.alterity >= 0.97 * theirs.report.alterity


@pytest.mark.parametrize("seed", range(4))
def test_one_came_and_one_left_so_the_next_round_is_composed_for_who_is_there(script, seed):
    """Nobody meets twice: whoever comes late does not simply take the place of whoever left."""
    plan = compose(village(24, seed), tables=6, rounds=3, seed=seed, effort="draft")
    rows = [
        {"registration": one, "people": 1, "is_here": True, "left": [], "taps": []} for one in range(1, 25)
    ]
    names = [str(number + 1) for number in range(6)]
    for row, table in zip(rows, plan.seats[0].tolist(), strict=True):
        row["table"] = names[table]
    there = next(one for one in range(24) if one != 1 and plan.seats[1][one] == plan.seats[1][1])
    table = names[plan.seats[0][there]]  # beside somebody the one who leaves would have met next
    rows.append({"people": 1, "is_here": True, "left": [], "taps": ["t1"], "table": table})
    rows[1] |= {"left": ["t2"], "table": ""}
    rounds = [{f"r{one}": table for one, table in enumerate(seats, 1)} for seats in plan.seats.tolist()]
    room = {"tables": {"persons": [f"r{one}" for one in range(1, 25)], "plan": carry(plan)}}
    evening = {"present": 1, "seats": 4, "names": names, "rounds": rounds}
    after = script("turning", "nextRound", room, rows, evening)
    lived, present, third = after["rounds"]
    assert (after["present"], len(present), len(third)) == (2, 24, 24)
    assert "r2" not in present
    assert set(present) - set(rounds[0]) == {"tt1"}
    assert not [
        pair for pair in combinations(present, 2)
        if present[pair[0]] == present[pair[1]] and pair[0] in lived and lived[pair[0]] == lived.get(pair[1])
    ]  # fmt: skip
