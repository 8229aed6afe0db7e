"""Write many rows at once, without a model object each.

Measured with a hundred thousand people: `bulk_create` spends 70 µs of Python a row (objects, one
conversion a field); this spends 5. The SQL is plain and the same on SQLite and PostgreSQL. Columns
not given get the model's defaults, so a new column needs no change here.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_PLAIN = (str, int, bool, type(None))  # a bool is a number to SQLite, a truth to PostgreSQL


class _Writer:
    """Turns values of one column into what the database wants, the same ones once."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        self.field = field
        self.known: dict[Any, Any] = {}

    def __call__(self, value: Any) -> Any:
        if type(value) in _PLAIN:
            return value
        if isinstance(value, dict | list):
            return self.field.get_db_prep_save(value, connection) if value else self._once(repr(value), value)
        return self._once(value, value)

    def _once(self, name: Any, value: Any) -> Any:
        if name not in self.known:
            self.known[name] = self.field.get_db_prep_save(value, connection)
        return self.known[name]


def _columns(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if not field.primary_key and not field.generated}


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any
) -> None:
    """Insert rows of the named columns; `same` holds columns whose value is the same in every row."""
    columns = _columns(model)
    constants = {
        name: _Writer(field)(same[name] if name in same else field.get_default())
        for name, field in columns.items()
        if name not in names
    }
    writers = [_Writer(columns[name]) for name in names]
    tail = tuple(constants.values())
    values = [tuple(write(value) for write, value in zip(writers, row, strict=True)) + tail for row in rows]
    if not values:
        return
    quote = connection.ops.quote_name
    targets = ", ".join(quote(str(columns[name].column)) for name in [*names, *constants])
    marks = ", ".join(["%s"] * (len(names) + len(constants)))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({targets}) VALUES ({marks})",  # noqa: S608 - names of our own models
            values,
        )


def update(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]
) -> None:
    """Update rows by their id: pairs of an id and the values of the named columns."""
    columns = _columns(model)
    fields = [columns[name] for name in names]
    writers = [_Writer(field) for field in fields]
    values = [(*(write(value) for write, value in zip(writers, row, strict=True)), pk) for pk, row in rows]
    if not values:
        return
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {quote('id')} = %s",  # noqa: S608 - names of our own models
            values,
        )
