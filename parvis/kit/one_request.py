"""What one request looked up, kept for that request alone.

Used where nothing may be remembered from one request to the next (`kit.freshness` in doubtful times): a
page still asks each thing once. Each thread answers one request at a time.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")


class _Request(threading.local):
    kept: dict[Hashable, Any] | None = None  # None between requests: nothing is kept


_request = _Request()


def begin(**signal: Any) -> None:
    """A request begins in this thread (connected to Django's signal, see `apps.py`)."""
    _request.kept = {}


def end(**signal: Any) -> None:
    """The request of this thread is answered."""
    _request.kept = None


def forget() -> None:
    """Something was written here: look again."""
    if _request.kept:
        _request.kept = {}


def once(key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make()` gave earlier in this request under this key, else what it gives now."""
    kept = _request.kept
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = make()
    return kept[key]  # type: ignore[no-any-return]
