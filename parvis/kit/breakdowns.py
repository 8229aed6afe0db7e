"""Which breakdown an exception is: the database is away, the disk is full, the disk takes no writing.

Of the last two it is certain that nothing was written; when the database goes away in the middle of an act,
nobody knows until it is back. All three mend themselves or are mended by the operator: 503, and try again.
"""

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError


@dataclass(frozen=True)
class Breakdown:
    """template: the page that says it. retry_after: seconds, for browsers and proxies."""

    template: str
    retry_after: int


AWAY = Breakdown("kit/away.html", 5)
FULL = Breakdown("kit/full.html", 60)
READ_ONLY = Breakdown("kit/read_only.html", 60)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}
# SQLite's result codes: 8 readonly, 13 full, 14 cannot open.
_SQLITE = {8: READ_ONLY, 13: FULL}
# PostgreSQL's states: disk full, read-only transaction.
_POSTGRES = {"53100": FULL, "25006": READ_ONLY}


def kind_of(error: BaseException | None) -> Breakdown | None:
    """The breakdown behind an exception and its causes; None when it is something else, a defect."""
    causes = list(_causes(error))
    for cause in causes:
        if found := _told_by_number(cause):
            return found
    is_away = any(isinstance(cause, OperationalError | InterfaceError) for cause in causes)
    return AWAY if is_away else None


def _told_by_number(error: BaseException) -> Breakdown | None:
    """What the system, SQLite or PostgreSQL says by a number."""
    if isinstance(error, OSError):
        number = error.errno
        return FULL if number in _NO_ROOM else READ_ONLY if number in _NO_WRITING else None
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)  # the rest of the number tells the details
    return _POSTGRES.get(getattr(error, "sqlstate", None) or "")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, what it was raised from, and so on; past what a database said there is nothing."""
    seen = 0
    while error is not None and seen < 10:
        yield error
        seen += 1
        error = error.__cause__ or (error.__context__ if isinstance(error, DatabaseError) else None)
