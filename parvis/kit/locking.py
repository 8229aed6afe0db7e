"""Hold rows until the act is over."""

from typing import Any

from django.db import connections, models


def hold(rows: models.QuerySet[Any]) -> None:
    """Lock these rows until the transaction ends; who comes second waits.

    SQLite has one writer at a time, from the first word of a transaction: there is nothing to ask it.
    """
    if connections[rows.db].features.has_select_for_update:
        list(rows.select_for_update().values_list("pk", flat=True))
