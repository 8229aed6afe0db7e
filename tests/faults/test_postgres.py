"""PostgreSQL restarted, stopped for a while, its connections cut, read only: a warm word, and on by itself."""

import re
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import IS_LONG, say, seeds
from tests.faults.harness.browser import ACKNOWLEDGED, NOTHING_WRITTEN, Browser
from tests.faults.harness.ledger import Ledger
from tests.faults.harness.place import A_HANG, Place
from tests.faults.harness.running import drain, judge, run
from tests.faults.harness.writers import Writer
from tests.settings import DATABASE_KIND

pytestmark = pytest.mark.skipif(DATABASE_KIND != "postgres", reason="PostgreSQL's own troubles")
A_WHILE = 60.0 if IS_LONG else 4.0


@pytest.mark.parametrize("seed", seeds())
def test_restarted_in_the_middle_of_everything(new_place, post, cluster, seed, capsys):
    """Immediate mode, synchronous_commit off by the server's own setting: still nothing is lost."""
    place = new_place(FAULTS_ECHO="1")
    report = run(
        place, post, seed, faults=4 if IS_LONG else 1, fault=lambda place: cluster.restart(), people=30
    )
    say(capsys, f"restarts {report}")
    assert report.found == []
    assert report.acts[ACKNOWLEDGED] > 10


@pytest.mark.parametrize("seed", seeds())
def test_connections_cut_in_the_middle_of_everything(new_place, post, cluster, seed, capsys):
    place, cut = new_place(FAULTS_ECHO="1"), []
    report = run(
        place, post, seed, faults=12 if IS_LONG else 4, people=30, pause=(0.2, 0.8),
        fault=lambda place: cut.append(cluster.cut_connections(place.data.name)),
    )  # fmt: skip
    say(capsys, f"{sum(cut)} connections cut, {report}")
    assert report.found == []
    assert sum(cut) > 0


def recovers(place: Place) -> float:
    """Seconds until a page which needs the database is back."""
    began = time.monotonic()
    while time.monotonic() < began + A_HANG:
        if Browser(place.port, place.facts["karim"]).get("/mon-espace/").status == 200:
            return time.monotonic() - began
        time.sleep(0.1)
    raise TimeoutError("it does not come back")


def _tries(person: Writer, most: int = 3) -> Iterator[str]:
    """What became of a few acts, one after the other, up to the first that was acknowledged."""
    for _turn in range(most):
        person.turn += 1
        yield (outcome := person.join().outcome)
        if outcome == ACKNOWLEDGED:
            return


def test_stopped_for_a_while_it_says_so_and_comes_back(new_place, post, cluster, capsys):
    place, ledger = new_place(FAULTS_ECHO="1"), Ledger()
    place.start()
    person = Writer(place, ledger, 0, 9)
    person.dice.choices = lambda *args: ["open"]
    person.join()
    cluster.stop()
    until = time.monotonic() + A_WHILE
    try:
        answer = Browser(place.port, place.facts["karim"]).get("/mon-espace/")
        assert answer.status == 503
        assert answer.headers["retry-after"] == "5"
        assert "Le lieu se réveille" in answer.page
        assert "tel:" in answer.page
        person.turn += 1
        refused = person.join()
        assert refused.status == 503
        assert "Ce que vous avez écrit est gardé" in refused.page
        assert place.status("/sante/vif") == 200
        assert place.status("/sante/pret") == 503
        time.sleep(max(0.0, until - time.monotonic()))
    finally:
        cluster.start()
    back, began = recovers(place), time.monotonic()
    assert ACKNOWLEDGED in list(_tries(person))
    assert post.wait_for(ledger.acts[-1].key, 0.0, seconds=A_HANG) is not None  # the worker is back too
    carried = time.monotonic() - began
    say(capsys, f"pages back after {back:.1f} s, the worker after {carried:.1f} s")
    drain(place)
    place.stop()
    assert judge(place, post, ledger, doubts=1) == []


def test_a_server_that_only_reads_refuses_in_words(new_place, cluster):
    place = new_place()
    place.start()
    cluster.say(f'ALTER DATABASE "{place.data.name}" SET default_transaction_read_only = on')
    cluster.cut_connections(place.data.name)
    meeting = place.facts["meetings"]["open"]
    assert recovers(place) < A_HANG
    said = {"name": "Awa Diop", "contact": "nouveau1@exemple.fr", "party": "1"}
    answer = Browser(place.port).post(f"/rencontres/{meeting}/inscription/", said)
    assert answer.status == 503
    assert "on peut seulement lire" in answer.page
    assert NOTHING_WRITTEN in answer.page
    cluster.say(f'ALTER DATABASE "{place.data.name}" SET default_transaction_read_only = off')
    cluster.cut_connections(place.data.name)
    assert recovers(place) < A_HANG
    assert Browser(place.port).post(f"/rencontres/{meeting}/inscription/", said).status == 302


WRITER = """
import django; django.setup()
from django.db import connection, transaction
from parvis.community.models import Ritual
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_backend_pid()")
    print(cursor.fetchone()[0], flush=True)
input()
for number in range(20):
    with transaction.atomic():
        Ritual.objects.create(name=f"Rituel {number}")
print("done", flush=True)
input()
"""


def test_each_commit_reaches_the_disk_of_postgres(new_place, tmp_path):
    """Although this server's own default is not to wait for the disk."""
    from tests.faults.test_durability import can_trace

    if not can_trace():
        pytest.skip("fsyncs not counted: strace is missing or may not trace here")
    import sys

    place, trace = new_place(), tmp_path / "trace"
    assert place.store.one("SHOW synchronous_commit") == "off"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], env=place.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    backend = writer.stdout.readline().strip()
    watching = subprocess.Popen(
        ["strace", "-e", "trace=fsync,fdatasync", "-o", str(trace), "-p", backend], stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    watching.stderr.readline()  # « attached »
    writer.stdin.write("\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == "done\n"
    writer.communicate("\n")
    watching.wait(60)
    synced = len(re.findall(r"f(?:data)?sync\(", trace.read_text()))
    assert 18 <= synced <= 24  # PostgreSQL's own writer may take one over
