"""Open a place: one process on one data folder, its database up to date, then serve until told to stop."""

import fcntl
import hashlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import environment, speaking
from config.asking import Stop
from parvis.console import serving
from parvis.console.safekeeping import finishing
from parvis.kit.durable import write_whole

PATIENCE = 60.0  # seconds until the server answers its first call


def open_place(prepare: Callable[[], None], announce: Callable[[], None]) -> int:
    """Serve the place of the data folder until SIGINT or SIGTERM.

    prepare: called once the database stands, before any page is served.
    announce: called once the server answers: the address, what to do next.
    """
    host, port = environment.read("PARVIS_HOST"), environment.read("PARVIS_PORT")
    lock = hold(settings.DATA)
    try:
        finishing.finish()
        _check_port(host, port)
        migrate()
        collect_static()
        prepare()
        connection.close()
        threading.Thread(target=_announce, args=(host, port, announce), daemon=True).start()
        serving.serve(host, port)
    finally:
        os.close(lock)
    return 0


def hold(data: Path) -> int:
    """Hold the data folder for this process: two servers on one folder would not hear each other."""
    lock = os.open(data / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        os.close(lock)
        raise Stop(
            f"Parvis est déjà ouvert sur le dossier {data}.",
            "PARVIS_DATA=./autre PARVIS_PORT=8001 parvis serve",
        ) from held
    return lock


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _check_port(host: str, port: int) -> None:
    """Stop, in words, when nobody could listen there."""
    with socket.socket(_family(host)) as knock:
        knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind((host, port))
        except PermissionError as refused:
            raise Stop(f"Le port {port} est réservé à root.", "PARVIS_PORT=8000 parvis serve") from refused
        except OSError as taken:
            again = f"PARVIS_PORT={port + 1} {' '.join(['parvis', *sys.argv[1:]])}"
            raise Stop(f"Le port {port} n’est pas libre sur {host}.", again) from taken


def migrate() -> None:
    """Bring the database up to date; nothing when it is."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    speaking.note("Préparation de la base de données…")
    call_command("migrate", verbosity=0, interactive=False)


def _static_print() -> str:
    """What the static files are now: names and contents, in one digest (a wheel's files have no hour)."""
    digest = hashlib.sha256()
    for _prefix, folder in settings.STATICFILES_DIRS:
        for path in filter(Path.is_file, sorted(Path(folder).rglob("*"))):
            digest.update(f"{path.relative_to(folder)}|{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def collect_static() -> None:
    """Copy styles and images to the data folder under their hashed names; nothing when unchanged."""
    stamp, now = settings.DATA / "static.stamp", _static_print()
    if stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)  # killed half-way, it is done again
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    write_whole(stamp, [now.encode()])


def _announce(host: str, port: int, announce: Callable[[], None]) -> None:
    """Wait until the server takes calls, then say where it is."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket(_family(host)) as knock:
            if knock.connect_ex((everywhere.get(host, host), port)) == 0:
                announce()
                connection.close()
                return
        time.sleep(0.05)
