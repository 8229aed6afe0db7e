"""Things that share words with a sentence, the most alike first: for « somebody offers this already »."""

from collections import Counter
from collections.abc import Mapping

from parvis.kit.models import SearchWord

MOST_FAMILIES, MOST_EACH = 8, 400  # of each word the latest things; older ones are less alike


def sharing(weights: Mapping[frozenset[str], float], kind: str) -> list[tuple[int, float]]:
    """(subject, points) of things of this kind that hold some of these: their weights, added.

    Each is one or several families that mean the same, counted once. The most points first, then the latest.
    At most 400 things are looked at for each, for eight of them.
    """
    heaviest = sorted(weights, key=lambda kin: (-weights[kin], sorted(kin)))[:MOST_FAMILIES]
    points: Counter[int] = Counter()
    for kin in heaviest:
        rows = SearchWord.objects.filter(family__in=kin, entry__kind=kind).order_by("-pk")
        for subject in set(rows.values_list("entry__subject_id", flat=True)[:MOST_EACH]):
            points[subject] += weights[kin]  # type: ignore[assignment]
    return sorted(points.items(), key=lambda pair: (-pair[1], -pair[0]))
