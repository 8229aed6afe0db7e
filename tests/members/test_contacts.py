"""People type telephone numbers and addresses as they please; Parvis understands them."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit.domains import ascii_domain
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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jeanne@Café.fr", "jeanne@café.fr"),
        ("jeanne@xn--caf-dma.fr", "jeanne@café.fr"),
        ("jeanne@cafe\u0301.fr", "jeanne@café.fr"),  # the accent typed apart
        ("ｊｅａｎｎｅ＠ｅｘｅｍｐｌｅ．ｆｒ", "jeanne@exemple.fr"),
        ("jeanne@exemple。fr", "jeanne@exemple.fr"),
        ("j.e+canal@exemple.fr", "j.e+canal@exemple.fr"),  # dots and plus are the owner's business
        ("jeanne@straße.de", "jeanne@straße.de"),
        ("jeanne@ex\u0430mple.fr", "jeanne@xn--exmple-4nf.fr"),  # a Cyrillic а looks like ours
        ("jeanne@exemp\u0131e.fr", "jeanne@xn--exempe-t9a.fr"),  # an i without its dot
    ],
)
def test_one_address_has_one_form_and_look_alikes_another(typed, kept):
    contact = read_contact(typed)
    assert contact.address == kept
    assert read_contact(shown(contact)) == contact


@pytest.mark.parametrize(
    "typed",
    [
        "jeanne@exemple.fr\u200b",
        "jea\u00adnne@exemple.fr",
        "jeanne@exemple.fr\u202e",
        "\ufeffjeanne@exemple.fr",
    ],
)
def test_signs_nobody_sees_are_refused_in_words(typed):
    with pytest.raises(ValidationError, match="signes que personne ne voit"):
        read_contact(typed)


@pytest.mark.parametrize("typed", ["je\u0430nne@exemple.fr", "jérôme@exemple.fr", "ｊéanne@exemple.fr"])
def test_letters_no_mailbox_has_are_refused_in_words(typed):
    with pytest.raises(ValidationError, match="Avant le @"):
        read_contact(typed)


def test_a_number_copied_from_a_telephone_s_contacts_is_read():
    assert read_contact("\u202a06 39 98 12 34\u202c").address == "+33639981234"


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=12))
def test_a_domain_kept_is_the_very_one_the_network_will_look_for(label):
    with contextlib.suppress(ValidationError):
        address = read_contact(f"jeanne@{label}.fr").address
        typed, kept = f"{label}.fr", address.partition("@")[2]
        assert ascii_domain(typed) == ascii_domain(kept)
