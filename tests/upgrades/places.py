"""Places as finished issues left them (made by bin/keep-state), opened again by today's code."""

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

from tests import postgres
from tests.opened import ROOT

HERE = Path(__file__).resolve().parent
STATES = sorted(
    (path.name.removesuffix(".sqlite.gz") for path in HERE.glob("*.sqlite.gz")),
    key=lambda name: int(name.removeprefix("issue-")),
)

# Run before the command: what goes wrong in the middle of an upgrade, when three changes are made.
BREAK = """
from django.db.migrations.executor import MigrationExecutor
whole, made = MigrationExecutor.apply_migration, []
def apply(self, state, migration, **rest):
    after = whole(self, state, migration, **rest)
    made.append(migration.name)
    if len(made) == 3:
        {harm}
    return after
MigrationExecutor.apply_migration = apply
"""
FAIL = BREAK.format(harm='raise RuntimeError("the new table does not fit")')
KILL = BREAK.format(harm="import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


class OldPlace:
    """A data folder and a database in the state of a finished issue."""

    def __init__(self, state: str, data: Path, url: str) -> None:
        self.state, self.data, self.url = state, data, url

    def run(self, *command: str, before: str = "") -> subprocess.CompletedProcess[str]:
        """One `parvis` command of today's code, after some words of Python."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        env |= {"PARVIS_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "config.settings"}
        env |= {"PARVIS_DATABASE": self.url} if self.url else {}
        program = f"{before}\nimport sys\nfrom config.command import main\nsys.exit(main({list(command)!r}))"
        return subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        tables = self._ask(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
            if self.url
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
        )
        return {name: int(self._ask(f'SELECT count(*) FROM "{name}"')[0]) for name in tables}

    def _ask(self, sql: str) -> list[str]:
        if self.url:
            command = [postgres.binaries() / "psql", "-XAtq", "-d", self.url, "-c", sql]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        with closing(sqlite3.connect(self.data / "parvis.sqlite3")) as file:
            return [str(row[0]) for row in file.execute(sql).fetchall()]

    def text(self, sql: str) -> str:
        """One text of the database."""
        return " ".join(self._ask(sql))

    def do(self, sql: str) -> None:
        """One change."""
        if self.url:
            self._ask(sql)
            return
        with closing(sqlite3.connect(self.data / "parvis.sqlite3")) as file:
            file.execute(sql)
            file.commit()

    def archives(self) -> list[Path]:
        return sorted((self.data / "sauvegardes").glob("*.parvis"))

    def drafts(self) -> list[str]:
        return [path.name for path in self.data.glob("*mise-a-jour*")]


@contextmanager
def opened(state: str, data: Path, kind: str) -> Iterator[OldPlace]:
    """A copy of that state, on "sqlite" or "postgres", to do anything with."""
    data.mkdir(mode=0o700)
    if kind == "sqlite":
        kept = gzip.decompress((HERE / f"{state}.sqlite.gz").read_bytes())
        (data / "parvis.sqlite3").write_bytes(kept)
        (data / "parvis.sqlite3").chmod(0o600)
        yield OldPlace(state, data, "")
        return
    with fresh_database() as url:
        load = [postgres.binaries() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", url]
        words = gzip.decompress((HERE / f"{state}.postgres.sql.gz").read_bytes())
        subprocess.run(load, input=words, check=True, capture_output=True)
        yield OldPlace(state, data, url)


@contextmanager
def fresh_database() -> Iterator[str]:
    """An empty database of the tests' cluster, dropped afterwards."""
    cluster, name = os.environ["PARVIS_DATABASE"], f"upgrade_{token_hex(4)}"
    psql = [postgres.binaries() / "psql", "-Xq", "-d", cluster, "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    try:
        yield cluster.rpartition("/")[0] + f"/{name}"
    finally:
        subprocess.run([*psql, f"DROP DATABASE {name} WITH (FORCE)"], check=True)
