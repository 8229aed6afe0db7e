"""The box of answers, with a real IMAP server: taken in once, put away after, never lost, whatever breaks."""

import ssl
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from parvis.courier import imap_box, polling, replying
from parvis.courier.imap_box import Closed, box, checked
from parvis.courier.models import Dispatch, Inbox, Received
from parvis.courier.replying import register_reply, reply_address
from tests.certificates import certificate
from tests.courier.imap import PASSWORD, USER, ImapServer

pytestmark = pytest.mark.django_db
DONE = "Parvis/Trait&AOk-s"


@pytest.fixture
def server(settings: LazySettings) -> Iterator[ImapServer]:
    running = ImapServer()
    settings.MAIL_BOX, settings.MAIL_BOX_PASSWORD = f"imap://{USER}@127.0.0.1:{running.port}/INBOX", PASSWORD
    settings.MAIL_REPLIES = USER
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the one handler of these tests was told."""
    monkeypatch.setattr(replying, "_handlers", {})
    monkeypatch.setattr(replying, "_address_books", [])
    told: list[str] = []

    def hear(reply, at):
        told.append(reply.text)
        return True

    register_reply("test.code", hear)
    return told


@pytest.fixture
def answer(write, settings):
    """`answer("oui", 3)`: the bytes of Odile's third answer."""

    def made(text: str, number: int = 1) -> bytes:
        to = reply_address("test.code", subject=12, person=7)
        if not Dispatch.objects.filter(reply_to=to).exists():
            write(reply_to=to, person=7)
        head = f"From: odile@exemple.fr\r\nTo: {to}\r\nMessage-ID: <{number}@x>\r\nSubject: Re: Code\r\n"
        return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()

    return made


def test_each_message_is_taken_in_once_and_put_away(server, answer, heard, now):
    for number, text in enumerate(("oui", "non", "peut-être")):
        server.deliver(answer(text, number))
    assert polling.look(now) == 3
    assert (heard, server.held()) == (["oui", "non", "peut-être"], [])
    assert len(server.held(DONE)) == 3
    assert (polling.look(now), len(heard)) == (0, 3)
    server.deliver(answer("oui", 0))  # the same one by another way
    server.deliver(answer("encore", 9))
    assert polling.look(now) == 2
    assert heard[3:] == ["encore"]
    assert Received.objects.count() == 4


def test_killed_between_taking_in_and_putting_away_it_acts_once(server, answer, heard, now, monkeypatch):
    server.deliver(answer("oui"))

    def killed(self, uid):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(imap_box.Box, "put_away", killed)
        polling.look(now)
    assert (heard, len(server.held())) == (["oui"], 1)
    assert polling.look(now) == 1
    assert (heard, server.held(), len(server.held(DONE))) == (["oui"], [], 1)


def test_when_the_database_is_away_the_message_waits_in_the_box(server, answer, heard, now, monkeypatch):
    server.deliver(answer("oui", 1))
    server.deliver(answer("non", 2))

    def away(*_told, **_more):
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(polling, "receive", away)
        assert polling.look(now) == 0
    assert (heard, len(server.held())) == ([], 2)
    assert (polling.look(now), heard) == (2, ["oui", "non"])


def test_somebody_s_own_mail_given_by_mistake_is_left_as_it_is(server, answer, heard, now, monkeypatch):
    monkeypatch.setattr(polling, "MOST_AT_FIRST", 2)
    for number in range(3):
        server.deliver(answer("oui", number))
    assert polling.look(now) == 0
    assert "3 messages" in Inbox.objects.get().trouble
    assert (len(server.held()), heard) == (3, [])


def test_a_message_that_breaks_everything_stays_there_and_stops_nobody(
    server, answer, heard, now, monkeypatch
):
    server.deliver(b"Subject: poison\r\n\r\nx")
    server.deliver(answer("oui"))
    real = polling.receive

    def breaks(raw, at, **more):
        if b"poison" in raw:
            raise ZeroDivisionError
        return real(raw, at, **more)

    monkeypatch.setattr(polling, "receive", breaks)
    assert (polling.look(now), heard) == (1, ["oui"])
    assert len(server.held()) == 1
    assert polling.look(now) == 0


def test_of_a_huge_message_only_the_head_is_fetched(server, answer, heard, now, monkeypatch):
    monkeypatch.setattr(polling, "LONGEST", 2000)
    server.deliver(answer("x" * 5000))
    assert polling.look(now) == 1
    row = Received.objects.get()
    assert (row.why, row.text, heard) == (Received.Why.TOO_LONG, "", [])
    assert Dispatch.objects.filter(purpose="courier.not_kept").count() == 1
    assert len(server.held(DONE)[0]) > 5000  # whole, where a person may look


