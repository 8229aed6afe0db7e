"""A mail server on the loopback that keeps what it took in, and can be made to misbehave.

A message counts as taken when the server says 250 after DATA; `unsure` holds those it took in whole
while the line broke before that word: sent again with the same Message-ID, they are no double.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Taken:
    """One message this server answers for."""

    message_id: str
    to: str
    subject: str
    words: str
    at: float  # time.monotonic()


@dataclass
class Mood:
    """How the server behaves: answers to RCPT and DATA, a wait in seconds, where the line is cut."""

    rcpt: dict[str, str] = field(default_factory=dict)  # address → answer
    data: str = "250 OK"
    wait: float = 0.0
    cut: str = ""  # "in data", "after data"
    times: int = 10**9  # how many messages it concerns, then it is good again


class _Moody(SMTP):
    catcher: "Catcher"

    async def smtp_DATA(self, arg: str) -> None:
        self.catcher.when_begun()
        if self.catcher.cuts("in data"):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, catcher: "Catcher") -> None:
        self.catcher = catcher

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.catcher.mood.rcpt.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        import asyncio

        catcher = self.catcher
        if catcher.mood.wait:
            await asyncio.sleep(catcher.mood.wait)
        taken = _taken(bytes(envelope.content or b""), envelope.rcpt_tos[0])
        if catcher.cuts("after data"):
            catcher.unsure.append(taken)
            server.transport.abort()
            return "421 gone"
        answer = catcher.mood.data if catcher.spend() else "250 OK"
        if answer.startswith("250"):
            catcher.taken.append(taken)
            catcher.when_taken(taken)
        return answer


class _Controller(Controller):
    def __init__(self, catcher: "Catcher", port: int, **more: Any) -> None:
        self.catcher = catcher
        super().__init__(_Handler(catcher), hostname="127.0.0.1", port=port, ready_timeout=20, **more)

    def factory(self) -> SMTP:
        server = _Moody(self.handler, **self.SMTP_kwargs)
        server.catcher = self.catcher
        return server


class Catcher:
    """`with Catcher() as post:` then `post.url`, `post.taken`, `post.mood`, `post.close()`, `post.open()`."""

    def __init__(self, port: int, **more: Any) -> None:
        self.port, self.more = port, more
        self.mood = Mood()
        self.taken: list[Taken] = []
        self.unsure: list[Taken] = []
        self.when_taken: Callable[[Taken], None] = lambda taken: None
        self.when_begun: Callable[[], None] = lambda: None
        self.controller: _Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def open(self) -> None:
        self.controller = _Controller(self, self.port, **self.more)
        self.controller.start()

    def close(self) -> None:
        """Nobody listens any more; what was taken stays."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def __enter__(self) -> "Catcher":
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def spend(self) -> bool:
        """Does the mood still concern this message? One message less afterwards."""
        self.mood.times -= 1
        return self.mood.times >= 0

    def cuts(self, where: str) -> bool:
        return self.mood.cut == where and self.spend()

    def counts(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(taken.message_id for taken in self.taken)

    def last_to(self, address: str) -> Taken | None:
        return next((taken for taken in reversed(self.taken) if taken.to == address), None)

    def wait_for(self, address: str, after: float, seconds: float = 30.0) -> Taken | None:
        """The first message to an address taken after a moment (monotonic); None when none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for taken in self.taken:
                if taken.to == address and taken.at >= after:
                    return taken
            time.sleep(0.05)
        return None


def _taken(content: bytes, to: str) -> Taken:
    message: EmailMessage = message_from_bytes(content, policy=policy.default)  # type: ignore[assignment]
    body = message.get_body(("plain",))
    words = body.get_content() if body else ""
    return Taken(str(message["Message-ID"]), to, str(message["Subject"]), words, time.monotonic())
