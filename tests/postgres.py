"""A throw-away PostgreSQL cluster from the installed binaries, run by an ordinary user.

Standard library only: `bin/test` uses it before anything is installed. The cluster listens on a
socket in its own folder, never on the network, and ends with the process that started it.
"""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

ROOM = 1 << 30  # bytes free before tests keep their files in memory
PATIENCE = 60.0  # seconds until the cluster answers
FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}
DURABLE = {"listen_addresses": "", "max_connections": "100", "shared_buffers": "128MB"}  # as people run it


class ClusterFailed(Exception):
    """The binaries are there and the cluster did not start; the text is what it said."""


def throw_away_folder(kind: str, *, on_disk: bool = False) -> Path:
    """A folder for one test process, in the machine's memory when it offers enough, else in /tmp.

    Folders of processes that were killed before they could tidy up are removed first.
    """
    memory = Path("/dev/shm")
    is_roomy = not on_disk and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    home = memory if is_roomy else Path("/tmp")  # both short: socket paths are limited
    for left in home.glob("parvis-*-of-*-*"):
        owner = left.name.split("-")[3]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"parvis-{kind}-of-{os.getpid()}-", dir=home))


def binaries() -> Path | None:
    """The newest installed folder of PostgreSQL binaries, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name.split(".")[0]), default=None)


def _ordinary_user() -> dict[str, object]:
    """What subprocess needs to leave root behind: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: no orphan, even after kill -9


def _make(bin_folder: Path, folder: Path, who: dict[str, object]) -> None:
    if who:
        os.chown(folder, who["user"], who["group"])
    command = [bin_folder / "initdb", "-D", folder / "data", "-U", "parvis", "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **who)
    if done.returncode:
        raise ClusterFailed(done.stdout + done.stderr)


def _wait(bin_folder: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    ready = [bin_folder / "pg_isready", "-q", "-h", folder, "-U", "parvis", "-d", "postgres"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run(ready).returncode == 0:
            return
        time.sleep(0.1)
    raise ClusterFailed((folder / "log").read_text(errors="replace"))


@contextmanager
def cluster(*, is_durable: bool = False) -> Iterator[str]:
    """The URL of a fresh cluster, gone afterwards. ClusterFailed when it did not start.

    is_durable: on the disk and with fsync, to measure; tests do without both.
    """
    bin_folder = binaries()
    if bin_folder is None:
        raise ClusterFailed("no PostgreSQL binaries in /usr/lib/postgresql")
    folder = throw_away_folder("pg", on_disk=is_durable)
    who = _ordinary_user()
    try:
        _make(bin_folder, folder, who)
        command = [bin_folder / "postgres", "-D", folder / "data", "-k", folder]
        command += [
            part
            for name, value in (DURABLE if is_durable else FAST).items()
            for part in ("-c", f"{name}={value}")
        ]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=folder, preexec_fn=_end_with_parent, **who
            )
        try:
            _wait(bin_folder, folder, server)
            yield f"postgres://parvis@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def until_exit(*, is_durable: bool = False) -> str:
    """The URL of a cluster that lives as long as this process."""
    stack = ExitStack()
    url = stack.enter_context(cluster(is_durable=is_durable))
    atexit.register(stack.close)
    return url
