"""The tables of a place, as its applied migrations (not today's code) describe them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from parvis.console.laying_tables import lay_tables
from parvis.console.safekeeping.refusals import TooRecent

# Digests of codes that open nothing after twenty minutes: an archive has no use for them.
LEFT_OUT = frozenset({"members_signincode"})
Migrations = dict[str, list[str]]  # area → names, in order


@dataclass(frozen=True)
class Table:
    """One table: its name, the model of that moment, its columns in order."""

    name: str
    model: type[models.Model]
    fields: list["models.Field[Any, Any]"]

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]


def applied() -> Migrations:
    """The migrations this database has. TooRecent when today's code does not know one of them."""
    loader = MigrationLoader(connection)
    names = sorted(loader.applied_migrations)
    refuse_unknown({app: [name for other, name in names if other == app] for app, _name in names}, loader)
    found: Migrations = {}
    for app, name in names:
        found.setdefault(app, []).append(name)
    return found


def refuse_unknown(migrations: Migrations, loader: MigrationLoader | None = None) -> None:
    """TooRecent when one of these is not known to this version."""
    known = (loader or MigrationLoader(None)).disk_migrations
    for app, names in migrations.items():
        for name in names:
            if (app, name) not in known:
                raise TooRecent.because(f"{app} {name}")


def targets(migrations: Migrations) -> list[tuple[str, str]]:
    """The last of these in each area: where to migrate to be exactly there."""
    graph = MigrationLoader(None).graph
    ours = {(app, name) for app, names in migrations.items() for name in names}
    return sorted(key for key in ours if not any(child.key in ours and child.key[0] == key[0]
                                                 for child in graph.node_map[key].children))  # fmt: skip


def tables(migrations: Migrations) -> list[Table]:
    """The tables after exactly these migrations, by name."""
    state = MigrationLoader(None).project_state(targets(migrations))
    found = {}
    for model in state.apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table not in LEFT_OUT:
            fields = [field for field in meta.local_concrete_fields if not field.generated]
            found[meta.db_table] = Table(meta.db_table, model, fields)
    return [found[name] for name in sorted(found)]


def migrate_to(migrations: Migrations) -> None:
    """Make an empty database exactly as these migrations leave it."""
    if not lay_tables(targets(migrations)):
        MigrationExecutor(connection).migrate(targets(migrations))


def counters(kept: Sequence[Table]) -> dict[str, int]:
    """The last number each table gave out: numbers of the dead are never given again."""
    given = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            ours = {table.name for table in kept}
            return {name: seq for name, seq in cursor.fetchall() if seq and name in ours}
        for table in filter(_counts, kept):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', _key(table)])
            sequence = cursor.fetchone()[0]
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608  the engine's own name
            last, is_called = cursor.fetchone()
            if is_called:
                given[table.name] = int(last)
    return given


def set_counters(kept: Sequence[Table], given: dict[str, int]) -> None:
    """Go on numbering after these, and after every row that is there."""
    for table in filter(_counts, kept):
        quoted, key = connection.ops.quote_name(table.name), connection.ops.quote_name(_key(table))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(MAX({key}), 0) FROM {quoted}")  # noqa: S608
            last = max(cursor.fetchone()[0], int(given.get(table.name, 0)))
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    [quoted, _key(table), max(last, 1), last > 0],
                )


def _key(table: Table) -> str:
    return str(table.model._meta.pk.column)


def _counts(table: Table) -> bool:
    return isinstance(table.model._meta.pk, models.AutoField)
