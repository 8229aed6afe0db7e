"""`parvis serve` and `parvis demo`, as a person types them: real processes, real folders."""

import re
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import opening
from config.asking import Stop
from config.commands import demo
from tests.opened import PATIENCE, Opened
from tests.ports import free_port
from tests.village import Village

Open = Callable[..., Opened]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Open]:
    """`start("serve")`: the command on one data folder, ended after the test whatever happens."""
    opened: list[Opened] = []

    def begin(command: str, port: int = 0) -> Opened:
        opened.append(Opened(command, tmp_path / "data", port or free_port()))
        return opened[-1]

    yield begin
    for one in opened:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def test_an_empty_folder_opens_on_the_way_to_its_first_page(start: Open, tmp_path: Path) -> None:
    place = start("demarrer")
    said = place.wait_for("Ctrl-C")
    code = re.search(r"code d’installation : ((?:\w{4}-){2}\w{4})\n", said)[1]
    assert f"http://localhost:{place.port}/premiere-page/?code={code}" in said
    status, page = place.get(f"/premiere-page/?code={code}")
    assert status == 200
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    fields = {
        "community": "Les Voisins",
        "person": "Rosa Petit",
        "contact": "rosa@exemple.fr",
        "colour": "#aa3355",
    }
    status, page = place.post("/premiere-page/", {"csrfmiddlewaretoken": token, "code": code, **fields})
    assert (status, "Les Voisins" in page) == (200, True)
    assert place.get("/")[0] == 200
    kept = tmp_path / "data"
    assert not (kept / "secrets" / "installation-code").exists()
    for private in (kept / "secrets" / "key", kept / "parvis.sqlite3"):
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert place.end(signal.SIGTERM) == 0
    assert not place.has_orphans()


def test_a_second_server_on_the_same_folder_is_refused_in_words(start: Open) -> None:
    start("serve").wait_for("Ctrl-C")
    second = start("serve")
    assert second.process.wait(timeout=PATIENCE) == 1
    assert "Tapez : PARVIS_DATA=./autre" in second.said.read_text()
    assert "Traceback" not in second.said.read_text()


def test_a_port_that_is_taken_is_refused_with_the_next_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Stop) as refused:
            opening._check_port("127.0.0.1", port)
    assert f"PARVIS_PORT={port + 1} parvis" in refused.value.next_command


TAKEN_MEANWHILE = """
import socket, sys
import django
django.setup()
from config import opening
look = opening._check_port

def look_then_lose_it(host, port):
    look(host, port)
    opening.somebody = socket.create_server((host, port))

opening._check_port = look_then_lose_it
from config.command import main
sys.exit(main())
"""


def test_a_port_lost_while_the_place_is_made_ready_is_said_and_nothing_is_announced(tmp_path: Path) -> None:
    program = (sys.executable, "-c", TAKEN_MEANWHILE)
    lost = Opened("serve", tmp_path / "data", free_port(), program=program)
    assert lost.process.wait(timeout=PATIENCE) == 1
    said = lost.said.read_text()
    assert f"PARVIS_PORT={lost.port + 1} parvis serve" in said
    assert "Traceback" not in said
    assert "Le lieu est" not in said


def test_the_demo_opens_for_every_role_and_again_within_five_seconds(start: Open) -> None:
    opened = start("demo")
    said = opened.wait_for("Ctrl-C")
    links = re.findall(rf"http://localhost:{opened.port}(/connexion/lien/\S+)", said)
    roles = ["membre", "animation", "facilitation", "culture", "correspondance", "administration"]
    assert all(role in said for role in roles)
    assert len(set(links)) == len(roles)
    assert {opened.get(link)[0] for link in links} == {200}
    assert {opened.get(link)[0] for link in links} == {200}  # looking does not use a link up
    status, home = opened.get("/")
    assert (status, "<h1" in home) == (200, True)
    assert opened.end(signal.SIGINT) == 0
    assert not opened.has_orphans()
    again = start("demo", opened.port)
    again.wait_for("Ctrl-C")
    assert again.work_so_far() < 5


@pytest.mark.django_db
def test_a_real_place_is_never_opened_as_a_demo(village: Village) -> None:
    with pytest.raises(Stop) as refused:
        demo._fill_once()
    assert "vrai lieu" in refused.value.words
    assert refused.value.next_command == "parvis serve"
