"""Where a database is put together before it takes the other's room, on either engine.

SQLite: a second file beside the first. PostgreSQL: a schema of its own in the same database.
"""

import copy
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from parvis.console.safekeeping.refusals import PlaceIsLive
from parvis.console.safekeeping.standing import standing_on

SCHEMA = "parvis_restauration"
_QUICK = (
    "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-65536;"
)


class Room(Protocol):
    """A database, and the room beside it where its successor is made."""

    def settings(self) -> dict[str, Any]:
        """Django settings of the successor."""

    def clear(self) -> None:
        """Forget a successor that was not finished, and make room for a new one."""

    def settle(self) -> None:
        """The successor is complete: have it on the disk."""

    def take_place(self, aside: str) -> None:
        """Let the successor, if there is one, take the place. The former is dropped, or put aside under that
        name when it is not empty. May be asked again after a kill."""


def room(database: dict[str, Any]) -> Room:
    """The room beside a database given by its Django settings."""
    return SqliteRoom(database) if database["ENGINE"].endswith("sqlite3") else PostgresRoom(database)


@dataclass(frozen=True)
class SqliteRoom:
    database: dict[str, Any]
    ending: str = "restauration"  # of the draft's name

    @property
    def path(self) -> Path:
        return Path(str(self.database["NAME"]))

    @property
    def draft(self) -> Path:
        return self.path.with_name(f"{self.path.name}.{self.ending}")

    def settings(self) -> dict[str, Any]:
        changed = copy.deepcopy(self.database)
        changed["NAME"] = str(self.draft)
        changed["OPTIONS"]["init_command"] = _QUICK
        return changed

    def drop(self) -> None:
        """Leave nothing of the draft."""
        for path in _with_company(self.draft):
            path.unlink(missing_ok=True)

    def clear(self) -> None:
        self.drop()
        self.draft.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def settle(self) -> None:
        descriptor = os.open(self.draft, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def take_place(self, aside: str) -> None:
        if not self.draft.exists():
            return
        if aside:
            self._put_aside(aside)
        elif self.path.exists():
            _close_journal(self.path)
        self.draft.replace(self.path)

    def _put_aside(self, aside: str) -> None:
        for path in _with_company(self.path):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.{aside}"))


def _with_company(path: Path) -> list[Path]:
    """A database file, after the files SQLite keeps beside it."""
    return [*(path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal", "-shm")), path]


def _close_journal(path: Path) -> None:
    """Leave no journal behind: read beside another database, it would ruin it."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as held:
        raise PlaceIsLive(_("Another program has this database open. Close it first.")) from held


@dataclass(frozen=True)
class PostgresRoom:
    database: dict[str, Any]

    def settings(self) -> dict[str, Any]:
        changed = copy.deepcopy(self.database)
        changed.setdefault("OPTIONS", {})["options"] = f"-c search_path={SCHEMA}"
        return changed

    def clear(self) -> None:
        with standing_on(self.database), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")

    def settle(self) -> None:
        with standing_on(self.settings()), connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def take_place(self, aside: str) -> None:
        with standing_on(self.database), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            new = _tables_of(cursor, SCHEMA)
            if not new:
                return
            cursor.execute("SELECT current_schema()")
            (here,) = cursor.fetchone()
            if aside:
                cursor.execute(f'CREATE SCHEMA "{aside}"')
            for table in filter(_is_ours, _tables_of(cursor, here)):
                if aside:
                    cursor.execute(f'ALTER TABLE "{here}"."{table}" SET SCHEMA "{aside}"')
                else:
                    cursor.execute(f'DROP TABLE "{here}"."{table}" CASCADE')
            for table in new:
                cursor.execute(f'ALTER TABLE {SCHEMA}."{table}" SET SCHEMA "{here}"')
            cursor.execute(f"DROP SCHEMA {SCHEMA}")


def _tables_of(cursor: Any, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    return [name for (name,) in cursor.fetchall()]


def _is_ours(table: str) -> bool:
    labels = {config.label for config in apps.get_app_configs()} | {"django"}
    return table.partition("_")[0] in labels
