"""Bring a place up to this version: a backup, the new tables made apart and looked at, then all at once.

The place stays as it was until the last moment, so that a failure, a kill or a power cut leaves the state
before. SQLite: the changes are made in a copy of the file, which takes its room when it is good.
PostgreSQL: they are one transaction, committed when they are good. The caller holds the place alone.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from parvis.console.lean_states import LeanExecutor
from parvis.console.looking_round import Wrong, look_round
from parvis.console.safekeeping import archiving, keeping, schema
from parvis.console.safekeeping.refusals import NothingToKeep
from parvis.console.safekeeping.staging import SqliteRoom
from parvis.console.safekeeping.standing import own_settings, standing_on
from parvis.kit import freshness
from parvis.kit.refusals import Refusal

ENDING = "mise-a-jour"  # of the name of the copy the changes are made in


class NotUpgraded(Refusal):
    """The place is as it was before; the reason says what went wrong, and where the backup is."""


@dataclass(frozen=True)
class Upgraded:
    """What was done: migrations by name, and the archive of the state before (none for a new place)."""

    changes: list[str]
    backup: Path | None


def pending() -> list[str]:
    """The migrations this version wants and the database has not, in order.

    A database newer than this version is refused (TooRecent).
    """
    executor = MigrationExecutor(connection)
    known: schema.Migrations = {}
    for app, name in executor.loader.applied_migrations:
        known.setdefault(app, []).append(name)
    schema.refuse_unknown(known, executor.loader)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_needed() -> bool:
    return bool(pending())


def upgrade(*, at: datetime, tell: Callable[[str], None] = lambda words: None) -> Upgraded:
    """Back up, change, look round, take place. tell: called with words before each step.

    NotUpgraded when something failed, the place being as before; the archive's own refusals before that.
    """
    changes = pending()
    backup = _back_up(at, tell)
    if backup is None:
        call_command("migrate", verbosity=0, interactive=False)
        return Upgraded(changes, None)
    try:
        with _apart():
            tell(_("Changing the tables…"))
            _change()
            tell(_("Looking round…"))
            look_round()
    except Exception as failure:  # whatever it is, nothing was changed
        raise NotUpgraded(_words(failure, backup)) from failure
    finally:
        freshness.bump()  # what was looked at may never have been
    return Upgraded(changes, backup)


def _back_up(at: datetime, tell: Callable[[str], None]) -> Path | None:
    try:
        name = archiving.place_name()
    except NothingToKeep:
        return None
    tell(_("Backing up %(name)s…") % {"name": name})
    return archiving.back_up(keeping.new_path(at), at=at).path


@contextmanager
def _apart() -> Iterator[None]:
    """Within, changes are made where nobody sees them; they take their place at the end, or never."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            yield
        return
    room = SqliteRoom(own_settings(), ENDING)
    room.clear()
    try:
        _copy(room.path, room.draft)
        with standing_on(room.settings()):
            yield
        room.settle()
        connection.close()
        room.take_place("")
    finally:
        room.drop()
    archiving.settle_folder(room.path.parent)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _change() -> None:
    """Run every pending migration; on PostgreSQL the deferred checks of each are made before the next."""
    if connection.vendor != "postgresql":
        call_command("migrate", verbosity=0, interactive=False)
        return
    executor = LeanExecutor(connection, _settle_checks)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)  # nothing left but what follows migrations


def _settle_checks(action: str, *_about: object) -> None:
    if action == "apply_success":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _words(failure: Exception, backup: Path) -> str:
    said = str(failure) if isinstance(failure, Wrong) else f"{type(failure).__name__} {failure}"
    words = {"said": " ".join(said.split())[:300].rstrip("."), "backup": backup}
    return _("The upgrade failed: %(said)s. The place is as before; a backup lies in %(backup)s.") % words
