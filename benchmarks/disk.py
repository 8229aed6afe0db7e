"""What the disk itself can do: the ceiling of every act that is on the disk when it is acknowledged."""

import os
import tempfile
import time
from pathlib import Path

PAGE = b"\x55" * 4096


def syncs_per_second(folder: Path, seconds: float = 2.0) -> float:
    """Appends of 4 kB, each followed by fdatasync, one after the other: what a commit to a log does."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        until, done = time.perf_counter() + seconds, 0
        while time.perf_counter() < until:
            os.write(file.fileno(), PAGE)
            os.fdatasync(file.fileno())
            done += 1
    return done / seconds
