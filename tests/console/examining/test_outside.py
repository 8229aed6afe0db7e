"""What `parvis doctor` says of others: real servers on this machine, and servers that keep silent."""

import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.message
import dns.resolver
import dns.rrset
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from django.conf import LazySettings
from django.utils.translation import override

from parvis.console.examining import mailing, names, outside, reaching
from parvis.console.examining.finding import Finding, State
from tests.certificates import certificate
from tests.courier.imap import PASSWORD, USER, ImapServer
from tests.ports import free_port

NOW = datetime.now(UTC)


def of(check: Callable[[datetime], Iterator[Finding]]) -> list[Finding]:
    with override("fr"):
        return list(check(NOW))


class _Refusing:
    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return responses


@pytest.fixture
def mail_server(settings: LazySettings) -> Iterator[Callable[..., None]]:
    """`mail_server(password)`: a real server on a port of its own that takes only this password."""
    started: list[Controller] = []

    def start(password: str) -> None:
        port = free_port()

        def ask(server: object, session: object, envelope: object, kind: str, given: object) -> AuthResult:
            return AuthResult(success=given.password == password.encode(), handled=False)

        controller = Controller(
            _Refusing(), hostname="127.0.0.1", port=port, authenticator=ask, auth_require_tls=False
        )
        controller.start()
        started.append(controller)
        settings.MAIL_URL = f"smtp://parvis:mot@127.0.0.1:{port}"

    yield start
    for controller in started:
        controller.stop()


def test_mail_as_files_asks_nobody(settings: LazySettings) -> None:
    settings.MAIL_URL = ""
    assert of(mailing.server) == []


def test_a_mail_server_that_takes_our_password_is_well(mail_server: Callable[..., None]) -> None:
    mail_server("mot")
    assert [finding.state for finding in of(mailing.server)] == [State.WELL]


def test_the_box_of_answers_opens_or_says_what_its_server_said(settings: LazySettings) -> None:
    settings.MAIL_BOX = ""
    assert of(mailing.box_of_answers) == []
    running = ImapServer()
    try:
        settings.MAIL_BOX = f"imap://{USER}@127.0.0.1:{running.port}/INBOX"
        settings.MAIL_BOX_PASSWORD = PASSWORD
        assert [finding.state for finding in of(mailing.box_of_answers)] == [State.WELL]
        settings.MAIL_BOX_PASSWORD = "autre mot"
        (finding,) = of(mailing.box_of_answers)
        assert (finding.state, "autre mot" in finding.what) == (State.BROKEN, False)
    finally:
        running.stop()
    settings.MAIL_BOX = "r@exemple.fr"
    assert [finding.state for finding in of(mailing.box_of_answers)] == [State.BROKEN]


def test_a_mail_server_that_refuses_our_password_is_told_with_its_words(
    mail_server: Callable[..., None],
) -> None:
    mail_server("autre")
    (finding,) = of(mailing.server)
    assert (finding.state, "535" in finding.what) == (State.BROKEN, True)


def test_no_mail_server_at_all_is_broken(settings: LazySettings) -> None:
    settings.MAIL_URL = f"smtp://127.0.0.1:{free_port()}"
    assert [finding.state for finding in of(mailing.server)] == [State.BROKEN]


