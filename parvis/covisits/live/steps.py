"""One step of a visitor, read from what their page sent: nothing else than this goes to the others."""

import json
import re
from dataclasses import dataclass

from parvis.covisits.live.sharing import may_be_shared
from parvis.covisits.models.visitor import MOST

HEAVIEST = 2048  # bytes
_MOST_NUMBER = 2**53 - 1
_KINDS = ("page", "view", "point", "apart")
_MOST_NAMES = 3
# A part of the page, so that wide and narrow screens agree: by its name, by where its link goes, or as the
# third heading of seven. A few of these, the most exact first.
_PLACE = re.compile(r"#[A-Za-z][\w-]{0,60}|@/[^\s]{0,199}|[a-z][a-z0-9]{0,10}:\d{1,4}/\d{1,4}", re.ASCII)


class NotAStep(ValueError):
    """What came is none of the steps there are."""


@dataclass(frozen=True, slots=True)
class Step:
    """number: grows with each step of this browser. is_led: they went there themselves.

    by: else whom they followed there, the first of the row: all of it arrives, nobody is led by themselves.
    """

    number: int
    kind: str
    path: str = ""
    place: str = ""
    is_led: bool = False
    by: int = 0

    def data(self, who: int, device: str) -> str:
        """The words the others hear; device: which of this visitor’s browsers counts so."""
        said = {"who": who, "n": self.number, "kind": self.kind, "path": self.path, "at": self.place}
        more = {"led": self.is_led, "by": self.by, "dev": device}
        return json.dumps({**said, **more}, separators=(",", ":"))


def read_step(raw: bytes) -> Step:
    """Raises NotAStep for anything but a step to where all may be told of."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        raise NotAStep from None
    if not isinstance(said, dict):
        raise NotAStep
    number, kind = said.get("n"), said.get("kind")
    if type(number) is not int or not 0 < number <= _MOST_NUMBER or kind not in _KINDS:
        raise NotAStep
    if kind == "apart":
        return Step(number, kind)
    path, place = said.get("path"), said.get("at", "")
    if not isinstance(path, str) or not may_be_shared(path) or not isinstance(place, str):
        raise NotAStep
    by = said.get("by", 0)
    if type(by) is not int or not 0 <= by <= MOST:
        raise NotAStep
    return Step(number, kind, path, _read_place(place), said.get("led") is True, by)


def _read_place(place: str) -> str:
    """The names others may hear, without the links they may not be told of. Raises NotAStep."""
    names = place.split(" ") if place else []
    if len(names) > _MOST_NAMES or not all(_PLACE.fullmatch(name) for name in names):
        raise NotAStep
    return " ".join(name for name in names if not name.startswith("@") or may_be_shared(name[1:]))
