"""Mail leaves once, at the right hour, only if it is still wanted; a bad line loses nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from parvis.courier.delivering import CLAIM, claim, deliver_due
from parvis.courier.ending import WAITS
from parvis.courier.letterhead import Letterhead, write_under
from parvis.courier.models import Dispatch
from parvis.courier.undelivered import when_undelivered
from tests.courier.conftest import Mailbox
from tests.meetings.test_races import at_once

pytestmark = pytest.mark.django_db
State = Dispatch.State
Write = Callable[..., Dispatch]


def look(row: Dispatch) -> Dispatch:
    row.refresh_from_db()
    return row


def test_a_message_says_everything_in_plain_text_and_once_more_in_colour(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    head = Letterhead("Les Voisins du Canal", "#015b48", "#ffffff", "Monique, 01 99 00 12 34")
    write_under(lambda: head)
    try:
        row = write(
            title="Café du canal : c’est noté",
            name="Zoé « d'Été » Ñandú",
            link="https://canal.exemple.fr/rencontres/12/",
            link_words="Voir la rencontre",
            reply_to="r+jeton@canal.exemple.fr",
        )
        assert deliver_due(now) == 1
    finally:
        write_under(Letterhead)
    (envelope,) = mailbox.received
    letter = message_from_bytes(bytes(envelope.content), policy=modern)
    assert envelope.rcpt_tos == ["odile@exemple.fr"]
    assert letter["To"].addresses[0].display_name == "Zoé « d'Été » Ñandú"
    assert letter["From"].addresses[0].display_name == "Les Voisins du Canal"
    assert letter["Subject"] == "Café du canal : c’est noté"
    assert letter["Message-ID"] == row.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "r+jeton@canal.exemple.fr"
    assert letter["Date"].datetime == now.replace(microsecond=0)
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    for words in (
        "123 456",
        "vingt minutes",
        "Voir la rencontre\nhttps://canal.exemple.fr/rencontres/12/",
        "Les Voisins du Canal",
        "Monique, 01 99 00 12 34",
    ):
        assert words in text
    page = letter.get_body(("html",)).get_content()
    assert page.count("<a ") == 2  # the one button, and « ne plus m’écrire » in small
    assert "#015b48" in page
    assert "font:18px" in page
    assert look(row).state == State.SENT
    assert row.ended_at == now


def test_the_page_of_a_message_shows_words_and_never_obeys_them(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    write(body="<script>alert(1)</script>", title="<b>gras</b>")
    deliver_due(now)
    letter = message_from_bytes(bytes(mailbox.received[0].content), policy=modern)
    page = letter.get_body(("html",)).get_content()
    assert "<script" not in page
    assert "<b>" not in page


def test_a_header_cannot_be_slipped_in(write: Write, mailbox: Mailbox, now: datetime) -> None:
    row = write(
        title="Bonjour\r\nBcc: tous@exemple.fr", name='Odile"\r\nBcc: tous@exemple.fr\r\n <x@exemple.fr>,'
    )
    # even a row written round the front door, with line breaks left in
    Dispatch.objects.filter(pk=row.pk).update(title="Bonjour\r\nBcc: tous@exemple.fr")
    bare = write()
    assert deliver_due(now) == 2
    assert [envelope.rcpt_tos for envelope in mailbox.received] == [["odile@exemple.fr"]] * 2
    letters = [message_from_bytes(bytes(one.content), policy=modern) for one in mailbox.received]
    assert not [letter for letter in letters if "Bcc" in letter or len(letter["To"].addresses) != 1]
    assert {look(row).state, look(bare).state} == {State.SENT}


def test_each_message_has_one_recipient_and_a_batch_one_connection(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    for number in range(45):
        write(address=f"voisin{number}@exemple.fr")
    assert deliver_due(now) == 45
    assert [len(envelope.rcpt_tos) for envelope in mailbox.received] == [1] * 45
    assert len({envelope.rcpt_tos[0] for envelope in mailbox.received}) == 45
    assert mailbox.connections == 1
    assert deliver_due(now) == 0


def test_a_server_that_says_later_gets_the_same_message_again_a_little_later(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    row, other = write(), write(address="henri@exemple.fr")
    mailbox.answers["odile@exemple.fr"] = ["450 greylisted", "451 still busy"]
    deliver_due(now)
    assert (look(row).state, row.attempts, row.remark) == (State.WAITING, 1, "450 greylisted")
    assert look(other).state == State.SENT
    deliver_due(now + timedelta(seconds=30))
    assert look(row).attempts == 1  # not before a minute
    deliver_due(now + WAITS[0])
    deliver_due(now + WAITS[0] + WAITS[1])
    assert (look(row).state, row.attempts) == (State.SENT, 3)
    assert row.message_id in mailbox.texts()[-1]


def test_a_server_that_says_never_is_believed_and_another_way_is_found(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    @when_undelivered
    def call_instead(failed: Dispatch, at: datetime) -> None:
        write(
            channel="telephone",
            address="+33199004512",
            person=failed.person,
            once_key=f"call:{failed.pk}",
            at=at,
        )

    row = write(person=7)
    mailbox.answers["odile@exemple.fr"] = ["550 no such person"]
    deliver_due(now)
    assert (look(row).state, row.remark) == (State.FAILED, "550 no such person")
    call = Dispatch.objects.get(channel="telephone")
    assert (call.person, call.state) == (7, State.WAITING)
    deliver_due(now + timedelta(days=3))
    assert not mailbox.received


def test_a_silent_server_is_tried_for_two_days_then_it_has_failed(
    write: Write, settings: LazySettings, now: datetime
) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:9"  # nobody listens there
    row = write()
    moment = now
    for number in range(len(WAITS) + 1):
        assert look(row).state == State.WAITING
        assert row.attempts == number
        deliver_due(moment)
        moment = look(row).not_before_at
    assert row.state == State.FAILED
    assert "refused" in row.remark
    assert moment - now > timedelta(days=1)


def test_behind_a_silent_server_the_rest_of_the_batch_is_given_back(
    write: Write, settings: LazySettings, now: datetime
) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:9"
    first, behind = write(), write()
    deliver_due(now)
    assert (look(first).attempts, look(behind).attempts) == (1, 0)
    assert behind.claimed_until_at is None


def test_a_line_that_breaks_after_the_message_leaves_it_in_doubt_and_it_is_sent_again(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    row = write()
    mailbox.hang_up_after_data = 1
    deliver_due(now)
    assert look(row).state == State.WAITING
    deliver_due(now + WAITS[0])
    assert look(row).state == State.SENT
    first, second = (message_from_bytes(bytes(e.content)) for e in mailbox.received)
    assert first["Message-ID"] == second["Message-ID"] == row.message_id


def test_what_nobody_wants_any_more_is_not_sent(
    write: Write, mailbox: Mailbox, wanted: dict[int, bool], now: datetime
) -> None:
    row = write()
    wanted[row.pk] = False
    deliver_due(now)
    assert look(row).state == State.DROPPED
    assert not mailbox.received


def test_a_worker_that_wakes_up_at_night_lets_the_unasked_sleep(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    change, code = write(purpose="test.change"), write()
    cancellation = write(purpose="test.cancellation", address="henri@exemple.fr")
    saturday_night = now + timedelta(days=4, hours=12)
    assert deliver_due(saturday_night) == 1
    assert look(code).state == State.SENT
    assert (look(change).state, change.attempts) == (State.WAITING, 0)
    sunday = saturday_night + timedelta(hours=12)
    assert deliver_due(sunday) == 1
    assert look(cancellation).state == State.SENT
    assert deliver_due(sunday + timedelta(days=1)) == 1
    assert look(change).state == State.SENT


def test_an_accented_mailbox_no_server_takes_fails_alone(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    odd, domain = write(address="odilé@exemple.fr"), write(address="odile@café.fr")
    assert deliver_due(now) == 1
    assert look(odd).state == State.FAILED
    assert mailbox.received[0].rcpt_tos == ["odile@xn--caf-dma.fr"]
    assert look(domain).state == State.SENT


def test_without_a_server_mail_becomes_files_anyone_can_read(
    write: Write, settings: LazySettings, now: datetime
) -> None:
    settings.MAIL_URL = ""
    row, folder = (
        write(title="Café du canal, mardi : c’est noté", body="À mardi, chère Odile !"),
        settings.DATA / "courrier",
    )
    before = set(folder.glob("*.eml"))  # of other tests, whose rows had the same number
    deliver_due(now)
    (file,) = set(folder.glob(f"*-{row.pk:06d}-*.eml")) - before
    text = file.read_text(encoding="utf-8")
    assert "Subject: Café du canal, mardi : c’est noté" in text
    assert "À mardi, chère Odile !" in text
    assert look(row).state == State.SENT


@pytest.mark.parametrize("url", ["http://exemple.fr", "smtp://", "smtp://moi:secret@exemple.fr"])
def test_a_mail_setting_that_cannot_be_right_is_refused(
    url: str, write: Write, settings: LazySettings, now: datetime
) -> None:
    settings.MAIL_URL = url
    write()
    with pytest.raises(ValueError, match="PARVIS_MAIL"):
        deliver_due(now)


def test_mail_claimed_by_a_worker_that_died_is_free_again_after_ten_minutes(
    write: Write, now: datetime
) -> None:
    row = write()
    assert [taken.pk for taken in claim(now)] == [row.pk]
    assert claim(now + timedelta(minutes=9)) == []
    assert [taken.pk for taken in claim(now + CLAIM)] == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_message_once(write: Write, mailbox: Mailbox, now: datetime) -> None:
    for number in range(60):
        write(address=f"voisin{number}@exemple.fr")
    at_once([lambda: deliver_due(now)] * 4)
    sent = sorted(envelope.rcpt_tos[0] for envelope in mailbox.received)
    assert sent == sorted(f"voisin{number}@exemple.fr" for number in range(60))
    assert Dispatch.objects.filter(state=State.SENT).count() == 60


@pytest.mark.django_db(transaction=True)
def test_two_acts_that_race_for_one_key_write_one_dispatch(write: Write, now: datetime) -> None:
    start, made = threading.Barrier(6), []

    def act() -> None:
        try:
            start.wait(60)
            made.append(write(once_key="reminder:12:odile").pk)
        finally:
            connection.close()

    acts = [threading.Thread(target=act) for _ in range(6)]
    for thread in acts:
        thread.start()
    for thread in acts:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1


KILLED = """
import os, django
django.setup()
from datetime import datetime
from django.conf import settings
from parvis.courier import delivering
from parvis.courier.purposes import Purpose, register_purpose
register_purpose(Purpose("test.code", is_answer=True))
settings.MAIL_URL = os.environ["MAILBOX"]
settings.DATABASES["default"]["NAME"] = os.environ["TEST_NAME"]
from parvis.courier.carrying import Notes
wait = lambda *a: (print("sent", flush=True), __import__("time").sleep(60))
if os.environ["MOMENT"] == "before it is noted":
    Notes.taken = wait
