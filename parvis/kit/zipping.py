"""A zip written while it is sent: nothing on disk, a few kilobytes in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

PICTURES = (".webp", ".jpg", ".png")  # small already


class _Pipe:
    """Takes what the zip writes and hands it over."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        return None

    def take(self) -> bytes:
        taken, self.waiting = b"".join(self.waiting), []
        return taken


def zipped(files: Iterable[tuple[str, Iterable[bytes]]], at: datetime) -> Iterator[bytes]:
    """The bytes of a zip of these files (name in it, its parts), all dated `at`."""
    pipe, moment = _Pipe(), timezone.localtime(at).timetuple()[:6]
    with zipfile.ZipFile(pipe, "w") as archive:  # type: ignore[call-overload]
        for name, parts in files:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(PICTURES) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w") as file:
                for part in parts:
                    file.write(part)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()
