"""One message for two people at one address; what nobody asked for, twice a week, and then as a list."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern
from typing import Any

import pytest

from parvis.courier import delivering, leaving_notes, sparing
from parvis.courier.calling import how_many_told
from parvis.courier.delivering import CLAIM, bring_back, deliver_due
from parvis.courier.forgetting import forget_person
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from tests.courier.conftest import Mailbox

Write = Callable[..., Dispatch]
State = Dispatch.State
pytestmark = pytest.mark.django_db
ODILE, HENRI = 7, 8


@pytest.fixture(autouse=True)
def purposes(wanted: dict[int, bool]) -> None:
    def still_wanted(row: Dispatch, now: datetime) -> bool:
        return wanted.get(row.pk, True)

    register_purpose(Purpose("test.news", still_wanted=still_wanted, matter=Matter.JOINED))
    register_purpose(Purpose("test.wish", still_wanted=still_wanted, matter=Matter.ORDINARY))


@pytest.fixture
def both(write: Write) -> Callable[..., tuple[Dispatch, Dispatch]]:
    """The same news for Odile and for Henri, at one address."""

    def words(**values: Any) -> tuple[Dispatch, Dispatch]:
        known = {
            "purpose": "test.news",
            "title": "Annulé : Café du canal",
            "body": "Le café n’a pas lieu.",
            **values,
        }
        odile = write(
            name="Odile Roux", person=ODILE, link="https://exemple.fr/1/", link_words="Voir", **known
        )
        henri = write(
            name="Henri Roux", person=HENRI, link="https://exemple.fr/2/", link_words="Voir", **known
        )
        return odile, henri

    return words


def letters(mailbox: Mailbox) -> list[Any]:
    return [message_from_bytes(bytes(one.content), policy=modern) for one in mailbox.received]


def text_of(letter: Any) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def look(row: Dispatch) -> Dispatch:
    row.refresh_from_db()
    return row


def test_two_at_one_address_hear_it_once_and_both_count_as_told(
    both: Any, mailbox: Mailbox, now: datetime
) -> None:
    odile, henri = both()
    assert deliver_due(now) == 1
    (letter,) = letters(mailbox)
    text = text_of(letter)
    assert text.startswith("Odile et Henri,\n\nLe café n’a pas lieu.")
    assert text.count("Le café n’a pas lieu.") == 1
    assert "Odile – Voir\nhttps://exemple.fr/1/" in text
    assert "Henri – Voir\nhttps://exemple.fr/2/" in text
    assert letter["To"].addresses[0].display_name == "Odile Roux Henri Roux"
    assert {look(odile).state, look(henri).state} == {State.SENT}


def test_other_words_other_titles_and_codes_stay_apart(
    both: Any, write: Write, mailbox: Mailbox, now: datetime
) -> None:
    both(title="Annulé : Café")
    write(purpose="test.news", title="Annulé : Tricot", person=HENRI)
    for person in (ODILE, HENRI):
        write(person=person, title="Votre code")
    assert deliver_due(now) == 4
    assert len(letters(mailbox)) == 4


def test_what_only_one_of_them_should_hear_is_said_under_their_name(
    both: Any, mailbox: Mailbox, now: datetime
) -> None:
    _odile, henri = both()
    Dispatch.objects.filter(pk=henri.pk).update(body="Le café n’a pas lieu. Votre tarte attendra.")
    deliver_due(now)
    assert "Pour Henri\u00a0:\nLe café n’a pas lieu. Votre tarte attendra." in text_of(letters(mailbox)[0])


def test_who_is_no_longer_concerned_is_not_named_and_the_other_hears_it(
    both: Any, mailbox: Mailbox, wanted: dict[int, bool], now: datetime
) -> None:
    odile, henri = both()
    wanted[henri.pk] = False
    deliver_due(now)
    assert "Henri" not in text_of(letters(mailbox)[0])
    assert (look(odile).state, look(henri).state) == (State.SENT, State.DROPPED)
    odile, henri = both(title="Reporté")
    wanted[odile.pk] = False
    deliver_due(now)
    deliver_due(now)
    assert (look(odile).state, look(henri).state) == (State.DROPPED, State.SENT)
    assert "Odile" not in text_of(letters(mailbox)[-1])


def test_a_killed_worker_sends_the_same_message_for_both(
    both: Any, mailbox: Mailbox, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_any: object) -> None:
        raise Killed

    odile, henri = both()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(delivering, "mark_sent", die)
        deliver_due(now)
    for notes in leaving_notes.folder().glob("*.notes"):
        notes.unlink()  # a power cut: what was noted is lost too
    assert deliver_due(now + CLAIM) == 1
    first, second = letters(mailbox)
    assert first["Message-ID"] == second["Message-ID"]
    assert text_of(first) == text_of(second)
    assert {look(odile).state, look(henri).state} == {State.SENT}


def test_an_address_that_refuses_gives_each_of_them_a_call(
    both: Any, mailbox: Mailbox, now: datetime
) -> None:
    both()
    mailbox.answers["odile@exemple.fr"] = ["550 no such person"] * 2
    deliver_due(now)
    assert set(Dispatch.objects.values_list("state", flat=True)) == {State.FAILED}


@pytest.mark.parametrize("gone", [ODILE, HENRI])
@pytest.mark.parametrize("moment", ["before", "tied", "after"])
def test_erasing_one_leaves_the_other_whole(
    gone: int, moment: str, both: Any, mailbox: Mailbox, now: datetime
) -> None:
    rows = {row.person: row for row in both()}
    stays = HENRI if gone == ODILE else ODILE
    if moment == "tied":
        mailbox.answers["odile@exemple.fr"] = ["450 later"]
    if moment != "before":
        deliver_due(now)
    forget_person(
        person=gone,
        addresses=set(),
        names=["Odile Roux" if gone == ODILE else "Henri Roux"],
        someone="quelqu’un",
        at=now,
    )
    bring_back(now)
    deliver_due(now + timedelta(minutes=10))
    kept = look(rows[stays])
    assert kept.state == State.SENT
    assert (kept.body, kept.address, kept.person) == ("Le café n’a pas lieu.\n", "odile@exemple.fr", stays)
    assert look(rows[gone]).body == ""
    if moment != "after":
        name = "Odile" if gone == ODILE else "Henri"
        assert name not in text_of(letters(mailbox)[-1])


def test_two_a_week_and_the_rest_goes_along_as_a_list(write: Write, mailbox: Mailbox, now: datetime) -> None:
    rows = []
    for number in range(5):
        rows.append(
            write(
                purpose="test.wish",
                person=ODILE,
                title=f"Idée {number}",
                link=f"https://exemple.fr/{number}/",
            )
        )
        deliver_due(now + timedelta(hours=number))
    assert [look(row).state for row in rows] == [State.SENT] * 2 + [State.WAITING] * 3
    assert deliver_due(now + timedelta(days=6)) == 0
    assert deliver_due(now + timedelta(days=7, hours=1)) == 1
    assert [look(row).state for row in rows] == [State.SENT] * 5
    text = text_of(letters(mailbox)[-1])
    assert "– Idée 3\nhttps://exemple.fr/3/" in text
    assert text.count("Idée 4") == 1
    assert len(letters(mailbox)) == 3


def test_what_concerns_somebody_is_never_held_nor_counted(
    write: Write, mailbox: Mailbox, now: datetime
) -> None:
    for number in range(5):
        write(purpose="test.news", person=ODILE, title=f"Annulé {number}")
        write(purpose="test.code", person=ODILE, title=f"Code {number}")
    assert deliver_due(now) == 10
    write(purpose="test.wish", person=ODILE)
    assert deliver_due(now) == 1


def test_the_moment_of_what_waited_may_pass(
    write: Write, mailbox: Mailbox, wanted: dict[int, bool], now: datetime
) -> None:
    rows = [write(purpose="test.wish", person=ODILE, title=f"Idée {number}") for number in range(4)]
    deliver_due(now)
    wanted[rows[3].pk] = False
    deliver_due(now + timedelta(days=8))
    assert [look(row).state for row in rows] == [State.SENT] * 3 + [State.DROPPED]


def test_all_channels_count_together_and_letters_come_once_a_week(write: Write, now: datetime) -> None:
    call = write(channel="telephone", address="+33199004512", purpose="test.wish", person=ODILE)
    letter = write(channel="letter", address="3 rue du Quai", purpose="test.wish", person=ODILE)
    assert {call.put_off_at, letter.put_off_at} == {None}
    Dispatch.objects.filter(pk=letter.pk).update(state=State.SENT, ended_at=now)
    second = write(channel="letter", address="3 rue du Quai", purpose="test.wish", person=ODILE)
    assert second.not_before_at == now + timedelta(days=7)
    Dispatch.objects.filter(pk=call.pk).update(state=State.SENT, ended_at=now)
    mail = write(purpose="test.wish", person=ODILE)
    assert sparing.free_again_at(mail, now) == now + timedelta(days=7)
    news = write(channel="letter", address="3 rue du Quai", purpose="test.news", person=ODILE)
    assert news.put_off_at is None


def test_told_counts_each_of_a_household(both: Any, mailbox: Mailbox, village: Any, now: datetime) -> None:
    both(subject=village.cafe)
    deliver_due(now)
    told = how_many_told(village.cafe, "test.news")
    assert (told.told, told.concerned) == (2, 2)
