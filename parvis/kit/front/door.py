"""The front door: memory first, Django in a thread otherwise."""

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from parvis.kit import freshness
from parvis.kit.front import wsgi
from parvis.kit.front.memory import Memory, entry_for
from parvis.kit.front.prepared import Message, Prepared
from parvis.kit.front.shelf import Shelf

Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

THREADS = 4  # each holds one database connection
STREAMS = 4
_STALLED_SECONDS = 60
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_LOOKED_AT = frozenset(
    {
        b"host",
        b"cookie",
        b"accept-encoding",
        b"if-none-match",
        b"hx-request",
        b"x-forwarded-proto",
        b"content-length",
    }
)


class Front:
    """An ASGI application over Django's WSGI handler."""

    def __init__(self, application: WSGIHandler, shelf: Shelf | None = None) -> None:
        self.application = application
        self.memory = Memory()
        self.shelf = shelf or Shelf()
        self.threads = ThreadPoolExecutor(THREADS, "page")
        self.streams = ThreadPoolExecutor(STREAMS, "stream")

    async def __call__(self, scope: wsgi.Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})

    async def _answer(self, scope: wsgi.Scope, receive: Receive, send: Send) -> None:
        method, seen = scope["method"], _look(scope)
        looks = method in _WITHOUT_BODY
        ready = self.shelf.find(scope["path"]) if looks else None
        key = None
        if ready is None and looks and (key := _key(scope, seen)) is not None:
            ready = self.memory.find(key, time.time())
        if ready is not None:
            await _send_ready(ready, method, seen, send)
        else:
            await self._ask_django(scope, seen, key, receive, send)

    async def _ask_django(
        self, scope: wsgi.Scope, seen: dict[bytes, bytes], key: Hashable, receive: Receive, send: Send
    ) -> None:
        with SpooledTemporaryFile(max_size=1024 * 256) as body:
            length: int | None = 0
            if scope["method"] not in _WITHOUT_BODY:
                length = await _read_body(body, seen.get(b"content-length", b""), receive)
            if length is None:
                return
            environ = wsgi.environ_of(scope, body, max(length, 0))
            environ["parvis.too_large"] = length < 0
            environ["wsgi.url_scheme"] = _scheme(scope, seen)
            before = freshness.version()
            answer = await asyncio.get_running_loop().run_in_executor(
                self.threads, wsgi.call, self.application, environ
            )
        entry = entry_for(answer.response, answer.headers, answer.body, before, time.time()) if key else None
        if entry is not None:
            self.memory.keep(key, entry)
            await _send_ready(entry.page, scope["method"], seen, send)
        elif answer.response.streaming and not answer.body:
            await self._stream(answer, scope["method"], send)
        else:
            await _send_whole(answer, scope["method"], send)

    async def _stream(self, answer: wsgi.Answer, method: str, send: Send) -> None:
        """Streams get a thread of their own: a slow reader never holds up the pages of others."""
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def pass_on() -> None:
            try:
                for part in wsgi.parts_of(answer.response) if method != "HEAD" else ():
                    message = {"type": "http.response.body", "body": part, "more_body": True}
                    asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result(_STALLED_SECONDS)
            finally:
                answer.response.close()
                connections.close_all()

        await loop.run_in_executor(self.streams, context.run, pass_on)
        await send({"type": "http.response.body", "body": b""})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self.close()
                return

    def close(self) -> None:
        """Let the threads finish what they hold, take nothing new."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.streams.shutdown(wait=False, cancel_futures=True)


def _look(scope: wsgi.Scope) -> dict[bytes, bytes]:
    """The few headers the front looks at. A header given twice is joined, so it matches nothing kept."""
    seen: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _LOOKED_AT:
            seen[name] = value if name not in seen else seen[name] + b";" + value
    return seen


def _key(scope: wsgi.Scope, seen: dict[bytes, bytes]) -> Hashable:
    """Under what a page for all may be kept; None when this request asks for something else."""
    if scope["query_string"] or b"hx-request" in seen:
        return None
    cookies = seen.get(b"cookie", b"")
    return (
        seen.get(b"host"),
        _scheme(scope, seen),
        scope["path"],
        _cookie(cookies, settings.LANGUAGE_COOKIE_NAME.encode()),
        _cookie(cookies, settings.DISPLAY_COOKIE_NAME.encode()),
    )


def _cookie(cookies: bytes, name: bytes) -> bytes:
    """One cookie's raw value; the last wins, as in Django."""
    if name not in cookies:
        return b""
    found = b""
    for part in cookies.split(b";"):
        key, _, value = part.partition(b"=")
        if key.strip() == name:
            found = value.strip()
    return found


def _scheme(scope: wsgi.Scope, seen: dict[bytes, bytes]) -> str:
    """https when a trusted proxy says that it took TLS off, else what the socket says."""
    if settings.TRUSTED_PROXIES and scope["client"][0] in settings.TRUSTED_PROXIES:
        return "https" if seen.get(b"x-forwarded-proto") == b"https" else "http"
    return str(scope.get("scheme", "http"))


async def _read_body(body: IO[bytes], announced: bytes, receive: Receive) -> int | None:
    """Take the request's body in: its length, -1 when it is too large, None when the client left.

    A slow sender costs no thread: nothing is asked of Django before the last byte.
    """
    if announced.isdigit() and int(announced) > settings.LARGEST_BODY:
        return -1
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        length += len(part)
        if length > settings.LARGEST_BODY:
            return -1
        body.write(part)
        if not message.get("more_body"):
            body.seek(0)
            return length


async def _send_ready(page: Prepared, method: str, seen: dict[bytes, bytes], send: Send) -> None:
    accepts, known = seen.get(b"accept-encoding", b""), seen.get(b"if-none-match", b"")
    start, body = page.messages(method, accepts, known)
    await send(start)
    await send(body)


async def _send_whole(answer: wsgi.Answer, method: str, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


async def _sent(send: Send, message: dict[str, Any]) -> None:
    await send(message)
