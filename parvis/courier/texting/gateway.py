"""The one gateway text messages leave by: a request, a bounded answer, and what it means.

Three endings, and no fourth: taken; certainly not taken (`NotTaken`, `Refused`); nobody knows (`Doubtful`).
Only a connection that never came about, or an answer that clearly says no, counts as certainly not taken.
"""

import json
import time
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

import httpx2
from django.conf import settings

from parvis.courier.texting.shapes import Shape, read_shape

MOST_BYTES = 64 * 1024
SECONDS = 20.0  # all in all
TIMES = httpx2.Timeout(connect=5.0, read=10.0, write=5.0, pool=5.0)
_SETTINGS_FAULT = {401, 403, 404, 405, 407, 410, 415, 421, 426, 429}
_UNKNOWN_END = {408, 409, 425}  # it may be taken already: nobody knows


class Refused(Exception):
    """The gateway will not carry this message to this number: another way is found."""


class NotTaken(Exception):
    """Nothing left: nobody answers, or our settings are refused. All the others can wait too."""


class Doubtful(Exception):
    """The message may have left: too slow, cut in the middle, or an answer that says nothing."""


def is_set() -> bool:
    """Whether this place has a gateway."""
    return bool(settings.SMS_URL)


@dataclass
class Gateway:
    """One way out, for one batch of messages; each has a connection of its own.

    A connection kept open may be closed by the other side at the very moment it is used: one would not know
    whether the message was read.
    """

    url: str
    shape: Shape
    client: httpx2.Client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.client.close()

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand one message over. Refused, NotTaken or Doubtful when it was not surely taken."""
        request = self.shape.request(self.client, self.url, to=to, text=text, key=key)
        status, content = self._ask(request)
        if 200 <= status < 300:
            if not _says_yes(content, is_json=self.shape.is_json):
                raise Doubtful(f"{status}, and an answer that says nothing clear")
        elif status in _SETTINGS_FAULT or 300 <= status < 400:
            raise NotTaken(f"the gateway answers {status}")
        elif 400 <= status < 500 and status not in _UNKNOWN_END:
            raise Refused(f"the gateway refuses: {status}")
        else:
            raise Doubtful(f"the gateway answers {status}")

    def try_out(self) -> int:
        """Go as far as one can without sending anything: the status of a bare look. NotTaken when barred."""
        try:
            return self._ask(self.client.build_request("HEAD", self.url, headers={"Connection": "close"}))[0]
        except Doubtful as doubt:
            raise NotTaken(str(doubt)) from doubt

    def _ask(self, request: httpx2.Request) -> tuple[int, bytes]:
        until, content = time.monotonic() + SECONDS, bytearray()
        try:
            answer = self.client.send(request, stream=True, follow_redirects=False)
            try:
                for piece in answer.iter_raw():
                    content += piece
                    if len(content) > MOST_BYTES or time.monotonic() > until:
                        raise Doubtful("an answer without end")
            finally:
                answer.close()
        except (
            httpx2.ConnectError,
            httpx2.ConnectTimeout,
            httpx2.PoolTimeout,
            httpx2.UnsupportedProtocol,
        ) as error:
            raise NotTaken(_words(error)) from error
        except httpx2.HTTPError as error:
            raise Doubtful(_words(error)) from error
        return answer.status_code, bytes(content)


def gateway() -> Gateway:
    """The gateway of this place. ValueError when its settings cannot be read."""
    url = _checked(settings.SMS_URL)
    shape = read_shape(
        settings.SMS_SHAPE, header=settings.SMS_HEADER, token=settings.SMS_TOKEN, sender=settings.SMS_FROM
    )
    limits = httpx2.Limits(max_connections=1, max_keepalive_connections=0)
    client = httpx2.Client(timeout=TIMES, limits=limits, trust_env=False, follow_redirects=False)
    return Gateway(url, shape, client)


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("PARVIS_SMS: write the https:// address of the gateway")
    if parts.scheme == "http" and not _is_near(parts.hostname):
        raise ValueError("PARVIS_SMS: http:// is for a gateway of this house only; elsewhere write https://")
    return url


def _is_near(host: str) -> bool:
    """This machine, or a telephone of the same house."""
    if host == "localhost" or host.endswith((".local", ".lan")):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def _says_yes(content: bytes, *, is_json: bool) -> bool:
    """Whether the body of a « 200 » is that of a gateway: empty, JSON without an error, or short words."""
    try:
        text = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        return False
    if not text:
        return True
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        is_short = len(text) <= 200 and text.replace("\n", " ").isprintable()
        return not is_json and is_short and "<" not in text and "err" not in text.lower()
    return not (
        isinstance(said, dict) and (said.get("error") or said.get("errors") or said.get("success") is False)
    )


def _words(error: Exception) -> str:
    """What happened, on one line, without the address (it may hold a key)."""
    return type(error).__name__
