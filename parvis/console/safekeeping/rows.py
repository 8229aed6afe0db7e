"""Rows as lines of JSON that say the same on every engine: UTC hours, base64 bytes, decimals as text."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import connection, models

from parvis.console.safekeeping.schema import Table

AT_A_TIME = 500
Value = Any


def read(table: Table) -> Iterator[bytes]:
    """Every row of a table as one line, in the order of its key."""
    columns, names = table.columns, [field.attname for field in table.fields]
    rows = table.model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000)
    for row in rows:
        yield line(dict(zip(columns, row, strict=True)))


def line(row: dict[str, Value]) -> bytes:
    """One row; the same row gives the same bytes on every engine."""
    return (
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain).encode()
        + b"\n"
    )


def _plain(value: Value) -> Value:
    """What JSON has no word for."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an archive")


class Digest:
    """What a table holds, in one number that does not depend on the order of its rows."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(blake2b(line, digest_size=16).digest())) % (1 << 128)

    def __str__(self) -> str:
        return f"{self._sum:032x}"


# How a value of JSON becomes one of Python; kinds that need nothing are not listed.
_READERS: list[tuple[type["models.Field[Any, Any]"], Callable[[Value], Value]]] = [
    (models.DateTimeField, lambda text: datetime.fromisoformat(text)),
    (models.DateField, lambda text: date.fromisoformat(text)),
    (models.TimeField, lambda text: time.fromisoformat(text)),
    (models.DurationField, lambda number: timedelta(microseconds=number)),
    (models.BinaryField, lambda text: b64decode(text, validate=True)),
    (models.DecimalField, Decimal),
    (models.UUIDField, UUID),
]
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)


def to_python(field: "models.Field[Any, Any]") -> Callable[[Value], Value] | None:
    """Turns a value of JSON into one of Python; None when it is one already."""
    return next((turn for known, turn in _READERS if isinstance(_kind(field), known)), None)


def _kind(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    return field.target_field if isinstance(field, models.ForeignKey) else field


def reader(field: "models.Field[Any, Any]") -> Callable[[Value], Value]:
    """Turns a value of JSON into what this database takes for the column."""
    turn = to_python(field)
    if turn is None and isinstance(_kind(field), _AS_THEY_ARE):
        return lambda value: value

    def read_one(value: Value) -> Value:
        python = turn(value) if turn and value is not None else value
        return field.get_db_prep_save(python, connection)

    return read_one


def load(table: Table, lines: Iterable[bytes]) -> Digest:
    """Write rows into an empty table; what was written. ValueError or KeyError for a line that is none."""
    digest, turns = Digest(), [(str(f.column), reader(f)) for f in table.fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    insert = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        for some in _by(AT_A_TIME, lines):
            for one in some:
                digest.add(one)
            cursor.executemany(insert, [_values(one, turns) for one in some])
    return digest


def _values(one: bytes, turns: Sequence[tuple[str, Callable[[Value], Value]]]) -> list[Value]:
    row = json.loads(one)
    if not isinstance(row, dict) or len(row) != len(turns):
        raise ValueError("a row has other columns than its table")
    return [turn(row[name]) for name, turn in turns]


def _by(size: int, lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for one in lines:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
