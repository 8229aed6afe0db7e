"""Do rows point at rows that exist? Known in a few bits a row, whatever the order in which tables come."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from parvis.console.safekeeping.schema import Table

_DENSE = 1 << 27  # numbers under this one are bits in a row; others (there should be none) one by one


class Keys:
    """A set of keys: bits for ordinary numbers, a set for the rest."""

    def __init__(self) -> None:
        self._bits, self._others = bytearray(), set[Any]()

    def add(self, key: Any) -> None:
        if type(key) is int and 0 <= key < _DENSE:
            place = key >> 3
            if place >= len(self._bits):
                self._bits.extend(bytes(max(place + 1 - len(self._bits), 4096)))
            self._bits[place] |= 1 << (key & 7)
        else:
            self._others.add(key)

    def __contains__(self, key: Any) -> bool:
        if type(key) is int and 0 <= key < _DENSE:
            place = key >> 3
            return place < len(self._bits) and bool(self._bits[place] >> (key & 7) & 1)
        return key in self._others

    def __iter__(self) -> Iterator[Any]:
        for place, byte in enumerate(self._bits):
            if byte:
                yield from (place * 8 + bit for bit in range(8) if byte >> bit & 1)
        yield from self._others


class References:
    """What each table has, and what the others want of it."""

    def __init__(self, tables: list[Table]) -> None:
        self.have: dict[str, Keys] = {}
        self.wanted: dict[tuple[str, str, str], Keys] = {}
        self.files = Keys()
        self._columns = {table.name: _pointing(table) for table in tables}
        self._keys = {table.name: str(table.model._meta.pk.column) for table in tables}
        self._files = {
            table.name: [str(f.column) for f in table.fields if isinstance(f, models.FileField)]
            for table in tables
        }

    def note(self, table: str, row: dict[str, Any]) -> bool:
        """Take note of a row; False when its key was there already."""
        have, key = self.have.setdefault(table, Keys()), row[self._keys[table]]
        is_new = key not in have
        have.add(key)
        for column, target in self._columns[table]:
            if (value := row[column]) is not None:
                self.wanted.setdefault((table, column, target), Keys()).add(value)
        for column in self._files[table]:
            if row[column]:
                self.files.add(row[column])
        return is_new

    def broken(self) -> Iterator[str]:
        """« table.column → target 12 »: each reference that leads nowhere."""
        for (table, column, target), wanted in self.wanted.items():
            have = self.have.get(target, Keys())
            yield from (f"{table}.{column} → {target} {key}" for key in wanted if key not in have)


def _pointing(table: Table) -> list[tuple[str, str]]:
    return [
        (str(field.column), field.related_model._meta.db_table)
        for field in table.fields
        if isinstance(field, models.ForeignKey) and not isinstance(field.related_model, str)
    ]
