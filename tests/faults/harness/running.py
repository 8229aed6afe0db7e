"""One whole run: fifty writers, faults at moments the seed chooses, then the judgement."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.harness import wholeness
from tests.faults.harness.browser import ACKNOWLEDGED
from tests.faults.harness.catcher import Catcher
from tests.faults.harness.ledger import Ledger
from tests.faults.harness.place import A_HANG, Place
from tests.faults.harness.reconciling import reconcile
from tests.faults.harness.writers import Crowd

A_FEW = 10  # acts between two faults, at least
AFTER_THE_CLAIM = 11 * 60.0  # a mail in doubt is carried again after ten minutes
OUTBOX = (
    "SELECT count(*) FROM courier_dispatch WHERE channel = 'mail' AND state = 'waiting' AND purpose IN {}"
)
ANSWERS = (
    "('members.sign_in', 'meetings.confirmation', 'meetings.waiting', 'meetings.withdrawn')"  # at any hour
)


@dataclass
class Report:
    """What a run gave: acts by outcome, how long starts took, and every discrepancy."""

    seed: int
    acts: dict[str, int] = field(default_factory=dict)
    starts: list[float] = field(default_factory=list)
    faults: int = 0
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        starts = ", ".join(f"{one:.1f}" for one in self.starts)
        return (
            f"seed {self.seed}: {self.faults} faults, {sum(self.acts.values())} acts {self.acts}, "
            f"starts {starts} s, {len(self.found)} discrepancies"
        )


def kill_and_start(place: Place) -> None:
    """kill -9, then the same command again: no manual step in between."""
    place.kill()
    place.start()


def run(
    place: Place, post: Catcher, seed: int, *, faults: int, fault: Callable[[Place], None] = kill_and_start,
    people: int = 50, pause: tuple[float, float] = (0.4, 2.0),
) -> Report:  # fmt: skip
    """Let people act, strike `faults` times, let the outbox empty itself, stop, and judge."""
    dice, ledger = random.Random(seed), Ledger()
    place.start()
    crowd = Crowd(place, ledger, seed, people)
    crowd.arrive()
    for number in range(faults):
        time.sleep(dice.uniform(*pause))
        _live_on(ledger, number * A_FEW)
        fault(place)
    time.sleep(0.5)
    _live_on(ledger, max(faults, 3) * A_FEW)
    crowd.leave()
    drain(place)
    place.stop()
    found = judge(place, post, ledger, doubts=faults)
    return Report(seed, dict(ledger.outcomes()), place.starts, faults, found)


def _live_on(ledger: Ledger, acts: int) -> None:
    """Until so many were acknowledged: a run is a run on a slow machine too."""
    until = time.monotonic() + A_HANG
    while ledger.outcomes()[ACKNOWLEDGED] <= acts and time.monotonic() < until:
        time.sleep(0.05)


def drain(place: Place, seconds: float = A_HANG) -> None:
    """Move the clock past the claims of those who died, and wait until nothing is left to carry."""
    place.set_clock(AFTER_THE_CLAIM)
    until, sql = time.monotonic() + seconds, OUTBOX.format(ANSWERS)
    deeds = f"SELECT count(*) FROM chronicle_deed WHERE verb IN {wholeness.FOLLOWED}"
    while time.monotonic() < until:
        time.sleep(0.25)
        shown = place.store.one("SELECT count(*) FROM faults_echo")
        is_shown = "FAULTS_ECHO" not in place.more or shown >= place.store.one(deeds)
        if is_shown and place.store.one(sql) == 0:
            return


def judge(place: Place, post: Catcher, ledger: Ledger, doubts: int) -> list[str]:
    """Every discrepancy, in words."""
    store = place.store
    found = reconcile(ledger, store) + wholeness.is_whole(store, place.data / "media")
    found += wholeness.mailed(store, post, doubts)
    if "FAULTS_ECHO" in place.more:
        found += wholeness.echoes(store)
    left = store.one(OUTBOX.format(ANSWERS))
    found += [f"{left} messages never left"] if left else []
    broken = [f"500 for {act.kind} {act.key}" for act in ledger.broken()]
    return found + broken + (sorted(place.defects()) if broken else [])
