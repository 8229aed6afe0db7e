"""Mail that comes back is believed when it is ours, acted on once, and nobody is left out by it."""

from datetime import timedelta

import pytest

from parvis.courier import setbacks
from parvis.courier.bouncing import Kind, bounce_address, dispatch_in, read_bounce, take_bounce
from parvis.courier.delivering import deliver_due
from parvis.courier.lists import has_left
from parvis.courier.models import Dispatch, Setback
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.silencing import digest_of, is_silent
from parvis.courier.undelivered import when_undelivered
from parvis.members.codes import make_code
from parvis.members.signing_in import recognise

pytestmark = pytest.mark.django_db
State = Dispatch.State


def delivery_report(
    row, *, status="5.1.1", action="failed", said="smtp; 550 5.1.1 User unknown", to="", number=None
):
    """As RFC 3464 writes it: a word for people, fields for machines, what was sent."""
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relais.exemple.fr>
To: {to or "parvis@canal.exemple.fr"}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limite"

--limite
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--limite
Content-Type: message/delivery-status

Reporting-MTA: dns; relais.exemple.fr
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0100

Original-Recipient: rfc822;{row.address}
Final-Recipient: rfc822; boite@ailleurs.exemple.fr
Action: {action}
Status: {status}
Diagnostic-Code: {said}

--limite
Content-Type: text/rfc822-headers

From: Les Voisins du Canal <parvis@canal.exemple.fr>
Subject: La lettre
Message-ID: {number or row.message_id}

--limite--
""".encode()


def complaint(row):
    """As RFC 5965 writes it."""
    return f"""\
From: <abusedesk@exemple.net>
To: <plaintes@canal.exemple.fr>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="limite"

--limite
Content-Type: text/plain

This is an email abuse report for an email message received.
--limite
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Rcpt-To: <{row.address}>

--limite
Content-Type: message/rfc822
Content-Disposition: inline

From: <parvis@canal.exemple.fr>
Message-ID: {row.message_id}
Subject: La lettre

Bonjour
--limite--
""".encode()


OLD_WORDS = """\
Return-Path: <>
From: MAILER-DAEMON@vieux.exemple.fr
To: {to}
Subject: failure notice

Hi. This is the qmail-send program at vieux.exemple.fr.
I'm afraid I wasn't able to deliver your message to the following addresses.

<odile@exemple.fr>:
192.0.2.1 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)
"""


@pytest.fixture
def sent(write, mailbox, now):
    def one(**values):
        row = write(**values)
        deliver_due(now)
        row.refresh_from_db()
        assert row.state == State.SENT
        return row

    return one


@pytest.fixture
def others():
    """What was done instead."""
    found = []
    when_undelivered(lambda failed, at: found.append(failed.pk))
    return found


def test_nobody_lives_there_the_message_failed_and_another_way_is_found_once(sent, others, now):
    row = sent(person=7)
    bounce = read_bounce(delivery_report(row))
    assert (bounce.kind, bounce.address, bounce.message_ids) == (
        Kind.HARD,
        "odile@exemple.fr",
        (row.message_id,),
    )
    assert take_bounce(bounce, now + timedelta(hours=1))
    assert take_bounce(bounce, now + timedelta(hours=2))
    row.refresh_from_db()
    assert (row.state, row.remark) == (State.FAILED, "550 5.1.1 User unknown")
    assert others == [row.pk]
    assert setbacks.dead_among(["odile@exemple.fr", "henri@exemple.fr"], now) == {"odile@exemple.fr"}


def test_a_full_mailbox_is_another_day_until_it_is_too_often(sent, others, now):
    for day in range(5):
        row = sent(title=f"Lettre {day}")
        report = delivery_report(row, status="5.2.2", said="smtp; 552 5.2.2 mailbox full")
        bounce = read_bounce(report)
        assert bounce.kind == Kind.SOFT
        take_bounce(bounce, now + timedelta(days=2 * day))
        assert bool(setbacks.dead_among([row.address], now + timedelta(days=8))) == (day == 4)
    assert len(others) == 5  # each was to be heard
    setbacks.fares_well("odile@exemple.fr")
    assert not Setback.objects.exists()


def test_a_server_that_still_tries_changes_nothing_but_a_remark(sent, others, now):
    row = sent()
    report = delivery_report(row, status="4.4.7", action="delayed", said="smtp; 451 4.4.1 no answer yet")
    assert take_bounce(read_bounce(report), now)
    row.refresh_from_db()
    assert (row.state, row.remark) == (State.SENT, "451 4.4.1 no answer yet")
    assert not others


def test_a_complaint_leaves_the_list_and_other_words_still_arrive(sent, others, now):
    register_purpose(Purpose("test.letter", matter=Matter.JOINED, list_id="lettre", is_answer=True))
    row = sent(purpose="test.letter", person=7)
    bounce = read_bounce(complaint(row))
    assert (bounce.kind, bounce.address) == (Kind.COMPLAINT, "odile@exemple.fr")
    assert take_bounce(bounce, now)
    assert has_left("lettre", 7)
    assert not is_silent(digest_of("odile@exemple.fr"))
    take_bounce(read_bounce(complaint(sent(person=7))), now)
    assert is_silent(digest_of("odile@exemple.fr"))
    assert not others


def test_each_message_comes_back_to_an_address_of_its_own(sent, now, settings):
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    row = sent()
    address = bounce_address(row)
    assert dispatch_in(f"Postmaster <{address.upper()}>") == row.pk
    assert len(address.partition("@")[0]) <= 64
    bounce = read_bounce(OLD_WORDS.format(to=address).encode())
    assert (bounce.kind, bounce.dispatch, bounce.address) == (Kind.HARD, row.pk, "odile@exemple.fr")
    assert take_bounce(bounce, now)
    forged = address.replace("-0-", "-0-a")[: -len("@canal.exemple.fr") - 1] + "@canal.exemple.fr"
    assert dispatch_in(forged) is None
    assert read_bounce(OLD_WORDS.format(to="r@canal.exemple.fr").encode()) is None


def test_a_report_about_no_message_of_ours_does_nothing(sent, others, now):
    row = sent()
    for number in ("<invente@exemple.fr>", f"<{row.pk}@canal.exemple.fr>"):
        assert not take_bounce(read_bounce(delivery_report(row, number=number)), now)
    assert not take_bounce(read_bounce(delivery_report(row)), now + timedelta(days=200))
    row.refresh_from_db()
    assert row.state == State.SENT
    assert not others
    assert not Setback.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b.fr\n\n550 5.1.1 says a person",
        b"Return-Path: <>\nFrom: odile@exemple.fr\nSubject: absente\n\nJe reviens lundi.",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\xff\n--x--",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nAction: delivered\n--x--",
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 500,
        b"\x00\xfe" * 5000,
    ],
)
def test_what_is_no_report_is_none(raw):
    assert read_bounce(raw) is None


def test_who_types_a_code_or_answers_is_written_to_again(village, now):
    setbacks.note_setback("jeanne@exemple.fr", is_dead=True, at=now)
    code = make_code(address="jeanne@exemple.fr", at=now).row
    recognise(member=village.jeanne, code=code, at=now)
    assert not Setback.objects.exists()