else:
    delivering.mark_sent = wait
delivering.deliver_due(datetime.fromisoformat(os.environ["NOW"]))
"""


@pytest.mark.parametrize("moment", ["before it is noted", "before it is written"])
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_sending_doubles_only_what_nobody_noted(
    write: Write, mailbox: Mailbox, settings: LazySettings, tmp_path: Path, now: datetime, moment: str
) -> None:
    row = write()
    settings.DATA = tmp_path
    database = settings.DATABASES["default"]
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "MAILBOX": settings.MAIL_URL,
        "NOW": now.isoformat(),
        "TEST_NAME": str(connection.settings_dict["NAME"]),
        "PARVIS_DATA": str(tmp_path),
        "MOMENT": moment,
    }
    surroundings.setdefault("PARVIS_DATABASE", "")
    assert database["ENGINE"] == connection.settings_dict["ENGINE"]
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED], env=surroundings, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "sent\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait(60)
    assert len(mailbox.received) == 1
    assert look(row).state == State.WAITING  # never lost
    deliver_due(now + timedelta(seconds=2))
    if moment == "before it is written":
        assert (look(row).state, row.attempts, len(mailbox.received)) == (State.SENT, 1, 1)
        return
    assert look(row).state == State.WAITING  # in doubt
    deliver_due(now + CLAIM)
    assert (look(row).state, row.attempts) == (State.SENT, 2)
    first, second = (message_from_bytes(bytes(e.content)) for e in mailbox.received)
    assert first["Message-ID"] == second["Message-ID"] == row.message_id
