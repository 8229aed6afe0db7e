"""Two who visit together, each at a process of their own; and the pages they look at."""

import http.client
import json
import re
import time
from contextlib import suppress
from urllib.parse import urlencode

from tests.opened import Opened

STREAM, STEPS = "/visite/flux/", "/visite/pas/"


class Friend:
    """A browser at one of the processes, which may go to the other; its stream is read as it comes."""

    def __init__(self, place: Opened) -> None:
        self.port, self.jar, self.heard = place.port, dict[str, str](), b""

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        line, answer = self._opened(method, path, body, headers)
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def _opened(
        self, method: str, path: str, body: str, headers: dict[str, str], patience: float = 60.0
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

    def sees(self, page: str) -> str:
        status, text = self.ask("GET", page)
        assert status == 200
        return text

    def fill(self, page: str, to: str, **fields: str) -> int:
        """Send the form of a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.sees(page))
        assert token
        return self.ask("POST", to, urlencode({"csrfmiddlewaretoken": token[1], **fields}))[0]

    def listen(self) -> bool:
        """Open the stream; False while none is to be had."""
        try:
            self.line, self.answer = self._opened("GET", STREAM, "", {}, patience=30)
        except (OSError, http.client.HTTPException):
            return False
        self.heard = b""
        return self.answer.status == 200 and self.hears(b"event: ask")

    def hears(self, words: bytes) -> bool:
        """Whether these words come before the stream ends, or a minute passes."""
        until = time.monotonic() + 60
        with suppress(OSError, http.client.HTTPException):
            while words not in self.heard:
                assert time.monotonic() < until
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
