"""The memory of a season of draws: whom each person was drawn with, kept as one compact table.

`past[person, place]` holds the people they met, a place or more a week; -1 is nobody.
100,000 people for 52 weeks of pairs take 21 MB.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled

Past = NDArray[np.int32]
NOBODY = -1
_MORE_WEEKS = 8


class Season:
    """Who met whom, week after week. People are numbered from 0."""

    def __init__(self, people: int, *, size: int = 2) -> None:
        self.people, self.weeks = people, 0
        self._each = size - 1  # places a week; a larger group overflows into a few more
        self._past = np.full((people, 0), NOBODY, dtype=np.int32)
        self._used = 0

    @property
    def past(self) -> Past:
        """(people, places): those met, the oldest first."""
        return self._past[:, : self._used]

    def remember(self, groups: Iterable[Sequence[int]]) -> None:
        """One more week was drawn: these groups met."""
        table = [np.array(group, dtype=np.int32) for group in groups]
        places = max([self._each, *(len(group) - 1 for group in table)])
        self._grow(places)
        for group in _by_size(table):
            for turn in range(1, group.shape[1]):
                self._past[group.ravel(), self._used + turn - 1] = np.roll(group, -turn, axis=1).ravel()
        self._used += places
        self.weeks += 1

    def recall(self, pairs: NDArray[np.int32], *, most: int = 64) -> None:
        """Before the first week: (pairs, 2) of people who met elsewhere, the oldest first.

        The `most` last ones of each person are kept.
        """
        both = np.vstack([pairs, pairs[:, ::-1]]) if len(pairs) else np.zeros((0, 2), dtype=np.int32)
        age = np.tile(np.arange(len(pairs)), 2)
        both = both[np.lexsort((-age, both[:, 0]))]  # of each person, the latest first
        starts = np.searchsorted(both[:, 0], both[:, 0])
        place = np.arange(len(both)) - starts
        is_kept = place < most
        width = int(place[is_kept].max(initial=-1)) + 1
        known = np.full((self.people, width), NOBODY, dtype=np.int32)
        known[both[is_kept, 0], width - 1 - place[is_kept]] = both[is_kept, 1]
        self._past = np.hstack([known, self._past])
        self._used += width

    def welcome(self, many: int) -> None:
        """So many people join: they met nobody yet."""
        self._past = np.vstack([self._past, np.full((many, self._past.shape[1]), NOBODY, dtype=np.int32)])
        self.people += many

    def _grow(self, places: int) -> None:
        if self._used + places > self._past.shape[1]:
            more = np.full((self.people, places * _MORE_WEEKS), NOBODY, dtype=np.int32)
            self._past = np.hstack([self._past, more])


def _by_size(groups: list[NDArray[np.int32]]) -> list[NDArray[np.int32]]:
    sizes = {len(group) for group in groups}
    return [np.array([group for group in groups if len(group) == size]) for size in sorted(sizes)]


@compiled
def ago(past: Past, one: int, other: int) -> int:
    """How many places back these two met; 0 when they never did."""
    for place in range(past.shape[1] - 1, -1, -1):
        if past[one, place] == other:
            back: int = past.shape[1] - place
            return back
    return 0
