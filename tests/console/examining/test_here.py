"""What `parvis doctor` says of this machine, each fault made for real."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils.translation import override

from config.holding import Hold
from config.schedule import JOBS
from parvis.console.examining import here
from parvis.console.examining.finding import Finding, State
from parvis.console.working import prepare
from parvis.courier.models import Dispatch
from parvis.kit.models import Schedule
from tests.opened import ROOT
from tests.village import Village

pytestmark = pytest.mark.django_db


def found(name: str, at: datetime) -> list[Finding]:
    with override("fr"):
        return [finding for finding in here.examine(at) if finding.name == name]


def states(name: str, at: datetime) -> set[State]:
    return {finding.state for finding in found(name, at)}


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A data folder of one's own, closed to others."""
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    if connection.vendor == "sqlite":
        Path(settings.DATABASES["default"]["NAME"]).chmod(0o600)
    return tmp_path


def test_a_well_kept_folder_is_well(folder: Path, now: datetime) -> None:
    (folder / "secrets").mkdir(mode=0o700)
    (folder / "secrets" / "key").write_text("x")
    (folder / "secrets" / "key").chmod(0o600)
    assert states("rights", now) == {State.WELL}


def test_a_key_others_may_read_is_broken_and_the_line_typed_mends_it(folder: Path, now: datetime) -> None:
    key = folder / "secrets" / "key"
    key.parent.mkdir()
    key.write_text("x")
    key.chmod(0o644)
    (finding,) = found("rights", now)
    assert (finding.state, finding.todo) == (State.BROKEN, f"chmod 600 {key}")
    subprocess.run(finding.todo.split(), check=True)
    assert states("rights", now) == {State.WELL}


