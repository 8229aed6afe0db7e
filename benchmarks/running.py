"""One whole run: grow the town twice, count queries each time, then hammer the server page by page."""

import argparse
import json
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import long_run, registering, slow_clients, town
from benchmarks.disk import syncs_per_second
from benchmarks.load import Load, MakeRequest, hammer
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
    call_command("collectstatic", verbosity=0, interactive=False)  # pages name their files by content
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


def _report(lines: list[Line], idle: float, peak: float, syncs: float, wanted: argparse.Namespace) -> None:
    vendor, per_second = connection.vendor, lines[-1].load.per_second
    print(printed(lines))
    for line in lines:
        if line is not lines[0] and set(line.load.statuses) - {200, 302}:
            print(f"{line.name}: answers {dict(line.load.statuses)}")
    print(f"Resident: {idle:.0f} MB at rest, {peak:.0f} MB at most (aim {MOST_MB}). Database: {vendor}.")
    print(f"SQL: one page with a cold memory, a tenth of the town → the whole town (aim ≤ {MOST_QUERIES}).")
    share = per_second / syncs
    print(
        f"Registrations: {per_second:.0f} a second; the disk syncs {syncs:.0f} times a second ({share:.0%})."
    )
    if wanted.json:
        constant = lines[0].cpu_ms
        pages = {line.name: {"cpu_ms": line.cpu_ms, "ratio": line.cpu_ms / constant} for line in lines}
        told = {"pages": pages, "constant_ms": constant, "peak_mb": peak}
        told |= {"registrations_per_second": per_second, "syncs_per_second": syncs}
        wanted.json.write_text(json.dumps(told))


def run(wanted: argparse.Namespace) -> int:
    """Measure and print; 0, since figures are for people to judge."""
    now = timezone.now()
    found, counts = _grown(wanted, now)
    meetings = upcoming(now)
    connection.close()
    with serving(wanted.port) as server:
        register = registering.newcomers(wanted.port, meetings)
        if wanted.slow_clients:
            print(slow_clients.measure(wanted.port, meetings[0], wanted.seconds))
        elif wanted.long:
            memory, answers = long_run.measure(server, wanted.port, found, register, wanted.long)
            print(long_run.printed(memory, answers, wanted.long))
        else:
            _measure_all(server, wanted, found, counts, register)
    return 0


def _again(server: Server, wanted: argparse.Namespace, page: Page, count: str) -> Line:
    """The reference once more, at the end: what disturbed it once must not colour every ratio."""

    def hit() -> Load:
        return hammer(wanted.port, page.make(), connections=wanted.connections, seconds=wanted.seconds)

    return _measured(server, page.name, hit, page.most_ms, count)


def _measure_all(
    server: Server, wanted: argparse.Namespace, found: list[Page], counts: list[str], register: MakeRequest
) -> None:
    idle, lines = server.memory_mb(), []
    asked = [(page.name, page.make(), page.most_ms, count) for page, count in zip(found, counts, strict=True)]
    for name, make, most_ms, count in [*asked, ("registering, newcomer", register, 5.0, "")]:
        hammer(wanted.port, make, connections=wanted.connections, seconds=0.5, most=20)

        def hit(make: MakeRequest = make) -> Load:
            return hammer(wanted.port, make, connections=wanted.connections, seconds=wanted.seconds)

        lines.append(_measured(server, name, hit, most_ms, count))
    lines[0] = min(lines[0], _again(server, wanted, found[0], counts[0]), key=lambda line: line.cpu_ms)
    peak = server.memory_mb("VmHWM")
    _report(lines, idle, peak, syncs_per_second(settings.DATA), wanted)
