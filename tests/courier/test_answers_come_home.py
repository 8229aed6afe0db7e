"""What is around an answer: pictures, what is not kept, « stop », loops, floods, forgers, who reads."""

import io
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest
from django.conf import LazySettings
from PIL import Image

from parvis.courier import readers, replying, saying_back
from parvis.courier.models import Dispatch, Received
from parvis.courier.readers import ANYTHING, know_reader, tell_readers_by
from parvis.courier.receiving import receive
from parvis.courier.replying import Reply, register_reply, reply_address
from parvis.courier.setting_aside import MOST_AN_HOUR, take_back, throw_away
from parvis.courier.silencing import digest_of, is_silent

pytestmark = pytest.mark.django_db
State, Why = Received.State, Received.Why
ODILE = "odile@exemple.fr"


@pytest.fixture(autouse=True)
def answers(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """Two handlers: one takes pictures, the other does not; both understand « oui »."""
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "r@canal.exemple.fr", "mx.canal.exemple.fr"
    monkeypatch.setattr(replying, "_handlers", {})
    monkeypatch.setattr(replying, "_address_books", [])
    given: list[Reply] = []

    def hear(reply: Reply, at: datetime) -> bool:
        given.append(reply)
        return reply.text == "oui"

    register_reply("test.photo", hear, takes_pictures=True)
    register_reply("test.code", hear)
    return given


@pytest.fixture
def to(write: Callable[..., Dispatch]) -> Callable[[str], str]:
    """The address of a question that was put to Odile."""

    def address(purpose: str = "test.code") -> str:
        found = reply_address(purpose, subject=12, person=7)
        write(reply_to=found, person=7)
        return found

    return address


def photo(side: int = 900, kind: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Jeanne"
    Image.effect_noise((side, side), 90).convert("RGB").save(buffer, kind, exif=exif)
    return buffer.getvalue()


def mail(
    to: str, text: str = "oui", *files: tuple[str, str, bytes], number: int = 1, **headers: str
) -> bytes:
    message = EmailMessage()
    known = {"From": f"Odile <{ODILE}>", "To": to, "Subject": "Re: Votre code", "Message-ID": f"<{number}@x>"}
    for name, value in (known | {key.replace("_", "-"): said for key, said in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    for name, kind, content in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def said_back() -> list[Dispatch]:
    return list(Dispatch.objects.exclude(purpose="test.code"))


def test_a_photo_arrives_clean_and_the_rest_is_said_once_not_to_be_kept(to, answers, now):
    files = [("plage.jpg", "image/jpeg", photo()), ("compte.pdf", "application/pdf", b"%PDF-1.7 " * 900)]
    row = receive(mail(to("test.photo"), "oui", *files), now)
    (picture,) = answers[0].attachments
    assert (row.state, picture.name, picture.kind) == (State.DONE, "plage.jpg", "image/webp")
    assert b"Jeanne" not in picture.content
    assert Image.open(io.BytesIO(picture.content)).size == (900, 900)
    (word,) = said_back()
    assert (word.purpose, word.address) == (saying_back.NOT_KEPT, ODILE)
    assert "compte.pdf" in word.body
    receive(mail(to("test.photo"), "oui", *files, number=2), now)
    assert len(said_back()) == 1  # one kind sentence, never two


def test_who_takes_no_picture_is_given_none_and_a_machine_is_told_nothing(to, answers, now):
    file = ("plage.jpg", "image/jpeg", photo())
    receive(mail(to(), "oui", file), now)
    assert (answers[0].attachments, [word.purpose for word in said_back()]) == ((), [saying_back.NOT_KEPT])
    Dispatch.objects.filter(purpose=saying_back.NOT_KEPT).delete()
    receive(mail(to(), "oui", file, number=2, Auto_Submitted="auto-replied"), now)
    receive(mail("r@canal.exemple.fr", "oui", file, number=3), now)  # it answers nothing of ours
    assert not said_back()


@pytest.mark.parametrize("kind", ["bomb", "broken", "wide", "script", "many"])
def test_hostile_pictures_are_left_out_and_the_words_still_count(to, answers, now, kind):
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    files = {
        "bomb": [("a.png", "image/png", head + b"\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00" + b"x" * 20000)],
        "broken": [("a.jpg", "image/jpeg", b"\xff\xd8\xff" + b"\x00" * 20000)],
        "wide": [("a.png", "image/png", head + b"\x7f\xff\xff\xff\x7f\xff\xff\xff" + b"x" * 20000)],
        "script": [("a.svg", "image/svg+xml", b"<svg onload='alert(1)'/>" * 900)],
        "many": [(f"{n}.png", "image/png", photo(200, "PNG")) for n in range(9)],
    }[kind]  # fmt: skip
    row = receive(mail(to("test.photo"), "oui", *files), now)
    assert row.state == State.DONE
    assert len(answers[0].attachments) == (4 if kind == "many" else 0)
    assert [word.purpose for word in said_back()] == [saying_back.NOT_KEPT]


@pytest.mark.parametrize("text", ["STOP", "Stop.\n\nOdile", "Bonjour, stop merci", "Ne m’écrivez plus !"])
def test_stop_silences_the_address_and_says_so_once(to, answers, now, text):
    row = receive(mail(to(), text), now)
    receive(mail(to(), text, number=2), now)
    assert (row.state, answers) == (State.DONE, [])
    assert is_silent(digest_of(ODILE))
    (word,) = said_back()
    assert (word.purpose, word.state) == (saying_back.SILENCE_NOTED, Dispatch.State.WAITING)


@pytest.mark.parametrize(
    "text", ["On se retrouve à l’arrêt de bus, stop ou encore ?", "stop\n" + "a b " * 60]
)
def test_other_words_with_stop_in_them_are_no_silence(to, answers, now, text):
    receive(mail(to(), text), now)
    assert not is_silent(digest_of(ODILE))
    assert len(answers) == 1


def test_a_stop_from_somebody_else_silences_nobody(to, answers, now):
    receive(mail(to(), "STOP", From="m@ailleurs.fr"), now)
    receive(mail(to(), "STOP", number=2, Authentication_Results="mx.canal.exemple.fr; dmarc=fail"), now)
    assert not is_silent(digest_of(ODILE))
    assert not is_silent(digest_of("m@ailleurs.fr"))


def test_a_forged_message_waits_aside_until_somebody_looks(to, answers, now):
    forged = {"Authentication_Results": "mx.canal.exemple.fr; dmarc=fail header.from=exemple.fr"}
    rows = [receive(mail(to(), "oui", number=number, **forged), now) for number in (1, 2)]
    assert [(row.state, row.why, row.text) for row in rows] == [(State.ASIDE, Why.FORGED, "oui")] * 2
    assert not answers
    assert take_back(received=rows[0], at=now)
    assert throw_away(received=rows[1], by=3, at=now)
    assert not take_back(received=rows[1], at=now)
    assert [(row.pk, row.text) for row in Received.objects.to_read()] == [(rows[0].pk, "oui")]
    rows[1].refresh_from_db()
    assert (rows[1].text, rows[1].sender) == ("", "")


def test_two_machines_never_talk_for_long(to, answers, now):
    address = to()
    rows = [receive(mail(address, "oui", number=number), now) for number in range(MOST_AN_HOUR + 3)]
    assert len(answers) == MOST_AN_HOUR
    assert [row.why for row in rows[MOST_AN_HOUR:]] == [Why.TOO_MANY] * 3


def test_our_own_words_that_come_back_are_left(to, write, answers, now):
    sent = write()
    address = to()
    rows = [
        receive(mail(address, Message_ID=sent.message_id), now),
        receive(mail(address, number=2, X_Loop="r@canal.exemple.fr"), now),
        receive(mail(address, number=3, Subject="Réponse automatique : absente"), now),
    ]
    assert ([row.state for row in rows], answers) == ([State.LEFT] * 3, [])


def test_who_is_named_for_it_reads_it_else_whoever_reads_anything(to, answers, now):
    told: list[int | None] = []
    know_reader("test.code", lambda subject, person: 5 if (subject, person) == (12, 7) else None)
    know_reader(ANYTHING, lambda subject, person: 9)
    tell_readers_by(lambda row, at: told.append(row.reader))
    rows = [
        receive(mail(to(), "Peut-on venir à trois ?"), now),
        receive(mail(to("test.photo"), "Qui amène le pain ?", number=2), now),
        receive(mail("r@canal.exemple.fr", "Bonjour", number=3), now),
        receive(mail(to(), "oui", number=4), now),
    ]
    assert [row.reader for row in rows] == [5, 9, 9, None]
    assert told == [5, 9, 9]
    with pytest.raises(ValueError, match="two readers"):
        know_reader(ANYTHING, lambda subject, person: 1)
    assert readers.who_reads("nobody.knows", None, None) == 9


def test_of_a_message_too_large_only_the_head_is_read_and_its_sender_hears_so(to, answers, now):
    head = mail(to(), "x").partition(b"\n\n")[0] + b"\n\n"
    row = receive(head, now, is_whole=False)
    assert (row.state, row.why, answers) == (State.TO_READ, Why.TOO_LONG, [])
    assert [word.purpose for word in said_back()] == [saying_back.NOT_KEPT]
    assert receive(head, now, is_whole=False).pk == row.pk


def test_what_came_back_is_acted_on_before_it_is_called_automatic(to, write, answers, now):
    sent = write(address="partie@exemple.fr")
    Dispatch.objects.filter(pk=sent.pk).update(state=Dispatch.State.SENT, ended_at=now)
    report = (
        "From: MAILER-DAEMON@exemple.fr\r\nTo: r@canal.exemple.fr\r\nMessage-ID: <dsn@x>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNobody lives there.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; exemple.fr\r\n\r\n"
        "Final-Recipient: rfc822; partie@exemple.fr\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {sent.message_id}\r\n\r\nx\r\n--b--\r\n"
    )
    row = receive(report.encode(), now)
    sent.refresh_from_db()
    assert (row.state, sent.state) == (State.LEFT, Dispatch.State.FAILED)
    assert receive(report.encode(), now).pk == row.pk


def test_what_a_calendar_says_with_signs_no_database_takes_is_kept_all_the_same(to, answers, now):
    entry = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\x00b\r\nCOMMENT:Merci\x00\x07 !\r\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:odile@exemple.fr\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    raw = f"From: {ODILE}\r\nTo: {to()}\r\nMessage-ID: <9@x>\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n{entry}"
    row = receive(raw.encode(), now)
    assert (row.state, "Merci" in row.text) == (State.TO_READ, True)
