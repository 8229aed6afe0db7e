"""A disk that is full, or takes no writing: refused in words, read as before, and on again by itself."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.harness.browser import ACKNOWLEDGED, NOTHING_WRITTEN, REFUSED, Browser
from tests.faults.harness.ledger import Ledger
from tests.faults.harness.place import A_HANG, Place
from tests.faults.harness.running import drain, judge
from tests.faults.harness.writers import Writer
from tests.settings import DATABASE_KIND

SIZE = "48m"
on_sqlite = pytest.mark.skipif(DATABASE_KIND != "sqlite", reason="the database lies elsewhere")


@pytest.fixture
def small_disk(fault_folder: Path) -> Iterator[Path]:
    """A disk of a few megabytes; needs the right to mount one."""
    disk = fault_folder / "disk"
    disk.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "faults", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def place(template, post, small_disk: Path) -> Iterator[Place]:
    """A place on the small disk."""
    made = template.copy(mail=post.url, where=small_disk, FAULTS_ECHO="1")
    made.output = small_disk.parent / f"{made.data.name}.log"  # what it says goes elsewhere
    made.clock = small_disk.parent / f"{made.data.name}.clock"
    yield made
    made.kill()


def fill(disk: Path) -> Path:
    """Write until nothing more fits, to the last byte."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler


def act_until_refused(writer: Writer, most: int = 150) -> None:
    """The log of the database may have some room of its own: acts are done until that is used up."""
    for _each in range(most):
        writer.turn += 1
        if writer.join().outcome == REFUSED:
            return


def test_a_full_disk_refuses_in_words_and_goes_on_by_itself(place, post, small_disk):
    ledger = Ledger()
    place.start()
    person = Writer(place, ledger, 0, 8)
    person.dice.choices = lambda *args: ["open"]
    person.join()
    assert [act.outcome for act in ledger.acts] == [ACKNOWLEDGED]
    filler = fill(small_disk)
    if DATABASE_KIND == "sqlite":
        act_until_refused(person)
    person.turn += 1
    person.photograph()
    refused = [act for act in ledger.acts if act.outcome == REFUSED]
    assert {act.status for act in refused} == {503}
    assert {act.kind for act in refused} == ({"join", "photo"} if DATABASE_KIND == "sqlite" else {"photo"})
    reading(place)
    filler.unlink()
    person.turn += 1
    for act in (person.join, person.photograph, person.tell):
        assert act().outcome == ACKNOWLEDGED
    drain(place)
    assert place.stop() == 0
    assert (
        judge(place, post, ledger, doubts=1) == []
    )  # sent, and no room to mark it: once more, one Message-ID
    left = [path for path in (place.data / "media").rglob("*") if path.suffix == ".part"]
    assert left == []


def reading(place: Place) -> None:
    """Pages of passers-by and of members are shown as before; the page that refuses names a person."""
    meeting = place.facts["meetings"]["open"]
    assert {place.status("/"), place.status(f"/rencontres/{meeting}/"), place.status("/histoires/")} == {200}
    assert Browser(place.port, place.facts["karim"]).get("/mon-espace/").status == 200
    fields = {"description": "a", "people_agreed": "on"}
    from tests.faults.harness.writers import picture

    path = f"/histoires/{place.facts['story']}/photos/nouvelle/"
    answer = Browser(place.port, place.facts["tellers"][0]).send_file(path, fields, "photo", picture(9))
    assert answer.status == 503
    assert "Le disque est plein" in answer.page
    assert NOTHING_WRITTEN in answer.page
    assert "tel:" in answer.page
    assert answer.headers["retry-after"] == "60"


def test_killed_with_the_disk_full_it_opens_again_to_be_read_or_says_why(place, small_disk):
    place.start()
    filler = fill(small_disk)
    place.kill()
    try:
        place.start()
    except TimeoutError:
        assert "est plein" in place.said()
        assert "Traceback" not in place.said().rpartition("Parvis")[2]
    else:
        assert place.status("/") == 200
    filler.unlink()
    place.kill()
    assert place.start() > 0


def test_a_disk_that_takes_no_writing_is_told_in_words(place, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(TimeoutError):
        place.start()
    assert "Je ne peux pas écrire dans" in place.said()
    assert "Traceback" not in place.said()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    place.start()
    assert place.status("/") == 200


def test_a_log_nobody_takes_any_more_stops_nothing(new_place, post):
    """The standard output lies on a full disk: what cannot be said is not said, and the work goes on."""
    place, ledger = new_place(), Ledger()
    place.output = Path("/dev/full")
    place.said = lambda: ""
    place.start()
    post.close()  # something to complain about
    person = Writer(place, ledger, 0, 8)
    person.dice.choices = lambda *args: ["open"]
    person.join()
    post.open()
    place.set_clock(120)
    assert post.wait_for(ledger.acts[0].key, 0.0, seconds=A_HANG) is not None
    assert ledger.acts[0].outcome == ACKNOWLEDGED
    assert place.status("/sante/vif") == 200
