"""What kinds are measured on: real kinds of service, and sentences written as people write them.

`sentences.tsv`: direction, kinds that would be right, words; « - » for words that are no notice. The vocabulary
was written before the odd lines were looked at, but by whoever wrote both: they are kinder than strangers' words.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

from parvis.aid.likeness import ENOUGH, nearness

HERE = Path(__file__).parent
# Of a time bank's first three figures, the kinds of ours which answer it.
OURS = {
    "100": "compagnie enfants animaux papiers loisirs maison jardin lieux", "102": "ecrans arts", "103": "trajets",
    "101": "papiers loisirs lieux apprendre compagnie achats", "104": "bricolage maison jardin couture animaux",
    "105": "cuisine achats bien-etre", "106": "couture arts", "107": "apprendre papiers",
    "108": "arts apprendre couture loisirs", "109": "loisirs arts enfants bien-etre",
    "110": "bien-etre enfants compagnie couture", "111": "lieux loisirs trajets",
}  # fmt: skip
Said = list[tuple[str, list[str]]]


def services(column: str = "nom") -> Said:
    """(words, kinds) of the services between people of a time bank; empty when the list is not here."""
    folder = Path(os.environ.get("PARVIS_SHARED_DATA", HERE.parents[2] / "shared" / "data"))
    file = folder / "6-methods-exchanges" / "accorderie" / "types_de_service.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    return [(row[column], OURS[row["code"][:3]].split()) for row in rows if row["code"][:3] in OURS]


def sentences(every: int = 1, start: int = 0) -> Said:
    """(words, kinds) of the sentences; no kind for what is no notice."""
    lines = (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    read = [line.split("\t") for line in lines][start::every]
    return [(words, [] if kinds == "-" else kinds.split()) for _direction, kinds, words in read]


@dataclass(frozen=True)
class Likeness:
    """Of the pairs shown as alike, the share that is; of those that are, the share shown."""

    precision: float
    recall: float


def pairs(name: str) -> list[tuple[bool, str, str]]:
    """(alike or not, what somebody types, a notice), as somebody judged them."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(judged == "+", words, other) for judged, words, other in (line.split("\t") for line in lines)]


def likeness_of(judged: list[tuple[bool, str, str]]) -> Likeness:
    """How often the rule agrees with them."""
    shown = [(nearness(words, other) >= ENOUGH, is_alike) for is_alike, words, other in judged]
    both = sum(is_shown and is_alike for is_shown, is_alike in shown)
    return Likeness(
        both / max(1, sum(is_shown for is_shown, _ in shown)), both / max(1, sum(one for _, one in shown))
    )
