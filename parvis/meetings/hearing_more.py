"""What areas above understand of an answer to a confirmation or a reminder: « j'ai 2 places »."""

from collections.abc import Callable
from datetime import datetime

from parvis.courier.replying import Reply
from parvis.meetings.models import Registration

Hear = Callable[[Registration, Reply, datetime], bool]
_hearers: list[Hear] = []


def hear_more(hear: Hear) -> None:
    """In `apps.ready()`: hear(registration, reply, at) → True when it was understood and done."""
    if hear not in _hearers:
        _hearers.append(hear)


def is_heard(registration: Registration, reply: Reply, at: datetime) -> bool:
    """Whether one of them understood it."""
    return any(hear(registration, reply, at) for hear in _hearers)
