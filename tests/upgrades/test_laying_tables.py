"""A new place has the tables its migrations would make, though nobody walked through them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from parvis.console.laying_tables import lay_tables
from tests.settings import DATABASE_KIND
from tests.upgrades.places import OldPlace, fresh_database

BEGIN = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from parvis.console import laying_tables
"""
NOW = 'call_command("migrate", verbosity=0)\n'
# One migration after another, as on a place that lived through all versions.
WALK = "laying_tables.UNTOLD = (object,)\n" + NOW
# What stands in the database, whatever the order of the columns.
TELL = """
import json, re
queries = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,"
        " is_identity, collation_name FROM information_schema.columns WHERE table_schema = current_schema()",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred"
        " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    ],
}[connection.vendor]
told = {"tables": [], "rows": {}}
with connection.cursor() as cursor:
    def ask(sql):
        cursor.execute(sql)
        return [list(row) for row in cursor.fetchall()]
    for sql in queries:
        for row in ask(sql):
            parts = re.split(r', (?="|CONSTRAINT )', str(row[-1] or "").removesuffix(")"))
            told["tables"].append(str([*row[:-1], sorted(parts) if row[0] == "table" else row[-1]]))
    for table in connection.introspection.table_names(cursor):
        told["rows"][table] = ask(f'SELECT count(*) FROM "{table}"')[0][0]
    told["tables"].sort()
    for key, sql in {
        "migrations": "SELECT app, name FROM django_migrations",
        "kinds": "SELECT app_label, model FROM django_content_type",
        "permissions": "SELECT codename, name FROM auth_permission",
    }.items():
        told[key] = sorted(ask(sql)) if told["rows"] else []
print(json.dumps(told))
"""


@contextmanager
def bare(data: Path) -> Iterator[OldPlace]:
    """A place whose database has no table yet."""
    data.mkdir(mode=0o700)
    if DATABASE_KIND == "sqlite":
        yield OldPlace("", data, "")
        return
    with fresh_database() as url:
        yield OldPlace("", data, url)


def told(place: OldPlace, steps: str) -> dict[str, Any]:
    """What stands in the database after these steps."""
    done = place.run("help", before=f"{BEGIN}{steps}{TELL}raise SystemExit")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_laid_at_once_or_walked_through_a_place_is_the_same(tmp_path: Path) -> None:
    """Tables, columns, constraints, indexes, and every row: no migration writes what a new place would miss."""
    with bare(tmp_path / "laid") as one, bare(tmp_path / "walked") as other:
        laid, walked = told(one, NOW), told(other, WALK)
    assert len(laid["migrations"]) > 90
    assert len(laid["rows"]) > 100
    assert laid == walked


def test_laying_that_fails_at_its_last_step_leaves_nothing(tmp_path: Path) -> None:
    """And the next time finishes."""
    fails = """
from django.db.migrations.recorder import MigrationRecorder
whole = MigrationRecorder.record_applied
def record(self, app, name):
    if app == "wiki":
        raise RuntimeError("the disk is full")
    whole(self, app, name)
MigrationRecorder.record_applied = record
try:
    laying_tables.lay_tables()
except RuntimeError:
    pass
"""
    with bare(tmp_path / "data") as place:
        assert told(place, fails)["rows"] == {}
        assert ["wiki", "0001_initial"] in told(place, NOW)["migrations"]


@pytest.mark.django_db
def test_where_something_stands_nothing_is_laid() -> None:
    assert lay_tables() is False
