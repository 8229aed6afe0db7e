"""Words are written once, for one address, and a header can hold nothing but a header."""

from datetime import UTC, datetime
from typing import Any

import pytest

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Purpose, UnknownPurpose, purpose, register_purpose

TUESDAY = datetime(2026, 11, 24, 13, tzinfo=UTC)


def write(**values: Any) -> Dispatch:
    return dispatch(
        **{
            "channel": "mail",
            "purpose": "test.code",
            "address": "odile@exemple.fr",
            "title": "Votre code",
            "body": "123 456",
            "at": TUESDAY,
            **values,
        }
    )


@pytest.mark.django_db
def test_the_same_key_gives_the_same_dispatch() -> None:
    first, second = write(once_key="code:1"), write(once_key="code:1", body="other")
    assert first.pk == second.pk
    assert second.body == "123 456\n"
    assert write().pk != write().pk


@pytest.mark.django_db
def test_each_dispatch_has_its_own_lasting_message_id() -> None:
    one, two = write(), write()
    assert one.message_id != two.message_id
    assert one.message_id.startswith("<")
    assert Dispatch.objects.get(pk=one.pk).message_id == one.message_id


@pytest.mark.django_db
def test_a_line_break_in_a_title_or_a_name_is_flattened() -> None:
    row = write(title="Bonjour\r\nBcc: tous@exemple.fr", name="Odile\u2028\nMartin\x00")
    assert row.title == "Bonjour Bcc: tous@exemple.fr"
    assert row.name == "Odile Martin"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "odile@exemple.fr\r\nBcc: tous@exemple.fr",
        "odile@exemple.fr, henri@exemple.fr",
        "Odile <odile@exemple.fr>",
        "odile",
        "@exemple.fr",
        "odile@",
        "",
        " ",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not one address"):
        write(address=address)
    assert not Dispatch.objects.exists()


@pytest.mark.django_db
def test_words_without_a_registered_purpose_are_not_written() -> None:
    with pytest.raises(UnknownPurpose):
        write(purpose="test.unknown")


@pytest.mark.django_db
def test_an_unasked_word_written_at_night_waits_for_the_morning() -> None:
    night = datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert write(at=night).not_before_at == night
    assert write(at=night, purpose="test.change").not_before_at == datetime(2026, 11, 25, 7, tzinfo=UTC)


def test_two_purposes_cannot_bear_one_name() -> None:
    register_purpose(Purpose("test.letter"))
    register_purpose(Purpose("test.letter"))  # the same one twice is the same one
    with pytest.raises(ValueError, match="two purposes"):
        register_purpose(Purpose("test.letter", is_answer=True))
    assert purpose("test.letter").is_answer is False
