"""What people take away never runs on their machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from parvis.kit.exporting import csv_lines, safe, write_xlsx


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text):
    assert safe(text) == f"'{text}"


@given(st.text(max_size=40))
def test_no_cell_begins_like_a_formula(text):
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@"))


def test_ordinary_words_and_numbers_stay_as_they_are():
    assert [safe("Jeanne Martin"), safe(-3), safe(None), safe("l'été")] == [
        "Jeanne Martin",
        "-3",
        "",
        "l'été",
    ]


def test_csv_opens_in_french_spreadsheets():
    lines = list(csv_lines(["Nom"], [["Zoé; dite « Zo »"]]))
    assert lines[0].startswith(b"\xef\xbb\xbfNom\r\n")
    assert lines[1].decode() == '"Zoé; dite « Zo »"\r\n'


def test_a_workbook_holds_text_and_no_formula(tmp_path):
    write_xlsx(tmp_path / "membres.xlsx", ["Nom"], [["=1+1"]])
    cell = load_workbook(tmp_path / "membres.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", "'=1+1")
