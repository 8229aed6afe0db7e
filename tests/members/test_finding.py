"""Three letters, four digits, half a card: the person appears, from an index on both databases."""

import pytest

from parvis.members.contacts import read_contact
from parvis.members.finding import find_alike, find_people
from parvis.members.keeping_details import Details, change_details
from parvis.members.turning_names import turns
from tests.village import make_member


def names(text):
    return [member.name for member in find_people(text)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gof", ["Pierre Le Goff"]),
        ("LE GOFF pie", ["Pierre Le Goff"]),
        ("léa", ["Léa Moreau"]),
        ("rou o", ["Odile Roux"]),
        ("roux", ["Henri Roux", "Odile Roux"]),
        ("45 12", ["Henri Roux", "Odile Roux"]),
        ("004512", ["Henri Roux", "Odile Roux"]),
        ("01.99.00.45", ["Henri Roux", "Odile Roux"]),
        ("01 99 00 45 12", ["Henri Roux", "Odile Roux"]),
        ("+33 6 39 98 12 01", ["Jeanne Martin"]),
        ("jeanne@ex", ["Jeanne Martin"]),
        ("9999", []),
        ("45", []),
        ("personne", []),
        ("", []),
        ("%", []),
        ("_", []),
        ("oux", []),
        ("\\", []),
        ("\x00'--", []),
        ("é" * 5000, []),
    ],
)
def test_what_one_says_on_the_telephone_finds_the_person(typed, found, village):
    assert names(typed) == found


def test_a_card_is_found_whole_or_begun(village):
    code = village.odile.card_code
    assert names(f"{code[:2].lower()} {code[2:4]} {code[4:]}") == ["Odile Roux"]
    assert "Odile Roux" in names(code[:5])


def test_who_left_is_not_found_and_a_new_name_replaces_the_old_one(village, now):
    change_details(member=village.lea, details=Details(name="Léa Durand"), listing_sentence="", at=now)
    assert (names("durand"), names("moreau")) == (["Léa Durand"], [])
    village.lea.left_at = now
    village.lea.save()
    assert names("durand") == []


def test_a_name_is_turned_once_for_each_word():
    assert turns("jeanne le goff") == ["jeanne le goff", "le goff jeanne", "goff jeanne le"]
    assert turns("ali ali") == ["ali ali"]
    assert turns("") == []
    assert len(turns("a b c d e f g h i j")) == 8


@pytest.mark.parametrize("typed", ["Odyle Roux", "ROUX Odile", "Odile Rous", "Hodile Roux", "odile  rouxe"])
def test_a_slip_of_the_pen_is_the_same_person(typed, village):
    assert "Odile Roux" in [member.name for member in find_alike(typed, None)]


def test_who_shares_a_number_is_asked_about_first(village):
    found = find_alike("Rosa Diaz", read_contact("01 99 00 45 12"))
    assert [member.name for member in found] == ["Odile Roux", "Henri Roux"]


def test_the_search_asks_three_questions_whatever_it_finds(village, now, django_assert_max_num_queries):
    for number in range(40):
        make_member(f"Rosa Roux{number}", now, telephone=f"+331990088{number:02}")
    for typed in ("rou", "0199", "roux ros"):
        with django_assert_max_num_queries(4):
            assert find_people(typed)
