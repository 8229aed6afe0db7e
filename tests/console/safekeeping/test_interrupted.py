"""Killed at any moment, nothing half-done looks whole; written to all the while, nothing is torn."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.console.safekeeping.places import ROOT, Place, tables
from tests.settings import IS_LONG

# A restoration is killed at every third of its steps; at every one with `bin/test --long`.
FIRST_STEP, STEPS = (0, 1) if IS_LONG else (1, 3)

# Kills itself (as kill -9 does) at the given step of letting a restored place take its room.
TAKE_ROOM = """
import django; django.setup()
import os, pathlib, shutil, signal, sys
from parvis.console.safekeeping import finishing, staging
left = int(sys.argv[1])
def counted(work):
    def step(*args, **kwargs):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return work(*args, **kwargs)
    return step
pathlib.Path.replace = counted(pathlib.Path.replace)
finishing.os.replace = counted(os.replace)
finishing.shutil.rmtree = counted(shutil.rmtree)
finishing.erase_again = counted(finishing.erase_again)
finishing.finish()
print("finished")
"""
STOP_BEFORE = """
import django; django.setup()
import os, signal
from pathlib import Path
from django.utils import timezone
from parvis.console.safekeeping import restoring
mark = restoring.mark_ready
restoring.mark_ready = lambda marker: (mark(marker), os.kill(os.getpid(), signal.SIGKILL))
restoring.restore(Path({archive!r}), at=timezone.now(), safety=Path({safety!r}))
"""
WRITERS = """
import django; django.setup()
import json, sys, threading, time
from django.db import connection
from django.utils import timezone
from parvis.meetings.models import Meeting
from parvis.meetings.registering import register_newcomer
from parvis.members.contacts import read_contact
meeting = Meeting.objects.live().upcoming(timezone.now()).filter(capacity=None).first()
if meeting is None:
    meeting = Meeting.objects.live().upcoming(timezone.now()).first()
Meeting.objects.filter(pk=meeting.pk).update(capacity=None)
meeting.refresh_from_db()
until, done, lock = time.monotonic() + float(sys.argv[1]), [], threading.Lock()
def write(number):
    turn = 0
    while time.monotonic() < until:
        turn += 1
        contact = read_contact(f"n{{number}}t{{turn}}@exemple.fr")
        made = register_newcomer(meeting=meeting, name=f"N{{number}} T{{turn}}", contact=contact, at=timezone.now())
        with lock:
            done.append((made.pk, time.time()))
            if len(done) == 20:
                print("writing", flush=True)
    connection.close()
threads = [threading.Thread(target=write, args=[n]) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps(done))
"""
TORN = """
import django; django.setup()
import json
from django.db.models import Sum
from parvis.chronicle.models import Deed
from parvis.courier.models import Dispatch
from parvis.meetings.models import Meeting, Registration
torn = []
for meeting in Meeting.objects.all():
    seated = meeting.registrations.filter(state="seated").aggregate(n=Sum("party"))["n"] or 0
    if meeting.seats_taken != seated:
        torn.append(["seats", meeting.pk])
fresh = Registration.objects.filter(member__name__regex=r"^N[0-9] T[0-9]+$")
for one in fresh:
    if not Deed.objects.filter(verb="meetings.registered", person=one.member_id).exists():
        torn.append(["deed", one.pk])
    if not one.member.contact_points.exists():
        torn.append(["contact", one.pk])
print(json.dumps([torn, sorted(fresh.values_list("pk", flat=True))]))
"""


def _python(place: Place, code: str, *words: str) -> "subprocess.Popen[str]":
    line = [sys.executable, "-c", code, *words]
    return subprocess.Popen(
        line, cwd=ROOT, env=place.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_backup_killed_on_its_way_leaves_no_archive(village_place: Place) -> None:
    archives = village_place.data / "sauvegardes"
    for wait in (0.3, 1.0, 1.6, 2.2):
        line = [sys.executable, "-m", "config.command", "backup"]
        backup = subprocess.Popen(line, cwd=ROOT, env=village_place.env, stdout=subprocess.DEVNULL)
        time.sleep(wait)
        backup.send_signal(signal.SIGKILL)
        backup.wait()
    assert all(village_place.parvis("verify", str(path)).code == 0 for path in archives.glob("*.parvis"))
    village_place.backup(village_place.data / "last.parvis")
    assert not list(village_place.data.glob(".sauvegarde-*"))


def test_a_restoration_killed_at_any_step_ends_whole(
    village_place: Place, demo_archive: Path, tmp_path: Path
) -> None:
    village_place.run("import django; django.setup()\nfrom parvis.community.models import Community\n"
                      "Community.objects.update(name='Le lieu présent')")  # fmt: skip
    code = STOP_BEFORE.format(archive=str(demo_archive), safety=str(tmp_path / "former.parvis"))
    assert _python(village_place, code).wait() == -signal.SIGKILL
    step, said = FIRST_STEP, ""
    while "finished" not in said:
        place = Place(tmp_path / f"step-{step}")
        shutil.copytree(village_place.data, place.data)
        killed = _python(place, TAKE_ROOM, str(step))
        said, _ = killed.communicate()
        assert _python(place, TAKE_ROOM, "99").wait() == 0
        place.backup(tmp_path / f"{step}.parvis")
        assert tables(tmp_path / f"{step}.parvis") == tables(demo_archive)
        assert not (place.data / "restauration").exists()
        step += STEPS
        assert step < 15
    assert step > 3 + STEPS


def test_a_backup_under_eight_writers_is_one_moment(village_place: Place, tmp_path: Path) -> None:
    archive = tmp_path / "a.parvis"
    writers = _python(village_place, WRITERS.replace("{{", "{").replace("}}", "}"), "12")
    assert writers.stdout.readline() == "writing\n"
    began = time.time()
    village_place.backup(archive)
    out = writers.stdout.readline()
    _, err = writers.communicate()
    assert writers.returncode == 0, err
    acknowledged = json.loads(out)
    copy = Place(tmp_path / "copy")
    assert copy.parvis("restore", str(archive)).code == 0
    torn, kept = json.loads(copy.run(TORN))
    assert torn == []
    assert {pk for pk, at in acknowledged if at < began} <= set(kept)
    written = sorted(pk for pk, _at in acknowledged)
    assert kept == written[: len(kept)]  # what was written first, with no hole in it
    assert len(kept) > 0
