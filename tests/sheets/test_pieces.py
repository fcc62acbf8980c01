"""Very large sheets are read in pieces: the same tables as read whole, or not cut at all."""

import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, pieces, workbook
from tests.sheets.books import SHEET, parts_of, sheet, with_parts, write


def tables(path):
    """Each table's facts and its rows, without the blank cells at the end of one."""
    return [
        (table.name, table.position, table.hidden, table.notes, table.merged, table.fault, [*map(_bare, table.rows)])
        for table in workbook.read(File(path))
    ]


def _bare(row):
    return row[: max((column for column, cell in enumerate(row, 1) if cell), default=0)]


@pytest.fixture
def in_pieces(monkeypatch):
    """Reads a workbook whole and in pieces of some hundred bytes, and tells whether it was cut."""

    def both(path):
        whole = tables(path)
        with monkeypatch.context() as small:
            small.setattr(pieces, "LARGE_BYTES", 0)
            small.setattr(pieces, "PIECE_BYTES", 600)
            assert tables(path) == whole
            return pieces.cut(str(path)) is not None, whole

    return both


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 60), st.integers(1, 12)),
        st.one_of(
            st.text("abcXYZ019-<&> ", min_size=1, max_size=9),
            st.integers(-(10**9), 10**9),
            st.booleans(),
            st.dates(date(1980, 1, 1), date(2030, 1, 1)),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_every_cell_of_a_cut_sheet_is_where_it_is_in_the_whole_one(tmp_path, in_pieces, cells):
    book = Workbook()
    book.active.title = "Numbers"
    other = book.create_sheet("Devices")
    for (row, column), value in cells.items():
        book.active.cell(row + 3, column + 1, value)  # leading blanks
        other.cell(row, column, value)
    book.save(tmp_path / "book.xlsx")
    cut, _ = in_pieces(tmp_path / "book.xlsx")
    assert cut


def test_what_a_sheet_says_besides_its_cells_is_kept(tmp_path, in_pieces):
    book = Workbook()
    here = book.active
    here.title = "Lines"
    here.merge_cells("B1:D1")
    here["B1"] = "A title"
    for row in range(3, 60):
        here.append([f"Site {row}", row * 1.5, MOMENT, None, "x & y"])
    here["A70"], here["B71"], here["C72"] = "=1+1", "#N/A", 42
    here["B71"].data_type = "e"
    here["C72"].number_format = "00000"
    here.row_dimensions[9].hidden = True
    here.column_dimensions["C"].hidden = True
    book.create_sheet("Behind").sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    cut, ((name, _, _, notes, merged, _, rows), behind) = in_pieces(tmp_path / "book.xlsx")
    assert (cut, name, merged) == (True, "Lines", ((0, 1, 0, 3),))
    assert {"1 hidden row (9)", "1 hidden column (C)", "1 error cell"} <= set(notes)
    assert (rows[69], rows[70], rows[71]) == (["#FORMULA?"], ["", "#N/A"], ["", "", "00042"])
    assert behind[:3] == ("Behind", 1, True)


MOMENT = datetime.fromisoformat("2026-01-02 03:04")


def _rows(numbers):
    return "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>value {number}</t></is></c></row>'
        for number in numbers
    )


UNUSUAL = {
    "a comment that ends a row": sheet(_rows(range(1, 30)).replace("<v>", "<!-- </row> --><v>", 1) + "<!-- </row> -->"),
    "a processing instruction": sheet(_rows(range(1, 30)) + "<?so it is?>"),
    "cells without a place": sheet(_rows(range(1, 30)).replace('<c r="A7"', "<c")),
    "rows without a place": sheet(_rows(range(1, 30)).replace('<row r="9"', "<row")),
    "rows in another order": sheet(_rows([*range(20, 40), *range(1, 20)])),
    "prefixes": sheet(_rows(range(1, 30)))
    .replace(b"<", b"<x:")
    .replace(b"<x:/", b"</x:")
    .replace(b"xmlns=", b"xmlns:x="),
    "no rows": sheet("").replace(b"<sheetData></sheetData>", b"<sheetData/>"),
}


