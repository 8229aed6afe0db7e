"""Mail when servers misbehave and workers die: nothing lost, nothing twice, a call when it fails for good."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from config.schedule import JOBS
from parvis.courier import mail
from parvis.courier.delivering import CLAIM, deliver_due
from parvis.courier.models import Channel, Dispatch
from parvis.meetings.registering import register
from tests.faults.conftest import IS_LONG, say, seeds
from tests.faults.harness.browser import Browser
from tests.faults.harness.catcher import Mood
from tests.faults.harness.place import A_HANG, ROOT
from tests.faults.harness.running import run
from tests.ports import free_port
from tests.settings import DATABASE_KIND

State = Dispatch.State
NAMES = {job.name for job in JOBS}


def the_mail() -> Dispatch:
    return Dispatch.objects.get(channel=Channel.MAIL)


@pytest.fixture
def written(village, now, settings, post):
    """One confirmation in the outbox, on its way to `post`."""
    settings.MAIL_URL = post.url
    register(meeting=village.cafe, member=village.jeanne, at=now)
    return the_mail()


PASSING = {
    "the mailbox is full": Mood(rcpt={"jeanne@exemple.fr": "452 mailbox full"}),
    "later, it says": Mood(data="451 greylisted"),
    "the line is cut in mid-message": Mood(cut="in data"),
    "it is too slow": Mood(wait=3.0),
}


@pytest.mark.parametrize("what", PASSING)
def test_trouble_that_passes_is_tried_again_and_arrives_once(written, post, now, what, monkeypatch):
    post.mood = PASSING[what]
    with monkeypatch.context() as hurry:
        hurry.setattr(mail, "SECONDS", 1 if post.mood.wait else mail.SECONDS)
        deliver_due(now)
    row = the_mail()
    assert (row.state, row.attempts, row.claimed_until_at) == (State.WAITING, 1, None)
    assert row.not_before_at == now + timedelta(minutes=1)
    assert row.remark
    deliver_due(now + timedelta(seconds=30))
    assert the_mail().attempts == 1  # not before its minute
    post.mood, before = Mood(), len(post.taken)
    deliver_due(now + timedelta(minutes=2))
    assert the_mail().state == State.SENT
    assert {taken.message_id for taken in post.taken[before:]} == {written.message_id}
    assert len(post.taken[before:]) == 1


def test_a_line_cut_after_the_message_sends_the_same_message_id_again(written, post, now):
    post.mood = Mood(cut="after data", times=1)
    deliver_due(now)
    assert [taken.message_id for taken in post.unsure] == [written.message_id]
    deliver_due(now + timedelta(minutes=2))
    assert [taken.message_id for taken in post.taken] == [written.message_id]


FOR_GOOD = {
    "nobody lives there": Mood(rcpt={"jeanne@exemple.fr": "550 no such user"}),
    "the mailbox is full for good": Mood(rcpt={"jeanne@exemple.fr": "552 mailbox full"}),
    "the message is refused": Mood(data="554 no"),
}


@pytest.mark.parametrize("what", FOR_GOOD)
def test_trouble_for_good_becomes_a_call(written, post, now, what):
    post.mood = FOR_GOOD[what]
    deliver_due(now)
    assert the_mail().state == State.FAILED
    call = Dispatch.objects.get(channel=Channel.TELEPHONE)
    assert (call.address, call.state, call.title) == ("+33639981201", State.WAITING, written.title)
    deliver_due(now + timedelta(days=3))
    assert post.taken == []


def test_one_refused_recipient_holds_up_nobody(village, now, settings, post):
    settings.MAIL_URL = post.url
    for member in (village.jeanne, village.paul, village.lea):
        register(meeting=village.cafe, member=member, at=now)
    post.mood = Mood(rcpt={"jeanne@exemple.fr": "550 no such user"})
    assert deliver_due(now) == 2
    assert sorted(taken.to for taken in post.taken) == ["lea@exemple.fr", "paul@exemple.fr"]


@pytest.mark.parametrize("scheme", ["smtps://127.0.0.1:{port}", "smtp://127.0.0.1:{port}?starttls", "down"])
def test_no_server_or_no_encryption_waits_longer_each_time_and_ends_in_a_call(
    village, now, settings, post, scheme, monkeypatch
):
    """Encryption that fails never falls back to clear text."""
    monkeypatch.setattr(mail, "SECONDS", 2)
    settings.MAIL_URL = (
        f"smtp://127.0.0.1:{free_port()}" if scheme == "down" else scheme.format(port=post.port)
    )
    register(meeting=village.cafe, member=village.jeanne, at=now)
    waits, at = [], now
    for _each in range(12):
        deliver_due(at)
        row = the_mail()
        if row.state != State.WAITING:
            break
        waits.append(row.not_before_at - at)
        at = row.not_before_at
    assert waits == sorted(waits)
    assert at - now > timedelta(days=1)
    assert post.taken == []
    if not row.purpose.endswith("confirmation") or row.state == State.FAILED:
        assert Dispatch.objects.filter(channel=Channel.TELEPHONE).count() == 1


A_CODE = "votre code pour entrer"  # what the subject of a sign-in code says


def kill_while_sending(post, moment, doubtful):
    """A fault: kill -9 when the server is told DATA, or when it has taken the message and not yet said so.

    A sign-in code is spared once taken: when its claim is over it is too old to be carried again. The
    Message-ID of what was taken is added to `doubtful`.
    """

    def strike(place):
        struck = threading.Event()

        def kill(*taken):
            if not struck.is_set() and not any(A_CODE in one.subject for one in taken):
                os.killpg(place.process.pid, signal.SIGKILL)
                doubtful.extend(one.message_id for one in taken)
                struck.set()

        if moment == "in data":
            post.when_begun = kill
        else:
            post.when_taken = kill
        assert struck.wait(A_HANG)
        post.when_begun, post.when_taken = (lambda: None), (lambda taken: None)
        place.process.wait(A_HANG)
        place.start()

    return strike


@pytest.mark.parametrize("moment", ["in data", "taken"])
@pytest.mark.parametrize("seed", seeds())
def test_kill_nine_in_the_middle_of_sending(new_place, post, seed, moment, capsys):
    """What was in doubt leaves once more under the same Message-ID, unless it is untrue by then."""
    place, doubtful = new_place(FAULTS_ECHO="1"), []
    fault = kill_while_sending(post, moment, doubtful)
    faults = 4 if IS_LONG else 1
    report = run(place, post, seed, faults=faults, fault=fault, people=10, pause=(0.2, 1.0))
    say(capsys, f"{DATABASE_KIND} {moment} {report}")
    assert report.found == []
    assert len(doubtful) == (faults if moment == "taken" else 0)
    twice = {one for one, times in post.counts().items() if times > 1}
    assert twice == set(doubtful) - untrue_by_then(place)


def untrue_by_then(place):
    """The Message-IDs of words dropped: who was told of a seat gave it up before they could leave again."""
    sql = (
        "SELECT d.message_id FROM courier_dispatch d JOIN meetings_registration r ON r.id = d.subject_id"
        " WHERE d.state = 'dropped' AND (d.purpose = 'meetings.confirmation' AND r.state <> 'seated'"
        " OR d.purpose = 'meetings.waiting' AND r.state <> 'waiting')"
    )
    return {row[0] for row in place.store.rows(sql)}


def test_acts_do_not_feel_a_mail_server_that_stalls(new_place, post):
    place = new_place()
    place.start()
    post.mood = Mood(wait=30.0)
    path = f"/rencontres/{place.facts['meetings']['open']}/inscription/"
    for number, name in enumerate(["Awa Diop", "Bea Roy", "Cora Lis"]):
        said = {"name": name, "contact": f"nouveau{number}@exemple.fr", "party": "1"}
        assert Browser(place.port).post(path, said).status == 302
    assert place.status("/") == 200
    place.kill()
    assert post.taken == []


WRITE = """
import django; django.setup()
from django.utils import timezone
from parvis.courier.dispatching import dispatch
from parvis.courier import purposes
now = timezone.now()
from parvis.courier.purposes import Purpose, register_purpose
for number in range(60):
    dispatch(channel="mail", purpose="members.sign_in", address=f"a{number}@exemple.fr", title="a", body="b",
             at=now, once_key=f"two:{number}")
