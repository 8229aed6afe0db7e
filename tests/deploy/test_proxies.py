"""The recipes of deploy/ run for real: nginx and Caddy in front of a village, on this machine's loopback."""

import http.client
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.certificates import certificate
from tests.opened import ROOT, Opened
from tests.ports import free_port

NAME = "parvis.exemple.fr"
PATH = "/usr/sbin:/usr/bin:/bin"
SECONDS = 40.0  # all of them pass only where something is wrong
CACHE = """
    location / {
        proxy_cache people;
        add_header X-Cache $upstream_cache_status always;"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str


@dataclass
class Visitor:
    """Someone behind an address of the loopback, with a browser."""

    port: int
    address: str
    jar: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        line = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=SECONDS, context=ssl._create_unverified_context(),
            source_address=(self.address, 0),
        )  # fmt: skip
        headers |= {"Host": NAME, "Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}"}
            headers |= {"Referer": f"https://{NAME}/"}
        try:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            given = answer.headers.get_all("Set-Cookie") or []
            for cookie in given:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.jar[name] = value
            return Answer(answer.status, dict(answer.headers), given, answer.read().decode(errors="replace"))
        finally:
            line.close()

    def post(self, path: str, **fields: str) -> Answer:
        """Fill in the form of a page and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", path).text)
        assert token
        body = "&".join(
            [f"csrfmiddlewaretoken={token[1]}", *[f"{key}={value}" for key, value in fields.items()]]
        )
        return self.ask("POST", path, body.encode())


@dataclass
class Proxied:
    place: Opened
    port: int
    links: list[str]
    front: "subprocess.Popen[bytes]"

    def visitor(self, address: str) -> Visitor:
        return Visitor(self.port, address)


def nginx(folder: Path, port: int, inside: int, paths: tuple[Path, Path]) -> list[str]:
    """deploy/nginx.conf with these ports and certificate, and a cache for all in front, as careless as can be."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"\n +listen \[::\].*", "", text)
    text = text.replace("listen 443", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{free_port()}"
    )
    text = re.sub(r"ssl_certificate \S+;", f"ssl_certificate {paths[0]};", text)
    text = re.sub(r"ssl_certificate_key \S+;", f"ssl_certificate_key {paths[1]};", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{inside}").replace("\n    location / {", CACHE)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"""daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1; user root;
