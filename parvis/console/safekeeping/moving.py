"""Move the place to another engine: the same archive, built on the other database, then read again there."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from parvis.console.safekeeping import archiving, sealing
from parvis.console.safekeeping.building import Builder, bring_up_to_date
from parvis.console.safekeeping.refusals import PlaceIsLive
from parvis.console.safekeeping.restoring import is_live
from parvis.console.safekeeping.staging import room
from parvis.console.safekeeping.standing import standing_on
from parvis.console.safekeeping.unpacking import Unpacking


@dataclass(frozen=True)
class Moved:
    """What stands on the other database now: as many rows, the same in each table."""

    rows: int
    tables: int


def move(database: dict[str, Any], *, at: datetime) -> Moved:
    """Copy the place to another database (Django settings, as `config.databases.from_url` makes them).

    The caller holds the data folder: nobody writes meanwhile. The source is only read; photos stay where they
    are. PlaceIsLive when the other database has a place already; WouldNotFit, Damaged when a row differs.
    """
    target = connections.configure_settings({"default": database})["default"]
    with standing_on(target):
        if is_live():
            raise PlaceIsLive(_("There is a place in that database already."))
    path = Path(settings.DATA) / f".demenagement-{os.getpid()}.parvis"
    try:
        archiving.back_up(path, at=at, keys=sealing.Keys())
        return _build(path, target)
    finally:
        path.unlink(missing_ok=True)


def _build(path: Path, target: dict[str, Any]) -> Moved:
    successor = room(target)
    successor.clear()
    with path.open("rb") as file, standing_on(successor.settings()), Builder(None) as builder:
        manifest, contents = Unpacking(file, builder).run()
        builder.check(manifest)
        builder.compare(contents)
        bring_up_to_date()
    successor.settle()
    successor.take_place(aside="")
    return Moved(contents.rows(), len(contents.tables))
