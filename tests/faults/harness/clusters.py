"""A PostgreSQL of one's own that can be killed, stopped for a while and started again, data kept.

It keeps its promises (fsync, full pages), unlike the fast cluster of the other tests.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests import postgres

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    # Somebody's careless setting: Parvis must not rely on the server's default.
    "synchronous_commit": "off",
}


class Cluster:
    """One data folder of PostgreSQL and, most of the time, its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.binaries = postgres.binaries() or Path()
        self.who = postgres._ordinary_user()
        self.server: subprocess.Popen[bytes] | None = None
        postgres._make(self.binaries, folder, self.who)

    def url(self, database: str = "postgres") -> str:
        return f"postgres://parvis@{quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        """Start and wait until it answers (after a kill: until it has read its log again)."""
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        command += [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder,
                preexec_fn=postgres._end_with_parent, **self.who,
            )  # fmt: skip
        postgres._wait(self.binaries, self.folder, self.server)

    def stop(self, how: int = signal.SIGQUIT) -> None:
        """SIGQUIT: at once, as if the plug were pulled on PostgreSQL; SIGINT: in good order."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait(30)
            self.server = None

    def restart(self) -> None:
        """Immediate mode: whatever was going on is cut, the log is read again."""
        self.stop()
        self.start()

    def copy(self, template: str, name: str) -> str:
        """A new database like another one; its URL.

        The checkpoint: PostgreSQL copies a sequence with the 32 numbers it had written ahead, and takes them
        again without a word in the log; a crash before the next checkpoint would give the same numbers twice.
        """
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.say("CHECKPOINT")
        return self.url(name)

    def say(self, sql: str, database: str = "postgres") -> str:
        """Run one statement as the owner; what psql printed."""
        command = [str(self.binaries / "psql"), "-h", str(self.folder), "-U", "parvis", "-d", database]
        done = subprocess.run([*command, "-qAtc", sql], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def cut_connections(self, database: str) -> int:
        """pg_terminate_backend for everyone in a database; how many were cut."""
        told = self.say(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            f" WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )
        return int(told)


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """A running cluster, gone afterwards. ClusterFailed when it did not start."""
    folder = postgres.throw_away_folder("pgfaults")
    if "user" in postgres._ordinary_user():
        os.chmod(folder, 0o755)
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop(signal.SIGINT)
        shutil.rmtree(folder, ignore_errors=True)
