"""A gateway for trials: it keeps text messages and shows them as a telephone would; one can reply.

It speaks as a real one (shape « simple »): Parvis reaches it by its usual client, and it hands replies over
at the usual address. It listens on this machine only, keeps nothing on disk, and knows no table of Parvis.

    telephone = Telephone(port=8025, token="…", hand_over_to="http://localhost:8000/sms/entrant/…/")
    telephone.start(); …; telephone.stop()
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from parvis.courier.texting.alphabet import parts_of
from parvis.courier.texting.arriving import number_of
from parvis.kit.stylesheet import sheet

SEND, SHOW, REPLY, SHEET = "/envoi", "/", "/reponse", "/style.css"
MOST_BYTES = 32 * 1024
MOST_KEPT = 500
_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; font-src 'self'"
_OURS = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True)
class Message:
    """One text message: to a number, or (is_reply) from it."""

    number: str
    words: str
    at: datetime
    key: str = ""
    is_reply: bool = False
    parts: int = 1


@dataclass
class Telephone:
    """The stand-in. messages: all that came and went, the oldest first; the same key comes in once."""

    port: int = 0
    token: str = ""
    hand_over_to: str = ""
    messages: list[Message] = field(default_factory=list)
    asked: int = 0  # requests to send, also those repeated or refused
    _numbers: Any = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{SHOW}"

    @property
    def send_address(self) -> str:
        """What PARVIS_SMS is set to."""
        return f"http://127.0.0.1:{self.port}{SEND}"

    def start(self) -> "Telephone":
        """Listen, in a thread of its own; port 0 takes a free one. OSError when the port is taken."""
        handler = type("Handler", (_Handler,), {"telephone": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, name="telephone", daemon=True).start()
        return self

    def stop(self) -> None:
        """Hang up."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def take(self, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """One request to send: what is answered. The same id again is the same message."""
        to, words, key = (str(said.get(name, "")) for name in ("to", "text", "id"))
        with self._lock:
            self.asked += 1
            if not to.startswith("+") or not to[1:].isdigit() or not words:
                return 400, {"error": "to and text are needed"}
            if key and any(message.key == key for message in self.messages):
                return 202, {"status": "accepted", "id": key}
            self._keep(Message(to, words, timezone.now(), key, parts=parts_of(words)))
        return 202, {"status": "accepted", "id": key or str(next(self._numbers))}

    def reply(self, number: str, words: str) -> str:
        """Hand a reply over to Parvis, as a gateway does; what went wrong, in words, or nothing."""
        said = {"id": f"reply-{next(self._numbers)}", "from": number, "text": words}
        said["receivedAt"] = timezone.now().isoformat()
        try:
            answer = httpx2.post(self.hand_over_to, json=said, timeout=10, trust_env=False)
        except httpx2.HTTPError as error:
            return type(error).__name__
        if answer.status_code != 200:
            return str(answer.status_code)
        with self._lock:
            self._keep(Message(number, words, timezone.now(), is_reply=True))
        return ""

    def threads(self) -> dict[str, list[Message]]:
        """The messages of each number, the number that spoke last first."""
        with self._lock:
            found: dict[str, list[Message]] = {}
            for message in reversed(self.messages):
                found.setdefault(message.number, []).insert(0, message)
            return found

    def _keep(self, message: Message) -> None:
        self.messages.append(message)
        del self.messages[:-MOST_KEPT]


class _Handler(BaseHTTPRequestHandler):
    """The pages of the stand-in, and the address it takes messages at."""

    telephone: Telephone
    server_version = "Telephone"
    timeout = 20

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if not self._is_ours():
            self._answer(403, b"", "text/plain")
        elif parts.path == SHEET:
            self._answer(200, sheet()[0].encode(), "text/css; charset=utf-8")
        elif parts.path == SHOW:
            number = (parse_qs(parts.query).get("numero") or [""])[0]
            self._show(number)
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self._body()
        if body is None or not self._is_ours():
            self._answer(403 if body is not None else 413, b"", "text/plain")
        elif self.path == SEND:
            self._take(body)
        elif self.path == REPLY:
            self._reply(parse_qs(body.decode("utf-8", "replace")))
        else:
            self._answer(404, b"", "text/plain")

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == SEND else 200, b"", "text/plain")

    def log_message(self, *_words: object) -> None:
        """Say nothing: numbers are nobody's business in a log."""

    def _is_ours(self) -> bool:
        """Asked for by a name of this machine: no page of the network can steer a browser here."""
        return (self.headers.get("Host") or "").rsplit(":", 1)[0] in _OURS

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return None
        return self.rfile.read(int(length))

    def _take(self, body: bytes) -> None:
        wanted = f"Bearer {self.telephone.token}"
        if self.telephone.token and not constant_time_compare(self.headers.get("Authorization", ""), wanted):
            self._json(401, {"error": "the token is wrong"})
            return
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        status, answer = self.telephone.take(said) if isinstance(said, dict) else (400, {"error": "no JSON"})
        self._json(status, answer)

    def _reply(self, said: dict[str, list[str]]) -> None:
        typed, words = (said.get(name, [""])[0] for name in ("numero", "mots"))
        number = number_of(typed.strip())
        fault = self.telephone.reply(number, words[:1600]) if number and words.strip() else ""
        if fault:
            self._show(number, fault=fault, typed=words)
            return
        self.send_response(303)
        self.send_header("Location", f"{SHOW}?numero={quote(number)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _show(self, number: str, *, fault: str = "", typed: str = "") -> None:
        threads = self.telephone.threads()
        with translation.override("fr"):
            said = {"threads": threads, "number": number, "messages": threads.get(number, []), "typed": typed}
            said |= {"fault": _("This did not arrive: %(why)s.") % {"why": fault} if fault else ""}
            said |= {"sheet": SHEET, "show": SHOW, "reply": REPLY}
            text = render_to_string("courier/telephone.html", said)
        self._answer(502 if fault else 200, text.encode(), "text/html; charset=utf-8")

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._answer(status, json.dumps(said).encode(), "application/json")

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
