"""Takes the body of a request in: bounded in weight, in time and in number, at the cost of no thread.

Nothing is asked of Django before the last byte, so a slow sender holds up nobody; one who is too slow is
let go, and one household may send a few heavy bodies at once, not all there is room for.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import IO

from django.conf import settings

from parvis.kit.callers import caller
from parvis.kit.front.prepared import Message
from parvis.kit.front.wsgi import Scope

Receive = Callable[[], Awaitable[Message]]

HELD_IN_MEMORY = 64 * 1024  # of one body; what is heavier goes to a temporary file
STALLED_SECONDS = 20.0  # without a single byte
PATIENCE_SECONDS = 30.0  # for any body, and then as long as it keeps this pace:
LEAST_BYTES_A_SECOND = 4 * 1024
MOST_HEAVY, MOST_HEAVY_OF_ONE = 32, 6  # bodies being received that are heavier than HELD_IN_MEMORY
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_heavy: Counter[str] = Counter()  # by caller; used from the front's own thread only


class Turned(Exception):
    """The body is not taken: with which status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Left(Exception):
    """The client went away before the last byte."""


async def take_in(scope: Scope, body: IO[bytes], announced: bytes, receive: Receive) -> int:
    """Write the body of a request into a file, and give its length. Raises Turned, Left.

    announced: what Content-Length says, believed only when it says that the body is too large.
    """
    if scope["method"] in _WITHOUT_BODY:
        return 0
    if announced.isdigit() and int(announced[:20]) > settings.LARGEST_BODY:
        raise Turned(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    part, more = await _next(receive, STALLED_SECONDS)
    if more:
        began = asyncio.get_running_loop().time()
        return await _take_in_parts(scope, body, part, receive, began)
    return _write(body, part, 0)


async def _take_in_parts(scope: Scope, body: IO[bytes], part: bytes, receive: Receive, began: float) -> int:
    length, more, clock = _write(body, part, 0), True, asyncio.get_running_loop().time
    while more and length <= HELD_IN_MEMORY:
        part, more = await _next(receive, _patience(began, clock(), length))
        length = _write(body, part, length)
    if more:
        with _place(_caller_of(scope)):
            while more:
                part, more = await _next(receive, _patience(began, clock(), length))
                length = _write(body, part, length)
    return length


def _patience(began: float, now: float, length: int) -> float:
    """How many seconds the next part may take."""
    return min(STALLED_SECONDS, began + PATIENCE_SECONDS + length / LEAST_BYTES_A_SECOND - now)


async def _next(receive: Receive, seconds: float) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), max(seconds, 0.001))
    except TimeoutError:
        raise Turned(HTTPStatus.REQUEST_TIMEOUT) from None
    if message["type"] == "http.disconnect":
        raise Left
    return message.get("body", b""), bool(message.get("more_body"))


def _write(body: IO[bytes], part: bytes, length: int) -> int:
    length += len(part)
    if length > settings.LARGEST_BODY:
        raise Turned(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        body.write(part)
        is_written = body.tell() == length
    except OSError:
        is_written = False
    if not is_written:  # the disk of the temporary files is full
        raise Turned(HTTPStatus.INSUFFICIENT_STORAGE)
    return length


@contextmanager
def _place(who: str) -> Iterator[None]:
    """One of the places for heavy bodies. Turned when there is none left, or none for this caller."""
    if _heavy[who] >= MOST_HEAVY_OF_ONE or _heavy.total() >= MOST_HEAVY:
        raise Turned(HTTPStatus.SERVICE_UNAVAILABLE)
    _heavy[who] += 1
    try:
        yield
    finally:
        _heavy[who] -= 1
        if not _heavy[who]:
            del _heavy[who]


def _caller_of(scope: Scope) -> str:
    hops = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return caller(str((scope.get("client") or ("",))[0]), ",".join(hops).split(",") if hops else ())
