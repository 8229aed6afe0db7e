"""`column__begins="mar"`: what begins so, read from an index on both databases.

Django's own `startswith` is a scan on SQLite, whose LIKE does not tell letters of two cases apart. On
PostgreSQL the index has to be of `varchar_pattern_ops` (`CharField(unique=True)` brings one).
"""

from typing import Any

from django.db.models import CharField, Lookup

_LAST = chr(0x10FFFF)  # comes after every sign
_SIGNS = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@CharField.register_lookup
class Begins(Lookup):
    """Case and accents count: the column and the words are folded alike beforehand."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*values, f"{str(self.rhs).translate(_SIGNS)}%"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, values = self.process_lhs(compiler, connection)
        words = str(self.rhs)
        return f"({column} >= %s AND {column} < %s)", [*values, words, *values, f"{words}{_LAST}"]
