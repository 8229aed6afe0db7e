"""How often a sentence is given the right kind: in the list the words were learnt from, and outside of it."""

import time
from collections import Counter

from parvis.aid.understanding import Weights, suggest, weights_of_all
from parvis.kit.french import families, family
from tests.aid.understanding_corpora import Said, likeness_of, pairs, sentences, services

FOLDS = 10


def share_of(said: Said, weights: Weights | None = None) -> tuple[int, int, int]:
    """How many there are, are given a kind, are given a right one."""
    given = [(suggest(words, weights), kinds) for words, kinds in said]
    return len(given), sum(bool(kind) for kind, _ in given), sum(kind in kinds for kind, kinds in given)


def left_out(said: Said) -> tuple[int, int, int]:
    """Ten folds, each read without the words that no other fold holds: as if nobody had seen it.

    Harsher than life: whoever writes a list knows words that no list taught them.
    """
    total: Counter[int] = Counter()
    for fold in range(FOLDS):
        held, others = said[fold::FOLDS], [one for at, one in enumerate(said) if at % FOLDS != fold]
        taught = {kin for words, _kinds in others for kin in families(words)}
        forgotten = {kin for words, _kinds in held for kin in families(words)} - taught
        known = {
            kin: slugs for kin, slugs in weights_of_all().items() if forgotten.isdisjoint(kin.split("-"))
        }
        for at, figure in enumerate(share_of(held, known)):
            total[at] += figure
    return total[0], total[1], total[2]


def measure() -> int:
    """Print the figures side by side; nothing depends on them."""
    names, described = services(), services("description")
    notices = [[one for one in sentences(2, start) if one[1]] for start in (0, 1)]
    rows = [("sentences, the half looked at", share_of(notices[0]))]
    rows += [("sentences, the other half", share_of(notices[1]))]
    if names:
        rows += [("services, as learnt", share_of(names))]
        rows += [("services, ten folds left out", left_out(names))]
        rows += [("services, their descriptions", share_of(described))]
    for name, (many, said, right) in rows:
        rightly = right / said if said else 0
        print(f"{name:<34}{many:>6}   said {said / many:>6.1%}   right {right / many:>6.1%}", end="")
        print(f"   right when said {rightly:>6.1%}")
    for name, title in (("alike", "alike, pairs looked at"), ("alike_unseen", "alike, pairs judged after")):
        judged = pairs(name)
        figures = likeness_of(judged)
        print(f"{title:<34}{len(judged):>6}   precision {figures.precision:>6.1%}", end="")
        print(f"   recall {figures.recall:>6.1%}")
    family.cache_clear()
    began = time.process_time()
    share_of(notices[0] + notices[1])
    each = (time.process_time() - began) * 1000 / sum(map(len, notices))
    print(f"{each:.2f} ms of processor a sentence, no word remembered")
    return 0
