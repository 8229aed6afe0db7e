"""Who meets whom for the first time. Plain Python: 30,000 presences take some tens of milliseconds."""

from collections import defaultdict
from collections.abc import Collection, Iterable


def first_meetings(gatherings: Iterable[tuple[int, Collection[int]]]) -> dict[int, int]:
    """For gatherings (id, persons) in the order they happened: id → pairs never together before.

    Each person has one bit; whom they met is one long number, so a gathering of 200 costs 200 "or".
    Over all gatherings the sum is the number of different pairs who ever met.
    """
    bits: dict[int, int] = {}
    met: defaultdict[int, int] = defaultdict(int)
    counts: dict[int, int] = {}
    for gathering, persons in gatherings:
        present = {person: 1 << bits.setdefault(person, len(bits)) for person in persons}
        everyone = sum(present.values())
        new = 0
        for person, bit in present.items():
            new += (everyone & ~met[person] & ~bit).bit_count()
            met[person] |= everyone
        counts[gathering] = new // 2
    return counts
