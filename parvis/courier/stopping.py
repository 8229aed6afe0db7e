"""Who is not to be written to: asked when words are written into the outbox, and again when they leave.

The courier knows addresses, not people: areas above say in `apps.ready()` when words must not go.
"""

from collections.abc import Callable
from datetime import datetime

from parvis.courier.models import Dispatch

Stop = Callable[[Dispatch, datetime], bool]
_stops: list[Stop] = []


def stop_when(stop: Stop) -> Stop:
    """Ask this of every dispatch, by whatever channel; True keeps it from going."""
    if stop not in _stops:
        _stops.append(stop)
    return stop


def is_stopped(dispatch: Dispatch, now: datetime) -> bool:
    """Whether somebody says that these words must not go."""
    return any(stop(dispatch, now) for stop in _stops)
