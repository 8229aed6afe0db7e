"""One whole run: grow the town twice, count queries each time, then hammer the server page by page."""

import argparse
import time
from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import registering, town
from benchmarks.load import Load, hammer
from benchmarks.pages import Page, pages, upcoming
from benchmarks.queries import queries
from benchmarks.report import Line, printed
from benchmarks.serving import Server, serving

MOST_QUERIES = 12
MOST_MB = 300


def _counted(found: list[Page]) -> list[int]:
    return [queries(page.path, page.cookie) for page in found]


def _measured(server: Server, page: str, hit: Callable[[], Load], most_ms: float | None, told: str) -> Line:
    before = server.cpu_ms()
    load = hit()
    return Line(page, load, (server.cpu_ms() - before) / len(load.waits), most_ms, told)


def _grown(wanted: argparse.Namespace, now: datetime) -> tuple[list[Page], list[str]]:
    """A tenth of the town first, then all of it: the pages, and their queries at both sizes."""
    call_command("migrate", verbosity=0)
    tenth = wanted.members // 10, wanted.meetings // 10
    began = time.perf_counter()
    town.grow(0, tenth[0], 0, tenth[1], now)
    small = _counted(pages(now))
    town.grow(tenth[0], wanted.members, tenth[1], wanted.meetings, now)
    found = pages(now)
    large = _counted(found)
    seconds = time.perf_counter() - began
    print(f"Town of {wanted.members} people and {wanted.meetings} meetings, made in {seconds:.0f} s.")
    return found, [f"{a} → {b}" for a, b in zip(small, large, strict=True)]


def run(wanted: argparse.Namespace) -> int:
    """Measure and print; 0, since figures are for people to judge."""
    now = timezone.now()
    found, counts = _grown(wanted, now)
    meetings = upcoming(now)
    vendor = connection.vendor
    connection.close()
    lines = []
    with serving(wanted.port) as server:
        idle = server.memory_mb()
        for page, count in zip(found, counts, strict=True):
            make = page.make()
            hammer(wanted.port, make, connections=wanted.connections, seconds=0.5)

            def hit(make: Callable[[int], bytes] = make) -> Load:
                return hammer(wanted.port, make, connections=wanted.connections, seconds=wanted.seconds)

            lines.append(_measured(server, page.name, hit, page.most_ms, count))
        make = registering.newcomers(wanted.port, meetings)

        def register() -> Load:
            return hammer(wanted.port, make, connections=wanted.connections, seconds=wanted.seconds)

        lines.append(_measured(server, "registering, newcomer", register, 5.0, ""))
        peak = server.memory_mb("VmHWM")
    print(printed(lines))
    for line in lines:
        if set(line.load.statuses) - {200, 302}:
            print(f"{line.name}: answers {dict(line.load.statuses)}")
    print(f"Resident: {idle:.0f} MB at rest, {peak:.0f} MB at most (aim {MOST_MB}). Database: {vendor}.")
    print(f"SQL: one page with a cold memory, a tenth of the town → the whole town (aim ≤ {MOST_QUERIES}).")
    return 0
