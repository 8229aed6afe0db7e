"""What no machine understands goes to a named person: who that is, and how they hear of it, areas say.

The courier knows addresses, not people: a reader is a number here.
"""

from collections.abc import Callable
from datetime import datetime

from parvis.courier.models import Received

Reader = Callable[[int, int], int | None]
Tell = Callable[[Received, datetime], None]
_readers: dict[str, Reader] = {}
_tellers: list[Tell] = []
ANYTHING = ""  # the purpose of what answers none of our messages


def know_reader(purpose: str, reader: Reader) -> None:
    """In `apps.ready()`: who reads what came about words of this purpose and no machine understands.

    reader(subject, person) gives their number, or None when nobody does: then whoever reads ANYTHING does.
    ValueError when somebody else was named for this purpose.
    """
    if _readers.setdefault(purpose, reader) is not reader:
        raise ValueError(f"two readers are named for {purpose}")


def who_reads(purpose: str, subject: int | None, person: int | None) -> int | None:
    """The person who reads it; None in a place where nobody is named yet."""
    for name in (purpose, ANYTHING):
        if name in _readers and (found := _readers[name](subject or 0, person or 0)):
            return found
    return None


def tell_readers_by(tell: Tell) -> None:
    """In `apps.ready()`: tell(received, at) lets the reader know that something waits, in the transaction."""
    if tell not in _tellers:
        _tellers.append(tell)


def give_to_reader(row: Received, at: datetime) -> None:
    """Name who reads this message, already written, and let them hear of it."""
    row.reader = who_reads(row.purpose, row.subject_id, row.person)
    if row.reader:
        for tell in _tellers:
            tell(row, at)
