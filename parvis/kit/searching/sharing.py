"""Things that share words with a sentence, the most alike first: for « somebody offers this already »."""

from collections import Counter
from collections.abc import Mapping

from parvis.kit.models import SearchWord

MOST_FAMILIES, MOST_EACH = 8, 400  # of each word the latest things; older ones are less alike


def sharing(weights: Mapping[str, float], kind: str) -> list[tuple[int, float]]:
    """(subject, points) of things of this kind that hold some of these families: their weights, added.

    The most points first, then the latest. At most 400 things a family are looked at, of eight families.
    """
    heaviest = sorted(weights, key=lambda family: (-weights[family], family))[:MOST_FAMILIES]
    points: Counter[int] = Counter()
    for family in heaviest:
        rows = SearchWord.objects.filter(family=family, entry__kind=kind).order_by("-pk")
        for subject in set(rows.values_list("entry__subject_id", flat=True)[:MOST_EACH]):
            points[subject] += weights[family]  # type: ignore[assignment]
    return sorted(points.items(), key=lambda pair: (-pair[1], -pair[0]))
