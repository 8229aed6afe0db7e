"""Migrations draw again the models they change, not all these touch (docs/decisions/0018-lean-states.md)."""

from typing import Any, cast

from django.db import migrations
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What asks nothing of the models that point here. RunPython has all models drawn again by itself.
LEAN = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.CreateModel,
    migrations.RemoveConstraint,
    migrations.RemoveIndex,
    migrations.RunPython,
)


def is_lean(operation: Operation) -> bool:
    """Whether this operation never looks at who points to its model. A key that changes does."""
    if isinstance(operation, migrations.AlterField):
        return not (operation.field.is_relation or operation.field.unique)
    return isinstance(operation, LEAN)


class LeanState(ProjectState):
    """While `is_lean`, the changed model alone is drawn again; who points to it waits (`is_delayed`)."""

    is_lean = False

    def clone(self) -> "LeanState":
        return _leaning(super().clone(), is_lean=self.is_lean)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if not self.is_lean:
            super().reload_model(app_label, model_name, delay)
        elif "apps" in self.__dict__:  # else nothing was drawn yet
            self.is_delayed = True  # Django's own word for it: whoever needs all of them clears first
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]


def _leaning(state: ProjectState, *, is_lean: bool = False) -> LeanState:
    state.__class__ = LeanState  # Django makes plain ones, in places that cannot be told otherwise
    leaning = cast("LeanState", state)
    leaning.is_lean = is_lean
    return leaning


class LeanExecutor(MigrationExecutor):
    """Django's executor, with a lean state for each migration that allows it."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        return _leaning(super()._create_project_state(with_applied_migrations))  # type: ignore[misc]

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **told: Any
    ) -> ProjectState:
        leaning = cast("LeanState", state)
        leaning.is_lean = all(map(is_lean, migration.operations))
        if not leaning.is_lean:
            leaning.clear_delayed_apps_cache()
            _ = leaning.apps  # all of them once, before each operation copies the state
        return super().apply_migration(leaning, migration, *args, **told)
