"""A very large sheet cut into small ones: calamine holds a whole sheet in memory, a million rows in 1.7 GB.

The package is written anew in memory, with the pieces of such a sheet as sheets behind the others. Only XML as
spreadsheet programs write it is cut, where a row's end can be nothing else; other sheets are read whole.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from shutil import copyfileobj
from typing import IO, NamedTuple

from e911audit.sheets.guard import DAMAGE
from e911audit.sheets.parts import book_of, find_parts

LARGE_BYTES = 96 << 20
"""A sheet of more XML is cut; calamine takes about four bytes for each."""
PIECE_BYTES = 12 << 20
"""XML of a piece: some ten thousand rows."""
BEGIN, END, ROW_END, SHEET_END = b"<sheetData>", b"</sheetData>", b"</row>", b"</worksheet>"
SHEETS_END, RELATIONS_END = b"</sheets>", b"</Relationships>"
COMMENT = b"<!"
UNUSUAL = (COMMENT, b"<?")
"""Where these stand among rows, the end of a row may be no end."""
ROW = re.compile(rb'<row r="(\d+)"')
NUMBERED = ((b"<row", b'<row r="'), (b"<c", b'<c r="'))
"""Every row and cell must say where it stands: calamine counts those that do not from the first of a sheet."""
PIECE = "e911audit piece"
"""How the names of pieces begin, in the package and among the sheets: calamine finds both by name."""
SHEET = '<sheet name="{id}" sheetId="{number}" r:id="{id}" xmlns:r="{kinds}"/>'
RELATION = '<Relationship Id="{id}" Type="{kinds}/worksheet" Target="/{member}"/>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIRST_NUMBER = 60_000
"""The number of a workbook's first piece; its sheets are numbered from 1."""


class Package(NamedTuple):
    """A package that lacks its large sheets; ``pieces`` holds the positions of the sheets that have their rows."""

    stream: BytesIO
    pieces: dict[int, range]


class _Unusual(Exception):
    """A sheet is not written in a way in which it may be cut."""


def cut(source: str | BytesIO) -> Package | None:
    """The package with its large sheets in pieces; None where it has none, or none that may be cut.

    So it is where the package is damaged, which those tell who read it whole.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            if all(about.file_size <= LARGE_BYTES for about in archive.infolist()):
                return None
            sheets = [*find_parts(archive).sheets.values()]
            large = {name: None for name in sheets if name and archive.getinfo(name).file_size > LARGE_BYTES}
            return _rewritten(archive, sheets, large) if large else None
    except (_Unusual, *DAMAGE):
        return None


def _rewritten(archive: zipfile.ZipFile, sheets: list[str], large: dict[str, None]) -> Package:
    stream, pieces, behind = BytesIO(), dict[int, range](), len(sheets)
    book, _ = book_of(archive, "xl/workbook.xml")
    folder, _, name = book.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    listed, related = archive.read(book), archive.read(relations)
    if listed.count(b"<sheet ") != len(sheets) or any(PIECE in part for part in archive.namelist()):
        raise _Unusual
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for member in large:
            first = behind
            with archive.open(member) as sheet:
                for piece in _pieces(sheet):
                    out.writestr(_member(behind), piece)
                    behind += 1
            pieces |= {at: range(first, behind) for at, other in enumerate(sheets) if other == member}
        added = range(len(sheets), behind)
        out.writestr(book, _with(listed, SHEETS_END, SHEET, added))
        out.writestr(relations, _with(related, RELATIONS_END, RELATION, added))
        for part in {*archive.namelist()} - {*large, book, relations}:
            with archive.open(part) as there, out.open(part, "w") as here:
                copyfileobj(there, here)
    stream.seek(0)
    return Package(stream, pieces)


def _with(text: bytes, end: bytes, line: str, positions: range) -> bytes:
    """The XML of a list with a line for each piece at its end."""
    if text.count(end) != 1 or PIECE.encode() in text:
        raise _Unusual
    added = (line.format(id=_id(at), number=FIRST_NUMBER + at, member=_member(at), kinds=KINDS) for at in positions)
    return text.replace(end, "".join(added).encode() + end)


def _id(position: int) -> str:
    return f"{PIECE} {position}"


def _member(position: int) -> str:
    return f"xl/worksheets/{_id(position)}.xml"


def _pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    """Sheets of some rows each; the last holds also what stands behind the rows."""
    start, begin, rows = sheet.read(PIECE_BYTES).partition(BEGIN)
    if not begin or COMMENT in start:
        raise _Unusual
    last = 0
    while END not in rows:
        at = rows.rfind(ROW_END) + len(ROW_END)
        last = _check(rows[:at], last)
        yield start + begin + rows[:at] + END + SHEET_END
        block = sheet.read(PIECE_BYTES)
        if not block or at < len(ROW_END):
            raise _Unusual
        rows = rows[at:] + block
    _check(rows.partition(END)[0], last)
    yield start + begin + rows + sheet.read()


def _check(rows: bytes, last: int) -> int:
    """The number of the last row; _Unusual where calamine would count otherwise than in the whole sheet."""
    numbers = [*map(int, ROW.findall(rows))]
    ordered = all(one < other for one, other in pairwise([last, *numbers]))
    numbered = all(rows.count(every) == rows.count(those) for every, those in NUMBERED)
    if not (ordered and numbered) or any(sign in rows for sign in UNUSUAL):
        raise _Unusual
    return numbers[-1] if numbers else last
