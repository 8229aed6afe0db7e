"""A thousand people in 250 visits on one process: how soon a step reaches the others, and at what cost.

Four open pages a visit, each listening to its stream. One person of each visit takes a step every two
seconds (a page, a scroll, something shown). Beside them an ordinary reader asks for pages: first without
any visit, then while they walk, then without again, in one run. Memory and processor time are the server's.
"""

import asyncio
import json
import random
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing import get_context

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import town
from benchmarks.load import Load, read, request
from benchmarks.serving import Server, serving
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.passes import write_pass

VISITS, PEOPLE = 250, 4
EVERY = 2.0  # seconds between two steps of the person who walks
PAGES = ("/", "/rencontres/", "/histoires/", "/charte/")
_SAME = ("Origin: http://localhost", "Sec-Fetch-Site: same-origin", "Content-Type: application/json")


@dataclass
class Walk:
    """What was measured: seconds from a step to each who heard it, the answers to steps, streams lost."""

    waits: list[float] = field(default_factory=list)
    sent: dict[tuple[int, int], float] = field(default_factory=dict)
    refused: int = 0
    lost: int = 0

    def percentile(self, share: float) -> float:
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)] * 1000


class _Jar:
    def set_cookie(self, name: str, value: str, **options: object) -> None:
        self.cookie = f"Cookie: {name}={value}"


def _people() -> list[list[str]]:
    """The cookies of everybody, visit by visit."""
    now = timezone.now()
    until = now + timedelta(hours=3)
    visits = CoVisit.objects.bulk_create(
        [CoVisit(begun_at=now, ends_at=until, code_until_at=now) for _ in range(VISITS)]
    )
    rows = [
        Visitor(co_visit=visit, number=number, first_name=f"Ami {number}", joined_at=now)
        for visit in visits
        for number in range(1, PEOPLE + 1)
    ]
    cookies = [write_pass(_Jar(), row).cookie for row in Visitor.objects.bulk_create(rows)]  # type: ignore[type-var]
    return [cookies[first : first + PEOPLE] for first in range(0, len(cookies), PEOPLE)]


async def _listen(port: int, visit: int, cookie: str, walk: Walk, opened: "asyncio.Queue[int]") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request("GET", "/visite/flux/", cookie))
    try:
        while line := await reader.readline():
            if line.startswith(b"event: ask"):
                opened.put_nowait(1)
            elif line.startswith(b"data: {"):
                number = json.loads(line[6:])["n"]
                if (visit, number) in walk.sent:
                    walk.waits.append(time.perf_counter() - walk.sent[visit, number])
        walk.lost += 1
    finally:
        writer.close()


async def _walk(port: int, visit: int, cookie: str, walk: Walk, seconds: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(random.random() * EVERY)
    until, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        number += 1
        step = {
            "n": number,
            "kind": "view",
            "path": "/rencontres/",
            "at": f"li:{number % 40}/40",
            "led": True,
        }
        walk.sent[visit, number] = time.perf_counter()
        writer.write(request("POST", "/visite/pas/", cookie, *_SAME, body=json.dumps(step).encode()).replace(
            b"Content-Type: application/x-www-form-urlencoded\r\n", b""))  # fmt: skip
        head = await reader.readuntil(b"\r\n\r\n")
        walk.refused += not head.startswith(b"HTTP/1.1 204")
        await asyncio.sleep(EVERY)
    writer.close()


async def _visit_together(port: int, people: list[list[str]], seconds: float, ready: threading.Event) -> Walk:
    walk, opened = Walk(), asyncio.Queue[int]()
    streams = [
        asyncio.create_task(_listen(port, visit, cookie, walk, opened))
        for visit, cookies in enumerate(people)
        for cookie in cookies
    ]
    for _ in streams:
        await asyncio.wait_for(opened.get(), 60)
    ready.set()
    await asyncio.gather(*[_walk(port, visit, some[0], walk, seconds) for visit, some in enumerate(people)])
    await asyncio.sleep(1)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    return walk


def _read(port: int, seconds: float) -> Load:
    """An ordinary reader in a process of its own: who walks must not slow down who measures."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(read, port, PAGES, seconds).result()


def _together(server: Server, people: list[list[str]], seconds: float) -> tuple[Walk, Load, str]:
    """Everybody walks, in a thread with a loop of its own, while a reader reads."""
    done: list[Walk] = []
    ready = threading.Event()
    before = server.memory_mb()
    thread = threading.Thread(
        target=lambda: done.append(asyncio.run(_visit_together(server.port, people, seconds + 4, ready)))
    )
    thread.start()
    ready.wait(90)
    time.sleep(EVERY)
    held, cpu, began = server.memory_mb(), server.cpu_ms(), time.perf_counter()
    time.sleep(seconds / 2)
    spent = (server.cpu_ms() - cpu) / (time.perf_counter() - began)
    beside = _read(server.port, seconds / 2)
    thread.join()
    many, each = VISITS * PEOPLE, (held - before) * 1024 / (VISITS * PEOPLE)
    told = f"Memory: {before:.0f} MB before, {held:.0f} MB with {many} streams: {each:.0f} kB a person.\n"
    told += f"Processor: {spent:.0f} ms a second for all, {spent / many * 1000:.0f} µs a second for one."
    return done[0], beside, told


def measure(port: int, seconds: float) -> int:
    """Make the visits, serve, walk, print; 0, since figures are for people to judge."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    town.grow(0, 1000, 0, 200, timezone.now())
    people = _people()
    connection.close()
    with serving(port) as server:
        _read(port, 1)
        first = _read(port, seconds / 2)
        walk, beside, told = _together(server, people, seconds)
        last = _read(port, seconds / 2)
    _report(
        walk, told, {"without visits, before": first, "beside the visits": beside, "without, after": last}
    )
    return 0


def _report(walk: Walk, told: str, loads: dict[str, Load]) -> None:
    vendor, expected = connection.vendor, len(walk.sent) * (PEOPLE - 1)
    p50, p99, worst = walk.percentile(0.5), walk.percentile(0.99), max(walk.waits) * 1000
    print(f"{VISITS} visits of {PEOPLE}, in each a step every {EVERY:.0f} s, on one process ({vendor}).")
    print(
        f"A step reaches the others: p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.0f} ms (aim: p99 150)."
    )
    print(
        f"Steps sent {len(walk.sent)}, heard {len(walk.waits)} of {expected}, refused {walk.refused}, ",
        end="",
    )
    print(f"streams lost {walk.lost}.\n{told}")
    print(f"{'other pages':<26}{'answers':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for name, load in loads.items():
        shares = "".join(f"{load.percentile(share):>9.2f}" for share in (0.5, 0.95, 0.99))
        print(f"{name:<26}{len(load.waits):>9}{shares}")
    first, beside, last = loads.values()
    for share in (0.5, 0.95):
        alone = (first.percentile(share) + last.percentile(share)) / 2
        print(
            f"p{share * 100:.0f} beside the visits: {beside.percentile(share) / alone - 1:+.0%} (aim: +20 %)."
        )