from parvis.members import codes
from parvis.members.models import SignInCode
from parvis.courier.models import Dispatch
for row in Dispatch.objects.all():
    Dispatch.objects.filter(pk=row.pk).update(subject_id=codes.make_code(address=row.address, at=now).row.pk)
"""


def test_two_workers_at_once_send_each_message_and_run_each_job_once(new_place, post):
    """Two processes on one database, as two servers behind one address would be."""
    place = new_place()
    done = place.run("-c", WRITE)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "tests.faults.harness.working", "40"]
    workers = [
        subprocess.Popen(
            command, env=place.environment(), cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _each in range(2)
    ]  # fmt: skip
    for worker in workers:
        while worker.stdout.readline().strip() not in {"ready", ""}:
            pass
    said = []
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    for worker in workers:
        said += worker.communicate(timeout=2 * A_HANG)[0].splitlines()
    assert not [line for line in said if "error" in line]
    counts = post.counts()
    assert len(counts) == 60
    assert set(counts.values()) == {1}
    rare = [
        line for line in said if line in NAMES and line != "members.moving_in"
    ]  # this one is due each turn
    assert len(rare) == len(set(rare)) > 5


def test_the_claim_outlives_the_worst_message():
    """A worker that still sends must not see its mail taken by another."""
    from parvis.courier.delivering import PATIENCE

    assert timedelta(seconds=PATIENCE + 10 * mail.SECONDS) < CLAIM
