"""The front door: live paths and memory first, Django in a thread otherwise."""

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.http.cookie import parse_cookie

from parvis.kit import company, display, freshness, live, notices
from parvis.kit.callers import is_trusted
from parvis.kit.front import wsgi
from parvis.kit.front.memory import Memory, entry_for
from parvis.kit.front.middleware import account, new_reference
from parvis.kit.front.prepared import Message, Prepared
from parvis.kit.front.shelf import Shelf
from parvis.kit.front.taking_in import HELD_IN_MEMORY, Left, Receive, Turned, take_in
from parvis.kit.live.doors import Handler, handler_of

Send = Callable[[Message], Awaitable[None]]

THREADS = 4  # each holds one database connection
STREAMS = 4
_STALLED_SECONDS = 60
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_LANGUAGES = dict(settings.LANGUAGES)
_LANGUAGE = settings.LANGUAGE_COOKIE_NAME.encode()
_DISPLAY = display.COOKIE.encode()
_SESSION = settings.SESSION_COOKIE_NAME.encode()
_NOTICE = notices.COOKIE.encode()
_COMPANY = company.COOKIE.encode()
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
            if (handler := handler_of(scope["path"])) is None:
                await self._answer(scope, receive, send)
            else:
                await _live(handler, scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._last(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})

    async def _answer(self, scope: wsgi.Scope, receive: Receive, send: Send) -> None:
        method, seen, began = scope["method"], _look(scope), time.perf_counter()
        reference = new_reference()
        send = _with_reference(send, reference)
        looks = method in _WITHOUT_BODY
        ready = self.shelf.find(scope["path"]) if looks else None
        key = None
        if ready is None and looks and (key := _key(scope, seen)) is not None:
            ready = self.memory.find(key, time.time(), is_passer_by=_is_passer_by(seen))
        if ready is not None:
            await _send_ready(ready, method, seen, send)
            account("static" if key is None else "memory", method, 200, time.perf_counter() - began)
        else:
            scope["parvis.reference"] = reference
            await self._ask_django(scope, seen, key, receive, send)

    async def _ask_django(
        self, scope: wsgi.Scope, seen: dict[bytes, bytes], key: Hashable, receive: Receive, send: Send
    ) -> None:
        with SpooledTemporaryFile(max_size=HELD_IN_MEMORY, buffering=0) as body:
            length, turned = 0, None
            try:
                length = await take_in(scope, body, seen.get(b"content-length", b""), receive)
            except Left:
                return
            except Turned as refusal:
                turned = refusal.status
            body.seek(0)
            environ = wsgi.environ_of(scope, body, length)
            environ["parvis.turned"] = turned
            environ["parvis.reference"] = scope["parvis.reference"]
            environ["wsgi.url_scheme"] = _scheme(scope, seen)
            before = freshness.version()
            answer = await asyncio.get_running_loop().run_in_executor(
                self.threads, wsgi.call, self.application, environ
            )
        entry = entry_for(answer.response, answer.headers, answer.body, before, time.time()) if key else None
        if entry is not None and (_is_passer_by(seen) or not entry.for_passers_by):
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

    async def _last(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self.close()
                return

    def close(self) -> None:
        """Let the threads finish what they hold, take nothing new; end the streams."""
        live.bus.end_all()
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.streams.shutdown(wait=False, cancel_futures=True)


async def _live(handler: Handler, scope: wsgi.Scope, receive: Receive, send: Send) -> None:
    """A live path, answered here and now: no thread, no database, nothing in the log of who it was."""
    live.bus.attach()
    scheme, send = _scheme(scope, _look(scope)), _with_reference(send, new_reference())
    knock = live.Knock(scope, receive, send, scheme)
    try:
        await handler(knock)
    finally:
        account("live", knock.method, knock.status or 500, knock.waited)


def _look(scope: wsgi.Scope) -> dict[bytes, bytes]:
    """The few headers the front looks at. A header given twice is joined, so it matches nothing kept."""
    seen: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _LOOKED_AT:
            seen[name] = value if name not in seen else seen[name] + b";" + value
    return seen


def _key(scope: wsgi.Scope, seen: dict[bytes, bytes]) -> Hashable:
    """Under what a page for all may be kept; None when this request asks for something else.

    Whoever has a notice waiting gets a page of their own, which shows it; so does whoever visits with others.
    """
    cookies = seen.get(b"cookie", b"")
    if scope["query_string"] or b"hx-request" in seen or _NOTICE in cookies or _COMPANY in cookies:
        return None
    looks = _looks_of(cookies) if _LANGUAGE in cookies or _DISPLAY in cookies else ""
    return seen.get(b"host"), _scheme(scope, seen), scope["path"], looks


def _is_passer_by(seen: dict[bytes, bytes]) -> bool:
    """A browser without session: nothing of what Django shows it is personal."""
    return _SESSION not in seen.get(b"cookie", b"")


def _looks_of(cookies: bytes) -> str:
    """Language and display in their canonical form, so that invented values add no entry."""
    read = parse_cookie(cookies.decode("latin-1"))
    language = read.get(settings.LANGUAGE_COOKIE_NAME, "")
    if language not in _LANGUAGES or language == settings.LANGUAGE_CODE:
        language = ""
    shown = display.read(read)
    return "" if not language and shown == display.Display() else f"{language} {shown.key}"


def _scheme(scope: wsgi.Scope, seen: dict[bytes, bytes]) -> str:
    """https when a trusted proxy says that it took TLS off, else what the socket says."""
    if settings.TRUSTED_PROXIES and is_trusted(scope["client"][0]):
        return "https" if seen.get(b"x-forwarded-proto") == b"https" else "http"
    return str(scope.get("scheme", "http"))


async def _send_ready(page: Prepared, method: str, seen: dict[bytes, bytes], send: Send) -> None:
    accepts, known = seen.get(b"accept-encoding", b""), seen.get(b"if-none-match", b"")
    start, body = page.messages(method, accepts, known)
    await send(start)
    await send(body)


async def _send_whole(answer: wsgi.Answer, method: str, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


def _with_reference(send: Send, reference: str) -> Send:
    """The same, writing the request's reference among the headers."""
    header = (b"x-request-id", reference.encode())

    async def with_reference(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], header]}
        await send(message)

    return with_reference


async def _sent(send: Send, message: dict[str, Any]) -> None:
    await send(message)
