"""One mail for two people: the answer is done for the right one, and « pour qui ? » is asked when nobody knows."""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.policy import default as modern
from typing import Any

import pytest
from django.conf import LazySettings

from parvis.courier import asking_for_whom, delivering, replying
from parvis.courier.composing import compose
from parvis.courier.delivering import deliver_due
from parvis.courier.for_whom import parted
from parvis.courier.models import Dispatch, Received
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.receiving import receive
from parvis.courier.replying import Reply, register_reply, reply_address
from tests.courier.conftest import Mailbox
from tests.meetings.test_races import at_once

pytestmark = pytest.mark.django_db
State, Why = Received.State, Received.Why
ODILE, HENRI = 7, 8
NAMES = ["Odile", "Henri"]


@pytest.fixture(autouse=True)
def heard(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, wanted: Any) -> list[tuple[int, str]]:
    """What the area was told, person by person; it understands « oui » and « non »."""
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    monkeypatch.setattr(replying, "_handlers", {})
    monkeypatch.setattr(replying, "_address_books", [])
    told: list[tuple[int, str]] = []

    def hear(reply: Reply, at: datetime) -> bool:
        told.append((reply.person, reply.text))
        return reply.text in ("oui", "non")

    register_reply("test.question", hear)
    register_purpose(Purpose("test.question", matter=Matter.JOINED))
    asking_for_whom.declare()
    return told


@pytest.fixture
def asked(write: Callable[..., Dispatch], mailbox: Mailbox, now: datetime) -> str:
    """The question left as one mail for both; the address it is answered at."""
    for name, person in (("Odile Roux", ODILE), ("Henri Roux", HENRI)):
        to = reply_address("test.question", subject=12, person=person)
        write(purpose="test.question", title="Venez-vous ?", name=name, person=person, reply_to=to)
    assert deliver_due(now) == 1
    return Dispatch.objects.get(person=ODILE).reply_to


def answer(to: str, text: str, number: int = 1, sender: str = "odile@exemple.fr") -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: Re: Venez-vous\r\nMessage-ID: <{number}@exemple.fr>\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


WORDS = {
    "oui": {},
    "Oui.\nHenri": {1: "oui"},
    "Bonjour Henri, oui\nOdile": {0: "bonjour , oui"},
    "Pour Henri : non": {1: "non"},
    "Odile oui, Henri non": {0: "oui", 1: "non"},
    "Odile : oui\nHenri : non": {0: "oui", 1: "non"},
    "Oui pour nous deux": {0: "oui", 1: "oui"},
    "Oui\nOdile et Henri": {0: "oui", 1: "oui"},
    "Oui pour Odile, non pour Henri": {},
    "Odile ne vient plus\nHenri": {},
    "oui pour nous deux, mais Odile arrive tard": {},
    "les deux": {},  # of a poll, it may be the two dates
}


@pytest.mark.parametrize("text", WORDS)
def test_the_words_say_for_whom_or_nobody_guesses(text: str) -> None:
    assert parted(text, NAMES) == WORDS[text]


def test_two_of_one_name_are_told_apart_by_all_their_names() -> None:
    assert parted("Pour Marie Roux : non", ["Marie Roux", "Marie Petit"]) == {0: "non"}
    assert parted("non", ["Marie", "Marie"]) == {}


def test_the_message_asks_to_say_for_whom(asked: str, mailbox: Mailbox) -> None:
    letter = message_from_bytes(bytes(mailbox.received[0].content), policy=modern)
    words = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "dites pour qui\u00a0: Odile, Henri, ou les deux" in words


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("non, Henri", [(HENRI, "non")]),
        ("Odile : oui\nHenri : non", [(ODILE, "oui"), (HENRI, "non")]),
        ("Non pour nous deux", [(ODILE, "non"), (HENRI, "non")]),
    ],
)
def test_who_is_named_has_the_answer(
    asked: str, heard: list[tuple[int, str]], now: datetime, text: str, done: list[tuple[int, str]]
) -> None:
    row = receive(answer(asked, text), now)
    assert (row.state, heard) == (State.DONE, done)
    assert not Dispatch.objects.filter(purpose=asking_for_whom.FOR_WHOM).exists()


