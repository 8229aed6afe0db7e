"""Django's `migrate`; where no table is yet, all are made at once (parvis/console/laying_tables.py)."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from parvis.console.laying_tables import lay_tables
from parvis.console.lean_states import LeanExecutor

migrate.MigrationExecutor = LeanExecutor  # type: ignore[attr-defined]

# With one of these, somebody asks for a step, or for words only.
PARTIAL = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options.get(name) for name in PARTIAL):
            lay_tables(connection=connections[options["database"]])
        super().handle(*args, **options)
