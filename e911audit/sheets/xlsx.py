"""Workbooks (.xlsx) through python-calamine, which is about seven times as fast as openpyxl's reader.

Calamine keeps a sheet's bounding box in memory, so a tiny file with one far cell can exhaust it: ``guard`` looks first.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import BROKEN, MOST_BYTES, File, refuse_bomb
from e911audit.sheets.table import Table, text_of

MOST_CELLS = 20_000_000
"""Largest bounding box of a sheet."""
BLOCK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
FAR_ROW = re.compile(rb'<c r="[A-Z]{1,3}\d{6,7}"')
FAR_COLUMNS = (
    (re.compile(rb'<c r="[A-Z]{3}\d'), MOST_COLUMNS),
    (re.compile(rb'<c r="[B-Z][A-Z]\d'), 702),
)
CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
FAR = re.compile(rb' r="(?:[A-Z]{3}\d|[C-Z][A-Z]\d|[AB][A-Z]\d{6})')
"""A cell without which no sheet of real data is too large: behind column BZ, or behind Z and row 99,999."""
CELL_BYTES = 200
"""More than the start tag of a cell takes."""


def read(file: File, searched: int = MOST_BYTES) -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile says in one sentence why a file is refused.

    Parts of up to ``searched`` bytes are searched for stray cells; larger ones need not be where the memory is limited.
    """
    guard(file, searched)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_object(_source(file))
    except PasswordError:
        raise _locked(file) from None
    except (CalamineError, OSError, ValueError) as fault:
        raise UnreadableFile(f"{file.name} is no workbook that can be read ({fault}).") from None
    with book:
        for position, about in enumerate(book.sheets_metadata):
            hidden = about.visible is not SheetVisibleEnum.Visible
            if about.typ is not SheetTypeEnum.WorkSheet:
                yield Table(name=about.name, position=position, rows=iter(()), hidden=hidden, fault="not a worksheet")
                continue
            try:
                sheet = book.get_sheet_by_index(position)
            except (CalamineError, ValueError) as fault:
                yield Table(name=about.name, position=position, rows=iter(()), hidden=hidden, fault=str(fault))
                continue
            skipped = [""] * (sheet.start[1] if sheet.start else 0)
            yield Table(name=about.name, position=position, rows=_texts(sheet.iter_rows(), skipped), hidden=hidden)


def _source(file: File) -> str | BytesIO:
    """What zip readers take: the path, or the bytes of a member."""
    if not file.member:
        return str(file.path)
    with file.open() as stream:
        return BytesIO(stream.read())


def _texts(rows: Iterator[list[Any]], skipped: list[str]) -> Iterator[list[str]]:
    for row in rows:
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        yield skipped + texts if skipped else texts


def guard(file: File, searched: int = MOST_BYTES) -> None:
    """Refuse what is no workbook, is locked by a password, or would exhaust memory."""
    with file.open() as start:
        if start.read(4) == OLE:
            raise _locked(file)
    try:
        with zipfile.ZipFile(_source(file)) as archive:
            members = archive.infolist()
            refuse_bomb(file.name, members)
            for member in members:
                _guard_member(file, archive, member, searched)
    except (*BROKEN, OSError) as fault:
        raise UnreadableFile(f"{file.name} is damaged or no .xlsx workbook ({fault}).") from None


def _guard_member(file: File, archive: zipfile.ZipFile, member: zipfile.ZipInfo, searched: int) -> None:
    if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(member).read(1000):
        raise UnreadableFile(f"{file.name} declares a DOCTYPE, which no spreadsheet program writes.")
    if "worksheets/" in member.filename or member.filename.endswith("sharedStrings.xml"):
        far = False
        for text in _blocks(archive, member):  # read to its end, so that its checksum is compared too
            far = far or (member.file_size <= searched and FAR.search(text) is not None)
        if far:
            _guard_size(file, archive, member)


def _guard_size(file: File, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    row, column = 0, 0
    for text in _blocks(archive, member):
        letters, digits = zip(*CELL.findall(text), strict=True) if CELL.search(text) else ((), ())
        row = max(row, *map(int, set(digits)), 0)
        column = max(column, *map(_column, set(letters)), 0)
    if row * column > MOST_CELLS:
        raise UnreadableFile(
            f"{file.name} has a stray cell that makes a sheet {row:,} rows by {column:,} columns.",
            advice="Delete the empty rows and columns behind the data and save it again.",
        )


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member; each block begins with the end of the one before, so that no cell is cut in two."""
    with archive.open(member) as stream:
        end = b""
        while block := stream.read(BLOCK):
            yield end + block
            end = block[-CELL_BYTES:]


def _column(letters: bytes) -> int:
    return sum((byte - 64) * 26**power for power, byte in enumerate(reversed(letters)))


def _locked(file: File) -> UnreadableFile:
    return UnreadableFile(
        f"{file.name} has a password, or is an old .xls workbook under the name of .xlsx.",
        advice="Save a copy as .xlsx without a password.",
    )
