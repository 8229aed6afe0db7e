"""What was acknowledged is on the disk: pragmas on every connection, one commit an act, fsyncs counted."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection, connections

from parvis.meetings.registering import register_newcomer
from parvis.members.contacts import read_contact
from tests.faults.harness.place import A_HANG
from tests.village import settle

ROOT = Path(__file__).resolve().parent.parent.parent
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own promises")
PROMISED = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def pragmas() -> dict[str, object]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PROMISED}


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_every_connection_keeps_the_promises():
    found = [pragmas()]
    connection.close()
    found.append(pragmas())

    def elsewhere() -> None:
        found.append(pragmas())
        connections.close_all()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [PROMISED] * 3
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


KEPT = {"sqlite": "wal 2 1 1", "postgresql": "on"}


def test_every_connection_of_the_real_server_and_of_commands_keeps_them(new_place, tmp_path):
    """Pages, worker, the command itself; and again after PostgreSQL or the server was started anew."""
    told = tmp_path / "promises"
    place = new_place(FAULTS_PROMISES=str(told))
    place.start()
    place.kill()
    place.start()
    place.run("-m", "config.command", "code", "Jeanne", "Martin")
    until = time.monotonic() + A_HANG
    while not {"carrier", "clockwork", "page", "MainThread"} <= threads_of(told) and time.monotonic() < until:
        place.status("/histoires/")
    assert {"carrier", "clockwork", "page", "MainThread"} <= threads_of(told)
    kept = {line.partition(" ")[2] for line in told.read_text().splitlines()}
    assert kept == {KEPT[connection.vendor]}


def threads_of(told: Path) -> set[str]:
    return {line.partition(" ")[0] for line in told.read_text().splitlines()}


@pytest.mark.django_db(transaction=True)
def test_registering_a_newcomer_is_one_commit(now, monkeypatch):
    village = settle(now)
    commits: list[bool] = []
    genuine = connection._commit
    monkeypatch.setattr(connection, "_commit", lambda: (commits.append(True), genuine())[1])
    register_newcomer(meeting=village.cafe, name="Awa Diop", contact=read_contact("06 39 98 00 01"), at=now)
    assert commits == [True]


WRITER = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection, transaction
call_command("migrate", verbosity=0)
from parvis.community.models import Ritual
print("ready", flush=True)
input()
for number in range(20):
    with transaction.atomic():
        Ritual.objects.create(name=f"Rituel {number}")
print("done", flush=True)
input()
"""


def can_trace() -> bool:
    """Is strace here, and may it look at a process?"""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


@on_sqlite
@pytest.mark.skipif(not can_trace(), reason="fsyncs not counted: strace is missing or may not trace here")
def test_each_commit_reaches_the_disk(tmp_path):
    told = {
        "PARVIS_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], env={**os.environ, **told, "PARVIS_DATABASE": ""}, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdout.readline() == "ready\n"
    trace = tmp_path / "trace"
    watching = subprocess.Popen(
        ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace), "-p", str(writer.pid)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    watching.stderr.readline()  # « attached »
    writer.stdin.write("\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == "done\n"
    writer.communicate("\n")
    watching.wait(60)
    synced = re.findall(r"f(?:data)?sync\(\d+<[^>]*-wal>\)", trace.read_text())
    assert 20 <= len(synced) <= 22  # one a commit; the log itself may be synced once or twice at its start
