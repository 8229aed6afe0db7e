"""CSV, TSV and pastes: separators, encodings, quotes, titles, totals, two names in a cell."""

import pytest

from parvis.members.moving_in.headings import Meaning
from parvis.members.moving_in.opening import open_table
from parvis.members.moving_in.refusals import UnreadableList
from tests.members.moving_in.files import names, people, read_all, write


def test_windows_text_with_semicolons(tmp_path):
    path = write(tmp_path, "Nom;Prénom;Téléphone\r\nLEFÈVRE;Zoé;06 39 98 11 11\r\n", "cp1252")
    assert people(read_all(path)[1]) == [("Zoé Lefèvre", [], ["+33639981111"])]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman", "cp850"]
)
def test_every_encoding_associations_use(tmp_path, encoding):
    text = "Nom;Prénom;Commune\n" + "Müller-Lefèvre;Éloïse;Orléans\nCôté;Françoise;Angoulême\n" * 3
    lines = read_all(write(tmp_path, text, encoding))[1]
    assert names(lines)[:2] == ["Éloïse Müller-Lefèvre", "Françoise Côté"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_separator(tmp_path, separator):
    rows = [["Nom", "Prénom", "Mail"], ["Martin", "Jeanne", "jeanne@exemple.fr"], ["Roux", "Henri", ""]]
    text = "\n".join(separator.join(row) for row in rows)
    assert people(read_all(write(tmp_path, text))[1])[0] == ("Jeanne Martin", ["jeanne@exemple.fr"], [])


def test_commas_in_addresses_do_not_hide_the_semicolons(tmp_path):
    text = "Nom;Prénom;Adresse;Cotisation\nMartin;Jeanne;2, rue des Arbres, bât. B;85,00\nRoux;Odile;3, quai Sud;85,00\n"
    lines = read_all(write(tmp_path, text))[1]
    assert lines[0].people[0].post == "2, rue des Arbres, bât. B"


def test_titles_above_the_headings_and_a_total_below(tmp_path):
    text = (
        "Association des Voisins du Canal;;;\nListe des adhérents 2026;;;\n;;;\n"
        "NOM;PRENOM;E-MAIL;COTISATION\nMARTIN;Jeanne;jeanne@exemple.fr;15,00\nROUX;Odile;;15,00\n"
        "TOTAL;;;30,00\n"
    )
    guessed, lines = read_all(write(tmp_path, text))
    assert guessed.heading_line == 4
    assert names(lines) == ["Jeanne Martin", "Odile Roux"]
    assert (lines[2].number, lines[2].refusal) == (7, "total")


def test_no_heading_at_all(tmp_path):
    text = (
        "Martin,Jeanne,jeanne@exemple.fr,0639981201\nRoux,Odile,,0199004512\nHaddad,Karim,karim@exemple.fr,\n"
    )
    guessed, lines = read_all(write(tmp_path, text))
    assert guessed.heading_line == 0
    assert names(lines) == ["Jeanne Martin", "Odile Roux", "Karim Haddad"]
    assert lines[0].people[0].telephones == ["+33639981201"]


def test_two_people_in_one_cell(tmp_path):
    text = "Adhérents;Mail\nM. et Mme DUPONT Jean et Odile;odile@exemple.fr / jean@exemple.fr\nPaul & Rosa Nguyen;nous@exemple.fr\n"
    assert people(read_all(write(tmp_path, text))[1]) == [
        ("Jean Dupont", ["jean@exemple.fr"], []),
        ("Odile Dupont", ["odile@exemple.fr"], []),
        ("Paul Nguyen", ["nous@exemple.fr"], []),
        ("Rosa Nguyen", ["nous@exemple.fr"], []),
    ]


def test_a_quote_nobody_closed_costs_its_own_line_only(tmp_path):
    text = 'Nom;Prénom\n"Le Goff;Yann\nMartin;Jeanne\nRoux;Odile\n'
    assert names(read_all(write(tmp_path, text))[1]) == ["Yann Le Goff", "Jeanne Martin", "Odile Roux"]


def test_a_cell_on_two_lines_is_one_cell(tmp_path):
    text = 'Nom;Prénom;Adresse\nMartin;Jeanne;"2 rue des Arbres\nBâtiment B"\nRoux;Odile;3 quai Sud\n'
    lines = read_all(write(tmp_path, text))[1]
    assert lines[0].people[0].post == "2 rue des Arbres Bâtiment B"
    assert [line.number for line in lines] == [2, 3]


def test_nul_bytes_empty_lines_and_headings_repeated_on_each_page(tmp_path):
    text = "Nom;Prénom\nMar\0tin;Jeanne\n;\n\nNom;Prénom\nRoux;Odile\n"
    lines = read_all(write(tmp_path, text))[1]
    assert names(lines) == ["Jeanne Martin", "Odile Roux"]
    assert [line.refusal for line in lines] == ["", "heading", ""]


def test_accents_encoded_twice_are_read_back(tmp_path):
    text = "Nom;Prénom\nLefèvre;Zoé\n".encode().decode("cp1252")
    assert names(read_all(write(tmp_path, text))[1]) == ["Zoé Lefèvre"]


def test_a_paste_with_everything_in_one_cell(tmp_path):
    text = "Jeanne Martin 06 39 98 12 01\nPaul Nguyen paul@exemple.fr 06.39.98.12.02\nOdile Roux : 01 99 00 45 12\n"
    assert people(read_all(write(tmp_path, text))[1]) == [
        ("Jeanne Martin", [], ["+33639981201"]),
        ("Paul Nguyen", ["paul@exemple.fr"], ["+33639981202"]),
        ("Odile Roux", [], ["+33199004512"]),
    ]


def test_three_hundred_columns_keep_the_first_two_hundred(tmp_path):
    head = ["Nom", "Prénom", *(f"Q{i}" for i in range(298))]
    text = ";".join(head) + "\n" + ";".join(["Martin", "Jeanne", *["x"] * 298]) + "\n"
    guessed, lines = read_all(write(tmp_path, text))
    assert len(guessed.columns) == 200
    assert names(lines) == ["Jeanne Martin"]


def test_what_we_do_not_need_is_left_aside(tmp_path):
    text = "Nom;Prénom;Date de naissance;Personne à prévenir en cas d'urgence;Notes;Couleur\nMartin;Jeanne;04/03/1950;Paul 0639981201;fragile;bleu\n"
    guessed, lines = read_all(write(tmp_path, text))
    assert guessed.meanings[2:] == [Meaning.IGNORED] * 4
    assert lines[0].people[0].as_json() == {"name": "Jeanne Martin"}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \r\n;;\r\n", "vide"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "page web"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"PK\x03\x04 not really a zip", "compress"),
        (b"a" * 300_000, "tableau"),
    ],
)
def test_what_is_not_a_list_is_refused_with_what_to_do(tmp_path, content, word):
    with pytest.raises(UnreadableList) as refusal:
        read_all(write(tmp_path, content))
    assert word in refusal.value.reason


def test_a_file_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("parvis.members.moving_in.limits.FILE_BYTES", 10)
    with pytest.raises(UnreadableList):
        open_table(write(tmp_path, "Nom;Prénom\nMartin;Jeanne\n"))
