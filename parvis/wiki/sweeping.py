"""Files nobody's row names: left by a crash between file and row, or between row and file.

An act in progress has written its file and not yet its row, so a young file is left alone.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from parvis.kit.durable import PART
from parvis.wiki.models import Photo

GRACE = timedelta(hours=1)
FOLDER = "stories"
_AT_A_TIME = 500


def sweep(now: datetime) -> int:
    """Delete the photos' files that have no row and are older than an hour; how many went."""
    oldest = now - GRACE
    media = Path(default_storage.path(""))
    old = [path for path in (media / FOLDER).rglob("*") if path.is_file() and _made_at(path) < oldest]
    return sum(
        _sweep_some(old[start : start + _AT_A_TIME], media) for start in range(0, len(old), _AT_A_TIME)
    )


def _sweep_some(paths: list[Path], media: Path) -> int:
    names = {str(path.relative_to(media)): path for path in paths}
    drafts = {name for name in names if name.endswith(PART)}
    known = set(Photo.objects.filter(image__in=names.keys() - drafts).values_list("image", flat=True))
    left = names.keys() - known
    for name in left:
        names[name].unlink(missing_ok=True)
    return len(left)


def _made_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # taken back at this very moment
        return datetime.max.replace(tzinfo=UTC)
