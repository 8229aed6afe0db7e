"""What is noted beside the database while mail leaves, so that a killed worker loses and doubles nothing.

Ends are written into the database in groups; a word a message is noted here at once, in a file of the worker
itself, without waiting for the disk. A worker killed in between leaves its file: the next one reads what had
been taken (it is sent), what had not been begun (it waits again at once), and what nobody knows, one message
a connection at most (in doubt: it waits for the end of its claim, and leaves under the same Message-ID).
A power cut may lose the file itself: then the whole group is in doubt.
"""

import fcntl
import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import transaction
from django.db.models import F

from parvis.courier import together
from parvis.courier.models import Dispatch

_TAKEN, _BEGUN, _MEANT = b">", b"<", b"?"
State = Dispatch.State


def folder() -> Path:
    """Where the notes of this machine's workers lie."""
    return Path(settings.DATA) / "courrier-en-cours"


class Notes:
    """The file of one worker, held as long as it lives. Safe to write from several threads."""

    def __enter__(self) -> Self:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder() / f"{uuid.uuid4().hex}.notes"
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.path.unlink(missing_ok=True)
        os.close(self._file)

    def meant(self, rows: Iterable[Dispatch]) -> None:
        """This group is about to leave."""
        os.write(self._file, b"".join(_line(_MEANT, row) for row in rows))

    def begun(self, row: Dispatch) -> None:
        """The server is told about this one."""
        os.write(self._file, _line(_BEGUN, row))

    def taken(self, row: Dispatch) -> None:
        """The server answers for it now."""
        os.write(self._file, _line(_TAKEN, row))

    def written(self) -> None:
        """The database knows all of it."""
        os.ftruncate(self._file, 0)


def read_those_left(now: datetime) -> int:
    """Take over the notes of workers that died; how many messages had been taken without being marked."""
    found = 0
    with suppress(FileNotFoundError):
        for path in sorted(folder().glob("*.notes")):
            found += _take_over(path, now)
    return found


def _take_over(path: Path, now: datetime) -> int:
    with suppress(OSError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused: its worker lives
        found = _act_on(file.read().decode("ascii", "replace").split("\n"), now)
        path.unlink(missing_ok=True)
        return found
    return 0


@transaction.atomic
def _act_on(lines: list[str], now: datetime) -> int:
    said: dict[str, set[str]] = {"?": set(), "<": set(), ">": set()}
    for line in lines[:-1]:  # the last one is empty, or half written
        said.setdefault(line[:1], set()).add(line[1:])
    waiting = Dispatch.objects.filter(state=State.WAITING)
    taken = list(waiting.filter(message_id__in=said[">"]).values_list("pk", flat=True))
    mark_sent(taken, now)
    untouched = waiting.filter(message_id__in=said["?"] - said["<"], claimed_until_at__isnull=False)
    untouched.update(claimed_until_at=None, attempts=F("attempts") - 1)
    return len(taken)


def mark_sent(sent: list[int], now: datetime) -> None:
    """These have left, and those that went with them."""
    values = {"state": State.SENT, "remark": "", "ended_at": now, "claimed_until_at": None}
    Dispatch.objects.filter(pk__in=sent, state=State.WAITING).update(**values)
    Dispatch.objects.filter(goes_with__in=sent, state__in=together.OPEN).update(**values)


def _line(mark: bytes, row: Dispatch) -> bytes:
    return mark + row.message_id.encode("ascii", "replace") + b"\n"
