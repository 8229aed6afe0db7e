"""What those of a ring declared of themselves, as numbers: only what they agreed to be mixed by."""

from typing import Any

from parvis.mixing import Traits, traits_of
from parvis.tables.coffee.taking_part import main_circles
from parvis.tables.models import CoffeeRing, Portrait

_SILENT = -1
_MOST_KINDS = 30_000
_AGE, _CIRCLE = 0, 3
_NAMES = ("age", "quarter", "trade")
_WEIGHTS = (0.35, 0.25, 0.25)
_CIRCLES_WEIGH = 1.0  # where the community chose so, more than all the rest


def traits_in(ring: CoffeeRing, numbers: dict[int, int]) -> Traits | None:
    """numbers: person → number in the season. Who said nothing is mixed all the same."""
    if not numbers:
        return None
    codes = [[_SILENT] * 4 for _number in range(max(numbers.values()) + 1)]
    kinds = [_Kinds() for _column in range(4)]
    for person, told in _declared(numbers).items():
        for column, said in enumerate(told):
            if said is not None:
                codes[numbers[person]][column] = said if column == _AGE else kinds[column].of(said)
    if ring.joins_circles and ring.circle_id is None:
        for person, circle in main_circles(list(numbers)).items():
            codes[numbers[person]][_CIRCLE] = kinds[_CIRCLE].of(circle)
    return traits_of(codes, [*_WEIGHTS, _CIRCLES_WEIGH], is_ordered=[True, False, False, False])


class _Kinds:
    """A number for each kind of answer; beyond what the engine's small numbers hold, none."""

    def __init__(self) -> None:
        self._known: dict[object, int] = {}

    def of(self, said: object) -> int:
        if said not in self._known and len(self._known) >= _MOST_KINDS:
            return _SILENT
        return self._known.setdefault(said, len(self._known))


def _declared(numbers: dict[int, int]) -> dict[int, tuple[Any, ...]]:
    """Person → age, quarter, trade; None for what they did not say, or decline to be mixed by."""
    rows = Portrait.objects.values_list("member", "declined", *_NAMES).iterator()
    return {
        person: tuple(
            None if name in declined or value in (None, "") else _plain(value)
            for name, value in zip(_NAMES, told, strict=True)
        )
        for person, declined, *told in rows
        if person in numbers
    }


def _plain(value: Any) -> Any:
    return value.casefold().strip() if isinstance(value, str) else value