events {{}}
http {{
{temporary}
access_log off;
proxy_cache_path {folder}/cache keys_zone=people:1m;
{text}
}}"""
    (folder / "nginx.conf").write_text(whole)
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "errors")]


def caddy(folder: Path, port: int, inside: int, paths: tuple[Path, Path]) -> list[str]:
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    text = text.replace(
        f"{NAME} {{", f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {paths[0]} {paths[1]}"
    )
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{inside}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    if not shutil.which(request.param.__name__, path=PATH):
        pytest.skip(f"no {request.param.__name__} here: apt install {request.param.__name__}")
    folder: Path = tmp_path_factory.mktemp("proxy")
    settings = {"PARVIS_ADDRESS": f"https://{NAME}", "PARVIS_TRUSTED_PROXIES": "127.0.0.1"}
    place = Opened("demo", folder / "data", free_port(), settings)
    said = place.wait_for("Ctrl-C")
    port = free_port()
    command = request.param(folder, port, place.port, certificate(folder, name=NAME))
    with (folder / "proxy.log").open("wb") as log:
        env = {"PATH": PATH, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        front = subprocess.Popen(command, stdout=log, stderr=log, env=env)
    try:
        _wait(port, front, folder / "proxy.log")
        yield Proxied(place, port, re.findall(rf"https://{NAME}(/connexion/lien/\S+)", said), front)
    finally:
        front.terminate()
        front.wait(timeout=SECONDS)
        place.end(signal.SIGTERM)


def _wait(port: int, front: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert front.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def enter(proxied: Proxied, number: int) -> Visitor:
    visitor = proxied.visitor(f"127.0.1.{number + 1}")
    answer = visitor.post(proxied.links[number])
    assert answer.status in (302, 303)
    return visitor


def test_the_place_knows_that_it_is_encrypted(proxied: Proxied) -> None:
    visitor = proxied.visitor("127.0.0.2")
    home = visitor.ask("GET", "/")
    assert home.status == 200
    assert "max-age=31536000" in home.headers.get(
        "Strict-Transport-Security", home.headers.get("strict-transport-security", "")
    )
    form = visitor.ask("GET", "/connexion/")
    assert form.cookies
    assert all("Secure" in cookie for cookie in form.cookies)


def test_a_shared_cache_in_front_never_mixes_two_people(proxied: Proxied) -> None:
    pages = {}
    for number in (0, 5):
        visitor = enter(proxied, number)
        pages[number] = [visitor.ask("GET", path).text for path in ("/mon-espace/", "/", "/mon-espace/")]
    greetings = {
        number: re.search(r"<h1[^>]*>(.*?)</h1>", texts[0], re.S)[1] for number, texts in pages.items()
    }
    assert greetings[0] != greetings[5]
    for number, texts in pages.items():
        assert greetings[number] in texts[2]
    stranger = proxied.visitor("127.0.0.3")
    assert stranger.ask("GET", "/mon-espace/").status in (302, 303)
    assert all(name not in stranger.ask("GET", "/").text for name in greetings.values())


def test_limits_follow_the_person_and_not_what_they_write(proxied: Proxied) -> None:
    loud, quiet = proxied.visitor("127.0.0.4"), proxied.visitor("127.0.0.5")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', loud.ask("GET", "/connexion/").text)[1]
    body = f"csrfmiddlewaretoken={token}&contact=personne%40exemple.fr".encode()
    forged = {"X-Forwarded-For": "198.51.100.7"}
    statuses = [
        loud.ask("POST", "/connexion/", body, **{"X-Forwarded-For": f"198.51.100.{number}"}).status
        for number in range(125)
    ]
    assert 429 in statuses
    # on a slow machine one more try may have been granted meanwhile, and never two
    assert 429 in [loud.ask("POST", "/connexion/", body, **forged).status for _time in range(2)]
    assert quiet.post("/connexion/", contact="personne%40exemple.fr").status != 429


def test_what_is_too_large_is_refused_or_cut_and_harms_nobody(proxied: Proxied) -> None:
    visitor = proxied.visitor("127.0.0.6")
    status = 413  # some cut the line while we still send
    with suppress(OSError):
        status = visitor.ask("POST", "/connexion/", b"x" * 27_000_000).status
    assert status == 413
    assert visitor.ask("GET", "/").status == 200


def test_a_forged_host_is_refused(proxied: Proxied) -> None:
    visitor = proxied.visitor("127.0.0.7")
    answer = visitor.ask("GET", "/connexion/", **{"X-Forwarded-Host": "mechant.exemple"})
    assert "mechant.exemple" not in answer.text


class Stream:
    """The stream of a visit, read as a browser does: chunk by chunk, as it comes."""

    def __init__(self, visitor: Visitor) -> None:
        self.line = http.client.HTTPSConnection(
            "127.0.0.1", visitor.port, timeout=SECONDS, context=ssl._create_unverified_context(),
            source_address=(visitor.address, 0),
        )  # fmt: skip
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.jar.items())
        headers = {"Host": NAME, "Cookie": cookies, "Accept": "text/event-stream", "Accept-Encoding": "gzip"}
        self.line.request("GET", "/visite/flux/", headers=headers)
        self.answer = self.line.getresponse()
        self.heard = b""

    def until(self, words: bytes) -> bytes:
        """Read until these words came. TimeoutError when something on the way holds them back."""
        until = time.monotonic() + SECONDS
        while words not in self.heard:
            if time.monotonic() > until:  # signs of life alone
                raise TimeoutError(self.heard)
            part = self.answer.read1(4096)
            if not part:
                raise EOFError(self.heard)
            self.heard += part
        return self.heard


def visiting(proxied: Proxied, number: int) -> tuple[Visitor, Visitor]:
    """Two people of one visit: one who begins it, one who joins by its four digits."""
    first, second = (proxied.visitor(f"127.0.2.{number + more}") for more in (0, 1))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', first.ask("GET", "/visite/").text)
    assert token
    first.ask("POST", "/visite/commencer/", f"csrfmiddlewaretoken={token[1]}".encode())
    code = re.search(r'class="code">(\d{4})<', first.ask("GET", "/visite/").text)
    assert code
    joined = second.post("/visite/rejoindre/", code=code[1], first_name="Rosa")
    assert joined.status in (302, 303), joined.text
    return first, second


def step(visitor: Visitor, number: int, path: str) -> int:
    said = json.dumps({"n": number, "kind": "page", "path": path, "led": True}).encode()
    line = http.client.HTTPSConnection(
        "127.0.0.1", visitor.port, timeout=SECONDS, context=ssl._create_unverified_context(),
        source_address=(visitor.address, 0),
    )  # fmt: skip
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.jar.items())
    headers = {
        "Host": NAME,
        "Cookie": cookies,
        "Origin": f"https://{NAME}",
        "Content-Type": "application/json",
    }
    line.request("POST", "/visite/pas/", said, headers)
    status = line.getresponse().status
    line.close()
    return status


def test_a_stream_is_not_held_back_and_a_sign_keeps_it_open(proxied: Proxied) -> None:
    first, second = visiting(proxied, 1)
    stream = Stream(second)
    assert stream.answer.status == 200
    stream.until(b"event: ask")  # a proxy that keeps words until its buffer is full would stop here
    for number, path in ((1, "/rencontres/"), (2, "/histoires/")):
        assert step(first, number, path) == 204
        stream.until(path.encode())
    stream.heard = b""
    stream.until(b":\n\n")  # twenty seconds of silence, then a sign
    assert step(first, 3, "/charte/") == 204
    stream.until(b"/charte/")
    stream.line.close()


def test_after_the_proxy_reads_its_recipe_again_the_stream_goes_on_or_comes_back(proxied: Proxied) -> None:
    if Path(str(proxied.front.args[0])).name != "nginx":  # type: ignore[index]
        pytest.skip("Caddy is asked by its own door, which is closed here")
    first, second = visiting(proxied, 3)
    stream = Stream(second)
    stream.until(b"event: ask")
    proxied.front.send_signal(signal.SIGHUP)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            if step(first, 1, "/rencontres/") == 204:
                break
    with suppress(OSError, EOFError):
        stream.until(b"/rencontres/")  # the old worker holds what it had until it ends
    again = Stream(second)
    again.until(b"event: ask")
    assert b"/rencontres/" in again.until(b"/rencontres/")
    again.line.close()
    stream.line.close()
