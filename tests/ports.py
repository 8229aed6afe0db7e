"""Ports of this machine that no other test takes, in this process or in those that run beside it."""

import fcntl
import os
import random
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

# Below those the system lends to whoever asks for any, so that none is taken between a test's asking and
# its server's listening; every second one, since the demonstration puts its telephone on the next.
_OURS = range(20_000, 32_000, 2)
_ANY = random.Random()
_kept: list[IO[str]] = []  # locks, until this process ends


def free_port() -> int:
    """A port where nobody listens, nor on the next; it stays this process's own."""
    folder = Path(tempfile.gettempdir()) / f"parvis-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for port in _ANY.sample(_OURS, len(_OURS)):
        with suppress(OSError):
            if _is_ours(folder / str(port), port):
                return port
    raise AssertionError("no port is free")


def _is_ours(lock: Path, port: int) -> bool:
    held = lock.open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for number in (port, port + 1):
            socket.create_server(("127.0.0.1", number)).close()
    except OSError:
        held.close()
        return False
    _kept.append(held)
    return True
