"""How well people are mixed, beside chance, a simple rule, and the best that is known.

bin/bench --mixing

The instances are read from PARVIS_SHARED_DATA (default ../shared/data); without them their part is left out.
"""

import gzip
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks import replaying
from benchmarks.greedy import group_in_turn, seat_in_turn
from parvis.mixing import Guests, Rules, Season, compose, cooling, draw, rotate, spread, traits_of
from parvis.mixing.compiling import IS_FAST
from parvis.mixing.designs import repeats
from parvis.mixing.judging import report_on
from parvis.mixing.spreading import worth
from parvis.mixing.traits import differences

DATA = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data"))
REAL = DATA / "8-mixing" / "mdgplib"
# tables-size-rounds in which nobody need meet twice, as far as is known.
ROUNDS = ["4-4-5", "5-3-7", "5-4-5", "8-3-10", "8-4-7", "10-4-9", "7-4-9", "7-3-10", "8-4-10", "8-6-8",
          "25-8-25", "7-7-8", "11-10-11", "9-4-11", "10-4-13", "10-3-14", "10-5-9"]  # fmt: skip
# What TPSDP (Yang and others, EJOR 302(3), 2022) reaches on average of twenty runs.
PARTITIONS = {
    "RanInt_n120_ss_01": 47_909.0, "RanInt_n120_ds_01": 51_075.85, "RanReal_n120_ss_01": 47_343.681,
    "RanReal_n120_ds_01": 50_476.929, "Geo_n120_ss_01": 101_553.749, "Geo_n120_ds_01": 111_831.56,
    "RanInt_n240_ss_01": 155_440.2, "RanReal_n240_ss_01": 155_041.877, "Geo_n240_ss_01": 188_807.337,
    "Geo_n240_ds_01": 200_306.534,
}  # fmt: skip
SEEDS = 10
SECONDS = {"n120": 3.0, "n240": 20.0}  # what the literature gives one search


def run() -> int:
    """Print everything."""
    print(f"compiled: {'yes' if IS_FAST else 'no (install the extra « mixing »)'}")
    rotate(12, 3, 3)  # what compiles does so before anything is timed
    spread(np.ones((4, 4)), [(2, 2), (2, 2)], moves=100)
    for lines in (
        _rounds(),
        _evening(),
        _coffee(12, 11),
        _coffee(12, 52),
        _coffee(100_000, 52),
        _crowd(1_000_000),
        replaying.lines(DATA),
        _partitions(),
    ):
        for line in lines:
            print(line, flush=True)
    return 0


def _rounds() -> Iterator[str]:
    yield f"\n{'rounds':<12}{'repeats':>8}{'known':>7}{'by lot':>8}{'greedy':>8}{'cpu s':>8}"
    dice = np.random.default_rng(0)
    for case in ROUNDS:
        tables, size, rounds = map(int, case.split("-"))
        began = time.process_time()
        found = repeats(rotate(tables * size, tables, rounds, effort="best"))
        spent = time.process_time() - began
        lot = repeats(np.array([dice.permutation(tables * size) % tables for _ in range(rounds)]))
        greedy = repeats(seat_in_turn(tables * size, tables, rounds))
        yield f"{case:<12}{found:>8}{0:>7}{lot:>8}{greedy:>8}{spent:>8.2f}"


