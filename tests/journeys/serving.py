"""The real front on a port of this machine: live paths, memory and Django, before the tests' database."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from parvis.covisits.live.checking import checker
from parvis.kit import live
from parvis.kit.front import shelf
from parvis.kit.front.door import THREADS, Front
from tests.journeys.waiting import SECONDS
from tests.ports import free_port


def static_files() -> shelf.Shelf:
    """The files of all areas by the names they have in the tree."""
    made = shelf.Shelf()
    for area, root in settings.STATICFILES_DIRS:
        for file in filter(Path.is_file, Path(root).rglob("*")):
            name = f"{settings.STATIC_URL}{area}/{file.relative_to(root).as_posix()}"
            made._files[name] = shelf._prepared(file)
    return made


class FrontServer:
    """`start()` and `kill()`, as often as wanted, on one port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"

    def start(self) -> None:
        self.front = Front(WSGIHandler(), static_files())
        self.is_up = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.thread.start()
        assert self.is_up.wait(SECONDS)

    def kill(self) -> None:
        together = threading.Barrier(THREADS)  # so that each thread closes its own connection

        def let_go() -> None:
            connections.close_all()
            together.wait(SECONDS)

        for ended in [self.front.threads.submit(let_go) for _ in range(THREADS)]:
            ended.result(SECONDS)
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.thread.join(SECONDS)
        live.bus.channels.clear()  # as in a new process
        live.bus.open = 0
        checker._known.clear()

    async def _serve(self) -> None:
        server = Server(
            self.front,
            address="127.0.0.1",
            port=self.port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,
            websockets=False,
            backlog=128,
            log_level=LogLevels.error,
        )
        self.loop, self.stopping = asyncio.get_running_loop(), asyncio.Event()
        serving = self.loop.create_task(server.serve())
        await self._takes_calls()
        self.is_up.set()
        await self.stopping.wait()
        live.bus.end_all()
        server.stop()
        await asyncio.wait([serving], timeout=4)

    async def _takes_calls(self) -> None:
        while True:
            with suppress(OSError):
                _, line = await asyncio.open_connection("127.0.0.1", self.port)
                line.close()
                return
            await asyncio.sleep(0.02)


@contextmanager
def front_server() -> Iterator[FrontServer]:
    server = FrontServer()
    server.start()
    try:
        yield server
    finally:
        server.kill()
