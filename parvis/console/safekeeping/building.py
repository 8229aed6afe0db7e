"""Build a place from its archive, on an empty database: its tables as they were, its rows, its files."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from parvis.console.safekeeping import rows, schema
from parvis.console.safekeeping.boxing import CHUNK, Member
from parvis.console.safekeeping.manifest import Contents, Manifest
from parvis.console.safekeeping.refusals import Damaged, WouldNotFit


class Builder:
    """Takes an archive and builds it on the database one stands on, its files in a folder or nowhere."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._loading = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._loading.__exit__(*error)

    def begin(self, manifest: Manifest) -> None:
        schema.refuse_unknown(manifest.migrations)
        schema.migrate_to(manifest.migrations)
        self.tables = {table.name: table for table in schema.tables(manifest.migrations)}
        connection.disable_constraint_checking()
        # One transaction for all rows: PostgreSQL looks at references when it ends.
        self._loading.enter_context(transaction.atomic())
        with connection.cursor() as cursor:
            for name in self.tables:  # what a migration put there; the archive has it too
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608

    def table(self, name: str, lines: Iterator[bytes]) -> rows.Digest:
        try:
            return rows.load(self.tables[name], lines)
        except DatabaseError as wrong:
            raise WouldNotFit(
                _("A row of “%(table)s” does not fit into this database.") % {"table": name}
            ) from wrong

    def file(self, member: Member) -> None:
        if self.folder is None or not member.name.startswith(("media/", "secrets/")):
            return
        path = self.folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            while chunk := member.read(CHUNK):
                file.write(chunk)

    def check(self, manifest: Manifest) -> None:
        """Every reference leads somewhere; numbers go on from where the archive was. WouldNotFit."""
        schema.set_counters(list(self.tables.values()), manifest.counters)
        try:
            connection.check_constraints()
            self._loading.close()
        except DatabaseError as wrong:
            raise WouldNotFit(_("Some rows of this archive point at nothing.")) from wrong
        connection.enable_constraint_checking()

    def compare(self, contents: Contents) -> None:
        """Read every table again: what is there is what was there. Damaged when a single value differs."""
        for name, table in self.tables.items():
            digest = rows.Digest()
            for line in rows.read(table):
                digest.add(line)
            if contents.tables[name] != {"rows": digest.rows, "digest": str(digest)}:
                raise Damaged.changed(name)


def bring_up_to_date() -> None:
    """From the version of the archive to today's."""
    call_command("migrate", verbosity=0, interactive=False)
