"""A place of its own for each test: commands run as people run them, in processes of their own."""

import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
_FILL = """
import django; django.setup()
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from parvis.console.demo import fill
call_command("migrate", verbosity=0)
with transaction.atomic():
    fill(timezone.now())
"""


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


@dataclass
class Place:
    """A data folder (and a database: SQLite within it, unless said otherwise)."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        ours = {
            "PARVIS_DATA": str(self.data),
            "PARVIS_DATABASE": self.database,
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        return {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **ours, **self.more}

    def parvis(self, *words: str, **more: Any) -> Done:
        """`parvis …` in this place."""
        line = [sys.executable, "-m", "config.command", *words]
        done = subprocess.run(
            line, cwd=ROOT, env=self.env, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def run(self, code: str) -> str:
        """Some Python in this place; what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def settle(self) -> "Place":
        """Fill it with the demo village."""
        self.run(_FILL)
        return self

    def backup(self, path: Path) -> dict[str, Any]:
        done = self.parvis("backup", str(path), "--json")
        assert done.code == 0, done.err
        return done.told


def contents(path: Path) -> dict[str, Any]:
    """The list of contents of an archive, read with an ordinary tool."""
    with tarfile.open(path) as box:
        return json.load(box.extractfile("contents.json"))


def media(path: Path) -> dict[str, Any]:
    return {name: told for name, told in contents(path)["members"].items() if name.startswith("media/")}


def tables(path: Path) -> dict[str, Any]:
    """What each table holds, but for the ones giving back is meant to change."""
    changed = {"courier_dispatch", "courier_hold", "kit_schedule", "django_session", "members_commonentry"}
    return {name: told for name, told in contents(path)["tables"].items() if name not in changed}