def test_a_visit_takes_so_many_and_goes_on_at_the_next(server, answer, heard, now, monkeypatch):
    monkeypatch.setattr(polling, "MOST", 2)
    for number in range(5):
        server.deliver(answer(str(number), number))
    assert [polling.look(now) for _visit in range(4)] == [2, 2, 1, 0]
    assert heard == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("can", ["nothing", "copy"])
def test_where_the_server_moves_nothing_each_message_still_acts_once(
    server, answer, heard, now, monkeypatch, can
):
    opened = imap_box.Box._open

    def opens(self):
        opened(self)
        self._line.capabilities = tuple(
            one for one in self._line.capabilities if one not in ("MOVE", "UIDPLUS")
        )
        if can == "nothing":
            self._tidy = b""

    monkeypatch.setattr(imap_box.Box, "_open", opens)
    server.deliver(answer("oui"))
    assert [polling.look(now) for _visit in range(3)] == [1, 0, 0]
    assert (heard, len(server.held(DONE))) == (["oui"], 1 if can == "copy" else 0)
    assert len(server.held()) == 1  # marked, and nobody else's marks are touched


def test_a_box_made_anew_is_read_from_its_beginning_and_nothing_acts_twice(server, answer, heard, now):
    server.deliver(answer("oui"))
    polling.look(now)
    Inbox.objects.update(uid_validity=1, last_uid=4_000)  # as if it had been numbered otherwise
    server.deliver(answer("oui"))
    server.deliver(answer("non", 2))
    assert (polling.look(now), heard) == (2, ["oui", "non"])


def test_a_box_that_does_not_open_is_left_alone_longer_and_longer(
    server, answer, heard, now, settings, monkeypatch
):
    settings.MAIL_BOX_PASSWORD = "un autre"
    server.deliver(answer("oui"))
    for _visit in range(3):
        assert polling.look(now) == 0
    state = Inbox.objects.get()
    assert (state.troubles, state.rests_until_at) == (3, now + polling.RESTS[2])
    assert state.trouble
    assert "un autre" not in state.trouble
    told: list[object] = []
    monkeypatch.setattr(polling, "_alarms", [lambda since, at: told.append(since)])
    polling.look(now + timedelta(minutes=59))
    assert told == []
    polling.look(now + timedelta(minutes=61))
    assert told == [now]
    Inbox.objects.update(failing_since_at=now - timedelta(days=900))
    assert not polling.is_well()
    settings.MAIL_BOX_PASSWORD = PASSWORD
    assert (polling.look(now), heard) == (1, ["oui"])
    assert polling.is_well()
    assert Inbox.objects.get().trouble == ""


def test_a_stranger_in_place_of_the_server_hears_no_password(tmp_path, settings, now, monkeypatch):
    public, private = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    running = ImapServer(context)
    try:
        settings.MAIL_BOX = f"imaps://{USER}:x@127.0.0.1:{running.port}"
        with pytest.raises(Closed, match="CERTIFICATE_VERIFY_FAILED"), box():
            pass
        settings.MAIL_BOX_PASSWORD = PASSWORD
        trusted = ssl.create_default_context(cafile=str(public))
        monkeypatch.setattr(imap_box.ssl, "create_default_context", lambda: trusted)
        with box() as opened:
            assert (opened.waiting(0, 5), opened.can_put_away()) == ([], True)
    finally:
        running.stop()


@pytest.mark.parametrize(
    "written", ["smtp://a@b", "imaps://serveur", "imap://r@serveur.exemple.fr", "r@exemple.fr"]
)
def test_an_address_that_is_none_or_shows_a_password_is_refused(written):
    with pytest.raises(ValueError, match="PARVIS_MAIL_BOX"):
        checked(written)
    assert checked("imap://r@serveur.exemple.fr/INBOX?starttls").hostname == "serveur.exemple.fr"


def test_mail_is_handed_over_at_a_secret_address_too(client, answer, heard, settings):
    path = "/courrier/entrant/un-secret-de-courrier-0123456789/"
    assert client.post(path, answer("oui"), content_type="message/rfc822").status_code == 404
    settings.MAIL_INCOMING = "un-secret-de-courrier-0123456789"
    settings.MAIL_REPLIES = USER
    raw = answer("oui")
    for _again in range(2):
        assert client.post(path, raw, content_type="message/rfc822").status_code == 200
    assert client.post(path.replace("un-", "deux-"), raw, content_type="message/rfc822").status_code == 404
    assert client.post(path, b"", content_type="message/rfc822").status_code == 400
    assert client.post(path, b"\x00\xff" * 50, content_type="message/rfc822").status_code == 200
    assert (heard, Received.objects.count()) == (["oui"], 2)
