"""What this process counts about itself, for `/sante/mesures`: requests by view and status, durations.

Names of views and classes of status only: no address, no path, no person. Areas add what they can tell in
`apps.ready()`: `gauge("parvis_outbox_waiting", "…", waiting_by_channel)`.
"""

import resource
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Labels = tuple[tuple[str, str], ...]
Values = Mapping[Labels, float]

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_STATM = Path("/proc/self/statm")


@dataclass
class Durations:
    """How long the requests of one view took: how many fell under each bound, and the sum."""

    fallen: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        self.fallen[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


@dataclass(frozen=True)
class Gauge:
    """Something that is read when asked: its name, what it is, and a function giving its values."""

    name: str
    about: str
    read: Callable[[], Values]


class Measures:
    """Counters of one process. Taken under a lock: a page costs a microsecond more."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str]] = Counter()
        self.durations: dict[str, Durations] = {}
        self.began_at = time.time()
        self._lock = threading.Lock()

    def note(self, view: str, status: int, seconds: float) -> None:
        """One request answered: the name of its view ("memory", "static" at the front), its status."""
        with self._lock:
            self.requests[view, f"{status // 100}xx"] += 1
            if view not in self.durations:
                self.durations[view] = Durations()
            self.durations[view].add(seconds)

    def copy(self) -> tuple[dict[tuple[str, str], int], dict[str, Durations]]:
        """The counters as they stand now."""
        with self._lock:
            durations = {
                view: Durations([*kept.fallen], kept.seconds) for view, kept in self.durations.items()
            }
            return dict(self.requests), durations


measures = Measures()
_gauges: dict[str, Gauge] = {}


def gauge(name: str, about: str, read: Callable[[], Values]) -> None:
    """Add something to read; called by areas in `apps.ready()`. It must name no person."""
    _gauges[name] = Gauge(name, about, read)


def gauges() -> list[Gauge]:
    """Everything that is read when asked, by name."""
    return [_gauges[name] for name in sorted(_gauges)]


def one(value: float | None) -> Values:
    """A gauge without labels; nothing at all when there is nothing to tell."""
    return {} if value is None else {(): float(value)}


def resident_bytes() -> Values:
    """The memory this process holds now (its peak where the system does not tell)."""
    if _STATM.exists():
        return one(int(_STATM.read_text().split()[1]) * resource.getpagesize())
    return one(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


gauge("parvis_resident_memory_bytes", "Memory this process holds.", resident_bytes)
gauge("parvis_start_time_seconds", "When this process began.", lambda: one(measures.began_at))
