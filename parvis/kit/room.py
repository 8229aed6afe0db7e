"""How much room the place takes: its database, what is left on its disk."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection


def database_bytes() -> int | None:
    """The size of the database on either engine; None when it is not on a disk of ours."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    name = str(connection.settings_dict["NAME"])
    files = [Path(f"{name}{end}") for end in ("", "-wal")]
    sizes = [file.stat().st_size for file in files if file.is_file()]
    return sum(sizes) if sizes else None


def free_bytes() -> int:
    """What is left on the disk of the data folder."""
    return shutil.disk_usage(settings.DATA).free
