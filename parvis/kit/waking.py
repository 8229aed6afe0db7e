"""Wakes the worker soon after something was written for it, and tells it when to stop."""

import threading

from django.db import transaction

_something_waits = threading.Event()
_stopping = threading.Event()


def soon() -> None:
    """There will be something to carry once the present transaction is committed."""
    transaction.on_commit(_something_waits.set)


def sleep(seconds: float) -> None:
    """Rest until something waits, Parvis stops, or the time is over."""
    _something_waits.wait(seconds)
    _something_waits.clear()


def stop() -> None:
    """Ask the worker to finish the row it holds and rest for good."""
    _stopping.set()
    _something_waits.set()


def is_stopping() -> bool:
    """Should a long job stop after the row it holds? It goes on at the next start."""
    return _stopping.is_set()


def rest(seconds: float) -> None:
    """Wait, but not longer than Parvis runs."""
    _stopping.wait(seconds)
