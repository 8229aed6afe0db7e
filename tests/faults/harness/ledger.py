"""What clients did and what they were told, kept outside the system under test."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.harness.browser import REFUSED, UNKNOWN, UNSENT, Answer


@dataclass(frozen=True)
class Act:
    """One act: its kind, what identifies it in the tables, the outcome the client was told.

    facts: what the rows must say when it was acknowledged. key: an address, a once-key, a token…
    """

    kind: str
    key: str
    outcome: str
    facts: dict[str, str] = field(default_factory=dict)
    status: int = 0
    at: float = field(default_factory=time.monotonic)


class Ledger:
    """Grows from many threads at once."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.unsent = 0  # nobody took the call: no act
        self._lock = threading.Lock()

    def write(self, kind: str, key: str, answer: Answer, **facts: str) -> Act:
        act = Act(kind, key, answer.outcome, facts, answer.status)
        with self._lock:
            self.acts.append(act)
            self.unsent += answer.outcome == UNSENT
        return act

    def of(self, kind: str) -> Iterator[Act]:
        return (act for act in self.acts if act.kind == kind)

    def outcomes(self) -> Counter[str]:
        return Counter(act.outcome for act in self.acts if act.outcome != UNSENT)

    def kinds(self) -> Counter[tuple[str, str]]:
        return Counter((act.kind, act.outcome) for act in self.acts)

    def broken(self) -> list[Act]:
        """Answers nobody should ever read: 500, or a refusal that says nothing."""
        return [act for act in self.acts if act.status == 500]

    def statuses(self) -> Counter[int]:
        return Counter(act.status for act in self.acts if act.outcome in (REFUSED, UNKNOWN))
