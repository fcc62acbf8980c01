"""What only the records of binary workbooks (.xls, .xlsb) say: error cells, hidden rows and columns, leading zeros.

Record numbers and layouts are those of [MS-XLS] 2.3 and [MS-XLSB] 2.3; calamine gives blanks for errors.
"""

import zipfile
from collections.abc import Iterator
from struct import unpack_from
from typing import BinaryIO

from e911audit.sheets.marks import ERROR, MOST_COLUMNS, Marks
from e911audit.sheets.parts import ZEROS, BadPart, book_of

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
          0x2A: "#N/A", 0x2B: "#GETTING_DATA"}  # fmt: skip
"""BErr, [MS-XLS] 2.5.10."""

BOF, EOF, BOUND_SHEET, FORMAT, XF, CALENDAR = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x22
ROW, COLUMNS, ERROR_OR_BOOL, FORMULA, NUMBER, RK, MANY_RK = 0x208, 0x7D, 0x205, 0x06, 0x203, 0x27E, 0xBD
VALUES = {ERROR_OR_BOOL, FORMULA, NUMBER, RK, MANY_RK, 0xFD, 0x204, 0xD6}
"""Records of cells that are not blank; the last three are texts."""
RK_BYTES = 6

XLSB_SHEET, XLSB_BOOK, XLSB_ROW, XLSB_COLUMNS, XLSB_END = 156, 153, 0, 60, 146
XLSB_VALUES = {*range(2, 12), 62}
XLSB_ERRORS = {3, 11}
XLSB_CELL = 8
"""Bytes of a cell's column and style before its value."""


def xls_marks(stream: BinaryIO) -> tuple[dict[int, Marks], bool]:
    """The marks of each sheet of an .xls by position, and whether it uses the calendar of old Macintoshes."""
    from olefile import OleFileIO

    with OleFileIO(stream) as compound:
        name = "Workbook" if compound.exists("Workbook") else "Book"
        data = compound.openstream(name).read()
    offsets, formats, styles, mac = [], dict[int, int](), list[int](), False
    for kind, body in _records(data, 0):
        if kind == BOUND_SHEET:
            offsets.append(unpack_from("<I", body)[0])
        elif kind == FORMAT and (width := _zeros(body)):
            formats[unpack_from("<H", body)[0]] = width
        elif kind == XF:
            styles.append(formats.get(unpack_from("<H", body, 2)[0], 0))
        elif kind == CALENDAR:
            mac = body[:1] == b"\1"
        elif kind == EOF:
            break
    return {position: _xls_sheet(data, offset, styles) for position, offset in enumerate(offsets)}, mac


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record."""
    while at + 4 <= len(data):
        kind, size = unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _zeros(body: bytes) -> int:
    """The digits of a format that consists of zeros only; 0 for others, and for the short records of Excel 95."""
    text = body[5:].decode("latin-1")
    return len(text) if body[4:5] == b"\0" and ZEROS.fullmatch(text) else 0


def _xls_sheet(data: bytes, offset: int, styles: list[int]) -> Marks:
    marks, hidden, depth = Marks(), set[int](), 0
    for kind, body in _records(data, offset):
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            break
        if depth > 1:  # a chart that lies on the sheet
            continue
        if kind == ROW and body[12] & 0x20:
            hidden.add(unpack_from("<H", body)[0])
        elif kind == COLUMNS and body[8] & 1:
            first, last = unpack_from("<HH", body)
            marks.hidden_columns += range(first, min(last + 1, MOST_COLUMNS))
        elif kind in VALUES:
            _xls_cell(marks, kind, body, styles)
            if (row := unpack_from("<H", body)[0]) in hidden:
                marks.hidden_rows.append(row)
    return marks


def _xls_cell(marks: Marks, kind: int, body: bytes, styles: list[int]) -> None:
    row, column, style = unpack_from("<HHH", body)
    if kind == ERROR_OR_BOOL and body[7]:
        marks.texts[row][column] = ERRORS.get(body[6], ERROR)
    elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        marks.texts[row][column] = ERRORS.get(body[8], ERROR)
    elif kind in {NUMBER, RK, FORMULA}:
        _shown(marks, row, column, styles, style)
    elif kind == MANY_RK:
        for more, at in enumerate(range(4, len(body) - 2, RK_BYTES)):
            _shown(marks, row, column + more, styles, unpack_from("<H", body, at)[0])


def _shown(marks: Marks, row: int, column: int, styles: list[int], style: int) -> None:
    if style < len(styles) and styles[style]:
        marks.zeros[row][column] = styles[style]


def xlsb_marks(archive: zipfile.ZipFile) -> tuple[dict[int, Marks], bool]:
    """The marks of each sheet of an .xlsb by position, and whether it uses the calendar of old Macintoshes."""
    book, members = book_of(archive, "xl/workbook.bin")
    found, mac, position = dict[int, Marks](), False, 0
    for kind, body in _xlsb_records(archive.read(book)):
        if kind == XLSB_BOOK:
            mac = bool(body[0] & 1)
        elif kind == XLSB_SHEET:
            length = unpack_from("<I", body, 8)[0]
            member = members.get(body[12 : 12 + 2 * length].decode("utf-16-le"), "")
            if not member:
                raise BadPart("a sheet has no part")
            if "worksheets/" in member:
                found[position] = _xlsb_sheet(archive.read(member))
            position += 1
    return found, mac


def _xlsb_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record; both numbers before it take 7 bits a byte."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        byte = data[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def _xlsb_sheet(data: bytes) -> Marks:
    marks, row, hidden, whole = Marks(), 0, False, False
    for kind, body in _xlsb_records(data):
        if kind == XLSB_ROW:
            row, hidden = unpack_from("<I", body)[0], bool(body[11] & 0x10)
        elif kind == XLSB_COLUMNS and body[16] & 1:
            first, last = unpack_from("<II", body)
            marks.hidden_columns += range(first, min(last + 1, MOST_COLUMNS))
        elif kind in XLSB_VALUES:
            column = unpack_from("<I", body)[0]
            if kind in XLSB_ERRORS:
                marks.texts[row][column] = ERRORS.get(body[XLSB_CELL], ERROR)
            if hidden:
                marks.hidden_rows.append(row)
        whole = whole or kind == XLSB_END
    if not whole:
        raise BadPart("a sheet breaks off before its last row")
    return marks
