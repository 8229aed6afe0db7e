"""XLSX and ODS: merged titles, blank columns, wrong dimensions, repeated cells, formulas, bombs."""

import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from parvis.members.moving_in.opening import open_table
from parvis.members.moving_in.refusals import UnreadableList
from tests.members.moving_in.files import (
    bare_workbook,
    names,
    ods,
    ods_cell,
    people,
    read_all,
    workbook,
    zipped,
)

ROW = "<table:table-row>{}</table:table-row>"
HEAD = ROW.format(ods_cell("Nom") + ods_cell("Prénom") + ods_cell("Portable"))


def test_merged_title_rows_and_blank_columns(tmp_path):
    path = workbook(
        tmp_path,
        [
            ["Club de pétanque"],
            [],
            [None, "Identité", None, None, "Contact", None],
            [None, "Nom", "Prénom", None, "Téléphone", None],
            [None, "MARTIN", "Jeanne", None, 639981201, "jeanne@exemple.fr"],
            [None, "ROUX", "Odile", None, 199004512.0, None],
        ],
        merged="A1:F1",
    )
    guessed, lines = read_all(path)
    assert guessed.heading_line == 4
    assert people(lines) == [
        ("Jeanne Martin", ["jeanne@exemple.fr"], ["+33639981201"]),
        ("Odile Roux", [], ["+33199004512"]),
    ]


def test_headings_on_two_rows(tmp_path):
    rows = [
        ["Nom", "Prénom", "Téléphone", None],
        [None, None, "fixe", "portable"],
        ["Roux", "Odile", "0199004512", "0639981203"],
    ]
    _guessed, lines = read_all(workbook(tmp_path, rows))
    assert people(lines) == [("Odile Roux", [], ["+33639981203", "+33199004512"])] or people(lines) == [
        ("Odile Roux", [], ["+33199004512", "+33639981203"])
    ]


def test_formulas_give_their_last_value_and_never_run(tmp_path):
    sheet = (
        '<worksheet><dimension ref="A1:A1"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>Prénom</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>UPPER("martin")</f><v>MARTIN</v></c>'
        '<c r="B2" t="inlineStr"><is><t>Jeanne</t></is></c></row>'
        '<row r="9"><c r="A9" t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="inlineStr"><is><t>Odile</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    _guessed, lines = read_all(bare_workbook(tmp_path, sheet))
    assert names(lines) == ["Jeanne Martin", "Odile"]
    assert [line.number for line in lines] == [2, 9]


def test_rows_far_beyond_the_claimed_dimension_are_read(tmp_path):
    rows = "".join(f'<row><c t="inlineStr"><is><t>Personne{i:04}</t></is></c></row>' for i in range(3000))
    sheet = f'<worksheet><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>'
    assert sum(1 for _row in open_table(bare_workbook(tmp_path, sheet)).rows()) == 3000


def test_dates_and_shared_strings(tmp_path):
    rows = [["Nom", "Prénom", "Date d'adhésion"], ["Martin", "Jeanne", date(2020, 3, 4)]]
    _guessed, lines = read_all(workbook(tmp_path, rows))
    assert lines[0].people[0].joined_on == "2020-03-04"


def test_the_first_filled_sheet_is_taken_and_others_are_named(tmp_path):
    book = Workbook()
    book.active.title = "Lisez-moi"
    sheet = book.create_sheet("2026")
    sheet.append(["Nom", "Prénom"])
    sheet.append(["Martin", "Jeanne"])
    book.save(tmp_path / "list")
    table = open_table(tmp_path / "list")
    assert (table.sheets, table.sheet) == (["Lisez-moi", "2026"], "2026")


def test_ods_with_repeated_cells_and_rows(tmp_path):
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    path = ods(
        tmp_path,
        '<table:table-row table:number-rows-repeated="3">' + empty + "</table:table-row>",
        HEAD,
        ROW.format(
            ods_cell("ROUX", 'office:value-type="string" table:number-columns-repeated="1"')
            + ods_cell("Odile")
            + ods_cell("6,4E+08", 'office:value-type="float" office:value="639981203"')
            + empty
        ),
        f'<table:table-row table:number-rows-repeated="2">{ods_cell("Martin")}{ods_cell("Jeanne")}</table:table-row>',
        '<table:table-row table:number-rows-repeated="1048570">' + empty + "</table:table-row>",
    )
    guessed, lines = read_all(path)
    assert guessed.heading_line == 4
    assert people(lines)[0] == ("Odile Roux", [], ["+33639981203"])
    assert [line.number for line in lines] == [5, 6, 7]


def test_ods_comments_are_not_read_as_names(tmp_path):
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>à rappeler</text:p>'
        "</office:annotation><text:p>Roux</text:p></table:table-cell>"
    )
    path = ods(tmp_path, HEAD, ROW.format(cell + ods_cell("Odile")))
    assert names(read_all(path)[1]) == ["Odile Roux"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_entities_are_refused_in_ods_and_in_xlsx(tmp_path):
    for path in (
        ods(tmp_path, HEAD, prolog=BOMB),
        bare_workbook(tmp_path, f"{BOMB}<worksheet><sheetData/></worksheet>"),
    ):
        with pytest.raises(UnreadableList):
            read_all(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = bare_workbook(tmp_path, "<worksheet>" + " " * 60_000_000 + "</worksheet>")
    assert path.stat().st_size < 200_000
    with pytest.raises(UnreadableList):
        open_table(path)


def test_repeated_ods_cells_cannot_fill_the_memory(tmp_path):
    cell = ods_cell("x", 'table:number-columns-repeated="90000000"')
    row = f'<table:table-row table:number-rows-repeated="900000000">{cell}</table:table-row>'
    rows = list(open_table(ods(tmp_path, row)).rows())
    assert len(rows) == 1000
    assert max(len(cells) for _number, cells in rows) == 200


def test_a_damaged_workbook_and_a_folder_of_files_are_refused(tmp_path):
    whole = workbook(tmp_path, [["Nom"], ["Martin"]]).read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableList):
        open_table(tmp_path / "cut")
    folder = zipped(tmp_path, {"membres.csv": "Nom;Prénom\n"})
    assert zipfile.is_zipfile(folder)
    with pytest.raises(UnreadableList):
        open_table(folder)
