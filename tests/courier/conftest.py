"""A courier of its own for each test: two purposes, and a mail server on this machine."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings

from parvis.courier import purposes, readers, saying_back, stopping, undelivered
from parvis.courier.dispatching import dispatch
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Purpose, register_purpose
from tests.ports import free_port


class Mailbox:
    """What a server received, and what it answers to whom (`answers["odile@exemple.fr"] = ["450 later"]`)."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.answers: dict[str, list[str]] = {}
        self.connections = 0
        self.hang_up_after_data = 0
        self.when_taken: Callable[[], None] | None = None

    def texts(self) -> list[str]:
        return [bytes(envelope.content).decode() for envelope in self.received]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if waiting := self.answers.get(address):
            return waiting.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        if self.when_taken is not None:
            self.when_taken()
        if self.hang_up_after_data:
            self.hang_up_after_data -= 1
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 taken"


@pytest.fixture
def mailbox(settings: LazySettings) -> Iterator[Mailbox]:
    """A real SMTP server on a port of its own; PARVIS_MAIL points to it."""
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.MAIL_FROM = "parvis@canal.exemple.fr"
    yield box
    controller.stop()


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch) -> dict[int, bool]:
    """Purposes of these tests; `wanted[dispatch.pk] = False` says nobody wants it any more."""
    answers: dict[int, bool] = {}
    monkeypatch.setattr(purposes, "_purposes", {})
    monkeypatch.setattr(undelivered, "_handlers", [])
    monkeypatch.setattr(readers, "_readers", {})
    monkeypatch.setattr(readers, "_tellers", [])

    def still_wanted(row: Dispatch, now: datetime) -> bool:
        return answers.get(row.pk, True)

    register_purpose(Purpose("test.code", is_answer=True, still_wanted=still_wanted))
    register_purpose(Purpose("test.change", still_wanted=still_wanted))
    register_purpose(Purpose("test.cancellation", still_wanted=still_wanted, goes_on_sundays=True))
    saying_back.declare()
    return answers


@pytest.fixture
def write(now: datetime) -> Callable[..., Dispatch]:
    """`write(title=…)`: words for Odile, on a Tuesday morning."""

    def words(**values: Any) -> Dispatch:
        known = {
            "channel": "mail",
            "purpose": "test.code",
            "address": "odile@exemple.fr",
            "name": "Odile Roux",
            "title": "Votre code",
            "body": "Votre code : 123 456.\n\nIl vaut vingt minutes.",
            "at": now,
        }
        return dispatch(**{**known, **values})

    return words


@pytest.fixture(autouse=True)
def _nobody_stops_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The courier knows addresses, not people: the persons of these tests are only numbers."""
    monkeypatch.setattr(stopping, "_stops", [])
