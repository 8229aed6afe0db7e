"""Is the place well? Areas add their checks in `apps.ready()`; `/sante/pret` asks them all."""

from collections.abc import Callable

import structlog
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.kit import clock
from parvis.kit.logs import account_of
from parvis.kit.room import free_bytes

Check = Callable[[], bool]
Fact = Callable[[], str | int | float | None]
LEAST_FREE_BYTES = 200_000_000

logger = structlog.get_logger("health")
_checks: dict[str, Check] = {}
_facts: dict[str, Fact] = {}
_is_migrated = False


def register(name: str, check: Check) -> None:
    """Add a check under a name operators read: True when all is well; an exception counts as ill."""
    _checks[name] = check


def examine() -> dict[str, bool]:
    """Every check by its name."""
    return {name: _is_well(name, check) for name, check in _checks.items()}


def tell(name: str, fact: Fact) -> None:
    """Add something worth reading that makes nobody ill: the age of the last copy."""
    _facts[name] = fact


def told() -> dict[str, str | int | float | None]:
    """Every fact by its name; None where it cannot be had."""
    return {name: _said(name, fact) for name, fact in _facts.items()}


def _said(name: str, fact: Fact) -> str | int | float | None:
    try:
        return fact()
    except Exception as error:
        logger.error("health", fact=name, **account_of(error))
        return None


def _is_well(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception as error:  # whatever it is, it is not well
        logger.error("health", check=name, **account_of(error))
        return False


def has_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def has_migrations() -> bool:
    """Is the schema the one this version expects? Asked until it is; it cannot go back while we serve."""
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _is_migrated


def has_room() -> bool:
    """Is there room left on the disk of the data folder?"""
    return free_bytes() >= LEAST_FREE_BYTES


register("base", has_database)
register("horloge", clock.is_steady)
register("migrations", has_migrations)
register("disque", has_room)
