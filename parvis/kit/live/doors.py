"""Live doors: paths the front answers itself, in its own loop, without Django and without a thread."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie

from parvis.kit.callers import caller

Message = dict[str, Any]
SECONDS = 5.0  # of patience for a body, which is small
_SAME = {"same-origin", "none"}  # none: typed by the person
_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"same-origin"),
    (b"vary", b"Cookie"),
]


class Turned(Exception):
    """What came is not taken: with which status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Knock:
    """Somebody at a live door: the ASGI request, and ways to answer it."""

    scope: dict[str, Any]
    receive: Callable[[], Awaitable[Message]]
    send: Callable[[Message], Awaitable[None]]
    scheme: str
    began: float = field(default_factory=time.perf_counter)
    status: int = 0
    waited: float = 0.0  # seconds until the first byte of the answer

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    def header(self, name: str) -> str:
        """A header; one given twice is joined, so that it matches nothing expected."""
        wanted = name.encode()
        return ",".join(value.decode("latin-1") for known, value in self.scope["headers"] if known == wanted)

    @cached_property
    def cookies(self) -> dict[str, str]:
        text = self.header("cookie")
        return parse_cookie(text) if len(text) <= settings.LARGEST_COOKIES else {}

    @property
    def caller(self) -> str:
        """Where it comes from, as limits count it."""
        forwarded = self.header("x-forwarded-for")
        return caller(str((self.scope.get("client") or ("",))[0]), forwarded.split(",") if forwarded else ())

    @property
    def may_be_from_here(self) -> bool:
        """Does no browser say that another site asks? For looks, which no other site can read anyway."""
        return self.header("sec-fetch-site") in {"", *_SAME}

    @property
    def is_from_here(self) -> bool:
        """Does one of our own pages ask? Browsers say it in a header no page may write."""
        site, origin = self.header("sec-fetch-site"), self.header("origin")
        if site and site not in _SAME:
            return False
        said = origin or self.header("referer")
        if not said:
            return site == "same-origin"
        ours = f"{self.scheme}://{self.header('host')}", settings.PUBLIC_ADDRESS
        return any(f"{said}/".startswith(f"{one}/") for one in ours)

    async def body(self, most: int) -> bytes:
        """The whole body. Raises Turned when it is heavier than `most` bytes, or slow to come."""
        taken, more = b"", True
        try:
            async with asyncio.timeout(SECONDS):
                while more:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise Turned(HTTPStatus.BAD_REQUEST)
                    taken += message.get("body", b"")
                    more = bool(message.get("more_body"))
                    if len(taken) > most:
                        raise Turned(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except TimeoutError:
            raise Turned(HTTPStatus.REQUEST_TIMEOUT) from None
        return taken

    async def begin(self, status: HTTPStatus, *headers: tuple[bytes, bytes]) -> None:
        """The head of the answer."""
        self.status, self.waited = int(status), time.perf_counter() - self.began
        await self.send(
            {"type": "http.response.start", "status": int(status), "headers": [*_HEADERS, *headers]}
        )

    async def answer(self, status: HTTPStatus, body: bytes = b"") -> None:
        """A whole answer: JSON, or nothing."""
        kind = [(b"content-type", b"application/json")] if body else []
        length = [] if status is HTTPStatus.NO_CONTENT else [(b"content-length", str(len(body)).encode())]
        await self.begin(status, *kind, *length)
        await self.send({"type": "http.response.body", "body": body})


Handler = Callable[[Knock], Awaitable[None]]


@dataclass(frozen=True)
class LiveDoor:
    """A path the front answers: by whom, its name in the matrix, and who may knock, method by method."""

    handler: Handler
    name: str
    audiences: dict[str, str]


_doors: dict[str, LiveDoor] = {}


def register_live(path: str, handler: Handler, name: str, **audiences: str) -> None:
    """Answer a path in the front; called by areas in `apps.ready()`. The handler may never block.

    It looks itself at who knocks; `name` and `audiences` say it in the permission matrix.
    """
    _doors[path] = LiveDoor(handler, name, audiences)


def live_doors() -> dict[str, LiveDoor]:
    """Every live path."""
    return dict(_doors)


def handler_of(path: str) -> Handler | None:
    """Who answers a path, if it is a live one."""
    door = _doors.get(path)
    return door.handler if door else None
