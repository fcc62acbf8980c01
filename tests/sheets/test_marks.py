"""What only a sheet's XML says arrives in its cells and notes; the cells stay where they were."""

import pytest
from books import MAIN, SHEET, parts_of, save, sheet, with_parts, write
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from e911audit.sheets import NO_VALUE, File, read
from e911audit.sheets.marks import column_of


def table_of(path):
    (table,) = [(table, list(table.rows)) for table in read(File(path))]
    return table


def rows_and_notes(path):
    table, rows = table_of(path)
    return rows, "; ".join(table.notes)


CELLS = {
    "an error": ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A", "1 error cell"),
    "an error of a formula": ('<c r="A1" t="e"><f>VLOOKUP(1,B:B,1)</f><v>#REF!</v></c>', "#REF!", "1 error cell"),
    "an error in other quotation marks": ("<c r='A1' t='e'><v>#DIV/0!</v></c>", "#DIV/0!", "1 error cell"),
    "a formula without a value": ('<c r="A1"><f>B1</f></c>', NO_VALUE, "1 formula without a value"),
    "a formula with an empty value": ('<c r="A1"><f>B1</f><v></v></c>', NO_VALUE, "1 formula without a value"),
    "a formula with a closed value": ('<c r="A1"><f>B1</f><v/></c>', NO_VALUE, "1 formula without a value"),
    "a shared formula": ('<c r="A1"><f t="shared" si="0"/></c>', NO_VALUE, "1 formula without a value"),
    "a formula with a value": ('<c r="A1"><f>B1</f><v>5</v></c>', "5", ""),
    "a formula that gives no text": ('<c r="A1" t="str"><f>B1</f><v></v></c>', "", ""),
    "an inline text": ('<c r="A1" t="inlineStr"><is><t>#N/A</t></is></c>', "#N/A", ""),
}


@pytest.mark.parametrize(("cell", "text", "note"), CELLS.values(), ids=CELLS.keys())
def test_a_cell_is_never_blank_that_is_not(tmp_path, cell, text, note):
    row = cell + '<c r="C1"><v>7</v></c>'
    xml, calculated = sheet(f'<row r="1">{row}</row>'), lambda xml: xml.replace(b'fullCalcOnLoad="1"', b"")
    rows, notes = rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=xml, book=calculated))
    assert rows == [[text, "", "7"]]
    assert note in notes
    assert bool(note) == bool(notes)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 30)), st.sampled_from(["#N/A", "x", "", 5]), min_size=1
    )
)
def test_errors_and_values_stand_where_they_stood(tmp_path, cells):
    path = save(tmp_path / "a.xlsx", {f"{get_column_letter(col)}{row}": value for (row, col), value in cells.items()})
    rows, _ = rows_and_notes(path)
    found = {(row, col): text for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1) if text}
    assert found == {place: str(value) for place, value in cells.items() if value != ""}


def test_rows_and_cells_without_their_places_are_counted(tmp_path):
    xml = sheet('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f></c><c><v>4</v></c></row>')
    rows, _ = rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=xml))
    assert rows == [["1", "#N/A"], [NO_VALUE, "4"]]


def test_a_prefix_before_every_element_changes_nothing(tmp_path):
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#N/A</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ).encode()
    assert rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=xml))[0] == [["#N/A"]]


def test_hidden_rows_and_columns_are_loaded_and_told(tmp_path):
    book = Workbook()
    for row in range(1, 21):
        book.active.append([f"S{row}", "Austin", "TX"])
    for row in (3, 5, 6, 7, 15):
        book.active.row_dimensions[row].hidden = True
    book.active.row_dimensions[90].hidden = True  # holds nothing
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    rows, notes = rows_and_notes(tmp_path / "a.xlsx")
    assert len(rows) == 20
    assert "5 hidden rows (3, 5-7, 15)" in notes
    assert "1 hidden column (B)" in notes


