"""A full round trip with real servers: a letter out by SMTP; by IMAP in come words, a calendar's answer, what
could not be delivered; and one tap that ends it all."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import vobject
from django.conf import LazySettings
from django.test import Client

from parvis.courier import polling
from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch, Received
from parvis.courier.silencing import digest_of, is_silent
from parvis.meetings.registering import register
from tests.courier.conftest import Mailbox, mailbox  # noqa: F401 (a fixture)
from tests.courier.imap import PASSWORD, USER, ImapServer
from tests.meetings.calendar_programs import answer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def imap(settings: LazySettings) -> Iterator[ImapServer]:
    running = ImapServer()
    settings.MAIL_BOX, settings.MAIL_BOX_PASSWORD = f"imap://{USER}@127.0.0.1:{running.port}/INBOX", PASSWORD
    settings.MAIL_REPLIES = USER
    yield running
    running.stop()


def answers(letter, text: str, number: int = 1) -> bytes:
    """What a mail program writes when one taps « Répondre »."""
    quoted = "\n".join(f"> {line}" for line in letter.get_body(("plain",)).get_content().splitlines())
    head = {
        "From": letter["To"], "To": letter["Reply-To"], "Subject": f"Re: {letter['Subject']}",
        "In-Reply-To": letter["Message-ID"], "Message-ID": f"<{number}@programme>",
        "Content-Type": "text/plain; charset=utf-8",
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n{text}\r\n\r\nLe mar. 24 nov. 2026 à 10:12, Les Voisins a écrit :\r\n{quoted}\r\n".encode()


def came_back(envelope, letter) -> bytes:
    """What the server of the other side sends to the address the envelope came from."""
    return (
        f"From: MAILER-DAEMON@exemple.fr\r\nTo: {envelope.mail_from}\r\nMessage-ID: <dsn@exemple.fr>\r\n"
        "Return-Path: <>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nPersonne ici.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; exemple.fr\r\n\r\n"
        f"Final-Recipient: rfc822; {envelope.rcpt_tos[0]}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {letter['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()


def test_a_letter_goes_out_and_all_that_may_come_back_does(village, now, mailbox, imap):  # noqa: F811
    row = register(meeting=village.cafe, member=village.jeanne, at=now)

    def last_letter():
        assert deliver_due(now) >= 1
        envelope = mailbox.received[-1]
        return envelope, message_from_bytes(bytes(envelope.content), policy=default)

    _envelope, invitation = last_letter()
    imap.deliver(answers(invitation, "Je ne viens plus, désolée\n\nJeanne"))
    assert polling.look(now) == 1
    row.refresh_from_db()
    assert row.state == "withdrawn"

    again = register(meeting=village.cafe, member=village.jeanne, at=now + timedelta(minutes=1))
    deliver_due(now + timedelta(minutes=2))
    envelope = mailbox.received[-1]
    letter = message_from_bytes(bytes(envelope.content), policy=default)
    calendar = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    entry = vobject.readOne(calendar.get_content()).vevent
    facts = {"to": letter["Reply-To"], "uid": entry.uid.value, "sequence": entry.sequence.value}
    imap.deliver(answer_of("google", answer="DECLINED", stamp="20261124T095900Z", **facts))
    assert polling.look(now + timedelta(hours=1)) == 1
    again.refresh_from_db()
    assert again.state == "withdrawn"

    deliver_due(now + timedelta(hours=1))
    envelope = mailbox.received[-1]
    letter = message_from_bytes(bytes(envelope.content), policy=default)
    imap.deliver(came_back(envelope, letter))
    assert polling.look(now + timedelta(hours=2)) == 1
    assert Dispatch.objects.get(message_id=letter["Message-ID"]).state == Dispatch.State.FAILED
    assert not Received.objects.to_read().exists()
    assert len(imap.held("Parvis/Trait&AOk-s")) == 3

    link = re.search(r"<(https?://[^>]+)>", letter["List-Unsubscribe"])[1]
    path = re.sub(r"^https?://[^/]+", "", link)
    robot = Client(enforce_csrf_checks=True, headers={"origin": "https://courrier.exemple"})
    assert robot.get(path).status_code == 200
    assert not is_silent(digest_of("jeanne@exemple.fr"))
    assert robot.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert is_silent(digest_of("jeanne@exemple.fr"))
