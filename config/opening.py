"""Open a place: one process on one data folder, its database up to date, then serve until told to stop."""

import fcntl
import hashlib
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config import environment, speaking
from config.asking import Stop
from config.holding import Held, Hold, already_open, hold
from parvis.console import serving, upgrading
from parvis.console.safekeeping import finishing
from parvis.kit.durable import write_whole
from parvis.kit.neighbours import Neighbours, NotThere

PATIENCE = 60.0  # seconds until the server answers its first call


def open_place(prepare: Callable[[], None], announce: Callable[[], None]) -> int:
    """Serve the place of the data folder until SIGINT or SIGTERM.

    prepare: called once the database stands, before any page is served.
    announce: called once the server answers: the address, what to do next.
    """
    host, port = environment.read("PARVIS_HOST"), environment.read("PARVIS_PORT")
    held = _take(host, port, prepare)
    neighbours = None
    try:
        neighbours = _listen_to_neighbours()
        held.keep()
        connection.close()
        is_ours = threading.Event()
        threading.Thread(target=_announce, args=(host, port, is_ours, announce), daemon=True).start()
        serving.serve(host, port, is_ours.set)
    except serving.PortTaken as taken:  # since we looked
        raise _not_free(host, port) from taken
    finally:
        if neighbours is not None:
            neighbours.stop()
        held.let_go()
    return 0


def _take(host: str, port: int, prepare: Callable[[], None]) -> Hold:
    """Hold the place: alone while it is made ready, then with others when there is Redis."""
    try:
        held = Hold(settings.DATA, shared=False)
    except Held as others:
        if not settings.REDIS_URL:
            raise already_open(settings.DATA) from others
        if upgrading.is_needed():
            raise Stop("Ce lieu est servi par une autre version.", "systemctl stop 'parvis*'") from others
        _check_port(host, port)
        shared = hold(settings.DATA, shared=True)
        collect_static()  # its folder may be another one than theirs
        return shared
    try:
        finishing.finish()
        _check_port(host, port)
        collect_static()  # first: the look round after an upgrade opens pages that name these files
        bring_up_to_date()
        prepare()
    except BaseException:
        held.let_go()
        raise
    if not settings.REDIS_URL:
        return held
    held.let_go()
    return hold(settings.DATA, shared=True)


def _listen_to_neighbours() -> Neighbours | None:
    """The line to the other processes of the place, when PARVIS_REDIS says that there may be some."""
    if not settings.REDIS_URL:
        return None
    try:
        line = Neighbours(settings.REDIS_URL)
        line.start()
    except NotThere as silent:
        if str(silent) == "redis":
            raise Stop("Il manque la bibliothèque de Redis.", "pipx inject parvis redis") from silent
        raise Stop(f"Redis ne répond pas : {silent}", "parvis settings") from silent
    return line


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
            raise _not_free(host, port) from taken


def _not_free(host: str, port: int) -> Stop:
    again = f"PARVIS_PORT={port + 1} {' '.join(['parvis', *sys.argv[1:]])}"
    return Stop(f"Le port {port} n’est pas libre sur {host}.", again)


def bring_up_to_date() -> None:
    """Give the database this version's tables: a new place at once, an existing one after a backup."""
    if not upgrading.is_needed():
        return
    speaking.note("Préparation de la base de données…")
    upgraded = upgrading.upgrade(at=timezone.now())
    if upgraded.backup is not None:
        speaking.note(f"Lieu mis à jour. L’état d’avant est gardé dans {upgraded.backup}")


def _static_print() -> str:
    """What the static files are now: names and contents, in one digest (a wheel's files have no hour)."""
    digest = hashlib.sha256()
    for _prefix, folder in settings.STATICFILES_DIRS:
        for path in filter(Path.is_file, sorted(Path(folder).rglob("*"))):
            digest.update(f"{path.relative_to(folder)}|{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def collect_static() -> None:
    """Copy styles and images to the data folder under their hashed names; nothing when unchanged.

    One process of the folder at a time: several may start together.
    """
    stamp, now = settings.DATA / "static.stamp", _static_print()
    with (settings.DATA / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == now:
            return
        stamp.unlink(missing_ok=True)  # killed half-way, it is done again
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        write_whole(stamp, [now.encode()])


def _announce(host: str, port: int, is_ours: threading.Event, announce: Callable[[], None]) -> None:
    """Wait until our server takes calls, then say where it is; another one at that door is not announced."""
    is_ours.wait()
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket(_family(host)) as knock:
            if knock.connect_ex((everywhere.get(host, host), port)) == 0:
                announce()
                connection.close()
                return
        time.sleep(0.05)
