"""`parvis serve` and `parvis demo`, as a person types them: real processes, real folders."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from config import opening
from config.asking import Stop
from config.commands import demo
from tests.village import Village

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0
Open = Callable[..., "Opened"]


def free_port() -> int:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        return int(knock.getsockname()[1])


class Opened:
    """A `parvis` command running in a process group of its own."""

    def __init__(self, command: str, data: Path, port: int) -> None:
        self.browser = build_opener(HTTPCookieProcessor())
        self.port, self.said = port, data.parent / f"said-{time.monotonic_ns()}"
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PARVIS_", "PYTHONDONT"))
        }
        env |= {
            "PARVIS_DATA": str(data),
            "PARVIS_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        with self.said.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.command", command],
                cwd=ROOT,
                env=env,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, words: str) -> str:
        """All it said, once it has said these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and words not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.05)
        assert words in self.said.read_text()
        return self.said.read_text()

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=15)

    def work_so_far(self) -> float:
        """Seconds of processor it took: what a start would take on a machine with nothing else to do."""
        user, system = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def has_orphans(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def get(self, path: str) -> tuple[int, str]:
        return self._call(path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        return self._call(path, urlencode(fields).encode())

    def _call(self, path: str, body: bytes | None) -> tuple[int, str]:
        try:
            with self.browser.open(f"http://localhost:{self.port}{path}", body, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()


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


def test_the_demo_opens_for_every_role_and_again_within_five_seconds(start: Open) -> None:
    opened = start("demo")
    said = opened.wait_for("Ctrl-C")
    links = re.findall(rf"http://localhost:{opened.port}(/\S+)", said)
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