@pytest.fixture
def names_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A names' server of one's own: `names_server["exemple.fr."] = "v=spf1 -all"`."""
    kept: dict[str, str] = {}
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                asked, who = line.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(asked)
            reply, name = dns.message.make_response(query), query.question[0].name
            if text := kept.get(str(name)):
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", f'"{text}"'))
            line.sendto(reply.to_wire(), who)

    def resolver() -> dns.resolver.Resolver:
        own = dns.resolver.Resolver(configure=False)
        own.nameservers, own.port = ["127.0.0.1"], line.getsockname()[1]
        return own

    monkeypatch.setattr(names, "resolver", resolver)
    monkeypatch.setattr(names, "SECONDS", 1.0)
    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield kept
    line.close()


@pytest.fixture
def sending(settings: LazySettings) -> None:
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:2", "Parvis <parvis@canal.exemple.fr>"


@pytest.mark.usefixtures("sending")
def test_a_domain_that_says_nothing_of_who_writes_is_worth_a_look(names_server: dict[str, str]) -> None:
    names_server["canal.exemple.fr."] = "v=spf1 mx -all"
    (finding,) = of(names.found)
    assert (finding.state, "DMARC" in finding.what) == (State.WORRY, True)
    names_server["_dmarc.canal.exemple.fr."] = "v=DMARC1; p=none"
    assert [finding.state for finding in of(names.found)] == [State.WELL]


@pytest.mark.usefixtures("sending")
def test_nothing_is_concluded_when_no_names_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))

        def resolver() -> dns.resolver.Resolver:
            own = dns.resolver.Resolver(configure=False)
            own.nameservers, own.port = ["127.0.0.1"], silent.getsockname()[1]
            return own

        monkeypatch.setattr(names, "resolver", resolver)
        monkeypatch.setattr(names, "SECONDS", 0.3)
        (finding,) = of(names.found)
    assert (finding.state, "ne dit rien" in finding.what) == (State.WORRY, True)


def test_a_public_name_that_leads_nowhere_is_broken(settings: LazySettings) -> None:
    settings.PUBLIC_ADDRESS, settings.MAIL_URL = "https://lieu.invalid", ""
    assert [finding.state for finding in of(names.found)] == [State.BROKEN]


class _Alive(http.server.BaseHTTPRequestHandler):
    shift = timedelta(0)
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(time.time() + self.shift.total_seconds())

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def https(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """`https(days=400)`: the public address, over TLS, with a certificate that lasts so long."""
    started: list[http.server.HTTPServer] = []
    monkeypatch.setattr(reaching, "AT_HOME", set())

    def start(days: int, *, is_believed: bool = True, **fields: object) -> None:
        public, key = certificate(tmp_path, lasts=timedelta(days=days))
        server = http.server.HTTPServer(("127.0.0.1", 0), type("_Own", (_Alive,), fields))
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(public, key)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append(server)
        settings.PUBLIC_ADDRESS = f"https://127.0.0.1:{server.server_address[1]}"
        if is_believed:
            monkeypatch.setattr(reaching, "trust", lambda: ssl.create_default_context(cafile=str(public)))

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("days", "state"), [(400, State.WELL), (5, State.WORRY), (-5, State.BROKEN)])
def test_the_certificate_is_told_before_it_ends(https: Callable[..., None], days: int, state: State) -> None:
    https(days)
    assert [finding.state for finding in of(reaching.public_address)] == [state]


def test_a_certificate_nobody_knows_is_broken(https: Callable[..., None]) -> None:
    https(400, is_believed=False)
    assert [finding.state for finding in of(reaching.public_address)] == [State.BROKEN]


def test_something_else_at_our_address_is_told(https: Callable[..., None]) -> None:
    https(400, status=404)
    (finding,) = of(reaching.public_address)
    assert (finding.state, "Parvis" in finding.what) == (State.BROKEN, True)


def test_an_hour_apart_from_the_machine_in_front_is_broken(https: Callable[..., None]) -> None:
    https(400, shift=timedelta(minutes=10))
    assert [finding.name for finding in of(reaching.public_address) if finding.state == State.BROKEN] == [
        "clock"
    ]


def test_servers_that_keep_silent_hold_nobody_up(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAIL_URL = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        settings.PUBLIC_ADDRESS = "http://localhost"
        monkeypatch.setitem(outside.CHECKS, "names", lambda at: iter(()))
        began = time.monotonic()
        found = outside.examine(NOW, seconds=0.5)
        assert time.monotonic() - began < 30  # nothing is ever said there
    assert [(finding.name, finding.state) for finding in found] == [("mail", State.WORRY)]
