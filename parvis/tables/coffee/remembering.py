"""The memory of a ring, made anew from the rows before each draw: who was drawn with whom, who sat together.

20,000 people and a year of weeks take a few seconds and some 10 MB; nothing of it is kept or shown.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from parvis.chronicle.acquaintance import in_small_company
from parvis.mixing import Season
from parvis.tables.coffee.grouping import recalled
from parvis.tables.models import CoffeeRing, Cup, Draw

MOST_DRAWS = 104  # remembered; two years of weeks
CLOSE = 12  # people who were in one room, no more, have met; in a hall only those of one table
MOST_GATHERINGS = 5000
_CHUNK = 5000


def season_of(ring: CoffeeRing, numbers: dict[int, int]) -> Season:
    """numbers: person → number of everybody in the ring, those who pause included."""
    season = Season(max(numbers.values(), default=-1) + 1, size=ring.size)
    season.recall(recalled(numbers, in_small_company(CLOSE, MOST_GATHERINGS)))
    draws = Draw.objects.filter(ring=ring)
    last = list(draws.order_by("-period_on").values_list("pk", flat=True)[:MOST_DRAWS])
    for groups in _drawn(last[::-1], numbers):
        season.remember(groups)
    season.weeks = draws.count()
    return season


def _drawn(draws: list[int], numbers: dict[int, int]) -> Iterator[list[list[int]]]:
    """The groups of each of these draws, by number; who left the ring is nobody to remember."""
    rows = Cup.objects.filter(draw__in=draws, left_at=None).order_by("draw__period_on", "coffee")
    cups = rows.values_list("draw", "coffee", "member").iterator(chunk_size=_CHUNK)
    for _draw, of_week in groupby(cups, key=itemgetter(0)):
        groups = (
            [numbers[member] for _d, _c, member in one if member in numbers]
            for _coffee, one in groupby(of_week, key=itemgetter(1))
        )
        yield [group for group in groups if len(group) > 1]
