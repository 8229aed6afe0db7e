"""Who is not to be written to: asked when words are written into the outbox, and again when they leave.

The courier knows addresses, not people: areas above say in `apps.ready()` when words must not go.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from parvis.courier.lists import left_among
from parvis.courier.models import Channel, Dispatch
from parvis.courier.silencing import NOWHERE, digest_of, is_silent

Stop = Callable[[Dispatch, datetime], bool]
OwnDoor = Callable[[Dispatch], bool]
_stops: list[Stop] = []
_own_doors: list[OwnDoor] = []
KEPT = timedelta(days=1)


def stop_when(stop: Stop) -> Stop:
    """Ask this of every dispatch when it leaves, by whatever channel; True keeps it from going."""
    if stop not in _stops:
        _stops.append(stop)
    return stop


def passes_silence_when(own_door: OwnDoor) -> OwnDoor:
    """Words for which this is True go even where silence was asked: the code of somebody's own door."""
    if own_door not in _own_doors:
        _own_doors.append(own_door)
    return own_door


def is_hushed(dispatch: Dispatch) -> bool:
    """Whether the address asked to be left alone, and these words are no exception."""
    if dispatch.channel not in (Channel.MAIL, Channel.SMS) or not is_silent(digest_of(dispatch.address)):
        return False
    return not any(own_door(dispatch) for own_door in _own_doors)


def is_stopped(dispatch: Dispatch, now: datetime) -> bool:
    """Whether these words must not go: to nowhere, to an address that is silent, to who is gone."""
    if dispatch.address.endswith(NOWHERE) or is_hushed(dispatch) or left_among([dispatch]):
        return True
    return any(stop(dispatch, now) for stop in _stops)


def forget_nowhere(at: datetime) -> int:
    """For the worker: what was written to nowhere goes after a day; how many."""
    rows = Dispatch.objects.filter(written_at__lt=at - KEPT, address__endswith=NOWHERE)
    return rows.exclude(state=Dispatch.State.WAITING).delete()[0]
