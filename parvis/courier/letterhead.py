"""The letterhead: in whose name words leave. The courier does not know the community, it is told.

An area above calls `write_under(function)` once in `apps.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    """name: the community's. colour and on_colour: a readable pair, #rrggbb. help: one line naming
    who to call. time_zone: where the calm hours are counted."""

    name: str = "Parvis"
    colour: str = "#136450"
    on_colour: str = "#ffffff"
    help: str = ""
    time_zone: str = "Europe/Paris"


_source: list[Callable[[], Letterhead]] = [Letterhead]


def write_under(source: Callable[[], Letterhead]) -> None:
    """Give the function which tells today's letterhead."""
    _source[0] = source


def letterhead() -> Letterhead:
    """Today's letterhead."""
    return _source[0]()
