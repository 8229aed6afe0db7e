"""Room left, and who may read what lies in the data folder."""

import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from config import environment
from parvis.console.examining.finding import Finding, broken, well, worry
from parvis.kit.health import LEAST_FREE_BYTES

LITTLE = 1_000_000_000  # bytes from which one should think of room
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def room(at: datetime) -> Iterator[Finding]:
    """Bytes left where the data lies; without them nothing is written any more."""
    free = shutil.disk_usage(settings.DATA).free
    size, look = filesizeformat(free), f"df -h {settings.DATA}"
    if free < LEAST_FREE_BYTES:
        why = _("Without room nothing is kept any more: no registration, no backup.")
        yield broken("disk", _("The disk is almost full: %(size)s left.") % {"size": size}, why, look)
    elif free < LITTLE:
        why = _("The next backups may not fit.")
        yield worry("disk", _("Little room is left on the disk: %(size)s.") % {"size": size}, why, look)
    else:
        yield well("disk", _("Room on the disk: %(size)s.") % {"size": size})


def rights(at: datetime) -> Iterator[Finding]:
    """The folder is its owner's, and nobody else reads secrets or the database."""
    found = [*_owner(), *_folder(), *_open_files()]
    yield from found or [well("rights", _("The data folder is closed to other accounts."))]


def _owner() -> Iterator[Finding]:
    owner, us = settings.DATA.stat().st_uid, os.geteuid()
    if owner == us or us == 0:
        return
    what = _("The folder %(folder)s belongs to another account.") % {"folder": settings.DATA}
    name = pwd.getpwuid(us).pw_name
    yield broken(
        "rights", what, _("Parvis cannot keep anything there."), f"sudo chown -R {name}: {settings.DATA}"
    )


def _folder() -> Iterator[Finding]:
    if settings.DATA.stat().st_mode & FOR_OTHERS:
        what = _("Other accounts of this machine may open the folder %(folder)s.") % {"folder": settings.DATA}
        yield worry("rights", what, _("Addresses of members lie there."), f"chmod 700 {settings.DATA}")


def _open_files() -> Iterator[Finding]:
    for path in _private_files():
        if path.stat().st_mode & FOR_OTHERS:
            what = _("Other accounts of this machine may read %(file)s.") % {"file": path}
            why = _("Who reads it can enter in anyone’s name, or knows everyone.")
            yield broken("rights", what, why, f"chmod 600 {path}")


def _private_files() -> list[Path]:
    """Secrets kept here, secrets given as files, and the database when it is a file."""
    kept = [path for path in (settings.DATA / "secrets").rglob("*") if path.is_file()]
    database = settings.DATABASES["default"]
    files = [Path(database["NAME"])] if database["ENGINE"].endswith("sqlite3") else []
    return [path for path in [*kept, *environment.secret_files(), *files] if path.is_file()]
