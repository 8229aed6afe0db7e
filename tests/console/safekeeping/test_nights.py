"""Each night by itself: what is due, what is told when it fails, what is let go."""

import time
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from parvis.console.safekeeping import archiving, keeping, nightly
from parvis.console.safekeeping.keeping import Verdict
from parvis.console.safekeeping.refusals import NoRoom
from tests.village import Village

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.BACKUP_FOLDER = tmp_path / "archives"
    settings.BACKUP_FOLDER.mkdir()
    return settings.BACKUP_FOLDER


def archive_of(at) -> Path:
    path = keeping.new_path(at)
    path.write_bytes(b"an archive")
    return path


def test_a_first_backup_is_due_then_not_before_the_next_night(village: Village, folder: Path) -> None:
    assert nightly.is_due()
    archive_of(village.now)
    assert not nightly.is_due()


def test_yesterday_s_archive_does_not_do_for_tonight(village: Village, folder: Path) -> None:
    archive_of(village.now - timedelta(days=1))
    assert nightly.is_due()


def test_a_demo_keeps_nothing(village: Village, folder: Path) -> None:
    village.community.is_demo = True
    village.community.save()
    assert not nightly.is_due()


def test_a_failure_is_told_and_tried_again_an_hour_later(
    village: Village, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "_run", lambda words: "Le disque est trop plein.")
    with pytest.raises(nightly.NotKept):
        nightly.take(timezone.now())
    state = keeping.last_backup(timezone.now())
    assert (state.verdict, state.failure) == (Verdict.FAILED, "Le disque est trop plein.")
    assert not nightly.is_due()
    keeping.note_try(timezone.now() - timedelta(minutes=61), "Le disque est trop plein.")
    assert nightly.is_due()


def test_a_night_backs_up_reads_again_and_lets_go(
    village: Village, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = []
    monkeypatch.setattr(nightly, "_run", lambda words: ran.append(words[0]) or "")
    old = [archive_of(village.now - timedelta(days=days)) for days in (1, 400, 800)]
    other = folder / "photos.zip"
    other.write_bytes(b"not ours")
    nightly.take(timezone.now())
    assert ran == ["backup", "verify"]
    assert [path.exists() for path in old] == [True, False, False]
    assert other.exists()
    assert keeping.last_backup(timezone.now()).verdict is Verdict.WELL


def test_the_administrator_reads_that_the_last_backup_did_not_work(
    village: Village, folder: Path, client_of
) -> None:
    keeping.note_try(village.now, "disque plein")
    assert "La dernière sauvegarde n’a pas marché." in client_of(village.fatou).get("/coulisses/").text


def test_an_old_backup_is_said_to_be_old(village: Village, folder: Path) -> None:
    archive_of(village.now - timedelta(days=3))
    assert keeping.last_backup(village.now).verdict is Verdict.OLD


@pytest.mark.django_db
def test_a_full_disk_is_refused_before_anything_is_written(
    village: Village, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving.shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 10**6))
    with pytest.raises(NoRoom) as refusal:
        archiving.back_up(folder / "a.parvis", at=village.now)
    assert "il faut" in refusal.value.reason
    assert list(folder.iterdir()) == []


def test_a_backup_under_way_ends_with_parvis(village: Village, folder: Path, monkeypatch) -> None:
    """It leaves no process behind, is no failure, and is due again at the next start."""
    slow = "import sys, time; time.sleep(60)"
    monkeypatch.setattr(nightly, "_COMMAND", slow)
    monkeypatch.setattr(nightly.waking, "is_stopping", lambda: True)
    began = time.monotonic()
    nightly.take(timezone.now())
    assert time.monotonic() - began < 30
    assert keeping.last_try() is None
    assert nightly.is_due()


def test_a_folder_without_a_community_has_nothing_to_keep(db) -> None:
    assert not nightly.is_due()
