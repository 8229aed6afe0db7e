"""A light load: a few connections kept open, one request at a time on each, bytes in and bytes out."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

MakeRequest = Callable[[int], bytes]


@dataclass
class Load:
    """What a hammering gave: how many answers, how long each took, which statuses."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    size: int = 0

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds; 0.99 for the slowest of a hundred."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)] * 1000


class _Connection(asyncio.Protocol):
    """One connection: sends the next request as soon as an answer is complete."""

    def __init__(
        self, load: Load, next_request: Callable[[], bytes | None], done: "asyncio.Future[None]"
    ) -> None:
        self.load, self.next_request, self.done = load, next_request, done
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._send()

    def _send(self) -> None:
        request = self.next_request()
        if request is None:
            self.transport.close()
            return
        self.sent_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) < int(length or 0):
            return
        self.load.waits.append(time.perf_counter() - self.sent_at)
        self.load.statuses[int(head[9:12])] += 1
        self.load.size, self.buffer = len(body), b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def _hammer(port: int, make: MakeRequest, connections: int, seconds: float, most: int) -> Load:
    load, loop = Load(), asyncio.get_running_loop()
    start, sent = time.perf_counter(), 0

    def next_request() -> bytes | None:
        nonlocal sent
        if time.perf_counter() - start > seconds or sent >= most:
            return None
        sent += 1
        return make(sent)

    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: _Connection(load, next_request, end), "127.0.0.1", port)
    await asyncio.gather(*ends)
    load.seconds = time.perf_counter() - start
    return load


def hammer(
    port: int, make: MakeRequest, *, connections: int = 4, seconds: float = 5, most: int = 10**9
) -> Load:
    """Ask for `make(1)`, `make(2)`… on some connections until the time or the number is over."""
    return asyncio.run(_hammer(port, make, connections, seconds, most))


def read(port: int, paths: Sequence[str], seconds: float) -> Load:
    """An ordinary reader: page after page on one connection."""
    asked = [request("GET", path, "Accept-Encoding: gzip") for path in paths]
    return hammer(port, lambda number: asked[number % len(asked)], connections=1, seconds=seconds)


def request(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """The bytes of one HTTP/1.1 request to localhost."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
