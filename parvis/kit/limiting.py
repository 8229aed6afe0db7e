"""Limits: how often something may be tried. In memory, forgotten when the process stops.

Several processes count together through `kit.neighbours`, and each alone while they cannot.

Each key has an even measure: `times` at once, then one more each `per / times`.
"""

import heapq
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.kit import jinja
from parvis.kit.callers import caller
from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.telephones import dialled

MOST_KEYS = 50_000
_full_until: dict[str, float] = {}  # when each key would be as good as new
_lock = threading.Lock()
Count = Callable[[str, float, float], bool | None]
_count_together: Count | None = None


class TooOften(Refusal):
    """Too many tries; a person can help meanwhile."""

    status = 429


def allow(key: str, *, times: int, per: timedelta) -> bool:
    """Count one try under a key; False (and nothing counted) when it is one too many."""
    length = per.total_seconds()
    step = length / times
    together = _count_together(key, step, length) if _count_together is not None else None
    return _count_alone(key, step, length) if together is None else together


def allow_here(key: str, *, times: int, seconds: float) -> bool:
    """Count one try of this process alone: never waits for the others."""
    return _count_alone(key, seconds / times, seconds)


def _count_alone(key: str, step: float, length: float) -> bool:
    now = time.time()
    with _lock:
        held = _full_until.get(key, 0.0)
        if held > now + 2 * length:  # counted by a clock that stood in the future
            held = now
        filled = max(held, now) + step
        if filled - now > length + 1e-6:
            return False
        if key not in _full_until and len(_full_until) >= MOST_KEYS:
            _make_room(now)
        _full_until[key] = filled
        return True


def has_room(key: str, *, times: int, per: timedelta) -> bool:
    """Whether one more try under a key would be counted; nothing is counted."""
    length = per.total_seconds()
    rest = length - length / times
    together = _count_together(key, 0.0, rest) if _count_together is not None else None
    return _count_alone(key, 0.0, rest) if together is None else together


def limit(key: str, *, times: int, per: timedelta) -> None:
    """Count one try under a key. TooOften, with the person who can help, when it is one too many."""
    if not allow(key, times=times, per=per):
        raise TooOften(_("Too many tries. Wait a little."), _someone())


def client_of(request: HttpRequest) -> str:
    """Who asks, as limits count it: the socket's other end, or what a trusted proxy says."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return caller(request.META.get("REMOTE_ADDR", ""), forwarded.split(",") if forwarded else ())


def share(count: Count | None) -> None:
    """Count with others from now on: `count(key, step, length)` in seconds, None when they are silent."""
    global _count_together
    _count_together = count


def forget() -> None:
    """Start again from nothing (tests)."""
    with _lock:
        _full_until.clear()


def _make_room(now: float) -> None:
    """Forget the keys that are as good as new; if none is, the quarter that tried least."""
    for key in [key for key, filled in _full_until.items() if filled <= now]:
        del _full_until[key]
    if len(_full_until) >= MOST_KEYS:
        for key in heapq.nsmallest(MOST_KEYS // 4, _full_until, key=_full_until.__getitem__):
            del _full_until[key]


def _someone() -> WayOut | None:
    """The person of « Parler à quelqu’un », when there is one."""
    person = jinja.offered("helper")()
    if person is None:
        return None
    words = _("%(name)s can help you.") % {"name": person.name}
    return WayOut(words, f"tel:{dialled(person.telephone)}" if person.telephone else "")
