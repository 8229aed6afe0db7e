"""What areas above show to somebody who comes, on the meeting's page, on their pass and in their space."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from parvis.meetings.models import Registration


@dataclass(frozen=True)
class Piece:
    """A template with what it shows (`piece.facts`), and the script of its page, if any."""

    template: str
    facts: Any
    script: str = ""
    is_now: bool = False  # of this very moment: before when and where


Show = Callable[[Registration, datetime], Piece | None]
_shown: list[tuple[Show, bool]] = []


def show_to_who_comes(show: Show, *, in_space: bool = True) -> None:
    """Have a piece shown to whoever comes, while it has something to say; called in `apps.ready()`.

    in_space: in « Mon espace » too, where one piece at most is shown.
    """
    _shown.append((show, in_space))


def pieces_for(registration: Registration, now: datetime) -> list[Piece]:
    """All that is shown to this person at this moment, on the meeting's page."""
    return [piece for show, _is_there in _shown if (piece := show(registration, now)) is not None]


def first_piece(registrations: Iterable[Registration], now: datetime) -> list[Piece]:
    """The one shown in their space, of the first of these meetings that has something to say; or none."""
    shown = (
        show(registration, now) for registration in registrations for show, is_there in _shown if is_there
    )
    return [*islice((piece for piece in shown if piece is not None), 1)]
