"""A town's list moves in: 100,000 rows of CSV and of XLSX in at most 60 s, with flat memory.

    python benchmarks/moving_in.py                 SQLite and PostgreSQL, 10,000 and 100,000 rows
    python benchmarks/moving_in.py one csv 10000   one run, where PARVIS_DATA and PARVIS_DATABASE say

Each run is a process of its own. Printed: seconds by the clock and of processor (a busy machine
stretches the first), the peak of private memory, and how it compares with ten times fewer rows.
Pages of the database file mapped by SQLite are the system's cache, not the process's: not counted.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HEAD = [
    "Numéro",
    "Nom",
    "Prénom",
    "E-mail",
    "Téléphone",
    "Adresse",
    "Code postal",
    "Ville",
    "Membre depuis",
    "Groupe",
]
STARTS = [
    "Al",
    "Ber",
    "Ca",
    "Da",
    "El",
    "Fa",
    "Gi",
    "Ha",
    "In",
    "Jo",
    "Ka",
    "Lu",
    "Ma",
    "Na",
    "Od",
    "Pa",
    "Ro",
    "Sa",
    "Ti",
    "Va",
]
ENDS = ["bert", "lia", "rine", "mien", "sa", "tou", "sele", "mid", "es", "anne"]
FAMILY = [
    ["Mar", "Du", "Le", "Ber", "Ro", "Ga", "Mo", "Pe", "Lam", "Fau"],
    ["tin", "ri", "ne", "lo", "va", "ren", "che", "mi", "bou", "sa"],
    ["ier", "eau", "ot", "in", "ard", "el", "ou", "ac", "ez", "et"],
]


def people(count: int) -> Iterator[list[str]]:
    """Invented people; one in ten has no e-mail, one in ten is in a circle, some names repeat."""
    dice = random.Random(7)
    for number in range(1, count + 1):
        first, last = dice.choice(STARTS) + dice.choice(ENDS), "".join(dice.choice(part) for part in FAMILY)
        mail = f"{first}.{last}{number}@exemple.fr".lower() if dice.random() > 0.1 else ""
        # Invented numbers are few: a number stands for a household.
        telephone = (
            f"{dice.choice(['0639 98', '0199 00'])} {dice.randrange(10_000):04}"
            if dice.random() > 0.4
            else ""
        )
        joined = f"{dice.randrange(1, 28):02}/{dice.randrange(1, 13):02}/2021"
        circle = "Jardin" if dice.random() > 0.9 else ""
        street = f"{dice.randrange(1, 200)} rue des Arbres"
        yield [str(number), last.upper(), first, mail, telephone, street, "01000", "Bourg", joined, circle]


def write_list(path: Path, kind: str, count: int) -> None:
    if kind == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEAD)
            writer.writerows(people(count))
        return
    from parvis.kit.exporting import write_xlsx

    write_xlsx(path, HEAD, people(count))


def private_memory() -> int:
    """kB of memory that is this process's own."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1])
    return 0


class Peak(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.first = self.most = private_memory()
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(0.05):
            self.most = max(self.most, private_memory())


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def one(kind: str, count: int) -> dict[str, object]:
    """One list, from the file to its last member."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    path = Path(os.environ["PARVIS_DATA"]) / "list"
    subprocess.run([sys.executable, __file__, "write", kind, str(count), str(path)], check=True)
    from parvis.members.models import ContactPoint, Member
    from parvis.members.moving_in import bringing, confirming, jobs, settling

    now, peak = timezone.now(), Peak()
    peak.start()
    clock, processor = time.perf_counter(), time.process_time()
    marks = {}

    def mark(name: str) -> None:
        marks[name] = (round(time.perf_counter() - clock, 1), round(time.process_time() - processor, 1))

    brought = bringing.bring_file(name="list", chunks=chunks(path), by=None, at=now)
    settling.settle(brought=brought, meanings=brought.meanings, at=now)
    while jobs.advance_one(brought.pk, now) == "preparing":
        pass
    mark("read and prepared")
    confirming.confirm(brought=brought, with_circles=True, at=now)
    while jobs.advance_one(brought.pk, now) == "applying":
        pass
    mark("in all")
    peak.is_over.set()
    return {
        "members": Member.objects.count(),
        "addresses": ContactPoint.objects.count(),
        "before_mb": peak.first // 1024,
        "peak_mb": peak.most // 1024,
        **marks,
    }


def run(kind: str, count: int, database: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        env = {**os.environ, "PARVIS_DATA": folder, "PARVIS_DATABASE": database}
        done = subprocess.run(
            [sys.executable, __file__, "one", kind, str(count)],
            env=env,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def compare(name: str, fresh_database: object) -> None:
    for kind in ("csv", "xlsx"):
        peaks = {}
        for count in (10_000, 100_000):
            figures = run(kind, count, fresh_database())
            peaks[count] = figures["peak_mb"]
            (clock, processor), (read, _cpu) = figures["in all"], figures["read and prepared"]
            print(
                f"{name:<11}{kind:<5}{count:>8,} rows: {clock:6.1f} s in all ({read:.1f} s reading), "
                f"{processor:6.1f} s of processor, {figures['peak_mb']} MB at most "
                f"(from {figures['before_mb']}), {figures['members']:,} members",
                flush=True,
            )
        print(
            f"{name:<11}{kind:<5}memory, ten times the rows: ×{peaks[100_000] / peaks[10_000]:.2f}",
            flush=True,
        )


def main() -> None:
    if sys.argv[1:2] == ["write"]:
        write_list(Path(sys.argv[4]), sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
    else:
        compare("SQLite", lambda: "")
        from tests import postgres

        if postgres.binaries() is None:
            print("PostgreSQL: not installed here, not measured")
            return
        on_postgres(postgres)


def on_postgres(postgres: ModuleType) -> None:
    """A fresh cluster a run: each starts with an empty database."""
    from contextlib import ExitStack

    stack = ExitStack()

    def fresh() -> str:
        stack.close()
        return stack.enter_context(postgres.cluster())

    with stack:
        compare("PostgreSQL", fresh)


if __name__ == "__main__":
    main()
