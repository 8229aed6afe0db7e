"""Which deeds are settled: no act still running can commit one with a smaller id.

PostgreSQL gives ids when rows are written and shows them when acts commit, so a reader that stands at
id 7 may have passed an id 6 which commits a moment later. Comparing transaction numbers would not help:
ids and transactions are not numbered in the same order. So every act that records holds a shared lock
until it commits (acts never wait for each other), and the reader takes the lock alone for the time of
one `max(id)`: nobody is writing then, and whoever writes later gets a larger id. The reader waits for a
quarter of a second at most, so a long act (an import) never makes others wait; it comes back later.
SQLite has one writer at a time: what can be read is settled.
"""

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from parvis.chronicle.models import Deed

LOCK = 0x70617276  # "parv": one number in PostgreSQL's space of advisory locks
PATIENCE = "250ms"


def hold_while_recording() -> None:
    """Say that this transaction writes deeds, until it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def newest_settled() -> int | None:
    """The id up to which the chronicle may be read; None when acts are still being written, come back."""
    if connection.vendor != "postgresql":
        return newest_deed()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            newest = newest_deed()
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
            return newest
    except OperationalError:
        return None


def newest_deed() -> int:
    """The largest id that can be seen, settled or not; 0 when nothing was ever done."""
    return Deed.objects.aggregate(newest=Max("pk"))["newest"] or 0
