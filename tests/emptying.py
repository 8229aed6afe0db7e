"""Between two tests that commit: only the tables that hold something are emptied, and kinds and rights stay.

Django empties every table, then writes a row for each kind and each right again: a quarter of a second a test.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

STAY = {"django_content_type", "auth_permission"}
# With rows, or with the room that rows of undone transactions took: PostgreSQL reads through it until it is swept.
TAKES_ROOM = """SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_relation_size(oid) > 0"""


def _empty(_case: TransactionTestCase) -> None:
    ours = set(connection.introspection.django_table_names(include_views=False)) - STAY
    looks = " UNION ALL ".join(
        f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\")" for one in sorted(ours)
    )
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(looks)
            for (name,) in cursor.fetchall():
                cursor.execute(f'DELETE FROM "{name}"')
        if connection.vendor == "postgresql":
            cursor.execute(TAKES_ROOM)
            taking = [f'"{name}"' for (name,) in cursor.fetchall() if name in ours]
            if taking:
                cursor.execute(f"VACUUM {', '.join(taking)}")


def start() -> None:
    """From now on in this process."""
    TransactionTestCase._fixture_teardown = _empty
