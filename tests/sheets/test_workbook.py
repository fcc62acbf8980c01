"""Workbooks: every cell keeps its place and its text, and what is no workbook is refused in one sentence."""

import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.utils import get_column_letter

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, letter, read, workbook
from e911audit.sheets.guard import MOST_CELLS


def tables(path):
    """The sheets with their rows, as the program's child process reads them and as this one does."""
    told, here = ([(table, list(table.rows)) for table in reader(File(path))] for reader in (read, workbook.read))
    assert [(table.name, table.hidden, table.fault, rows) for table, rows in told] == [
        (table.name, table.hidden, table.fault, rows) for table, rows in here
    ]
    return told


def save(tmp_path, cells, name="book.xlsx"):
    book = Workbook()
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(tmp_path / name)
    return tmp_path / name


def rewrite(path, member, change):
    """Replace one member of a workbook's archive by what ``change`` makes of it."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[member] = change(parts.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 40), st.integers(1, 30)),
        st.text("abcXYZ019-", min_size=1, max_size=5),
        min_size=1,
        max_size=8,
    )
)
def test_every_cell_stands_where_it_stood(tmp_path, cells):
    path = save(tmp_path, {f"{get_column_letter(column)}{row}": f"v{text}" for (row, column), text in cells.items()})
    ((_, rows),) = tables(path)
    found = {(number, place): text for number, row in enumerate(rows, 1) for place, text in enumerate(row, 1) if text}
    assert found == {place: f"v{text}" for place, text in cells.items()}


@given(st.integers(0, 16383))
def test_letters_are_those_of_excel(column):
    assert letter(column) == get_column_letter(column + 1)


VALUES = {
    "a text": ("Austin", "Austin"),
    "a text with blanks": ("  x ", "  x "),
    "a number": (2125550101, "2125550101"),
    "a number with decimals": (2.5, "2.5"),
    "a whole float": (5125550101.0, "5125550101"),
    "a negative": (-4, "-4"),
    "a number of 15 digits": (123456789012345, "123456789012345"),
    "digits as text": ("08854", "08854"),
    "yes": (True, "TRUE"),
    "no": (False, "FALSE"),
    "a day": (date(2026, 11, 22), "2026-11-22"),
    "a day before the leap day that never was": (date(1900, 2, 27), "1900-02-27"),
    "a time stamp": (datetime.fromisoformat("2026-11-22T14:30"), "2026-11-22 14:30:00"),
    "a time": (time(14, 30), "14:30:00"),
    "an emoji": ("☎ 🚑", "☎ 🚑"),
}


@pytest.mark.parametrize(("value", "text"), VALUES.values(), ids=VALUES.keys())
def test_values_become_texts(tmp_path, value, text):
    ((_, rows),) = tables(save(tmp_path, {"A1": value}))
    assert rows == [[text]]


def test_the_calendar_of_old_macintoshes(tmp_path):
    book = Workbook()
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2026, 11, 22)
    book.save(tmp_path / "mac.xlsx")
    ((_, rows),) = tables(tmp_path / "mac.xlsx")
    assert rows == [["2026-11-22"]]


def test_hidden_sheets_and_charts_are_told(tmp_path):
    book = Workbook()
    book.active.title = "Open"
    book.active["A1"] = "x"
    book.create_chartsheet("Chart").add_chart(BarChart())
    for name, state in (("Hidden", "hidden"), ("Deep", "veryHidden")):
        book.create_sheet(name).sheet_state = state
        book[name]["B2"] = name
    book.save(tmp_path / "book.xlsx")
    found = tables(tmp_path / "book.xlsx")
    assert [(table.name, table.position, table.hidden, bool(table.fault)) for table, _ in found] == [
        ("Open", 0, False, False),
        ("Chart", 1, False, True),
        ("Hidden", 2, True, False),
        ("Deep", 3, True, False),
    ]
    assert found[2][1][1][1] == "Hidden"
    assert found[3][1][1][1] == "Deep"


def test_an_empty_sheet_has_no_rows(tmp_path):
    ((_, rows),) = tables(save(tmp_path, {}))
    assert not any(any(row) for row in rows)


def bomb(tmp_path):
    path = save(tmp_path, {"A1": "x"})
    return rewrite(path, "xl/sharedStrings.xml", lambda _: b"<sst>" + b" " * 30_000_000 + b"</sst>")


def doctype(tmp_path):
    path = save(tmp_path, {"A1": "x"})
    return rewrite(path, SHEET, lambda xml: b'<!DOCTYPE a [<!ENTITY b "boom">]>' + xml)


def doctype_in_styles(tmp_path):
    path = save(tmp_path, {"A1": "x"})
    return rewrite(path, "xl/styles.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "boom">]>' + xml)


def stray_cell(tmp_path):
    return save(tmp_path, {"A1": "x", "XFD1048576": "y"})


def stray_cell_in_other_spelling(tmp_path):
    path = stray_cell(tmp_path)
    return rewrite(path, SHEET, lambda xml: xml.replace(b'<c r="XFD1048576" ', b'<c s="0" r="XFD1048576" '))


def truncated(tmp_path):
    path = save(tmp_path, {"A1": "x"})
    path.write_bytes(path.read_bytes()[:-400])
    return path


def flipped(tmp_path):
    path = save(tmp_path, {f"A{row}": f"text {row}" for row in range(1, 200)})
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(SHEET).header_offset + 100
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)
    return path


def password(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"))
    return path


def no_workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "hello")
    return path


def empty(tmp_path):
    path = tmp_path / "book.xlsx"
    path.touch()
    return path


def other_ending(tmp_path):
    path = tmp_path / "book.xlsb"
    path.write_bytes(b"PK")
    return path


REFUSED = {
    bomb: "inflates",
    doctype: "DOCTYPE",
    doctype_in_styles: "DOCTYPE",
    stray_cell: "stray cell",
    stray_cell_in_other_spelling: "stray cell",
    truncated: "damaged",
    flipped: "damaged",
    password: "password",
    no_workbook: "workbook",
    empty: "empty",
    other_ending: "neither",
}


@pytest.mark.parametrize(("make", "word"), REFUSED.items(), ids=[make.__name__ for make in REFUSED])
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, make, word):
    path = make(tmp_path)
    with pytest.raises(UnreadableFile) as refusal:
        tables(path)
    if make not in (empty, other_ending):
        with pytest.raises(UnreadableFile) as here:
            list(workbook.read(File(path)))
        assert here.value.sentence == refusal.value.sentence
    sentence = refusal.value.sentence
    assert sentence.startswith("book.xls")
    assert sentence.endswith(".")
    assert word in sentence
    assert refusal.value.advice.endswith(".")


def test_a_long_but_narrow_sheet_is_no_stray_cell(tmp_path):
    assert MOST_CELLS > 1_000_000 * 15
    ((_, rows),) = tables(save(tmp_path, {"A1": "x", "O100000": "y"}))
    assert len(rows) == 100_000
    assert rows[-1][14] == "y"
