"""How far the judge agrees with people: precision and recall on the labelled pairs. Run it to read the figures.

python -m tests.meetings.noticing.agreement [learn|held-out]
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from parvis.meetings.noticing.judging import Finding, judge
from parvis.meetings.noticing.sketch import Sketch
from tests.meetings.noticing import real

LABELS = Path(__file__).with_name("labels.csv")
WORDS = {
    "duplicate": "duplicate",
    "room": "clash-of-room",
    "people": "clash-of-speaker",
    "public": "clash-of-public",
}


@dataclass(frozen=True)
class Pair:
    source: str
    a: str
    b: str
    label: str
    kind: str
    half: str


@dataclass(frozen=True)
class Agreement:
    right: int
    said: int  # by the judge
    true: int  # by people

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def labelled(half: str) -> list[Pair]:
    with LABELS.open(encoding="utf-8") as file:
        return [Pair(**row) for row in csv.DictReader(file) if row["half"] == half]


def said_of(finding: Finding | None) -> str:
    """The judge's word for a pair, in the words of the labels; what labels do not know is « different »."""
    return WORDS.get(finding.kind, "different") if finding else "different"


def judged(pairs: Iterable[Pair], known: dict[str, dict[str, Sketch]]) -> list[tuple[Pair, str]]:
    return [(pair, said_of(judge(known[pair.source][pair.a], known[pair.source][pair.b]))) for pair in pairs]


def agreement(verdicts: list[tuple[Pair, str]], labels: set[str]) -> Agreement:
    """Any of these labels against all others: {"duplicate"}, or every label but « different »."""
    return Agreement(
        right=sum(pair.label in labels and said in labels for pair, said in verdicts),
        said=sum(said in labels for _pair, said in verdicts),
        true=sum(pair.label in labels for pair, _said in verdicts),
    )


def found_in(sketches: dict[str, Sketch]) -> Counter[str]:
    """How many pairs of a whole calendar the judge would show, by kind."""
    rows = sorted(sketches.values(), key=lambda sketch: sketch.begins_at)
    found: Counter[str] = Counter()
    for one, other in combinations(rows, 2):
        if finding := judge(one, other):
            found[finding.kind] += 1
    return found


def main() -> None:
    known, half = real.everything(), (sys.argv[1:] or ["held-out"])[0]
    verdicts = judged(labelled(half), known)
    print(f"{half}: {len(verdicts)} pairs")
    for label in [*WORDS.values(), "anything"]:
        scores = agreement(verdicts, {label} if label != "anything" else set(WORDS.values()))
        print(f"  {label:<18} precision {scores.precision:.2f}  recall {scores.recall:.2f}  {scores}")
    if half == "learn":
        for pair, said in verdicts:
            if said != pair.label:
                print("   ", pair.label, "taken for", said, pair.source, pair.a, pair.b, pair.kind)
    days = Counter(
        sketch.begins_at.astimezone(real.PARIS).date() for sketch in known["toulouse-tech-hub"].values()
    )
    print("Toulouse: days with several", sum(count > 1 for count in days.values()))
    for source, sketches in known.items():
        print(f"{source}: {len(sketches)} meetings, shown {dict(found_in(sketches))}")


if __name__ == "__main__":
    main()
