"""The last step of giving a place back, which may be taken again after a kill: each part takes its room.

While the folder `restauration` bears no mark, it is scraps; once marked, it is the place to be.
"""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from parvis.console.safekeeping.archiving import settle_folder, whole
from parvis.console.safekeeping.staging import room
from parvis.console.safekeeping.standing import own_settings
from parvis.members.erasing import erase_again


@dataclass(frozen=True)
class Marker:
    """What is ready to take the place: from which archive, made when, given back when."""

    archive: str
    made_at: datetime
    at: datetime
    aside: str  # the name under which the former place is put aside, when it could not be archived


def folder() -> Path:
    """Where files wait for their turn."""
    return Path(settings.DATA) / "restauration"


def clear() -> None:
    """Forget what an earlier try left; an empty folder is there afterwards."""
    shutil.rmtree(folder(), ignore_errors=True)
    for name in ("media", "secrets"):
        (folder() / name).mkdir(parents=True, mode=0o700)


def mark_ready(marker: Marker) -> None:
    """From here on, the place to be is the new one."""
    told = {
        "archive": marker.archive,
        "made_at": marker.made_at.isoformat(),
        "at": marker.at.isoformat(),
        "aside": marker.aside,
    }
    with whole(folder() / "PRET") as file:
        file.write(json.dumps(told).encode())


def waiting() -> Marker | None:
    """What is ready and not yet in its room, if anything."""
    try:
        told = json.loads((folder() / "PRET").read_text())
    except FileNotFoundError:
        return None
    return Marker(
        told["archive"],
        datetime.fromisoformat(told["made_at"]),
        datetime.fromisoformat(told["at"]),
        told["aside"],
    )


def finish() -> Marker | None:
    """Let everything that is ready take its room; what it was, None when nothing waited.

    The caller holds the data folder.
    """
    marker = waiting()
    if marker is None:
        return None
    connection.close()  # it looks at the former place
    room(own_settings()).take_place(marker.aside)
    _swap(folder() / "media", Path(default_storage.path("")), marker.aside)
    _take_secrets()
    erase_again(marker.at)
    connection.close()
    shutil.rmtree(folder())
    settle_folder(Path(settings.DATA))
    return marker


def _swap(new: Path, old: Path, aside: str) -> None:
    """A folder takes the room of another, which is dropped with the scraps or put aside."""
    if not new.exists():
        return
    if old.exists():
        old.replace(old.with_name(f"{old.name}.{aside}") if aside else folder() / f"former-{old.name}")
    new.replace(old)
    settle_folder(old.parent)


def _take_secrets() -> None:
    secrets = Path(settings.DATA) / "secrets"
    secrets.mkdir(exist_ok=True, mode=0o700)
    for path in (folder() / "secrets").glob("*"):
        settings.SECRET_KEY = path.read_text().strip() if path.name == "key" else settings.SECRET_KEY
        os.replace(path, secrets / path.name)
    settle_folder(secrets)
