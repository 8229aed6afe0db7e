"""Two processes hold one place together through Redis, whatever falls silent or is killed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.console.together import ThrowAwayRedis, eventually, needs_redis, redis
from tests.faults.friends import two_of_a_visit
from tests.opened import PATIENCE, ROOT, Opened
from tests.ports import free_port
from tests.settings import DATABASE_KIND
from tests.upgrades.places import fresh_database

pytestmark = needs_redis
SECRET = {"PARVIS_SECRET_KEY": "k" * 50}


class Pair:
    """Two processes on one village, behind two ports."""

    def __init__(self, folder: Path, server: ThrowAwayRedis, url: str) -> None:
        self.folder, self.server = folder, server
        self.database = {"PARVIS_DATABASE": url} if url else {}
        self.settings = {"PARVIS_REDIS": server.url, **SECRET, **self.database}
        # as on another machine, where PostgreSQL is all they share
        self.places = [folder / "data", folder / ("data2" if url else "data")]
        self.ports = [free_port(), free_port()]
        self.opened: dict[int, Opened] = {}

    def open(self) -> None:
        """Both, and Redis, as they were at first."""
        if self.server.process is None:
            self.server.start()
        for number, (data, port) in enumerate(zip(self.places, self.ports, strict=True)):
            if number not in self.opened or self.opened[number].process.poll() is not None:
                self.opened[number] = Opened("demo", data, port, self.settings)
                self.opened[number].wait_for("Ctrl-C")

    @property
    def both(self) -> list[Opened]:
        return [self.opened[0], self.opened[1]]

    def close(self) -> None:
        for one in self.opened.values():
            if one.process.poll() is None:
                one.process.send_signal(signal.SIGTERM)
        for one in self.opened.values():
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(timeout=15)
            one.process.kill()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A pair for the whole file: a village takes a while to fill."""
    folder = tmp_path_factory.mktemp("together")
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database()) if DATABASE_KIND == "postgres" else ""
        pair = Pair(folder, stack.enter_context(redis(folder)), url)
        stack.callback(pair.close)
        yield pair


@pytest.fixture
def pair(kept: Pair) -> Pair:
    kept.open()
    return kept


RENAME = """
import django
django.setup()
from parvis.community.models import Community
from parvis.kit import freshness
from parvis.kit.neighbours import Neighbours
from django.conf import settings
line = Neighbours(settings.REDIS_URL)
freshness.share(line.tell)
one = Community.objects.get()
one.name = "Les Nouveaux Voisins"
one.save()
"""


def ask_for_a_code(place: Opened, contact: str) -> int:
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', place.get("/connexion/")[1])
    assert token
    return place.post("/connexion/", {"csrfmiddlewaretoken": token[1], "contact": contact})[0]


def test_two_processes_show_the_same_and_count_together(pair: Pair) -> None:
    assert [one.get("/")[0] for one in pair.both] == [200, 200]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    env |= {"PARVIS_DATA": str(pair.places[0]), "DJANGO_SETTINGS_MODULE": "config.settings"} | pair.settings
    subprocess.run([sys.executable, "-c", RENAME], cwd=ROOT, env=env, check=True)
    for one in pair.both:
        assert eventually(lambda one=one: "Les Nouveaux Voisins" in one.get("/")[1])
    tries = [ask_for_a_code(pair.both[0], f"personne{number}@exemple.fr") for number in range(130)]
    assert (tries[0] < 429, tries[-1]) == (True, 429)
    assert ask_for_a_code(pair.both[1], "encore@exemple.fr") == 429


def test_pages_answer_while_redis_is_down_and_a_process_without_it_is_refused(pair: Pair) -> None:
    pair.server.stop()
    assert [one.get(path)[0] for one in pair.both for path in ("/", "/rencontres/", "/")] == [200] * 6
    alone = Opened("demo", pair.folder / "data3", free_port(), pair.database)
    if pair.database:
        assert alone.process.wait(timeout=PATIENCE) == 1
        assert "PARVIS_REDIS" in alone.said.read_text()
    alone.process.kill()
    alone.process.wait()
    same = Opened("demo", pair.places[0], free_port(), pair.database)
    assert same.process.wait(timeout=PATIENCE) == 1
    assert "PARVIS_REDIS" in same.said.read_text()


def test_a_visit_is_followed_from_one_process_to_the_other(pair: Pair) -> None:
    rosa, paul, page = two_of_a_visit(pair.both)
    subject = {"kind": "meeting", "pk": page.split("/")[2]}
    assert eventually(paul.listen)
    assert rosa.walks(5, page) == 204
    assert paul.hears(b'"n":5')
    assert rosa.walks(6, page, kind="point", at="h1:1/1") == 204
    assert paul.hears(b'"kind":"point"')
    paul.heard = b""
    assert rosa.fill(page, "/visite/coeur/", **subject) == 302
    assert paul.hears(b"event: ask")  # the other process is told, and its page asks again
    seen = paul.sees(page)
    assert "Plaît à" in seen
    files = set(re.findall(r'src="(/static/[^"]+)"', seen))  # in the folder of that process
    assert {paul.ask("GET", file)[0] for file in files} == {200}
    paul.heard = b""
    assert rosa.fill(page, "/visite/choix/", **subject) == 302
    assert paul.hears(b"event: ask")
    assert "Répondre" in paul.sees(page)


def test_a_visit_outlives_redis_and_one_of_its_processes(pair: Pair) -> None:
    rosa, paul, page = two_of_a_visit(pair.both)
    assert eventually(paul.listen)
    pair.server.stop()
    assert not paul.hears(b"event: never")  # its stream ends: nobody trusts a line that is cut
    assert rosa.fill(page, "/visite/coeur/", kind="meeting", pk=page.split("/")[2]) == 302
    assert "Plaît à" in paul.sees(page)  # by asking again, all is there
    pair.server.start()
    assert eventually(paul.listen)
    assert eventually(lambda: rosa.walks(7, "/histoires/") == 204)
    assert paul.hears(b"/histoires/")

    pair.both[1].process.kill()
    assert not paul.hears(b"event: never")
    paul.port = rosa.port
    assert eventually(paul.listen)
    assert paul.hears(b'"n":7')  # where the other is, said once more
    for number in (9, 9, 8, 10):
        assert rosa.walks(number, "/charte/") == 204
    assert paul.hears(b'"n":10')
    assert paul.heard.count(b'"n":9') == 1  # heard twice by the server, said once
    assert b'"n":8' not in paul.heard  # late: nothing new
