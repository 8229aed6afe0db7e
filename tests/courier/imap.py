"""A real IMAP server for tests (pymap, from PyPI), on a port of its own, and a mail program beside it."""

import asyncio
import imaplib
import ssl
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer

USER, PASSWORD = "r@canal.exemple.fr", "mot de passe à clé"


class ImapServer:
    """One box in memory. `port`: where it listens. Stopped by `stop()`."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(),), daemon=True
        )
        self._thread.start()
        assert self._ready.wait(20)

    async def _serve(self) -> None:
        said = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD, "passlib_cfg": None}
        told = Namespace(
            **said, proxy_protocol=None, host=None, port="0", cert=None, key=None, tls=False, debug=False
        )
        backend, config = await DictBackend.init(
            told,
            secure_auth=False,
            reject_dnsbl=False,
            invalid_user_sleep=0.0,
        )
        config.apply_context()
        speak = IMAPServer(backend.login, config)

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await speak(reader, writer, SocketInfoLocal(writer))

        server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=self._tls)
        self.port = server.sockets[0].getsockname()[1]
        self._stopped = asyncio.Event()
        self._ready.set()
        await self._stopped.wait()
        server.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(20)

    @contextmanager
    def program(self) -> Iterator[imaplib.IMAP4]:
        """Somebody's mail program, signed in."""
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        line.authenticate("PLAIN", lambda _asked: f"\0{USER}\0{PASSWORD}".encode())
        try:
            yield line
        finally:
            line.logout()

    def deliver(self, raw: bytes, folder: str = "INBOX") -> None:
        with self.program() as line:
            assert line.append(folder, None, None, raw)[0] == "OK"

    def held(self, folder: str = "INBOX") -> list[bytes]:
        """The messages of a folder, in order; none when there is no such folder."""
        with self.program() as line:
            if line.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            numbers = line.search(None, "ALL")[1][0].split()
            return [line.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]
