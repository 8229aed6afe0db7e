"""The examination of this machine: nothing leaves it."""

from datetime import datetime

from parvis.console.examining import address, backups, database, disk, paper, texting, working
from parvis.console.examining.finding import Check, Finding, State, told

ALWAYS: dict[str, Check] = {
    "disk": disk.room,
    "rights": disk.rights,
    "address": address.settled,
    "database": database.engine,
    "migrations": database.migrations,
    "paper": paper.sheets,
}
ON_ITS_TABLES: dict[str, Check] = {
    "clock": database.clock,
    "worker": working.worker,
    "backup": backups.age,
    "mail": working.outbox,
    "answers": working.answers,
    "texts": texting.texts,
}


def examine(at: datetime) -> list[Finding]:
    """Every finding that needs no network; those that read tables only when the tables are there."""
    found = _all_of(ALWAYS, at)
    if any(finding.name == "migrations" and finding.state != State.WELL for finding in found):
        return found
    return [*found, *_all_of(ON_ITS_TABLES, at)]


def _all_of(checks: dict[str, Check], at: datetime) -> list[Finding]:
    return [finding for name, check in checks.items() for finding in told(name, check, at)]
