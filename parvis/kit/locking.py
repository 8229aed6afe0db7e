"""Hold rows until the act is over."""

from typing import Any

from django.db import connections, models


def hold(rows: models.QuerySet[Any], *, lets_refer: bool = False) -> None:
    """Lock these rows until the transaction ends; who comes second waits.

    lets_refer: others may meanwhile write rows that point at them (two who do both would else wait for
    each other).

    SQLite has one writer at a time, from the first word of a transaction: there is nothing to ask it.
    """
    if connections[rows.db].features.has_select_for_update:
        list(rows.select_for_update(no_key=lets_refer).values_list("pk", flat=True))
