"""The village of the tests, made once in a process, then laid out again for each test: rows and people alike."""

import pickle
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests.village import Village, settle

_kept: dict[datetime, tuple[list[str], bytes]] = {}


def stand(now: datetime) -> Village:
    """What `settle(now)` makes. From the second time on its rows are written as they were, in one go a table.

    Where a test wrote rows first that are in the way, the village is made beside them.
    """
    if now not in _kept:
        return _make(now)
    rows, people = _kept[now]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql in rows:
                cursor.execute(sql)
    except IntegrityError:
        return settle(now)
    village: Village = pickle.loads(people)
    return village


def _make(now: datetime) -> Village:
    before = counts()
    village = settle(now)
    grown = [table for table, count in counts().items() if count > before[table]]
    if not any(before[table] for table in grown):  # else a test wrote first: the next one keeps
        _kept[now] = ([_as_sql(table) for table in grown], pickle.dumps(village))
    return village


def _columns() -> dict[str, list[str]]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {
        model._meta.db_table: [
            connection.ops.quote_name(field.column)
            for field in model._meta.local_concrete_fields
            if not field.generated
        ]
        for model in models
        if not model._meta.proxy
    }


def counts() -> dict[str, int]:
    """How many rows each table has."""
    asked = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in _columns())
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def _as_sql(table: str) -> str:
    """The rows of a table as one statement; the engine itself writes each value as its own SQL reads it."""
    columns = _columns()[table]
    shape = "quote({})" if connection.vendor == "sqlite" else "quote_nullable(CAST({} AS text))"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {", ".join(map(shape.format, columns))} FROM "{table}"')
        rows = ", ".join(f"({', '.join(row)})" for row in cursor.fetchall())
    return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES {rows}'
