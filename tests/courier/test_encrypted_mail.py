"""A password travels only to a server whose certificate is trusted."""

import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.conf import LazySettings

from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
from tests.certificates import certificate
from tests.courier.conftest import Mailbox
from tests.ports import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def encrypted(tmp_path: Path, settings: LazySettings) -> Iterator[tuple[Mailbox, Path, list[bytes]]]:
    """A server that asks for encryption and a password; what it was told; its certificate."""
    public, private = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    told: list[bytes] = []

    def check(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
        told.append(data.password)  # type: ignore[attr-defined]
        return AuthResult(success=data.password == b"s3cret@canal")  # type: ignore[attr-defined]

    box = Mailbox()
    port = free_port()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=check,
    )
    controller.start()
    settings.MAIL_URL = f"smtp://parvis:s3cret%40canal@127.0.0.1:{port}?starttls"
    yield box, public, told
    controller.stop()


def test_a_stranger_in_place_of_the_server_learns_nothing(
    encrypted: tuple[Mailbox, Path, list[bytes]], write: Callable[..., Dispatch], now: datetime
) -> None:
    box, _public, told = encrypted
    row = write()
    assert deliver_due(now) == 0
    row.refresh_from_db()
    assert row.state == Dispatch.State.WAITING
    assert "CERTIFICATE_VERIFY_FAILED" in row.remark
    assert not told
    assert not box.received


def test_the_known_server_gets_the_password_and_the_mail(
    encrypted: tuple[Mailbox, Path, list[bytes]],
    write: Callable[..., Dispatch],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box, public, told = encrypted
    trusting = ssl.create_default_context(cafile=str(public))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    write()
    assert deliver_due(now) == 1
    assert told == [b"s3cret@canal"]
    assert len(box.received) == 1