@pytest.mark.parametrize("xml", UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_written_otherwise_is_read_whole(tmp_path, in_pieces, xml):
    cut, _ = in_pieces(with_parts(tmp_path / "book.xlsx", sheet=xml))
    assert not cut


def test_a_list_of_sheets_that_is_written_otherwise_is_not_added_to(tmp_path, in_pieces):
    path = with_parts(
        tmp_path / "book.xlsx", sheet=sheet(_rows(range(1, 30))), book=lambda xml: xml + b"<!-- </sheets> -->"
    )
    assert not in_pieces(path)[0]


ANOTHER_ROW = ('<c r="A50"', '<c r="A3"', "another row")
NO_CELL = ('<c r="A40" t="inlineStr">', '<c r="A40" t="nothing"><v>1</v>', "damaged")


@pytest.mark.parametrize(("was", "now", "told"), [ANOTHER_ROW, NO_CELL], ids=["a cell of another row", "no cell"])
def test_a_piece_that_cannot_be_joined_is_refused(tmp_path, monkeypatch, was, now, told):
    path = with_parts(tmp_path / "book.xlsx", sheet=sheet(_rows(range(1, 60)).replace(was, now)))
    monkeypatch.setattr(pieces, "LARGE_BYTES", 0)
    monkeypatch.setattr(pieces, "PIECE_BYTES", 600)
    with pytest.raises(UnreadableFile, match=told):
        tables(path)


def test_a_package_that_is_damaged_is_refused_as_without_pieces(tmp_path, monkeypatch):
    path = with_parts(tmp_path / "book.xlsx", sheet=sheet(_rows(range(1, 200))))
    with zipfile.ZipFile(path) as archive:
        begin = archive.getinfo(SHEET).header_offset + 200
    whole = bytearray(path.read_bytes())
    whole[begin : begin + 40] = bytes(40)
    path.write_bytes(whole)
    with pytest.raises(UnreadableFile) as before:
        tables(path)
    monkeypatch.setattr(pieces, "LARGE_BYTES", 0)
    monkeypatch.setattr(pieces, "PIECE_BYTES", 600)
    assert pieces.cut(str(path)) is None
    with pytest.raises(UnreadableFile) as after:
        tables(path)
    assert str(after.value) == str(before.value)


def test_two_sheets_of_one_part_both_have_its_rows(tmp_path, in_pieces):
    parts = parts_of(with_parts(tmp_path / "one.xlsx", sheet=sheet(_rows(range(1, 30)))))
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    (entry,) = (line for line in parts[book].decode().split("/>") if "<sheet " in line)
    entry = entry[entry.index("<sheet ") :] + "/>"
    twin = entry.replace('name="Sheet"', 'name="Twin"').replace('sheetId="1"', 'sheetId="2"')
    parts[book] = parts[book].replace(entry.encode(), (entry + twin).encode())
    assert relations in parts
    cut, both = in_pieces(write(tmp_path / "two.xlsx", parts))
    assert cut
    assert both[0][-1] == both[1][-1] != []
    parts[book] = parts[book].replace(b'name="Twin"', b'name="Sheet"')  # then nobody can tell their positions
    assert not in_pieces(write(tmp_path / "same.xlsx", parts))[0]


@pytest.mark.parametrize("name", [f"{pieces.PIECE} 1", f"my {pieces.PIECE} 2"])
def test_a_sheet_that_is_named_as_a_piece_would_be_is_read_whole(tmp_path, in_pieces, name):
    book = Workbook()
    for row in range(1, 60):
        book.active.append([f"Site {row}", row])
    book.create_sheet(name).append(["another"])
    book.save(tmp_path / "book.xlsx")
    cut, (_, other) = in_pieces(tmp_path / "book.xlsx")
    assert (cut, other[-1]) == (False, [["another"]])
