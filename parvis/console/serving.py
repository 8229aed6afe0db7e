"""`parvis serve`: the server and the worker as one command, in one process.

One process means one memory of pages, one set of limits, one worker: about a fifth of what two would weigh.
"""

import asyncio
import errno
import os
import resource
import signal
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from parvis.console import working
from parvis.kit import live, logs
from parvis.kit.front.door import Front
from parvis.kit.front.shelf import Shelf

STOP_SECONDS = 4.0


class PortTaken(Exception):
    """Nobody can listen there: somebody else does."""


def serve(host: str, port: int, opened: Callable[[], None]) -> None:
    """Serve an opened place (its data folder held, its database up to date, its static files collected)
    until Ctrl-C or SIGTERM; then stop within five seconds.

    opened: called once the port is ours. Raises PortTaken when it is somebody else’s by now.
    """
    front = Front(get_wsgi_application(), Shelf(settings.STATIC_ROOT))
    logs.start()
    _make_room()
    working.prepare(timezone.now())
    connection.close()
    worker = working.Worker()
    worker.start()
    try:
        asyncio.run(_serve(front, host, port, opened))
    finally:
        _leave(worker.stop(STOP_SECONDS))


async def _serve(front: Front, host: str, port: int, opened: Callable[[], None]) -> None:
    server = Server(
        front,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=1024,
        backpressure=1024 + live.MOST_STREAMS,  # a stream holds its connection, and no page may wait for one
        http1_settings=HTTP1Settings(header_read_timeout=15_000, max_buffer_size=65_536),
        log_level=LogLevels.error,
    )
    server.on_startup(opened)
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    serving, asked = loop.create_task(server.serve()), loop.create_task(stopping.wait())
    await asyncio.wait([serving, asked], return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        _say_why(serving)
    live.bus.end_all()
    server.stop()  # type: ignore[no-untyped-call]
    await asyncio.wait([serving], timeout=STOP_SECONDS)


def _say_why(ended: "asyncio.Task[None]") -> None:
    try:
        ended.result()
    except RuntimeError as failed:  # the system’s words, as the server hands them on
        if f"(os error {errno.EADDRINUSE})" in str(failed):
            raise PortTaken from failed
        raise


def _make_room() -> None:
    """Open as many files as the system lets us: each stream is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _leave(is_calm: bool) -> None:
    """End the process even when a thread still holds something: its work is redone at the next start."""
    if not is_calm:
        sys.stdout.flush()
        os._exit(0)
