"""Who is not to be written to: asked when words are written into the outbox, and again when they leave.

The courier knows addresses, not people: areas above say in `apps.ready()` when words must not go.
"""

import logging
from collections.abc import Callable, Sequence, Set
from datetime import datetime, timedelta

from parvis.courier.lists import left_among
from parvis.courier.models import Channel, Dispatch
from parvis.courier.silencing import NOWHERE, digest_of, is_silent

Stop = Callable[[Dispatch, datetime], bool]
StopAmong = Callable[[Sequence[Dispatch], datetime], Set[int]]
OwnDoor = Callable[[Dispatch], bool]
_stops: list[Stop] = []
_among: dict[Stop, StopAmong] = {}
_own_doors: list[OwnDoor] = []
KEPT = timedelta(days=1)
logger = logging.getLogger(__name__)


def stop_when(stop: Stop, among: StopAmong | None = None) -> Stop:
    """Ask this of every dispatch when it leaves, by whatever channel; True keeps it from going.

    among(rows, now): the same question for many at once, in few queries; the keys of those that must not go.
    """
    if stop not in _stops:
        _stops.append(stop)
    if among is not None:
        _among[stop] = among
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


def stopped_among(rows: Sequence[Dispatch], now: datetime) -> tuple[set[int], set[int]]:
    """Of many, the keys of those that must not go; and of those about which one cannot ask."""
    stopped = {row.pk for row in rows if row.address.endswith(NOWHERE)} | left_among(rows)
    unknown: set[int] = set()
    for stop in [lambda row, _now: is_hushed(row), *_stops]:
        left = [row for row in rows if row.pk not in stopped | unknown]
        if (among := _among.get(stop)) is not None and len(left) > 1:
            try:
                stopped |= among(left, now)
                continue
            except Exception:
                logger.exception("could not ask for many whether they are stopped")
        for row in left:
            try:
                if stop(row, now):
                    stopped.add(row.pk)
            except Exception:
                logger.exception("could not ask whether dispatch %s is stopped", row.pk)
                unknown.add(row.pk)
    return stopped, unknown


def forget_nowhere(at: datetime) -> int:
    """For the worker: what was written to nowhere goes after a day; how many."""
    rows = Dispatch.objects.filter(written_at__lt=at - KEPT, address__endswith=NOWHERE)
    return rows.exclude(state=Dispatch.State.WAITING).delete()[0]
