"""Memory over a long run: mixed visits and registrations, resident memory written down all along."""

import time
from collections.abc import Callable
from itertools import cycle

from benchmarks.load import MakeRequest, hammer
from benchmarks.pages import Page
from benchmarks.serving import Server

SAMPLES = 10


def measure(
    server: Server, port: int, found: list[Page], register: MakeRequest, seconds: float
) -> tuple[list[float], int]:
    """Resident megabytes at the start and after each tenth of the time, and how many answers were given."""
    makes: list[Callable[[int], bytes]] = [page.make() for page in found] + [register]
    memory, answers, count = [server.memory_mb()], 0, 0

    def next_one(number: int) -> bytes:
        nonlocal count
        count += 1
        return next(turns)(count)

    turns = cycle(makes)
    for _ in range(SAMPLES):
        answers += len(hammer(port, next_one, connections=4, seconds=seconds / SAMPLES).waits)
        memory.append(server.memory_mb())
    return memory, answers


def printed(memory: list[float], answers: int, seconds: float) -> str:
    """One line; the second half beside the first tells a leak from warming up."""
    half = memory[len(memory) // 2]
    told = " ".join(f"{each:.0f}" for each in memory)
    return (
        f"Resident MB over {seconds:.0f} s and {answers} answers: {told}. "
        f"Last over middle: ×{memory[-1] / half:.3f}. Ended {time.strftime('%H:%M')}."
    )
