"""Many slow clients beside an honest one: does the honest one still get its page within two seconds?

Four kinds of slowness, all at once: connections that say nothing, heads sent byte by byte, bodies of a
form sent byte by byte, and answers read byte by byte.
"""

import asyncio
import time
from itertools import cycle

from benchmarks.load import hammer, request

SLOW = 200
PAUSE = 0.5  # seconds between two bytes
_HEAD = b"GET /rencontres/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
_FORM = (
    b"POST /connexion/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000000\r\n\r\n"
)


async def _dribble(port: int, kind: str, until: float) -> int:
    """One slow client, begun again when it is shown the door; how many times it was."""
    ended = 0
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            writer.write({"silent": b"", "head": _HEAD, "form": _FORM, "reader": _ask()}[kind])
            while time.monotonic() < until:
                await asyncio.sleep(PAUSE)
                if kind == "reader":
                    if not await reader.read(1):
                        break
                elif kind != "silent":
                    writer.write(b"a")
                    await writer.drain()
                if reader.at_eof():
                    break
            writer.close()
        except OSError:
            await asyncio.sleep(PAUSE)
        ended += 1
    return ended


def _ask() -> bytes:
    return request("GET", "/rencontres/") * 20


async def _besiege(port: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    kinds = cycle(("silent", "head", "form", "reader"))
    return sum(await asyncio.gather(*[_dribble(port, next(kinds), until) for _ in range(SLOW)]))


def measure(port: int, path: str, seconds: float) -> str:
    """The waits of an honest client asking for `path`, alone and then beside the slow ones."""
    import threading

    same = request("GET", path)
    alone = hammer(port, lambda number: same, connections=1, seconds=seconds)
    ended: list[int] = []
    siege = threading.Thread(target=lambda: ended.append(asyncio.run(_besiege(port, seconds + 4))))
    siege.start()
    time.sleep(2)
    beside = hammer(port, lambda number: same, connections=1, seconds=seconds)
    siege.join()
    lines = [f"{'honest client':<26}{'answers':>9}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>10}"]
    for name, load in (("alone", alone), (f"beside {SLOW} slow ones", beside)):
        worst = max(load.waits) * 1000
        lines.append(
            f"{name:<26}{len(load.waits):>9}{load.percentile(0.5):>9.1f}{load.percentile(0.99):>9.1f}{worst:>10.1f}"
        )
    return "\n".join(
        [*lines, f"Connections of slow clients that ended: {ended[0]}. Aim: p99 under 2,000 ms."]
    )
