"""Photos no notice names: left by a crash between file and row, by another photo, by a notice that is gone.

An act in progress has written its file and not yet its row, so a young file is left alone.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from parvis.aid.models import Notice

GRACE = timedelta(hours=1)
FOLDER = "aid"
_AT_A_TIME = 500


def sweep(now: datetime) -> int:
    """Delete the photos that are in no row and older than an hour; how many went."""
    media = Path(default_storage.path(""))
    old = [path for path in (media / FOLDER).rglob("*") if path.is_file() and _is_old(path, now)]
    return sum(
        _sweep_some(old[start : start + _AT_A_TIME], media) for start in range(0, len(old), _AT_A_TIME)
    )


def _sweep_some(paths: list[Path], media: Path) -> int:
    names = {path.relative_to(media).as_posix(): path for path in paths}
    known = set(Notice.objects.filter(photo__in=names).values_list("photo", flat=True))
    left = names.keys() - known
    for name in left:
        names[name].unlink(missing_ok=True)
    return len(left)


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - GRACE
    except FileNotFoundError:  # taken back at this very moment
        return False
