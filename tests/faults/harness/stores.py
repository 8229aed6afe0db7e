"""Reads the tables with plain SQL, past all of Parvis's own code: the judge must not share its errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

Row = tuple[Any, ...]


class Store:
    """The database of one place: `rows("SELECT …")`, `write("UPDATE …")`."""

    def __init__(self, url: str, data: Path) -> None:
        self.url, self.file = url, data / "parvis.sqlite3"

    @property
    def is_postgres(self) -> bool:
        return bool(self.url)

    def rows(self, sql: str) -> list[Row]:
        with self._connection() as connection, closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def write(self, sql: str) -> None:
        """Change rows behind Parvis's back (self-tests of the judge do)."""
        with self._connection() as connection:
            connection.execute(sql)
            connection.commit()

    def one(self, sql: str) -> Any:
        """The first column of the first row."""
        return self.rows(sql)[0][0]

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        with closing(_postgres(self.url) if self.url else sqlite3.connect(self.file, timeout=20)) as opened:
            yield opened


def _postgres(url: str) -> Any:
    import psycopg

    parts = urlsplit(url)
    return psycopg.connect(
        host=unquote(parts.netloc.rpartition("@")[2]), user=parts.username, dbname=parts.path.lstrip("/")
    )
