"""Hold a place: its data folder and its database are served by one process, or by several with Redis.

Two servers that do not hear each other would show old pages and count limits twice. The folder is held by
a file lock, which the system lets go with the process; a PostgreSQL database, which another machine may
reach, by an advisory lock of a connection of its own.
"""

import fcntl
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config import speaking
from config.asking import Stop

NUMBER = crc32(b"parvis place")
LOOK_SECONDS = 5.0


class Held(Exception):
    """Somebody else holds the folder or the database."""


class Hold:
    """The right to serve, or to change, a place. Others may share it when it is `shared`."""

    def __init__(self, data: Path, *, shared: bool) -> None:
        self.shared = shared
        self.folder = os.open(data / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self.database: BaseDatabaseWrapper | None = None
        self._letting_go = threading.Event()
        try:
            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(self.folder, kind | fcntl.LOCK_NB)
            if connection.vendor == "postgresql":
                self.database = connection.copy()
                self._take()
        except (BlockingIOError, Held) as held:
            self.let_go()
            raise Held from held
        except BaseException:
            self.let_go()
            raise

    def let_go(self) -> None:
        """Give folder and database back; once is enough, twice does no harm."""
        self._letting_go.set()
        if self.database is not None:
            with suppress(Error):  # said first: the server notices a closed line a little later
                with self.database.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock_all()")
                self.database.close()
        if self.folder >= 0:
            os.close(self.folder)
            self.folder = -1

    def keep(self) -> None:
        """Look after the database's lock while the place is served: a connection may be cut."""
        if self.database is not None:
            threading.Thread(target=self._look, name="hold", daemon=True).start()

    def _take(self) -> None:
        assert self.database is not None
        ask = "SELECT pg_try_advisory_lock_shared(%s)" if self.shared else "SELECT pg_try_advisory_lock(%s)"
        with self.database.cursor() as cursor:
            cursor.execute(ask, [NUMBER])
            if not cursor.fetchone()[0]:
                raise Held

    def _look(self) -> None:
        """Take the lock again after a cut; leave, in words, when somebody else took it meanwhile."""
        assert self.database is not None
        while not self._letting_go.wait(LOOK_SECONDS):
            try:
                with self.database.cursor() as cursor:
                    cursor.execute("SELECT 1")
            except Error:
                with suppress(Error):
                    self.database.close()
                self._take_again()

    def _take_again(self) -> None:
        try:
            self._take()
        except Held:
            speaking.refuse("Un autre Parvis sert cette base : celui-ci s’arrête.", "parvis doctor")
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGTERM)
        except Error:
            return  # still cut: we look again soon


def hold(data: Path, *, shared: bool) -> Hold:
    """Hold a place to serve it or to change it. Stop, in words, when somebody else does."""
    try:
        return Hold(data, shared=shared)
    except Held as held:
        raise already_open(data) from held


def already_open(data: Path) -> Stop:
    """The words for who comes second."""
    return Stop(
        f"Parvis est déjà ouvert sur le dossier {data}, ou sur sa base.\n"
        "Plusieurs processus sur un lieu demandent Redis : PARVIS_REDIS=redis://localhost, pour chacun.",
        "PARVIS_DATA=./autre PARVIS_PORT=8001 parvis serve",
    )
