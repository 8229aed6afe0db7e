"""The database keeps what it acknowledged, has this version's tables, and tells the same hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.console.examining.finding import Finding, broken, well
from parvis.kit.models import Schedule

# What a power cut must not undo: asked of a connection like those the place serves with.
SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
POSTGRES = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
APART = timedelta(minutes=2)


def _one(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def engine(at: datetime) -> Iterator[Finding]:
    """Which engine, and whether it keeps what it acknowledged when the current fails."""
    is_sqlite = connection.vendor == "sqlite"
    wanted = SQLITE if is_sqlite else POSTGRES
    ask = "PRAGMA {}" if is_sqlite else "SHOW {}"
    wrong = [name for name, value in wanted.items() if _one(ask.format(name)) != value]
    kind = "SQLite" if is_sqlite else "PostgreSQL"
    number = _one("SELECT sqlite_version()" if is_sqlite else "SHOW server_version")
    if not wrong:
        yield well("database", _("%(kind)s %(number)s answers.") % {"kind": kind, "number": number})
        return
    what = _("%(kind)s does not run as it should: %(names)s.") % {"kind": kind, "names": ", ".join(wrong)}
    why = _("A power cut could lose what was acknowledged.")
    yield broken(
        "database", what, why, "" if is_sqlite else "sudo -u postgres psql -c 'ALTER SYSTEM RESET ALL'"
    )


def migrations(at: datetime) -> Iterator[Finding]:
    """Are the tables those of this version?"""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not waiting:
        yield well("migrations", _("The tables are those of this version."))
        return
    what = ngettext(
        "The database waits for %(count)s change.", "The database waits for %(count)s changes.", waiting
    ) % {"count": waiting}
    yield broken("migrations", what, _("This version cannot serve on older tables."), "parvis upgrade")


def clock(at: datetime) -> Iterator[Finding]:
    """Our clock beside PostgreSQL's, and beside the latest work done: it must not have gone back."""
    theirs = at if connection.vendor == "sqlite" else _one("SELECT clock_timestamp()")
    latest = Schedule.objects.exclude(ended_at=None).order_by("-ended_at").values_list("ended_at", flat=True)
    last = latest.first() or at
    if abs(datetime.now(UTC) - theirs) > APART and connection.vendor != "sqlite":
        what = _("The clocks of the database and of this machine disagree.")
    elif last - at > APART:
        what = _("The clock of this machine went back.")
    else:
        yield well("clock", _("The clock is right, as far as this machine can tell."))
        return
    why = _("Reminders would leave at the wrong hour, and codes would expire too soon.")
    yield broken("clock", what, why, "timedatectl set-ntp true")
