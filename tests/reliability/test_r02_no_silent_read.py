"""R2: nothing is read as empty, short or blank in silence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from refused import SHEET, archive_of, book, parts_of
from running import answer_of

from e911audit.sheets import NO_VALUE, File, read
from e911audit.sheets.table import text_of

HEADER = ["Telephone Number", "Site Code", "Status", "Street Address", "City", "State", "ZIP"]
ROWS = [["512-456-1414", "HQ", "active", "500 Congress Ave", "Austin", "TX", "78701"]]
MAIN, STRICT = b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"

CELL = st.one_of(
    st.text("abcXYZ 019-é#", min_size=1, max_size=8).filter(str.strip),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4)),
    st.dates().map(lambda value: value.replace(year=max(value.year, 1901))),
    st.booleans(),
)


@given(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 12)), CELL, min_size=1, max_size=12))
def test_both_readers_see_the_same_cells(tmp_path, cells):
    path = tmp_path / "a.xlsx"
    made = Workbook()
    for (row, column), value in cells.items():
        made.active.cell(row, column, value)
    made.save(path)
    ((ours, _),) = [(list(table.rows), table.notes) for table in read(File(path))]
    theirs = [
        [text_of(cell) for cell in row]
        for row in load_workbook(path, data_only=True).active.iter_rows(values_only=True)
    ]
    assert filled(ours) == filled(theirs)
    assert len(filled(ours)) == len(cells)


def filled(rows):
    return {(row, column): text for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1) if text}


def strict(parts):
    return {
        name: content.replace(MAIN + b"/officeDocument/2006", STRICT + b"/officeDocument")
        .replace(MAIN + b"/spreadsheetml/2006/main", STRICT + b"/spreadsheetml/main")
        for name, content in parts.items()
    }  # fmt: skip


def short_dimension(parts):
    sheet = re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', parts[SHEET])
    assert sheet != parts[SHEET]
    return parts | {SHEET: sheet}


def long_dimension(parts):
    return parts | {SHEET: re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:XFD1048576"', parts[SHEET])}


def no_dimension(parts):
    return parts | {SHEET: re.sub(rb"<dimension [^>]+/>", b"", parts[SHEET])}


@pytest.mark.parametrize("change", [strict, short_dimension, long_dimension, no_dimension])
def test_a_dialect_loads_the_same_rows(tmp_path, loaded, ask, change):
    path = book(tmp_path, {f"A{row}": f"S{row}" for row in range(3, 40)})
    archive_of(path, change(parts_of(path)))
    rows = ask(loaded(path), "select rows, loaded from sheet")
    assert rows == [(38, 38)]


LOST = {
    "an error": ("#N/A", "error cell"),
    "a formula that nobody calculated": ("=A1&B1", "without a value"),
}


@pytest.mark.parametrize(("value", "told"), LOST.values(), ids=LOST.keys())
def test_a_cell_without_a_value_is_told_with_its_place(tmp_path, loaded, ask, value, told):
    path = tmp_path / "numbers.xlsx"
    made = Workbook()
    for row in [HEADER, *ROWS, *ROWS]:
        made.active.append(row)
    made.active["A3"], made.active["C3"] = "512-456-1415", value
    made.save(path)
    store = loaded(path)
    ((notes, complaints),) = ask(store, "select notes, complaints from sheet")
    assert told in notes
    assert complaints == 1
    ((row, cells, complaint),) = ask(
        store, "select number, cells, reason from row where reason <> '' and state = 'loaded'"
    )
    assert row == 3
    shown = value if value.startswith("#") else NO_VALUE
    assert shown in cells
    assert shown in complaint
    assert complaint.startswith("C3: ")
    assert ask(store, "select status from number order by row") == [("active",), (None,)]


NOTHING = {"a header alone": [HEADER], "a header and blank rows": [HEADER, *([""] * 7 for _ in range(3))]}


@pytest.mark.parametrize("rows", NOTHING.values(), ids=NOTHING.keys())
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "words", [("audit", "-o", "a.json"), ("load",), ("normalize", "-o", "a.csv"), ("compare-loa",)]
)
def test_no_data_rows_are_never_a_success(tmp_path, write_csv, write_book, rows, kind, words):
    path = write_csv("in/numbers.csv", rows) if kind == "csv" else write_book("in/numbers.xlsx", {"Numbers": rows})
    (tmp_path / "here").mkdir()
    answer = answer_of([words[0], path, *words[1:]], tmp_path / "here")
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 1
    assert list((tmp_path / "here").iterdir()) == []


@given(st.integers(0, 12), st.integers(0, 5))
def test_leading_blanks_are_never_dropped(tmp_path, down, right):
    path = tmp_path / "a.xlsx"
    made = Workbook()
    made.active.cell(down + 1, right + 1, "Site")
    made.active.cell(down + 3, right + 2, 5)
    made.save(path)
    ((rows,),) = [(list(table.rows),) for table in read(File(path))]
    assert filled(rows) == {(down + 1, right + 1): "Site", (down + 3, right + 2): "5"}
    assert get_column_letter(right + 1) == get_column_letter(rows[down].index("Site") + 1)
