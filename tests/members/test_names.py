"""One person, several spellings; two persons, two names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.members.names import is_same_name, new_card_codes, read_card_code, search_name, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jeanne Martin", "MARTIN Jeanne"),
        ("Zoé Lefèvre", "zoe lefevre"),
        ("Anne-Marie Le Goff", "Anne Marie LE GOFF"),
        ("Jeanne Martin", "Jeane Martin"),
        ("Françoise Bœuf", "Francoise Boeuf"),
    ],
)
def test_spelling_order_and_accents_do_not_make_two_persons(one, other):
    assert is_same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Odile Martin", "Henri Martin"), ("Jean Petit", "Jeanne Petit-Roy"), ("", "Odile")]
)
def test_a_couple_under_one_name_stays_two_persons(one, other):
    assert not is_same_name(one, other)


def test_a_name_is_looked_for_without_accents_or_case():
    assert search_name("  Zoé  LE-GOFF ") == "zoe le goff"


@given(st.text(max_size=300))
def test_any_name_fits_where_it_is_kept(text):
    assert len(tidy(text)) <= 120
    assert len(search_name(tidy(text))) <= 160
    assert "\n" not in tidy(text)


def test_card_codes_differ_and_are_read_back_with_spaces():
    codes = new_card_codes(500, taken=["KL4072"])
    assert len(set(codes)) == 500
    assert "KL4072" not in codes
    assert read_card_code("kl 40 72") == "KL4072"
    assert read_card_code("Jeanne") == ""
