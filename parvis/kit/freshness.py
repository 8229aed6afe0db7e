"""Freshness: what was remembered is shown only while nothing people see has changed.

One eight-byte stamp, mapped from a file of the data folder, is shared by every process of this
machine. A committed transaction that wrote a table people see replaces it. Who remembers something
reads the stamp *before* looking at the database, and trusts the memory while the stamp is the same:
a change during the work makes the result worthless, never wrong. The stamp is a random number and not
a count, so that two writers need no lock: a value once replaced never comes back.

Processes on several machines hear of one another's writes through `kit.neighbours`; while they cannot,
nothing remembered is trusted beyond the request that looked.

Beside the stamp of everything, each table has its own: what says on which tables it stands outlives
writes to the others, and a transaction that wrote none of them may use it too.
"""

import mmap
import os
import re
import threading
import zlib
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from parvis.kit import one_request

Value = TypeVar("Value")

_MOST_KEYS = 2048
_STAMPS = 512  # in the file: of everything, of what nobody foresaw, then one a table (some share theirs)
_EVERYTHING, _UNFORESEEN = 0, 1
_remembered: dict[Hashable, tuple[Hashable, Any]] = {}
_opening = threading.Lock()
_stamp: memoryview | None = None
_tell_others: Callable[[Sequence[str]], None] | None = None
_is_doubtful = False  # do others write without our hearing of it?


def version() -> int:
    """The present stamp of everything, from every local process (well under a microsecond)."""
    return new_stamp() if _is_doubtful else (_stamp or _open_stamp())[_EVERYTHING]


def new_stamp() -> int:
    """A number that never was and never will be a stamp again."""
    return int.from_bytes(os.urandom(8), "little") | 1


def bump(*tables: str) -> None:
    """Make worthless what was remembered, or only what stands on these tables, here and elsewhere.

    Acts need not call it: every committed write does.
    """
    forget(*tables)
    if _tell_others is not None:
        _tell_others(tables)


def share(tell: Callable[[Sequence[str]], None] | None) -> None:
    """Tell others, with this function, which tables are written (none named: anything)."""
    global _tell_others
    _tell_others = tell


def doubt() -> None:
    """Others may write without our hearing of it: trust nothing that is remembered."""
    global _is_doubtful
    _is_doubtful = True


def trust() -> None:
    """Every write is heard of again."""
    global _is_doubtful
    _is_doubtful = False


def forget(*tables: str) -> None:
    """Make worthless what this machine remembered, or only what stands on these tables."""
    one_request.forget()
    stamps, fresh = _stamp or _open_stamp(), new_stamp()
    for place in [_place(table) for table in tables] or [_UNFORESEEN]:
        stamps[place] = fresh
    stamps[_EVERYTHING] = fresh


def cached(
    key: Hashable,
    make: Callable[[], Value],
    is_good: Callable[[Value], bool] | None = None,
    *,
    tables: frozenset[str] = frozenset(),
) -> Value:
    """What `make()` gave, until something people see changes. Treat it as read-only.

    is_good: asked of a remembered value before it is given again (is it still its hour?).
    tables: all that `make` reads; writes elsewhere do not matter then. `changed("members_member")` stands
    for rows changed or deleted, when a new row would say nothing new.

    Inside a transaction that wrote (one of the tables), values are kept for that transaction alone:
    nobody else sees what may yet be rolled back, and the writer sees what it wrote.
    """
    watcher = _unsettled()
    if watcher is not None and not watcher.left_alone(tables):
        private = watcher.private
        if key not in private:
            private[key] = make()
        return private[key]  # type: ignore[no-any-return]
    if _is_doubtful:
        return one_request.once(key, make)
    before = _stamp_of(tables)
    held = _remembered.get(key)
    if held is not None and held[0] == before and (is_good is None or is_good(held[1])):
        return held[1]  # type: ignore[no-any-return]
    value = make()
    if len(_remembered) >= _MOST_KEYS:
        _remembered.clear()
    _remembered[key] = (before, value)
    return value


def changed(table: str) -> str:
    """The name, for `cached(tables=…)`, of rows changed or deleted in a table: new ones do not count."""
    return f"{table} changed"


def is_unsettled() -> bool:
    """Has this thread's transaction written something that is not yet committed?"""
    return _unsettled() is not None


