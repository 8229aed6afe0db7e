"""Keep the given file in the data folder, private, until it is brought in or thirty days have passed."""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.federation.models import Source
from parvis.kit.ics.texts import MOST_BYTES
from parvis.kit.reading_calendars import UnreadableCalendar

KEPT_FOR = timedelta(days=30)
_NEEDED = (Source.State.NEW, Source.State.READY, Source.State.REFUSED)


def folder() -> Path:
    """The private folder of given files."""
    path = Path(settings.DATA) / "sources"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def store(chunks: Iterable[bytes]) -> str:
    """Write a file as it comes; its name in the folder. UnreadableCalendar when it is too heavy."""
    name, size = token_hex(16), 0
    path = folder() / name
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                path.unlink()
                raise UnreadableCalendar(
                    _("This calendar is over 24 MB. Ask for a shorter one, or cut it in several files.")
                )
            file.write(chunk)
    return name


def path_of(name: str) -> Path:
    """Where a stored file lies. UnreadableCalendar when it is there no more."""
    path = folder() / name
    if not name or not path.is_file():
        raise UnreadableCalendar(_("The file is no longer here. Choose it once more."))
    return path


def forget(name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    if name:
        (folder() / name).unlink(missing_ok=True)


def clean(at: datetime) -> None:
    """Delete files no source needs, and those that waited thirty days for a word."""
    needed = Source.objects.filter(state__in=_NEEDED, added_at__gt=at - KEPT_FOR)
    names = set(needed.exclude(stored="").values_list("stored", flat=True))
    for path in folder().iterdir():
        # A file just written may not have its row yet.
        if path.name not in names and path.stat().st_mtime < (at - timedelta(hours=1)).timestamp():
            path.unlink(missing_ok=True)
