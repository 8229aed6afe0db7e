"""The folder of archives: their names, the latest, where the next one goes."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from parvis.console.safekeeping.rotating import Keeping, expired

TRY = "dernier-essai.json"
OLD = timedelta(days=2)
FORMER_STAYS = timedelta(days=30)
NAME = re.compile(r"(parvis|avant)-(\d{4}-\d\d-\d\d-\d{4})(-\d+)?\.parvis(\.age)?")


@dataclass(frozen=True)
class Kept:
    """An archive of the folder: when it was made, by its name (minutes, local hour)."""

    path: Path
    made_at: datetime
    is_former: bool  # of a place that another one replaced


@dataclass(frozen=True)
class Try:
    """The latest nightly backup that was tried."""

    at: datetime
    failure: str

    @property
    def is_good(self) -> bool:
        return not self.failure


class Verdict(StrEnum):
    WELL = "well"
    NONE = "none"  # there is no archive
    OLD = "old"  # the latest is more than two days old
    FAILED = "failed"  # tonight's did not work


@dataclass(frozen=True)
class LastBackup:
    """What `parvis doctor` and the page behind the scenes say of backups."""

    verdict: Verdict
    path: Path | None = None
    age: timedelta | None = None
    failure: str = ""
    is_on_same_disk: bool = True  # as the data: a copy elsewhere is better


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


def last_backup(at: datetime) -> LastBackup:
    """How things stand with backups at that hour."""
    last, tried = latest(), last_try()
    is_near = _disk(folder()) == _disk(Path(settings.DATA))
    failure = tried.failure if tried and (last is None or tried.at > last.made_at) else ""
    if last is None:
        return LastBackup(
            Verdict.FAILED if failure else Verdict.NONE, failure=failure, is_on_same_disk=is_near
        )
    age = at - last.made_at
    verdict = Verdict.FAILED if failure else Verdict.OLD if age > OLD else Verdict.WELL
    return LastBackup(verdict, last.path, age, failure, is_near)


def _disk(path: Path) -> int:
    return next(parent.stat().st_dev for parent in [path, *path.parents] if parent.exists())


def last_try() -> Try | None:
    """The latest nightly try, if one was written down."""
    try:
        told = json.loads((folder() / TRY).read_text())
        return Try(datetime.fromisoformat(told["at"]), told["failure"])
    except (OSError, ValueError, KeyError):
        return None


def note_try(at: datetime, failure: str) -> None:
    """Write down how the nightly backup went. A disk that takes nothing is told by the log alone."""
    draft = folder() / f".{TRY}"
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(json.dumps({"at": at.isoformat(), "failure": failure}))
        draft.replace(folder() / TRY)
    except OSError:
        return


def let_go(at: datetime) -> list[Path]:
    """Delete the archives whose time is over, and what a killed backup left; those deleted.

    Former places stay a month, whatever else is kept.
    """
    ours = [one for one in kept() if not one.is_former]
    gone = expired([timezone.localtime(one.made_at) for one in ours], timezone.localtime(at), wanted())
    over = [one.path for one in ours if one.made_at in gone]
    over += [one.path for one in kept() if one.is_former and at - one.made_at > FORMER_STAYS]
    for path in [*over, *_scraps()]:
        path.unlink(missing_ok=True)
    return over


def wanted() -> Keeping:
    """How many archives the settings want. ValueError when they cannot be read."""
    return Keeping.read(settings.BACKUP_KEEP)


def _scraps() -> Iterator[Path]:
    """Drafts of processes that are no more."""
    for path in folder().glob(".*.part"):
        number = path.name.split(".")[-2]
        if number.isdigit() and not is_alive(int(number)):
            yield path


def is_alive(process: int) -> bool:
    """Does a process of that number run here?"""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
