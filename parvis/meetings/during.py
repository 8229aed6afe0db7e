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
_shown: list[Show] = []


def show_to_who_comes(show: Show) -> None:
    """Have a piece shown to whoever comes, while it has something to say; called in `apps.ready()`."""
    _shown.append(show)


def pieces_for(registration: Registration, now: datetime) -> list[Piece]:
    """All that is shown to this person at this moment."""
    return [piece for show in _shown if (piece := show(registration, now)) is not None]