def test_an_answer_that_names_nobody_is_asked_for_whom_and_then_done_once(
    asked: str, mailbox: Mailbox, heard: list[tuple[int, str]], now: datetime
) -> None:
    row = receive(answer(asked, "non"), now)
    assert (row.state, row.why, row.text, heard) == (State.TO_READ, Why.FOR_WHOM, "non", [])
    assert deliver_due(now) == 1
    question = Dispatch.objects.get(purpose=asking_for_whom.FOR_WHOM)
    assert (question.address, question.person) == ("odile@exemple.fr", None)
    assert "« non »" in question.body.replace("\u202f", " ").replace("\u00a0", " ")
    told = answer(question.reply_to, "Pour Henri", 2)
    assert receive(told, now).state == State.DONE
    assert heard == [(HENRI, "non")]
    row.refresh_from_db()
    assert (row.state, row.text, row.answered) == (State.DONE, "", None)
    assert receive(answer(question.reply_to, "Odile", 3), now).why == Why.NOT_UNDERSTOOD  # it is known by now
    assert len(heard) == 1


def test_words_nobody_understands_are_read_with_the_right_name_and_asked_about_once(
    asked: str, heard: list[tuple[int, str]], now: datetime
) -> None:
    row = receive(answer(asked, "peut-être mardi"), now)
    question = Dispatch.objects.get(purpose=asking_for_whom.FOR_WHOM)
    assert receive(answer(question.reply_to, "Henri", 2), now).state == State.DONE
    row.refresh_from_db()
    assert (row.state, row.why, row.person) == (State.TO_READ, Why.NOT_UNDERSTOOD, HENRI)
    assert (row.text, heard) == ("peut-être mardi", [(HENRI, "peut-être mardi")])
    receive(answer(question.reply_to, "Henri", 3), now)
    assert len(heard) == 1


@pytest.mark.parametrize(("text", "persons"), [("les deux", {ODILE, HENRI}), ("je ne sais pas", set())])
def test_both_is_an_answer_and_anything_else_is_read(
    asked: str, heard: list[tuple[int, str]], now: datetime, text: str, persons: set[int]
) -> None:
    receive(answer(asked, "oui"), now)
    question = Dispatch.objects.get(purpose=asking_for_whom.FOR_WHOM)
    receive(answer(question.reply_to, text, 2), now)
    assert {person for person, _said in heard} == persons
    assert Received.objects.to_read().count() == (0 if persons else 2)


def test_a_long_letter_and_a_flood_are_read_by_a_person(asked: str, now: datetime) -> None:
    receive(answer(asked, "Je voulais vous dire… " * 20), now)
    for number in range(9):
        receive(answer(asked, "oui", number + 2), now)
    questions = Dispatch.objects.filter(purpose=asking_for_whom.FOR_WHOM)
    assert (questions.count(), Received.objects.to_read().count()) == (asking_for_whom.MOST_A_DAY, 10)


def test_only_from_the_address_of_both_and_never_a_strangers(
    asked: str, heard: list[tuple[int, str]], now: datetime
) -> None:
    assert receive(answer(asked, "oui", sender="m@ailleurs.fr"), now).why == Why.OTHER_SENDER
    replying.know_addresses(lambda person: {"odile@bureau.fr"} if person == ODILE else set())
    receive(answer(asked, "oui", 2, sender="odile@bureau.fr"), now)
    assert heard == [(ODILE, "oui")]  # her own address is hers


def test_alone_one_is_answered_as_before(
    asked: str, write: Any, mailbox: Mailbox, heard: list[tuple[int, str]], now: datetime
) -> None:
    later = now.replace(hour=now.hour + 1)
    write(
        purpose="test.question", title="Encore ?", person=ODILE, name="Odile Roux", reply_to=asked, at=later
    )
    deliver_due(later)
    assert receive(answer(asked, "oui"), later).state == State.DONE
    assert heard == [(ODILE, "oui")]


def test_an_agenda_in_the_other_ones_name_is_kept(write: Any, now: datetime, settings: LazySettings) -> None:
    one = write(purpose="test.question", title="Venez", person=ODILE, name="Odile Roux")
    other = write(
        purpose="test.question",
        title="Venez",
        person=HENRI,
        name="Henri Roux",
        calendar="X\nMETHOD:REQUEST\n",
    )
    Dispatch.objects.filter(pk=other.pk).update(goes_with=one)
    assert "METHOD:REQUEST" in compose(one, now).as_string()


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_once_to_a_couple(
    write: Any, mailbox: Mailbox, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each worker takes one row at a time, all at the same moment: the other half may be in another's hand."""
    monkeypatch.setattr(delivering, "BATCH", 1)
    couples = 12
    for couple in range(couples):
        for person in (couple * 2 + 1, couple * 2 + 2):
            address = f"couple{couple}@exemple.fr"
            write(purpose="test.question", title="Venez", person=person, name=f"V{person}", address=address)
    at_once([lambda: deliver_due(now)] * 4)
    assert sorted(one.rcpt_tos[0] for one in mailbox.received) == sorted(
        f"couple{couple}@exemple.fr" for couple in range(couples)
    )
    assert Dispatch.objects.filter(state=Dispatch.State.SENT).count() == couples * 2
