"""A town is kept and given back: at most a minute for 100,000 people, with memory that does not grow.

    python benchmarks/safekeeping.py               SQLite then PostgreSQL, 10,000 and 100,000 people
    python benchmarks/safekeeping.py --sqlite      the first only

Each act is a process of its own, as in `parvis backup`: seconds by the clock, seconds of processor, and
the peak of private memory (of the process: pages of a mapped database are the system's).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SIZES = (10_000, 100_000)
ACTS = ("backup", "verify", "restore")


def grow(people: int) -> None:
    """Fill the place of the environment with a town."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks import town

    call_command("migrate", verbosity=0)
    town.grow(0, people, 0, people // 5, timezone.now())


def act(name: str, archive: str) -> None:
    """One act in this process, with what it took."""
    import resource

    import django

    django.setup()
    from django.utils import timezone

    from benchmarks.moving_in import Peak
    from parvis.console.safekeeping import archiving, restoring, verifying

    peak = Peak()
    peak.start()
    clock, path = time.perf_counter(), Path(archive)
    if name == "backup":
        rows = archiving.back_up(path, at=timezone.now()).contents.rows()
    elif name == "verify":
        rows = verifying.verify(path).contents.rows()
    else:
        rows = restoring.restore(path, at=timezone.now()).contents.rows()
    seconds = time.perf_counter() - clock
    peak.is_over.set()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    told = {"rows": rows, "seconds": seconds, "processor": usage.ru_utime + usage.ru_stime}
    print(json.dumps(told | {"peak_mb": peak.most // 1024}))


def _run(words: list[str], data: Path, database: str) -> str:
    env = {**os.environ, "PARVIS_DATA": str(data), "PARVIS_DATABASE": database}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, __file__, *words], env=env, capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def measure(engine: str, people: int, databases: list[str]) -> dict[str, float]:
    """The three acts on one town; the peaks by act."""
    peaks = {}
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        folder, archive = Path(name), str(Path(name) / "town.parvis")
        _run(["grow", str(people)], folder / "here", databases[0])
        for what in ACTS:
            place = folder / ("there" if what == "restore" else "here")
            told = json.loads(
                _run(["act", what, archive], place, databases[what == "restore"]).splitlines()[-1]
            )
            size = Path(archive).stat().st_size / 1e6
            peaks[what] = told["peak_mb"]
            print(
                f"{engine:<11}{people:>8,} people {told['rows']:>9,} rows {what:<8}{told['seconds']:7.1f} s "
                f"{told['processor']:7.1f} s CPU {told['peak_mb']:5.0f} MB at most, archive {size:.1f} MB",
                flush=True,
            )
    return peaks


def compare(engine: str, fresh: list[list[str]]) -> None:
    small, large = (measure(engine, people, urls) for people, urls in zip(SIZES, fresh, strict=True))
    for what in ACTS:
        print(
            f"{engine:<11}{what:<8} memory, ten times the people: ×{large[what] / small[what]:.2f}",
            flush=True,
        )


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["grow"]:
        grow(int(words[1]))
    elif words[:1] == ["act"]:
        act(words[1], words[2])
    else:
        if "--postgres" not in words:
            compare("SQLite", [["", ""], ["", ""]])
        if "--sqlite" not in words:
            from tests import postgres

            with ExitStack() as stack:
                urls = [stack.enter_context(postgres.cluster()) for _ in range(4)]
                compare("PostgreSQL", [urls[:2], urls[2:]])


if __name__ == "__main__":
    main()
