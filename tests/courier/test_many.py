"""Many letters at once: few statements, several connections, one recipient each, whatever the server does."""

import asyncio
import threading
import time
from email import message_from_bytes
from email.policy import default as modern

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.courier import carrying, delivering, leaving_notes
from parvis.courier.delivering import deliver_due
from parvis.courier.dispatching import dispatch_many, prepare
from parvis.courier.editions import publish_edition
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.setbacks import note_setback
from parvis.courier.stopping import stop_when

pytestmark = pytest.mark.django_db
State = Dispatch.State
LETTER = "test.letter"


@pytest.fixture
def letters(now):
    """`letters(40)`: so many copies, each for a member of its own."""
    asked = []

    def among(rows, at):
        asked.append(len(rows))
        return {row.pk for row in rows if row.person != 3}

    register_purpose(
        Purpose(
            LETTER, matter=Matter.ORDINARY, list_id="lettre", still_wanted_among=among,
            still_wanted=lambda row, at: row.person != 3,
        )
    )  # fmt: skip

    def write(many):
        edition = publish_edition(title="t", text="{greeting}\n\nLe canal est gelé.", at=now)
        return dispatch_many(
            prepare(
                channel="mail", purpose=LETTER, address=f"voisin{number}@exemple.fr", name=f"Nom{number} Roux",
                person=number, title="La lettre", body="", edition=edition, once_key=f"l:{number}", at=now,
            )
            for number in range(1, many + 1)
        )  # fmt: skip

    write.asked = asked
    return write


def test_a_group_costs_few_statements_whatever_its_size(letters, mailbox, now, monkeypatch):
    monkeypatch.setattr(delivering, "BATCH", 100)
    stop_when(lambda row, at: row.person == 5, lambda rows, at: {row.pk for row in rows if row.person == 5})
    counts = []
    for many in (6, 60):
        Dispatch.objects.all().delete()
        letters(many)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert deliver_due(now) == many - 2
        counts.append(len(seen))
    assert counts[1] <= counts[0]  # a domain seen for the first time costs one more
    assert counts[1] < 40
    assert letters.asked == [5, 59]  # one is stopped before anybody asks for it
    assert set(Dispatch.objects.filter(person__in=[3, 5]).values_list("state", flat=True)) == {State.DROPPED}


def test_no_copy_holds_another_readers_name_or_address(letters, mailbox, now):
    letters(30)
    deliver_due(now)
    for envelope in mailbox.received:
        (address,) = envelope.rcpt_tos
        raw = bytes(envelope.content).decode()
        own = address.partition("@")[0]
        others = {f"voisin{number}" for number in range(1, 31)} - {own}
        assert not [other for other in others if f"{other}@" in raw]
        assert not [other for other in others if f"Nom{other.removeprefix('voisin')} " in raw]
        assert len(message_from_bytes(raw.encode(), policy=modern)["To"].addresses) == 1


def test_many_open_several_connections_and_each_is_served_once(letters, mailbox, settings, now, monkeypatch):
    monkeypatch.setattr(delivering, "BATCH", 60)
    monkeypatch.setattr(carrying, "A_CONNECTION", 15)
    settings.MAIL_CONNECTIONS = 3
    letters(61)
    assert deliver_due(now) == 60
    assert mailbox.connections == 3
    served = [envelope.rcpt_tos[0] for envelope in mailbox.received]
    assert len(served) == len(set(served)) == 60


def test_an_address_from_which_mail_came_back_is_not_tried_but_for_an_answer(letters, write, mailbox, now):
    letters(2)
    note_setback("voisin1@exemple.fr", is_dead=True, at=now)
    code = write(address="voisin1@exemple.fr")
    assert deliver_due(now) == 2
    assert Dispatch.objects.get(person=1).state == State.FAILED
    code.refresh_from_db()
    assert code.state == State.SENT


@pytest.mark.parametrize("is_pipelined", [True, False])
def test_a_refused_recipient_leaves_the_line_good_for_the_next(
    is_pipelined, write, mailbox, now, monkeypatch
):
    async def ehlo(server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if is_pipelined else responses

    monkeypatch.setattr(mailbox, "handle_EHLO", ehlo)
    for number in range(4):
        write(address=f"voisin{number}@exemple.fr")
    mailbox.answers["voisin1@exemple.fr"] = ["550 5.1.1 nobody"]
    mailbox.answers["voisin2@exemple.fr"] = ["451 4.3.0 later"]
    assert deliver_due(now) == 2
    states = Dispatch.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.SENT, State.FAILED, State.WAITING, State.SENT]


def test_a_relay_that_knows_one_sender_only_gets_that_one(write, mailbox, settings, now, monkeypatch):
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    senders = []

    async def mail(server, session, envelope, address, options):
        senders.append(address)
        if address != settings.MAIL_FROM:
            return "553 5.7.1 sender not yours"
        envelope.mail_from = address
        return "250 OK"

    monkeypatch.setattr(mailbox, "handle_MAIL", mail, raising=False)
    write()
    write(address="henri@exemple.fr")
    assert deliver_due(now) == 2
    assert [sender == settings.MAIL_FROM for sender in senders] == [False, True, True]


def test_a_server_that_hangs_on_goodbye_holds_up_nobody(write, mailbox, now, monkeypatch):
    from parvis.courier import mail

    async def quit_(server, session, envelope):
        await asyncio.sleep(60)
        return "221 bye"

    monkeypatch.setattr(mail, "TO_SAY_GOODBYE", 0.2)
    monkeypatch.setattr(mailbox, "handle_QUIT", quit_, raising=False)
    row = write()
    began = time.monotonic()
    assert deliver_due(now) == 1
    assert time.monotonic() - began < 30
    row.refresh_from_db()
    assert row.state == State.SENT


def test_what_a_dead_worker_noted_is_taken_over_once(letters, mailbox, now, monkeypatch, settings, tmp_path):
    """Of four: two taken, one on the line, one not begun."""
    settings.DATA = tmp_path
    letters(5)
    rows = delivering.claim(now)
    with pytest.raises(KeyboardInterrupt), leaving_notes.Notes() as notes:
        notes.meant(rows)
        for row in rows[:3]:
            notes.begun(row)
        for row in rows[:2]:
            notes.taken(row)
        raise KeyboardInterrupt
    (path,) = leaving_notes.folder().glob("*.notes")
    path.write_bytes(path.read_bytes() + b"> <half wri")
    assert leaving_notes.read_those_left(now) == 2
    assert leaving_notes.read_those_left(now) == 0
    found = Dispatch.objects.order_by("pk").values_list("state", "attempts")
    assert list(found) == [(State.SENT, 1)] * 2 + [(State.WAITING, 1)] + [(State.WAITING, 0)] * 2
    assert deliver_due(now) == 2
    assert deliver_due(now + delivering.CLAIM) == 0  # the one on the line is of who wants it no more
    assert not list(leaving_notes.folder().iterdir())


def test_the_notes_of_a_living_worker_are_left_alone(write, now, settings, tmp_path):
    settings.DATA = tmp_path
    row = write()
    found = []
    with leaving_notes.Notes() as notes:
        notes.meant([row])
        notes.taken(row)
        other = threading.Thread(target=lambda: found.append(leaving_notes._take_over(notes.path, now)))
        other.start()
        other.join()
        assert found == [0]
        assert notes.path.exists()
    assert not notes.path.exists()
