"""Clean the disk after an erasure: what the database deleted must not be readable in its files.

SQLite overwrites what it deletes (`secure_delete`), but pages it moved around may keep copies, and its
journal (WAL) keeps former pages: the file is rewritten, then the journal cut to nothing.
PostgreSQL keeps dead rows until a VACUUM.
"""

from django.db import OperationalError, connection


def sweep() -> bool:
    """Rewrite the database without what was deleted. False when somebody was reading: try again later.

    Call it outside a transaction.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            if connection.vendor != "sqlite":
                return True
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _log, _checkpointed = cursor.fetchone()
            return not busy
    except OperationalError:
        return False
