"""What stands in a letter."""

from collections.abc import Callable
from datetime import datetime

import pytest

from parvis.courier.composing import compose, plain_text
from parvis.courier.letterhead import Letterhead
from parvis.courier.models import Dispatch
from parvis.courier.silencing import link_of
from parvis.courier.undelivered import find_another_way, when_undelivered, write_again

pytestmark = pytest.mark.django_db


def test_a_message_without_a_link_has_no_button(write: Callable[..., Dispatch], now: datetime) -> None:
    letter = compose(write(), now)
    page = letter.get_body(("html",))
    assert page is not None
    assert page.get_content().count("<a ") == 1  # « ne plus m’écrire », in small


def test_the_plain_text_is_made_of_words_only(write: Callable[..., Dispatch]) -> None:
    row = write(body="À mardi,\nKarim")
    text = plain_text(row, Letterhead("Le Canal", help="Monique, 01 99 00 12 34"))
    stop = f"Ne plus m’écrire\u00a0: {link_of(row.address)}"
    assert (
        text == f"À mardi,\nKarim\n\n-- \nLe Canal\nMessage automatique.\nMonique, 01 99 00 12 34\n{stop}\n"
    )


def test_who_to_call_is_said_once(write: Callable[..., Dispatch]) -> None:
    head = Letterhead("Le Canal", help="Monique, 01 99 00 12 34")
    assert plain_text(write(body="Monique, 01 99 00 12 34"), head).count("Monique") == 1
    assert plain_text(write(body="À mardi."), head).count("Monique") == 1


def test_words_are_written_again_once_about_the_same_thing(
    write: Callable[..., Dispatch], now: datetime
) -> None:
    failed = write(person=7)
    first = write_again(failed, channel="telephone", address="+33199004512", at=now)
    again = write_again(failed, channel="telephone", address="+33199004512", at=now)
    assert first.pk == again.pk != failed.pk
    assert (first.person, first.body, first.channel) == (7, failed.body, "telephone")
    assert first.message_id != failed.message_id


def test_a_broken_handler_does_not_undo_the_failure(write: Callable[..., Dispatch], now: datetime) -> None:
    found = []

    @when_undelivered
    def stumble(failed: Dispatch, at: datetime) -> None:
        raise RuntimeError("fell")

    when_undelivered(lambda failed, at: found.append(failed.pk))
    failed = write()
    find_another_way(failed, now)
    assert found == [failed.pk]


def test_the_machine_says_so_and_a_person_signs(write: Callable[..., Dispatch], now: datetime) -> None:
    machine, karim = compose(write(), now), compose(write(signed_by="Karim Haddad"), now)
    foot = karim.get_body(("plain",))
    assert foot is not None
    assert "Écrit par Karim Haddad." in foot.get_content()
    assert "Message automatique" not in karim.as_string()
    assert karim["From"].addresses[0].display_name == "Karim Haddad – Parvis"
    page = machine.get_body(("html",))
    assert page is not None
    assert "Message automatique." in page.get_content()
    assert machine["From"].addresses[0].display_name == "Parvis"
