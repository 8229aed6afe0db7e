"""From a season's memory to this week's groups: pure. Nobody alone, nobody with whom they asked not."""

from collections.abc import Iterable, Sequence

import numpy as np

from parvis.mixing import Season, Traits, draw

MOST = 5  # people in one coffee
Pair = tuple[int, int]


def group(
    here: Sequence[int], *, size: int, met: Season, apart: Iterable[Pair] = (), traits: Traits | None = None,
    seed: int = 0,
) -> list[list[int]]:  # fmt: skip
    """The groups, by number in the season. Who can be with nobody (or is the only one) is a group of one."""
    people = sorted(set(here))
    if len(people) < 2:
        return [[one] for one in people]
    kept = {(min(pair), max(pair)) for pair in apart}
    fits = fitting(len(people), size)
    groups = draw(people, size=fits, met=met, apart=sorted(kept), attributes=traits, seed=seed)
    return part(groups, kept) if kept else groups


def fitting(people: int, size: int) -> int:
    """The size nearest to the one wished that leaves no group larger than one more, nor than five."""
    for smaller in range(size, 1, -1):
        many = people // smaller
        if many and -(-people // many) <= min(smaller + 1, MOST):
            return smaller
    return 2


def part(groups: list[list[int]], apart: set[Pair]) -> list[list[int]]:
    """Whoever still sits with somebody they asked not to joins other people; alone when there are none."""
    kept = [list(one) for one in groups]
    out = [person for one in kept for person in _to_move(one, apart)]
    kept = [one for one in kept if one]
    for person in out:
        room = [one for one in kept if len(one) < MOST and not _is_apart(person, one, apart)]
        best = min(room, key=len, default=None)
        if best is None:
            kept.append([person])
        else:
            best.append(person)
    return kept


def _to_move(one: list[int], apart: set[Pair]) -> list[int]:
    """Take out of this group as few people as need be; a group of one left over goes too."""
    out = []
    while clash := next((pair for pair in sorted(apart) if pair[0] in one and pair[1] in one), None):
        one.remove(clash[1])
        out.append(clash[1])
    if out and len(one) == 1:
        out.append(one.pop())
    return out


def _is_apart(person: int, others: Sequence[int], apart: set[Pair]) -> bool:
    return any((min(person, other), max(person, other)) in apart for other in others)


def recalled(numbers: dict[int, int], gatherings: Iterable[Sequence[int]]) -> np.ndarray:
    """(pairs, 2): every two of these people who sat together, the oldest first, by number in the season."""
    pairs = [
        (known[i], known[j])
        for persons in gatherings
        for known in [[numbers[person] for person in persons if person in numbers]]
        for i in range(len(known))
        for j in range(i)
    ]
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)
