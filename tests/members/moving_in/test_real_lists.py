"""Files of other tools: Paheko's, and HelloAsso's headings with rows written here."""

import os
from pathlib import Path

import pytest

from parvis.members.moving_in.headings import Meaning
from parvis.members.moving_in.text_tables import find_dialect
from tests.architecture.tree import ROOT
from tests.members.moving_in.files import names, people, read_all, write

DATA = Path(os.environ.get("PARVIS_SHARED_DATA", ROOT.parent / "shared" / "data")) / "3-directories-places"
PAHEKO = ["auto", "creation", "creation-conflit", "creation-sans-entete", "maj", "maj-pb"]
ROWS = {
    "auto": 9,
    "creation": 105,
    "creation-conflit": 105,
    "creation-sans-entete": 107,
    "maj": 9,
    "maj-pb": 9,
}


def shared(name: str) -> Path:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"{name} is not on this machine (PARVIS_SHARED_DATA says where it is)")
    return path


@pytest.mark.parametrize("name", PAHEKO)
def test_every_line_of_pahekos_lists_is_a_person(name):
    guessed, lines = read_all(shared(f"membres-paheko/{name}.csv"))
    assert len(lines) == ROWS[name]
    assert not [line for line in lines if line.refusal]
    assert {Meaning.MAIL, Meaning.TELEPHONE, Meaning.STREET, Meaning.POSTCODE} <= set(guessed.meanings)
    assert all(line.people[0].mails for line in lines)
    numbers = sum(1 for line in lines if line.people[0].telephones)
    assert numbers + sum(1 for line in lines if line.doubts) >= len(lines) - 2


def test_pahekos_family_names_come_first():
    _guessed, lines = read_all(shared("membres-paheko/maj.csv"))
    assert names(lines)[:2] == ["Laurence Grunberg", "Laure-Anne Dumont"]
    assert lines[0].people[0].post == "28 rue Nemours, 35000 Rennes"


def with_rows(tmp_path, head: str, *rows: dict[str, str]) -> Path:
    """HelloAsso's own headings, with invented people below."""
    path = shared(f"membres-helloasso/{head}")
    dialect = find_dialect(path)
    headings = [cell.strip(' "') for cell in path.read_text(encoding="utf-8-sig").strip().split(";")]
    lines = [";".join(f'"{row.get(heading, "")}"' for heading in headings) for row in rows]
    text = path.read_text(encoding="utf-8-sig").strip() + "\r\n" + "\r\n".join(lines) + "\r\n"
    assert dialect.separator == ";"
    return write(tmp_path, text, "utf-8-sig")


def test_helloassos_memberships_give_the_adults_and_not_the_children(tmp_path):
    path = with_rows(
        tmp_path,
        "entete_adhesions.csv",
        {
            "Date de la commande": "04/03/2026 14:25",
            "Nom payeur": "PAYEUR",
            "Prénom payeur": "Tante",
            "Email payeur": "tante@exemple.fr",
            "Montant tarif": "85,00",
            "Nom de famille": "MOREAU",
            "Prénom Adulte 1": "Léa",
            "Prénom de l'enfant": "Tom",
            "Prénom Adulte 2 - Si relais": "Samir",
            "Téléphone": "0639981207",
            "Mail": "lea@exemple.fr",
        },
    )
    assert people(read_all(path)[1]) == [
        ("Léa Moreau", ["lea@exemple.fr"], ["+33639981207"]),
        ("Samir Moreau", ["lea@exemple.fr"], ["+33639981207"]),
    ]


def test_helloassos_tickets_give_who_comes_rather_than_who_paid(tmp_path):
    path = with_rows(
        tmp_path,
        "entete_billets.csv",
        {
            "Nom participant": "ROUX",
            "Prénom participant": "Odile",
            "Nom payeur": "ROUX",
            "Prénom payeur": "Henri",
            "Email payeur": "henri@exemple.fr",
            "Adresse Mail de Contact": "odile@exemple.fr",
        },
    )
    assert people(read_all(path)[1]) == [("Odile Roux", ["odile@exemple.fr"], [])]
