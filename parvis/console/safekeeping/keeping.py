"""The folder of archives: their names, the latest, where the next one goes."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = re.compile(r"(parvis|avant)-(\d{4}-\d\d-\d\d-\d{4})(-\d+)?\.parvis(\.age)?")


@dataclass(frozen=True)
class Kept:
    """An archive of the folder: when it was made, by its name (minutes, local hour)."""

    path: Path
    made_at: datetime
    is_former: bool  # of a place that another one replaced


def folder() -> Path:
    """Where archives are kept."""
    return Path(settings.BACKUP_FOLDER)


def new_path(at: datetime, kind: str = "parvis") -> Path:
    """A free name for an archive made at that hour. kind: "parvis", or "avant" for a former place."""
    stem = f"{kind}-{timezone.localtime(at):%Y-%m-%d-%H%M}"
    names = [f"{stem}.parvis", *(f"{stem}-{number}.parvis" for number in range(2, 1000))]
    return next(path for name in names if not (path := folder() / name).exists())


def kept() -> list[Kept]:
    """The archives of the folder, the latest first. Other files there are nobody's business."""
    found = [_kept(path, match) for path in folder().glob("*") if (match := NAME.fullmatch(path.name))]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def _kept(path: Path, match: re.Match[str]) -> Kept:
    made_at = timezone.make_aware(datetime.strptime(match[2], "%Y-%m-%d-%H%M"))  # noqa: DTZ007
    return Kept(path, made_at, match[1] == "avant")


def latest_made_at() -> str | None:
    """When the latest archive was made, for whoever watches (ISO 8601); None when there is none."""
    archive = latest()
    return archive.made_at.isoformat() if archive else None


def latest() -> Kept | None:
    """The latest archive of the place (not of a former one)."""
    return next((one for one in kept() if not one.is_former), None)