def test_a_secret_given_as_a_file_is_looked_at_too(
    folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = folder / "mail-password"
    given.write_text("x")
    given.chmod(0o640)
    monkeypatch.setenv("PARVIS_MAIL_FILE", str(given))
    assert states("rights", now) == {State.BROKEN}


def test_an_open_folder_is_worth_a_look(folder: Path, now: datetime) -> None:
    folder.chmod(0o755)
    (finding,) = found("rights", now)
    assert (finding.state, finding.todo) == (State.WORRY, f"chmod 700 {folder}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root owns everything")
def test_a_folder_of_somebody_else_is_broken(settings: LazySettings, now: datetime) -> None:
    settings.DATA = Path("/usr")
    assert State.BROKEN in states("rights", now)


@pytest.mark.parametrize(
    ("free", "state"),
    [(100_000_000, State.BROKEN), (500_000_000, State.WORRY), (50_000_000_000, State.WELL)],
)
def test_a_disk_that_fills_is_seen_before_it_is_full(
    free: int, state: State, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert states("disk", now) == {state}


def test_the_database_answers_and_keeps_what_it_acknowledged(now: datetime) -> None:
    if connection.vendor == "sqlite":
        assert states("database", now) == {State.WELL}
    else:  # the throw-away cluster of the tests runs without fsync: exactly what must be told
        (finding,) = found("database", now)
        assert (finding.state, "fsync" in finding.what) == (State.BROKEN, True)


def test_tables_of_an_older_version_are_told_and_nothing_else_is_asked_of_them(now: datetime) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("kit", "0002_the_search_index")
    (finding,) = found("migrations", now)
    assert (finding.state, finding.todo) == (State.BROKEN, "parvis upgrade")
    assert found("worker", now) == []


def test_a_clock_that_went_back_is_broken() -> None:
    now = datetime.now(UTC)  # the database's clock stands with nobody
    prepare(now)
    assert states("clock", now) == {State.WELL}
    Schedule.objects.update(ended_at=now + timedelta(hours=3))
    (finding,) = found("clock", now)
    assert (finding.state, finding.todo) == (State.BROKEN, "timedatectl set-ntp true")


def test_a_closed_place_is_worth_a_look(folder: Path, now: datetime) -> None:
    (finding,) = found("worker", now)
    assert (finding.state, finding.todo) == (State.WORRY, "parvis serve")


def test_jobs_that_rest_in_an_open_place_are_broken(folder: Path, now: datetime) -> None:
    held = Hold(folder, shared=False)
    try:
        prepare(now)
        assert states("worker", now) == {State.WELL}
        job = next(job for job in JOBS if not job.only_if and not job.claims_its_rows)
        Schedule.objects.filter(name=job.name).update(next_at=now - timedelta(hours=1))
        assert states("worker", now) == {State.BROKEN}
        Schedule.objects.filter(name=job.name).update(next_at=now, failure="OSError")
        assert states("worker", now) == {State.WORRY}
    finally:
        held.let_go()


@pytest.fixture
def archives(tmp_path: Path, settings: LazySettings) -> Path:
    settings.BACKUP_FOLDER = tmp_path / "sauvegardes"
    settings.BACKUP_FOLDER.mkdir()
    return settings.BACKUP_FOLDER


def test_an_empty_place_has_nothing_to_back_up(archives: Path, now: datetime) -> None:
    assert found("backup", now) == []


def test_a_backup_that_is_missing_old_or_empty_is_broken(
    village: Village, archives: Path, now: datetime
) -> None:
    (finding,) = found("backup", now)
    assert (finding.state, finding.todo) == (State.BROKEN, "parvis backup")
    (archives / "parvis-2026-11-20-0300.parvis").write_bytes(b"x")
    assert states("backup", now) == {State.BROKEN}
    fresh = archives / "parvis-2026-11-24-0300.parvis"
    fresh.touch()
    assert states("backup", now) == {State.BROKEN}
    fresh.write_bytes(b"x")
    assert states("backup", now) == {State.WELL}


def test_messages_that_wait_and_messages_that_failed_are_told(
    village: Village, now: datetime, settings: LazySettings
) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:2"
    Dispatch.objects.all().delete()
    assert states("mail", now) == {State.WELL}
    row = Dispatch.objects.create(
        channel="mail", purpose="x", address="a@exemple.fr", title="t", body="b", message_id="<1@x>",
        written_at=now, not_before_at=now - timedelta(hours=2),
    )  # fmt: skip
    assert states("mail", now) == {State.BROKEN}
    Dispatch.objects.filter(pk=row.pk).update(state=Dispatch.State.FAILED, ended_at=now)
    assert states("mail", now) == {State.WORRY}


@pytest.mark.parametrize(
    ("address", "proxies", "state"),
    [
        ("http://localhost:8000", [], State.WORRY),
        ("http://parvis.exemple.fr", [], State.BROKEN),
        ("https://parvis.exemple.fr", [], State.BROKEN),
        ("https://parvis.exemple.fr", ["127.0.0.1"], State.WELL),
    ],
)
def test_the_public_address_is_https_behind_a_trusted_proxy(
    address: str, proxies: list[str], state: State, now: datetime, settings: LazySettings
) -> None:
    settings.PUBLIC_ADDRESS, settings.TRUSTED_PROXIES = address, proxies
    settings.IS_HTTPS = address.startswith("https")
    assert states("address", now) == {state}


def test_a_check_that_stumbles_is_a_finding(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(at: datetime) -> None:
        raise OSError("no such disk")

    monkeypatch.setitem(here.ALWAYS, "disk", stumble)
    (finding,) = found("disk", now)
    assert (finding.state, "no such disk" in finding.what) == (State.BROKEN, True)


def test_an_administrator_sees_it_behind_the_scenes(
    village: Village, client_of: Callable[..., Client], folder: Path
) -> None:
    folder.chmod(0o755)
    answer = client_of(village.fatou).get("/coulisses/diagnostic/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"chmod 700 {folder}" in page
    assert "À regarder" in page


def _doctor(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    env |= {"PARVIS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", **settings}
    command = [sys.executable, "-m", "config.command", "doctor", "--offline", "--json"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_command_leaves_with_one_when_something_is_broken(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = _doctor(data)
    told = json.loads(done.stdout)
    assert (done.returncode, told["well"]) == (1, False)
    assert "parvis upgrade" in [finding["todo"] for finding in told["findings"]]
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_database_that_is_no_database_is_told_without_a_traceback(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "parvis.sqlite3").write_bytes(b"this is not a database" * 100)
    done = _doctor(tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert sqlite3.DatabaseError.__name__ in done.stdout
