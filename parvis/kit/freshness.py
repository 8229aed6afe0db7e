"""Freshness: what was remembered is shown only while nothing people see has changed.

One eight-byte stamp, mapped from a file of the data folder, is shared by every process of this
machine. A committed transaction that wrote a table people see replaces it. Who remembers something
reads the stamp *before* looking at the database, and trusts the memory while the stamp is the same:
a change during the work makes the result worthless, never wrong. The stamp is a random number and not
a count, so that two writers need no lock: a value once replaced never comes back.
"""

import mmap
import os
import re
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Value = TypeVar("Value")

_MOST_KEYS = 2048
_remembered: dict[Hashable, tuple[int, Any]] = {}
_opening = threading.Lock()
_stamp: memoryview | None = None


def version() -> int:
    """The present stamp, from every local process (well under a microsecond)."""
    return (_stamp or _open_stamp())[0]


def bump() -> None:
    """Make everything remembered worthless. Acts need not call it: every committed write does."""
    (_stamp or _open_stamp())[0] = int.from_bytes(os.urandom(8), "little") | 1


def cached(key: Hashable, make: Callable[[], Value], is_good: Callable[[Value], bool] | None = None) -> Value:
    """What `make()` gave, until something people see changes. Treat it as read-only.

    is_good: asked of a remembered value before it is given again (is it still its hour?).

    Inside a transaction that wrote, values are kept for that transaction alone: nobody else
    sees what may yet be rolled back, and the writer sees what it wrote.
    """
    if (private := _of_this_transaction()) is not None:
        if key not in private:
            private[key] = make()
        return private[key]  # type: ignore[no-any-return]
    before = version()
    held = _remembered.get(key)
    if held is not None and held[0] == before and (is_good is None or is_good(held[1])):
        return held[1]  # type: ignore[no-any-return]
    value = make()
    if len(_remembered) >= _MOST_KEYS:
        _remembered.clear()
    _remembered[key] = (before, value)
    return value


def is_unsettled() -> bool:
    """Has this thread's transaction written something that is not yet committed?"""
    return _of_this_transaction() is not None


def watch(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Look at what a new connection writes (called for each, see `apps.py`)."""
    if not isinstance(getattr(connection, "freshness", None), Watch):
        connection.freshness = Watch()  # type: ignore[attr-defined]
        connection.execute_wrappers.append(connection.freshness)  # type: ignore[attr-defined]


class Watch:
    """Notices the writes of one connection, and what is remembered inside its transaction."""

    def __init__(self) -> None:
        self.private: dict[Hashable, Any] = {}

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if type(sql) is str and sql.startswith("SELECT"):
            return execute(sql, params, many, context)
        effect = _effect(str(sql))
        result = execute(sql, params, many, context)
        if effect != "none":
            self._note(effect, context["connection"], context["cursor"])
        return result

    def _note(self, effect: str, connection: BaseDatabaseWrapper, cursor: Any) -> None:
        if connection.in_atomic_block:
            self.private = {}
            if effect == "write" and not self.is_pending(connection):
                transaction.on_commit(self.settle, using=connection.alias)
        elif effect == "write":
            _finish(cursor)
            bump()

    def is_pending(self, connection: BaseDatabaseWrapper) -> bool:
        """Is a write of the present transaction waiting for its commit? (A rollback forgets it.)"""
        return any(entry[1] == self.settle for entry in connection.run_on_commit)

    def settle(self) -> None:
        """The transaction is committed: everybody looks again."""
        self.private = {}
        bump()


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
    r"\s*(SELECT|BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK(?!\s+TO)|PRAGMA|SET|SHOW|EXPLAIN|ANALYZE|VACUUM|"
    r"WITH(?!.*\b(INSERT|UPDATE|DELETE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
_UNDOES = re.compile(r"\s*ROLLBACK\s+TO\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\s*(?:(?:INSERT|REPLACE)(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE
)


def _effect(sql: str) -> str:
    """What a statement does to what people see: "none", "undo" (a savepoint) or "write"."""
    if _UNDOES.match(sql):
        return "undo"
    written = _WRITES.match(sql)
    if written is None:
        return "none" if _READS.match(sql) else "write"  # unknown statements count as changes
    return "none" if written[1] in settings.UNSEEN_TABLES else "write"


def _finish(cursor: Any) -> None:
    """Read the rows of a lone `INSERT … RETURNING`: SQLite commits it only when they are read."""
    if cursor.cursor.description is not None:
        cursor.cursor = _Fetched(cursor.cursor)


def _of_this_transaction() -> dict[Hashable, Any] | None:
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.run_on_commit:
        return None
    watcher = getattr(connection, "freshness", None)
    return watcher.private if watcher is not None and watcher.is_pending(connection) else None


def _open_stamp() -> memoryview:
    global _stamp
    with _opening:
        if _stamp is None:
            file = os.open(settings.DATA / "freshness", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                if os.fstat(file).st_size < 8:
                    os.ftruncate(file, 8)
                _stamp = memoryview(mmap.mmap(file, 8)).cast("Q")
            finally:
                os.close(file)
    return _stamp
