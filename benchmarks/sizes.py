"""The same pages in a village, a town and a city, on both databases: what grows with the number of people?

Each run is a process of its own. A figure is the CPU of a page over the constant view of its own run, so
that a machine busier in one run than in another changes little.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLAT = 1.2


def compare(sizes: list[int], seconds: float, port: int) -> int:
    """Run `bin/bench` for every size and database, and print them side by side; 0."""
    for engine in ("sqlite", "postgres"):
        runs = [_run(engine, size, seconds, port) for size in sizes]
        print(f"\n{engine}: CPU of a page over the constant view, {' → '.join(map(str, sizes))} people\n")
        for name in runs[0]["pages"]:
            ratios = [run["pages"][name]["ratio"] for run in runs]
            growth = ratios[-1] / ratios[0]
            mark = "flat" if growth <= FLAT else "grows !"
            told = "".join(f"{ratio:>9.2f}" for ratio in ratios)
            print(f"{name:<28}{told}   ×{growth:.2f} {mark}")
        for title in ("constant_ms", "peak_mb", "registrations_per_second", "syncs_per_second"):
            print(f"{title:<28}" + "".join(f"{run[title]:>9.2f}" for run in runs))
    return 0


def _run(engine: str, size: int, seconds: float, port: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "figures.json"
        command = [
            sys.executable,
            ROOT / "bin" / "bench",
            "--members",
            str(size),
            "--meetings",
            str(size // 5),
        ]
        command += ["--seconds", str(seconds), "--port", str(port), "--json", told]
        command += ["--postgres"] if engine == "postgres" else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return dict(json.loads(told.read_text()))
