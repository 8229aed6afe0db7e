"""Files and rows: whole or absent, whatever stops in between."""

import errno
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from parvis.kit.durable import write_whole
from parvis.kit.storage import DurableStorage
from parvis.wiki.models import Photo
from parvis.wiki.sweeping import GRACE, sweep
from parvis.wiki.telling import add_photo, begin
from tests.faults.harness.browser import ACKNOWLEDGED, UNKNOWN, Browser
from tests.faults.harness.place import A_HANG, ROOT
from tests.faults.harness.wholeness import is_whole
from tests.faults.harness.writers import picture


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_disk_without_room_leaves_no_half_file(tmp_path, monkeypatch):
    def parts():
        yield b"the beginning"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "photo.webp", parts())
    assert left_in(tmp_path) == []


def test_a_name_that_is_taken_is_never_written_over(tmp_path):
    write_whole(tmp_path / "a", [b"first"])
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", [b"second"])
    assert (tmp_path / "a").read_bytes() == b"first"
    storage = DurableStorage(location=tmp_path)
    assert storage.save("b/a.webp", ContentFile(b"one")) == "b/a.webp"
    other = storage._save("b/a.webp", ContentFile(b"two"))
    assert other != "b/a.webp"
    assert (tmp_path / other).read_bytes() == b"two"
    assert (tmp_path / "b" / "a.webp").read_bytes() == b"one"


def test_file_and_folder_reach_the_disk_before_the_row(tmp_path, monkeypatch):
    synced: list[str] = []
    genuine = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda file: (synced.append(os.readlink(f"/proc/self/fd/{file}")), genuine(file))
    )
    DurableStorage(location=tmp_path).save("stories/2026/a.webp", ContentFile(b"one"))
    assert [Path(name).name for name in synced[:-2]] == [tmp_path.name, "stories"]  # new folders, in theirs
    assert synced[-2].endswith(".part")
    assert synced[-1] == str(tmp_path / "stories" / "2026")


def test_a_key_half_written_by_a_crash_is_made_again(tmp_path):
    """Killed between making the file and writing into it, the next start needs no manual step."""
    told = {**os.environ, "PYTHONPATH": str(ROOT), "PARVIS_DATA": str(tmp_path)}
    die = "import os,signal; genuine=os.fsync; os.fsync=lambda f: os.kill(os.getpid(), signal.SIGKILL)\n"
    make = "from config.environment import secret_key; from pathlib import Path; print(secret_key(Path(%r)))"
    make = make % str(tmp_path)
    killed = subprocess.run([sys.executable, "-c", die + make], env=told, capture_output=True, text=True)
    assert killed.returncode == -9
    assert not (tmp_path / "secrets" / "key").exists()
    made = subprocess.run([sys.executable, "-c", make], env=told, capture_output=True, text=True)
    assert len(made.stdout.strip()) > 50
    assert (tmp_path / "secrets" / "key").read_text() == made.stdout.strip()


@pytest.fixture
def media(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


class TestSweeping:
    def test_files_without_a_row_go_after_an_hour_and_photos_stay(self, village, now, media):
        import io

        story = begin(title="Fête", happened_on=now.date(), at=now)
        photo = add_photo(
            story=story,
            author=village.jeanne,
            file=io.BytesIO(picture(1)),
            description="a",
            people_agreed=True,
            at=now,
        )
        assert Photo.objects.get().image.name == photo.image.name
        folder = (media / photo.image.name).parent
        (folder / "orphan.webp").write_bytes(b"RIFF")
        (folder / ".orphan-12.part").write_bytes(b"RI")
        made_at = datetime.fromtimestamp((folder / "orphan.webp").stat().st_mtime, UTC)
        assert sweep(made_at + timedelta(minutes=59)) == 0
        assert sweep(made_at + GRACE + timedelta(minutes=1)) == 2
        assert left_in(media) == [Path(photo.image.name).name]

    def test_there_may_be_no_folder_yet(self, db, now, media):
        assert sweep(now) == 0


@pytest.mark.parametrize(
    "where",
    ["parvis.kit.storage:write_whole", "parvis.wiki.models:Photo.save"],
    ids=["the file is there, the row is not", "the row is not committed"],
)
def test_killed_between_the_file_and_its_row_a_photo_is_not_there_and_its_file_goes(new_place, where):
    place = new_place(FAULTS_DIE_AFTER=where)
    place.start()
    session = place.facts["tellers"][0]
    path = f"/histoires/{place.facts['story']}/photos/nouvelle/"
    said = {"description": "Un lampion", "people_agreed": "on"}
    assert Browser(place.port, session).send_file(path, said, "photo", picture(3)).outcome == UNKNOWN
    assert place.process.wait(A_HANG) == -9
    media = place.data / "media"
    (orphan,) = [path for path in media.rglob("*") if path.is_file()]
    assert is_whole(place.store, media) == []
    os.utime(orphan, (0, 0))  # it has been there for long
    del place.more["FAULTS_DIE_AFTER"]
    place.store.write("UPDATE kit_schedule SET next_at = '2026-01-01 00:00:00' WHERE name = 'wiki.sweep'")
    place.start()
    until = time.monotonic() + A_HANG
    while orphan.exists() and time.monotonic() < until:
        time.sleep(0.2)
    assert not orphan.exists()
    assert place.store.one("SELECT count(*) FROM wiki_photo") == 0
    again = Browser(place.port, session).send_file(path, said, "photo", picture(3))
    assert again.outcome == ACKNOWLEDGED


def test_the_stamp_of_pages_lies_on_real_blocks(tmp_path):
    """A write into a hole of a full disk would end the process with SIGBUS: the place is kept before."""
    told = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PARVIS_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    make = "import django; django.setup(); from parvis.kit import freshness; freshness.version()"
    subprocess.run([sys.executable, "-c", make], env=told, check=True)
    seen = (tmp_path / "freshness").stat()
    assert seen.st_blocks * 512 >= seen.st_size > 0
