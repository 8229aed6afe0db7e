"""The files rows speak of, held so that one deleted meanwhile is still there to be archived."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from parvis.console.safekeeping.keeping import is_alive
from parvis.console.safekeeping.schema import Table

PREFIX = ".sauvegarde-"


def names(kept: Sequence[Table]) -> Iterator[str]:
    """The files the rows of these tables speak of, each once a row."""
    for table in kept:
        for field in table.fields:
            if isinstance(field, models.FileField):
                rows = table.model._base_manager.exclude(**{field.attname: ""}).order_by("pk")
                yield from rows.values_list(field.attname, flat=True).iterator()


class Held:
    """Second names (hard links) of the media, made before the snapshot: deleting takes only the first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.media = folder, Path(default_storage.path(""))
        for path in self.media.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self._link(path)

    def _link(self, path: Path) -> None:
        second = self.folder / path.relative_to(self.media)
        second.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, second)
        except OSError:  # gone already, or a disk without second names: the first one will do
            return

    def open(self, name: str) -> IO[bytes] | None:
        """The file of a row; None when it is nowhere."""
        for folder in (self.folder, self.media):
            try:
                return (folder / name).open("rb")
            except OSError:
                continue
        return None


@contextmanager
def held() -> Iterator[Held]:
    """Hold the media while the snapshot is copied."""
    for left in Path(settings.DATA).glob(f"{PREFIX}*"):
        if not is_alive(int(left.name.split("-")[1])):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=settings.DATA))
    try:
        yield Held(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def weight() -> int:
    """Bytes of all media."""
    media = Path(default_storage.path(""))
    return sum(path.stat().st_size for path in media.rglob("*") if path.is_file() and not path.is_symlink())
