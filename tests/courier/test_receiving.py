"""Answers that come back by mail: who they are from, what was typed, and what nobody understands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from parvis.courier import replying
from parvis.courier.forgetting import forget_received
from parvis.courier.models import Dispatch, Received
from parvis.courier.receiving import mark_read, receive
from parvis.courier.replying import Reply, question_in, register_reply, reply_address
from parvis.kit.refusals import Refusal, WayOut

pytestmark = pytest.mark.django_db
State, Why = Received.State, Received.Why


@pytest.fixture(autouse=True)
def answers(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """What the one handler of these tests was given; it understands « oui », and refuses « non »."""
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    monkeypatch.setattr(replying, "_handlers", {})
    monkeypatch.setattr(replying, "_address_books", [])
    given: list[Reply] = []

    def hear(reply: Reply, at: datetime) -> bool:
        Received.objects.filter(state=State.DONE).update(title="touched")
        given.append(reply)
        if reply.text == "non":
            raise Refusal("No.", WayOut("Home", "/"))
        if reply.text == "casse":
            raise LookupError("nobody foresaw this")
        return reply.text == "oui"

    register_reply("test.code", hear)
    return given


@pytest.fixture
def address() -> str:
    return reply_address("test.code", subject=12, person=7)


@pytest.fixture
def asked(write: Callable[..., Dispatch], address: str) -> Dispatch:
    return write(reply_to=address, person=7)


def mail(to: str, text: str = "oui", sender: str = "Odile <Odile@exemple.fr>", **headers: str) -> bytes:
    known = {"From": sender, "To": to, "Subject": "Re: Votre code", "Message_ID": "<1@exemple.fr>"} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in known.items())
    whole = f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    return whole.encode(errors="surrogateescape")


def test_an_answer_reaches_its_area_once_with_the_person_and_the_words(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime
) -> None:
    first = receive(mail(f"Canal <{address.upper()}>"), now)
    again = receive(mail(address, Received="by another way"), now)
    assert (first.state, first.pk) == (State.DONE, again.pk)
    assert [(said.subject, said.person, said.text, said.sender) for said in answers] == [
        (12, 7, "oui", "odile@exemple.fr")
    ]
    assert (first.sender, first.title, first.text) == ("", "", "")  # the act says it all


@pytest.mark.parametrize("header", ["To", "Delivered_To", "X_Original_To", "Cc"])
def test_the_address_is_found_wherever_a_server_writes_it(
    asked: Dispatch, address: str, now: datetime, header: str
) -> None:
    known = {"To": "someone@exemple.fr", header: address}
    assert receive(mail(known.pop("To"), **known), now).state == State.DONE


def test_an_answer_to_our_message_is_known_by_its_number(asked: Dispatch, now: datetime) -> None:
    row = receive(mail("parvis@canal.exemple.fr", References=f"<0@x> {asked.message_id}"), now)
    assert (row.state, row.person) == (State.DONE, 7)


def test_words_from_another_address_wait_for_a_reader_and_nothing_is_done(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime
) -> None:
    row = receive(mail(address, sender="Mallory <m@ailleurs.fr>"), now)
    assert (row.state, row.why, row.text, row.person) == (State.TO_READ, Why.OTHER_SENDER, "oui", 7)
    assert not answers


def test_a_token_we_did_not_sign_stands_for_nobody(asked: Dispatch, address: str, now: datetime) -> None:
    forged = address.replace("-7-", "-8-")
    assert question_in(address) == ("test.code", 12, 7)
    assert question_in(forged) is None
    assert receive(mail(forged), now).why == Why.UNKNOWN


@pytest.mark.parametrize(
    ("words", "why"), [("peut-être", Why.NOT_UNDERSTOOD), ("non", Why.REFUSED), ("casse", Why.NOT_UNDERSTOOD)]
)
def test_what_nobody_understands_is_read_by_a_person(
    asked: Dispatch, address: str, now: datetime, words: str, why: str
) -> None:
    before = receive(mail(address), now)
    row = receive(mail(address, words, Message_ID="<2@exemple.fr>"), now)
    assert (row.state, row.why, row.text, row.sender) == (State.TO_READ, why, words, "odile@exemple.fr")
    before.refresh_from_db()
    assert (before.title == "touched") == (words == "peut-être")  # refused or broken: all is undone
    assert mark_read(received=row, by=3, at=now)
    assert not mark_read(received=row, by=4, at=now)
    assert not Received.objects.to_read()


@pytest.mark.parametrize(
    "header",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return-Path": "<>"},
        {"List-Id": "<l.x.fr>"},
    ],
)
def test_what_a_machine_wrote_is_left_aside(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime, header: dict[str, str]
) -> None:
    row = receive(mail(address, **header), now)
    assert (row.state, row.text, answers) == (State.LEFT, "", [])


QUOTES = {
    "gmail": "Oui pour mardi.\n\nLe mar. 24 nov. 2026 à 10:12, Les Voisins du Canal <parvis@canal.fr> a\nécrit :\n> Quand ?\n",
    "outlook": "Oui pour mardi.\n\n________________________________\nDe : Les Voisins <parvis@canal.fr>\nEnvoyé : mardi\n\nQuand ?",
    "apple": "Oui pour mardi.\n\nEnvoyé de mon iPhone\n\n> Le 24 nov. 2026 à 10:12, Les Voisins <p@c.fr> a écrit :\n> \n> Quand ?",
    "old": "Oui pour mardi.\n-- \nOdile\n\n-----Message d'origine-----\nDe : x@y.fr\nQuand ?",
    "below": "On 24 Nov 2026, at 10:12, Les Voisins wrote:\n> Quand ?",
}  # fmt: skip


@pytest.mark.parametrize("program", QUOTES)
def test_the_quote_is_dropped(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime, program: str
) -> None:
    receive(mail(address, QUOTES[program]), now)
    assert [said.text for said in answers] == ["" if program == "below" else "Oui pour mardi."]


def test_a_page_without_plain_text_is_read_too(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime
) -> None:
    page = "<html><style>p{}</style><p>oui</p><div class='gmail_quote'><p>Quand ?<br>x</p></div><blockquote>y</blockquote></html>"
    receive(mail(address, page).replace(b"text/plain", b"text/html"), now)
    assert answers[0].text == "oui"


ODD: dict[str, Callable[[str], bytes]] = {
    "nothing": lambda _to: b"",
    "noise": lambda _to: bytes(range(256)) * 50,
    "nested": lambda to: mail(to).replace(
        b"text/plain; charset=utf-8\r\n",
        b"".join(b'multipart/mixed; boundary="%d"\r\n\r\n--%d\r\nContent-Type: ' % (n, n) for n in range(3000)),
    ),
    "long": lambda to: mail(to, "x" * 20_100_000),
    "charset": lambda to: mail(to).replace(b"utf-8", b"no-such\x00thing"),
    "headers": lambda to: mail(to, Cc="<" * 3000 + '"', Subject="=?utf-8?b?/////?= =?x?q?=", From='"(((" <a@b> , <'),
    "encoding": lambda to: mail(to, Content_Transfer_Encoding="base64"),
    "zeros": lambda to: mail(
        to, "ou\x00i", From="o\x00@exemple.fr", Subject="a\x00\udc80", References="<a\x00b@x> <\udc80@x>",
        Message_ID="<1\x00\udc80@x>", X_Loop="\x00", Authentication_Results="\x00; dmarc=fail",
    ),
    "two senders": lambda to: mail(to, sender="odile@exemple.fr, m@ailleurs.fr"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_broken_and_hostile_messages_are_kept_quickly_and_never_raise(
    asked: Dispatch, address: str, answers: list[Reply], now: datetime, kind: str
) -> None:
    row = receive(ODD[kind](address), now)
    if kind == "charset":
        assert row.state == State.DONE
    elif kind == "encoding":
        assert row.why == Why.NOT_UNDERSTOOD
    else:
        assert (row.state, answers) == (State.TO_READ, [])
        assert row.why == (Why.TOO_LONG if kind in ("nested", "long") else row.why)


def test_a_flood_from_strangers_does_not_drown_the_desk(now: datetime) -> None:
    for number in range(105):
        receive(mail("r@canal.exemple.fr", sender=f"s{number}@spam.fr", Message_ID=f"<{number}@spam>"), now)
    assert Received.objects.to_read().count() == 100
    assert Received.objects.filter(state=State.LEFT, text="").count() == 5


def test_where_no_mailbox_is_named_nothing_asks_for_an_answer(settings: Any) -> None:
    settings.MAIL_REPLIES = ""
    assert reply_address("test.code", subject=12, person=7) == ""
    assert not replying.can_be_answered()


def test_what_was_read_goes_after_three_months(address: str, now: datetime) -> None:
    receive(mail(address), now)
    receive(mail(address, Auto_Submitted="auto-replied", Message_ID="<2@x>"), now)
    assert forget_received(now, 10) == 0
    assert forget_received(now + timedelta(days=1), 10) == 1
    assert Received.objects.count() == 1