@pytest.mark.parametrize(
    ("digits", "number", "text"), [(5, 2134, "02134"), (5, 78701, "78701"), (10, 5550101, "0005550101")]
)
def test_zeros_that_a_format_shows_are_restored_and_told(tmp_path, digits, number, text):
    book = Workbook()
    book.active["B3"] = number
    book.active["B3"].number_format = "0" * digits
    book.active["B4"] = number
    book.save(tmp_path / "a.xlsx")
    rows, notes = rows_and_notes(tmp_path / "a.xlsx")
    assert [row[1] for row in rows[2:]] == [text, str(number)]
    assert "leading zeros" in notes


def test_merged_ranges_of_the_first_rows(tmp_path):
    book = Workbook()
    book.active["B2"], book.active["A99"] = "Address", "x"
    for place in ("B2:D2", "A2:A3", "A70:B70"):
        book.active.merge_cells(place)
    book.save(tmp_path / "a.xlsx")
    table, _ = table_of(tmp_path / "a.xlsx")
    assert table.merged == ((1, 0, 2, 0), (1, 1, 1, 3))


FACTS = {
    "1904 dates": {"book": lambda xml: xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)},
    "macros are not run": {"vba": b"\xcc\x61"},
    "external links": {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    "values may be stale": {"sheet": sheet('<row r="1"><c r="A1"><f>1+1</f><v>0</v></c></row>')},
}


@pytest.mark.parametrize(("note", "changes"), FACTS.items(), ids=FACTS.keys())
def test_facts_of_a_workbook_are_told(tmp_path, note, changes):
    assert note in rows_and_notes(with_parts(tmp_path / "a.xlsx", **changes))[1]


def test_a_tail_of_blank_styled_rows_is_no_stray_cell(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/><c r="XFD{row}" s="0"/></row>' for row in range(2, 20_000)
    )
    assert rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=sheet(rows)))[0] == [["1"]]


@pytest.mark.slow
def test_a_million_blank_styled_rows_are_read(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(2, 1_048_577)
    )
    assert rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=sheet(rows)))[0] == [["1"]]


def test_a_workbook_in_the_strict_format(tmp_path):
    path = save(tmp_path / "a.xlsx", {"A1": "Site", "B2": 5})
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument")
        .replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, content in parts_of(path).items()
    }  # fmt: skip
    strict[SHEET] = strict[SHEET].replace(
        b"</sheetData>", b'<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row></sheetData>'
    )
    assert rows_and_notes(write(path, strict))[0] == [["Site", ""], ["", "5"], ["#N/A", ""]]


def test_parts_in_utf_16_are_read_by_the_second_reader(tmp_path):
    path = save(tmp_path / "a.xlsx", {"B2": "Site", "C3": 5})
    wide = {
        name: content.decode().replace('encoding="UTF-8"', "").encode("utf-16") if name.startswith("xl/w") else content
        for name, content in parts_of(path).items()
        if not name.endswith(".rels")
    } | {name: content for name, content in parts_of(path).items() if name.endswith(".rels")}
    rows, notes = rows_and_notes(write(path, wide))
    assert [(row, col, text) for row, texts in enumerate(rows) for col, text in enumerate(texts) if text] == [
        (1, 1, "Site"),
        (2, 2, "5"),
    ]
    assert "second reader" in notes


LONG = {
    "15 digits": ("123456789012345", "123456789012345"),
    "16 digits": ("1234567890123456", "1.23456789012346E+15"),
    "20 digits, as of a SIM card": ("89148000001234567890", "8.91480000012346E+19"),
}


@pytest.mark.parametrize(("number", "text"), LONG.values(), ids=LONG.keys())
def test_digits_that_excel_does_not_keep_are_not_made_up(tmp_path, number, text):
    xml = sheet(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')
    assert rows_and_notes(with_parts(tmp_path / "a.xlsx", sheet=xml))[0] == [[text]]


@given(st.text("0123456789", min_size=1, max_size=20))
def test_digits_as_text_come_back_to_the_last(tmp_path, digits):
    assert rows_and_notes(save(tmp_path / "a.xlsx", {"A1": digits}))[0] == [[digits]]


@given(st.integers(0, 16383))
def test_columns_are_those_of_their_letters(column):
    assert column_of(get_column_letter(column + 1)) == column
