"""One URL says where the words are kept."""

from pathlib import Path

import pytest
from django.db import connection

from config.databases import SQLITE_PRAGMAS, from_url

DATA = Path("/srv/parvis")


def test_without_a_url_the_place_keeps_a_file_in_its_folder() -> None:
    kept = from_url("", DATA)
    assert kept["NAME"] == "/srv/parvis/parvis.sqlite3"
    assert kept["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in kept["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "name"),
    [
        (
            "postgres://jeanne:l%40vie@base.exemple.fr:5433/parvis",
            "base.exemple.fr",
            "5433",
            "jeanne",
            "l@vie",
            "parvis",
        ),
        ("postgresql://parvis@%2Fvar%2Frun%2FPG/parvis", "/var/run/PG", "", "parvis", "", "parvis"),
        ("postgres:///parvis", "", "", "", "", "parvis"),
        ("postgres://u@[::1]:5432/p", "::1", "5432", "u", "", "p"),
    ],
)
def test_a_postgres_url_is_read_whole(
    url: str, host: str, port: str, user: str, password: str, name: str
) -> None:
    kept = from_url(url, DATA)
    assert kept["ENGINE"].endswith("postgresql")
    assert [kept[part] for part in ("HOST", "PORT", "USER", "PASSWORD", "NAME")] == [
        host,
        port,
        user,
        password,
        name,
    ]


def test_an_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        from_url("mysql://x/y", DATA)


@pytest.mark.django_db
def test_every_sqlite_connection_keeps_what_was_acknowledged() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    asked = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    with connection.cursor() as cursor:
        kept = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert kept == asked
    assert all(name in SQLITE_PRAGMAS for name in asked)
