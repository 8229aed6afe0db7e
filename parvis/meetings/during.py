"""What areas above show to somebody who comes, on the meeting's page, on their pass and in their space."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parvis.meetings.models import Registration


@dataclass(frozen=True)
class Piece:
    """A template with what it shows (`piece.facts`), and the script of its page, if any."""

    template: str
    facts: Any
    script: str = ""


Show = Callable[[Registration, datetime], Piece | None]
_shown: list[tuple[Show, bool]] = []


def show_to_who_comes(show: Show, *, in_space: bool = True) -> None:
    """Have a piece shown to whoever comes, while it has something to say; called in `apps.ready()`.

    in_space: in « Mon espace » too, where one piece at most is shown.
    """
    _shown.append((show, in_space))


def pieces_for(registration: Registration, now: datetime, *, in_space: bool = False) -> list[Piece]:
    """All that is shown to this person at this moment, on the meeting's page; or in their space."""
    asked = [show for show, is_there in _shown if is_there or not in_space]
    return [piece for show in asked if (piece := show(registration, now)) is not None]
