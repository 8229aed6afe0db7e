"""One HTTP client with a plain socket: cookies, forms, and what an answer is worth.

« acknowledged »: the answer was read to its last byte and says done. « refused »: it says no.
« unknown »: the line died after something had been sent, or the server says that it does not know.
« unsent »: nobody took the call, so nothing can have happened.
"""

import http.client
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

ACKNOWLEDGED, REFUSED, UNKNOWN, UNSENT = "acknowledged", "refused", "unknown", "unsent"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
_SECONDS = 40
NOTHING_WRITTEN = "Rien n’a été écrit"  # the page says it when it is sure


@dataclass(frozen=True)
class Answer:
    """What came back: the outcome, the status (0: no whole answer), where it leads, the page."""

    outcome: str
    status: int = 0
    location: str = ""
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class Browser:
    """Cookies of one person behind an address of their own."""

    def __init__(self, port: int, session: str = "", caller: str = "10.0.0.1") -> None:
        self.port, self.caller = port, caller
        self.secret = secrets.token_hex(16)  # 32 letters: what a CSRF cookie is
        self.cookies = {"csrftoken": self.secret}
        if session:
            name, _, value = session.partition("=")
            self.cookies[name] = value

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form with the secret of this browser."""
        body = urlencode({"csrfmiddlewaretoken": self.secret, **fields}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send_file(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Answer:
        """The same with one file."""
        mark = secrets.token_hex(12)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrfmiddlewaretoken": self.secret, **fields}.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="photo.png"\r\n'
        parts += [head.encode(), b"Content-Type: image/png\r\n\r\n", content, f"\r\n--{mark}--\r\n".encode()]
        return self._ask(
            "POST", path, b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={mark}"}
        )

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.connect()
        except OSError:
            return Answer(UNSENT)
        said = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "X-Forwarded-For": self.caller,
        }
        said |= {"Origin": f"http://127.0.0.1:{self.port}"} if method == "POST" else {}
        try:
            connection.request(method, path, body or None, {**said, **headers})
            answer = connection.getresponse()
            page = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(UNKNOWN)
        finally:
            connection.close()
        self._keep_cookies(answer)
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(
            _outcome(method, answer.status, page), answer.status, told.get("location", ""), page, told
        )

    def _keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            if name == "parvis":
                self.cookies[name] = value


def _outcome(method: str, status: int, page: str) -> str:
    if status == (302 if method == "POST" else 200):
        return ACKNOWLEDGED
    if status < 500 or NOTHING_WRITTEN in page:
        return REFUSED
    return UNKNOWN