def _evening() -> Iterator[str]:
    """200 people, 25 tables, 5 rounds, 3,000 past meetings, 40 pairs kept apart."""
    dice, people = np.random.default_rng(1), 200
    skewed = 1 / np.arange(1, 13) ** 0.8
    kinds = [6, 12, 15, 3, 4]
    codes = [dice.choice(k, people, p=skewed / skewed.sum() if k == 12 else None) for k in kinds]
    traits = traits_of(
        np.column_stack(codes), [0.3, 0.25, 0.25, 0.1, 0.1], is_ordered=[True, False, False, True, False]
    )
    met = np.zeros((people, people))
    pairs = [(i, j) for i in range(people) for j in range(i)]
    for place in dice.choice(len(pairs), 3000, replace=False):
        met[pairs[place]] = met[pairs[place][::-1]] = 1
    apart = [pairs[place] for place in dice.choice(len(pairs), 40, replace=False)]
    for effort in ("steady", "quick"):
        began = time.process_time()
        plan = compose(
            Guests(people, traits, met), tables=25, rounds=5, rules=Rules(apart=apart), effort=effort
        )
        spent, report = time.process_time() - began, plan.report
        yield f"\nevening of 200, {effort}: distinct {report.distinct}, new {report.new},"
        yield f"  least new {report.least_new}, alterity {report.alterity:.3f}, by lot {report.by_lot:.3f},"
        yield f"  broken {len(plan.broken)}, {spent:.2f} cpu s"
    strange = differences(traits) / 1024 - 10 * met
    for one, other in apart:
        strange[one, other] = strange[other, one] = -1000
    report = report_on(seat_in_turn(people, 25, 5, strange), Guests(people, traits, met))
    yield f"  greedy: distinct {report.distinct}, new {report.new}, least new {report.least_new},"
    yield f"  alterity {report.alterity:.3f}"


def _coffee(people: int, weeks: int) -> Iterator[str]:
    season, spent = Season(people), 0.0
    dice = np.random.default_rng(2)
    traits = traits_of(dice.integers(0, 6, (people, 3)), [0.4, 0.3, 0.3], is_ordered=[True, False, False])
    for _ in range(weeks):
        began = time.process_time()
        groups = draw(range(people), met=season, attributes=traits)
        spent += time.process_time() - began
        season.remember(groups)
    past = np.sort(season.past, axis=1)
    again = int(((past[:, 1:] == past[:, :-1]) & (past[:, 1:] >= 0)).sum()) // 2
    least = max(0, weeks * (people // 2) - people * (people - 1) // 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"\ncoffee, {people} people × {weeks} weeks: {again} repeats (at least {least}),"
    yield f"  {spent / weeks:.2f} cpu s a week, {memory} MB at most"


def _crowd(people: int) -> Iterator[str]:
    """One draw of a whole city."""
    dice = np.random.default_rng(3)
    traits = traits_of(dice.integers(0, 6, (people, 3)), [0.4, 0.3, 0.3], is_ordered=[True, False, False])
    season, began = Season(people), time.process_time()
    draw(range(people), met=season, attributes=traits)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"\none draw, {people} people: {time.process_time() - began:.1f} cpu s, {memory} MB at most"


def _partitions() -> Iterator[str]:
    if not REAL.is_dir():
        yield "\npublic instances: not here (PARVIS_SHARED_DATA)"
        return
    cooling.monotonic = time.process_time  # what else this machine does is not counted
    heads = f"{'mean of 10':>14}{'gap %':>8}{'best':>12}{'by lot':>10}{'greedy':>10}{'cpu s':>8}"
    yield f"\n{'partition':<20}{heads}"
    for name, known in PARTITIONS.items():
        gains, bounds = read(REAL / f"{name}.txt.gz")
        each = SECONDS[name.split("_")[1]]
        values = [worth(gains, spread(gains, bounds, seed=seed, seconds=each)) for seed in range(SEEDS)]
        lot, greedy = worth(gains, spread(gains, bounds, moves=0)), worth(gains, group_in_turn(gains, bounds))
        mean = float(np.mean(values))
        gap = 100 * (1 - mean / known)
        told = f"{name:<20}{mean:>14.1f}{gap:>8.3f}{max(values):>12.1f}{lot:>10.0f}{greedy:>10.0f}"
        yield f"{told}{each:>8.1f}"


def read(file: Path) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """The gains and bounds of one instance: `n g ss|ds lo1 hi1 …`, then `i j gain` a line."""
    with gzip.open(file, "rt") as lines:
        head = next(lines).split()
        gains = np.zeros((int(head[0]),) * 2)
        for line in lines:
            if len(parts := line.split()) == 3:
                gains[int(parts[0]), int(parts[1])] = gains[int(parts[1]), int(parts[0])] = float(parts[2])
    return gains, [(int(low), int(high)) for low, high in zip(head[3::2], head[4::2], strict=True)]
