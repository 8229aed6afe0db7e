"""Who calls whom: evenly, nobody calling themselves. Plain Python: same people, same answer."""

from collections.abc import Iterable, Mapping

MOST_EACH = 8  # people one helper calls in a day


def spread(people: Iterable[tuple[int, int]], helpers: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """Whom to give to whom: key of a person → key of a helper; those nobody can take are left out.

    people: (key, member) still without caller. helpers: key → (member, how many they call already).
    """
    loads = {key: load for key, (_member, load) in helpers.items()}
    given: dict[int, int] = {}
    for key, member in people:
        free = [one for one in loads if loads[one] < MOST_EACH and helpers[one][0] != member]
        if free:
            chosen = min(free, key=lambda one: (loads[one], one))
            given[key] = chosen
            loads[chosen] += 1
    return given
