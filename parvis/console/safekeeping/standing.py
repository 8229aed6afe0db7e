"""Stand on another database for a while, in this thread only: a snapshot, or a place being put together."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


def own_settings() -> dict[str, Any]:
    """A copy of the settings of the database this process stands on."""
    return copy.deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)


@contextmanager
def standing_on(database: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Within, every query of this thread goes to that database (Django settings, complete)."""
    before = connections[DEFAULT_DB_ALIAS]
    other: BaseDatabaseWrapper = load_backend(database["ENGINE"]).DatabaseWrapper(database, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield other
    finally:
        connections[DEFAULT_DB_ALIAS] = before
        other.close()


@contextmanager
def snapshot() -> Iterator[None]:
    """Within, every query reads the place as it was at the start, while others write on.

    SQLite: a read transaction in WAL, which holds nobody up. PostgreSQL: repeatable read, read only.
    """
    database = own_settings()
    if connection.vendor == "sqlite":
        database["OPTIONS"] = {**database["OPTIONS"], "transaction_mode": "DEFERRED"}
    with standing_on(database), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT COUNT(*) FROM django_migrations")  # the snapshot begins with the first look
        cursor.fetchone()
        yield
