"""People type telephone numbers and addresses as they please; Parvis understands them."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from parvis.members.contacts import Contact, read_contact, shown


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "06 39 98 12 34",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "0639981234",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34",
        "0033639981234",
        "639981234",
        " Tél : 06 39 98 12 34 ",
        "06\u00a039\u00a098\u00a012\u00a034",
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed):
    assert read_contact(typed) == Contact("telephone", "+33639981234")


def test_a_mail_is_understood_in_capitals_and_with_spaces_around():
    assert read_contact("  Jeanne.Martin@Exemple.FR ") == Contact("mail", "jeanne.martin@exemple.fr")


def test_a_number_one_digit_short_says_how_many_it_has():
    with pytest.raises(ValidationError, match=r"Ce numéro a 9 chiffres\. Il en faut 10\."):
        read_contact("06 39 98 12 3")


@pytest.mark.parametrize("typed", ["", "   ", "je ne sais pas", "—"])
def test_without_a_way_to_be_reached_the_person_is_told_why_it_matters(typed):
    with pytest.raises(ValidationError, match="nous ne pourrons pas vous prévenir"):
        read_contact(typed)


@pytest.mark.parametrize("typed", ["jeanne@", "@exemple.fr", "a@b@c.fr", "jeanne@exemple.fr\nBcc: x@y.fr"])
def test_a_mail_that_leads_nowhere_is_refused_kindly(typed):
    with pytest.raises(ValidationError, match="semble incomplète"):
        read_contact(typed)


def test_a_postal_address_serves_only_where_a_letter_may():
    assert read_contact("4 rue du Canal, Vieux-Pont", or_post=True).kind == "post"
    with pytest.raises(ValidationError):
        read_contact("4 rue du Canal, Vieux-Pont")


def test_a_number_is_shown_two_by_two():
    assert shown(Contact("telephone", "+33199001234")) == "01 99 00 12 34".replace(" ", "\u00a0")


def test_a_belgian_number_keeps_its_country():
    contact = read_contact("+32 470 12 34 56")
    assert shown(contact).replace("\u00a0", " ") == "+32 470 12 34 56"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_words(typed):
    with contextlib.suppress(ValidationError):
        contact = read_contact(typed)
        assert read_contact(shown(contact)) == contact


@given(st.from_regex(r"0[1-9]\d{8}", fullmatch=True))
def test_a_number_shown_and_read_again_is_the_same(digits):
    contact = read_contact(digits)
    assert read_contact(shown(contact)) == contact
