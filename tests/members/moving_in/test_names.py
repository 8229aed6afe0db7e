"""Names as lists write them, and people who look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.members.moving_in.addresses import read_day, read_mails, read_post, read_telephones
from parvis.members.moving_in.cells import clean
from parvis.members.moving_in.likeness import is_close, is_same
from parvis.members.moving_in.person_names import read_people, read_people_in_two
from tests.members.moving_in.files import TODAY


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("M. et Mme DUPONT Jean et Odile", ["Jean Dupont", "Odile Dupont"]),
        ("Paul & Rosa Nguyen", ["Paul Nguyen", "Rosa Nguyen"]),
        ("Jean Dupont et Marie Durand", ["Jean Dupont", "Marie Durand"]),
        ("Mme Odile DUPONT et M. Jean DURAND", ["Odile Dupont", "Jean Durand"]),
        ("M. et Mme Dupont", ["M. Dupont", "Mme Dupont"]),
        ("DUPONT, Jean", ["Jean Dupont"]),
        ("DE LA FONTAINE Jean", ["Jean de La Fontaine"]),
        ("jean-pierre le goff", ["Jean-Pierre Le Goff"]),
        ("Mary O'BRIEN", ["Mary O’Brien"]),
        ("Jean Dupont (trésorier)", ["Jean Dupont"]),
        ("SARL Dupont et fils", ["SARL Dupont et fils"]),
        ("-", []),
        ("NC", []),
    ],
)
def test_who_is_in_a_cell(cell, expected):
    assert read_people(cell) == expected


def test_two_columns_may_hold_two_people():
    assert read_people_in_two("DUPONT / DURAND", "Jean / Marie") == ["Jean Dupont", "Marie Durand"]
    assert read_people_in_two("MARTIN", "jeanne", "paul") == ["Jeanne Martin", "Paul Martin"]


@given(st.text(max_size=80))
def test_any_cell_reads_without_stumbling(text):
    for name in read_people(clean(text)):
        assert name.strip()
    assert all(number.startswith("+") for number in read_telephones(clean(text))[0])
    assert all("@" in mail for mail in read_mails(clean(text))[0])


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("612345678.0", ["+33612345678"]),
        ("6,12345678E+08", ["+33612345678"]),
        ("+33 (0)6 39 98 12 34", ["+33639981234"]),
        ("06 39 98 12 34 / 01 99 00 12 34", ["+33639981234", "+33199001234"]),
        ("tél. 06.39.98.12.34 (bureau)", ["+33639981234"]),
        ("néant", []),
    ],
)
def test_telephones_however_they_are_written(cell, numbers):
    assert read_telephones(cell) == (numbers, [])


def test_what_does_not_read_is_told():
    assert read_telephones("0639981") == ([], ["0639981"])
    assert read_mails("Jean <JEAN@exemple.fr>; odile@") == (["jean@exemple.fr"], [])
    assert read_mails("odile chez exemple.fr") == ([], ["odile chez exemple.fr"])


def test_days_and_addresses():
    assert str(read_day("04/03/2026 14:25", TODAY)) == "2026-03-04"
    assert read_day("31/02/2020", TODAY) is None
    assert read_day("01/01/2031", TODAY) is None
    assert read_post(["2 rue des Arbres"], "1000", "Bourg") == "2 rue des Arbres, 01000 Bourg"
    assert read_post([], "01000", "Bourg") == ""


def test_a_spouse_is_close_and_never_the_same():
    assert is_same("DUPONT Jean", "Jean Dupont")
    assert not is_same("Jean Dupont", "Jeanne Dupont")
    assert is_close("J. Dupont", "Jean Dupont")
    assert not is_close("Jean Dupont", "Marie Durand")