def watch(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Look at what a new connection writes (called for each, see `apps.py`)."""
    if not isinstance(getattr(connection, "freshness", None), Watch):
        connection.freshness = Watch()  # type: ignore[attr-defined]
        connection.execute_wrappers.append(connection.freshness)  # type: ignore[attr-defined]


class Watch:
    """Notices the writes of one connection, and what is remembered inside its transaction."""

    def __init__(self) -> None:
        self.private: dict[Hashable, Any] = {}
        self.written: set[str] = set()  # by the transaction whose write is pending

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if type(sql) is str and sql.startswith("SELECT"):
            return execute(sql, params, many, context)
        effect = _effect(str(sql))
        result = execute(sql, params, many, context)
        if effect != "none":
            self._note(_touched(str(sql)) if effect == "write" else [], context)
        return result

    def _note(self, touched: list[str], context: Any) -> None:
        connection = context["connection"]
        if connection.in_atomic_block:
            self.private = {}
            if touched and not self.is_pending(connection):
                self.written = set()
                transaction.on_commit(self.settle, using=connection.alias)
            self.written.update(touched)
        elif touched:
            _finish(context["cursor"])
            _bump_all(touched)

    def left_alone(self, tables: frozenset[str]) -> bool:
        """Did the present transaction write none of these tables? None named: it wrote something."""
        return bool(tables) and self.written.isdisjoint(tables) and _ANYTHING not in self.written

    def is_pending(self, connection: BaseDatabaseWrapper) -> bool:
        """Is a write of the present transaction waiting for its commit? (A rollback forgets it.)"""
        return any(entry[1] == self.settle for entry in connection.run_on_commit)

    def settle(self) -> None:
        """The transaction is committed: everybody looks again."""
        self.private = {}
        _bump_all(self.written)


class _Fetched:
    """A cursor whose rows were taken already, until it is used again."""

    def __init__(self, cursor: Any) -> None:
        rows = iter(cursor.fetchall())
        self._cursor = cursor
        self.fetchone: Callable[[], Any] = lambda: next(rows, None)
        self.fetchall: Callable[[], list[Any]] = lambda: list(rows)
        self.fetchmany = lambda size=1: [row for _, row in zip(range(size), rows, strict=False)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Any:
        return iter(self.fetchall())

    def execute(self, *args: Any) -> Any:
        del self.fetchone, self.fetchall, self.fetchmany
        self.execute = self._cursor.execute  # type: ignore[method-assign]
        return self._cursor.execute(*args)


_READS = re.compile(
    r"[\s(]*(SELECT|BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK(?!\s+TO)|PRAGMA|SET|SHOW|EXPLAIN|ANALYZE|VACUUM|"
    r"WITH(?!.*\b(INSERT|UPDATE|DELETE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
_UNDOES = re.compile(r"\s*ROLLBACK\s+TO\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\s*(?:(?:INSERT|REPLACE)(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE
)

_ADDS = re.compile(r"\s*INSERT\s+INTO(?!.*\bON\s+CONFLICT\b)", re.IGNORECASE | re.DOTALL)
_ANYTHING = ""  # stands for the table of a write nobody foresaw


def _effect(sql: str) -> str:
    """What a statement does to what people see: "none", "undo" (a savepoint) or "write"."""
    if _UNDOES.match(sql):
        return "undo"
    written = _WRITES.match(sql)
    if written is None:
        return "none" if _READS.match(sql) else "write"  # unknown statements count as changes
    return "none" if written[1] in settings.UNSEEN_TABLES else "write"


def _touched(sql: str) -> list[str]:
    """What a write touches: its table, and the table's old rows unless it only adds some."""
    written = _WRITES.match(sql)
    if written is None:
        return [_ANYTHING]
    return [written[1]] if _ADDS.match(sql) else [written[1], changed(written[1])]


def _finish(cursor: Any) -> None:
    """Read the rows of a lone `INSERT … RETURNING`: SQLite commits it only when they are read."""
    if cursor.cursor.description is not None:
        cursor.cursor = _Fetched(cursor.cursor)


def _unsettled() -> Watch | None:
    """The watch of this thread's transaction, if that wrote something which is not committed yet."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.run_on_commit:
        return None
    watcher: Watch | None = getattr(connection, "freshness", None)
    return watcher if watcher is not None and watcher.is_pending(connection) else None


def _bump_all(touched: Collection[str]) -> None:
    if _ANYTHING in touched:
        bump()
    else:
        bump(*touched)


def _stamp_of(tables: frozenset[str]) -> Hashable:
    """What must not change while something standing on these tables is remembered."""
    stamps = _stamp or _open_stamp()
    if not tables:
        return version()
    return (stamps[_UNFORESEEN], *[stamps[place] for place in _places(tables)])


@cache
def _places(tables: frozenset[str]) -> list[int]:
    return sorted(_place(table) for table in tables)


@cache
def _place(table: str) -> int:
    return 2 + zlib.crc32(table.encode()) % (_STAMPS - 2)


def _open_stamp() -> memoryview:
    global _stamp
    with _opening:
        if _stamp is None:
            file = os.open(settings.DATA / "freshness", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                # Real blocks, not a hole: with the disk full, a write into a hole would end the process.
                os.posix_fallocate(file, 0, 8 * _STAMPS)
                _stamp = memoryview(mmap.mmap(file, 8 * _STAMPS)).cast("Q")
            finally:
                os.close(file)
    return _stamp
