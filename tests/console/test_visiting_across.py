"""A visit over two processes and one Redis: its people are on different ones, and either may be killed."""

import http.client
import json
import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlencode

from tests.console.test_together import eventually, needs_redis, pair, server, url  # noqa: F401
from tests.console.together import ThrowAwayRedis
from tests.opened import Opened

STREAM, STEPS = "/visite/flux/", "/visite/pas/"


class Friend:
    """A browser at one of the processes, which may go to the other; its stream is read as it comes."""

    def __init__(self, place: Opened) -> None:
        self.port, self.jar, self.heard = place.port, dict[str, str](), b""

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        line, answer = self._opened(method, path, body, headers)
        with suppress(OSError):
            text = answer.read().decode(errors="replace")
        line.close()
        return answer.status, text

    def _opened(
        self, method: str, path: str, body: str, headers: dict[str, str], patience: float = 20.0
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        here = f"localhost:{self.port}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        kind = "application/json" if path == STEPS else "application/x-www-form-urlencoded"
        known = {"Host": here, "Origin": f"http://{here}", "Content-Type": kind}
        known["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        line.request(method, path, body or None, known | headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.jar[name] = value
        return line, answer

    def fill(self, page: str, to: str, **fields: str) -> int:
        """Send the form of a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", page)[1])
        assert token
        return self.ask("POST", to, urlencode({"csrfmiddlewaretoken": token[1], **fields}))[0]

    def listen(self) -> bool:
        """Open the stream; False while none is to be had."""
        try:
            self.line, self.answer = self._opened("GET", STREAM, "", {}, patience=15)
        except (OSError, http.client.HTTPException):
            return False
        self.heard = b""
        return self.answer.status == 200 and self.hears(b"event: ask")

    def hears(self, words: bytes) -> bool:
        """Whether these words come before the stream ends."""
        with suppress(OSError, http.client.HTTPException):
            while words not in self.heard:
                part = self.answer.read1(4096)
                if not part:
                    return False
                self.heard += part
            return True
        return False

    def walks(self, number: int, path: str, kind: str = "page", at: str = "") -> int:
        said = {"n": number, "kind": kind, "path": path, "at": at, "led": True}
        try:
            return self.ask("POST", STEPS, json.dumps(said))[0]
        except (OSError, http.client.HTTPException):
            return 0


def two_of_a_visit(places: list[Opened]) -> tuple[Friend, Friend, str]:
    """Rosa on the first process, Paul on the second; and the page of a meeting one may take."""
    rosa, paul = Friend(places[0]), Friend(places[1])
    assert rosa.fill("/visite/", "/visite/commencer/") == 302
    code = re.search(r'class="code">(\d{4})<', rosa.ask("GET", "/visite/")[1])
    assert code
    assert paul.fill("/visite/rejoindre/", "/visite/rejoindre/", code=code[1], first_name="Paul") == 302
    programme = rosa.ask("GET", "/rencontres/")[1]
    for page in dict.fromkeys(re.findall(r'href="(/rencontres/\d+/)"', programme)):
        if "On prend celle-ci" in rosa.ask("GET", page)[1]:
            return rosa, paul, page
    raise AssertionError("no meeting to take")


def said(friend: Friend, words: str, page: str) -> Callable[[], bool]:
    return lambda: words in friend.ask("GET", page)[1]


@needs_redis
def test_a_visit_goes_on_over_two_processes_without_redis_and_without_one_of_them(
    pair: list[Opened],  # noqa: F811
    server: ThrowAwayRedis,  # noqa: F811
) -> None:
    rosa, paul, page = two_of_a_visit(pair)
    subject = {"kind": "meeting", "pk": page.split("/")[2]}
    assert eventually(paul.listen)
    assert rosa.walks(5, page) == 204
    assert paul.hears(b'"n":5')
    assert rosa.walks(6, page, kind="point", at="h1:1/1") == 204
    assert paul.hears(b'"kind":"point"')
    paul.heard = b""
    assert rosa.fill(page, "/visite/coeur/", **subject) == 302
    assert paul.hears(b"event: ask")  # the other process is told, and its page asks again
    assert eventually(said(paul, "Plaît à", page))
    paul.heard = b""
    assert rosa.fill(page, "/visite/choix/", **subject) == 302
    assert paul.hears(b"event: ask")
    assert "Répondre" in paul.ask("GET", page)[1]

    server.stop()
    assert not paul.hears(b"event: never")  # its stream ends: nobody trusts a line that is cut
    assert rosa.fill("/visite/choix/", "/visite/choix/abandon/", choice=_choice(rosa)) == 302
    assert "Répondre" not in paul.ask("GET", page)[1]  # by asking again, all is there
    server.start()
    assert eventually(paul.listen, 20)
    assert eventually(lambda: rosa.walks(7, "/histoires/") == 204)
    assert paul.hears(b"/histoires/")

    pair[1].process.kill()
    assert not paul.hears(b"event: never")
    paul.port = pair[0].port
    assert eventually(paul.listen, 20)
    assert paul.hears(b'"n":7')  # where the other is, said once more
    for number in (9, 9, 8, 10):
        assert rosa.walks(number, "/charte/") == 204
    assert paul.hears(b'"n":10')
    assert paul.heard.count(b'"n":9') == 1  # heard twice by the server, said once
    assert b'"n":8' not in paul.heard  # late: nothing new


def _choice(friend: Friend) -> str:
    found = re.search(r'name="choice" value="(\d+)"', friend.ask("GET", "/visite/choix/")[1])
    assert found
    return found[1]
