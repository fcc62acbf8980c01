"""Workbooks (.xlsx) through python-calamine, which is about seven times as fast as openpyxl's reader.

Calamine keeps a sheet's bounding box in memory, so a tiny file with one far cell can exhaust it: ``guard`` looks first.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from e911audit.errors import UnreadableFile
from e911audit.sheets.table import Table, text_of

MOST_BYTES = 4 << 30
"""Most bytes that a workbook may inflate to; a million rows of 15 columns take about 0.7 GB."""
MOST_RATIO = 200
"""Highest compression of one member. Honest workbooks stay under 121:1, bombs reach 1,000:1."""
MOST_CELLS = 20_000_000
"""Largest bounding box of a sheet that is small enough to be searched for stray cells."""
SEARCHED_BYTES = 64 << 20
GRACE = 100 << 10
OLE = b"\xd0\xcf\x11\xe0"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
FAR_ROW = re.compile(rb'<c r="[A-Z]{1,3}\d{6,7}"')
FAR_COLUMNS = (
    (re.compile(rb'<c r="[A-Z]{3}\d'), MOST_COLUMNS),
    (re.compile(rb'<c r="[B-Z][A-Z]\d'), 702),
)
CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def read(path: Path) -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile says in one sentence why a file is refused."""
    guard(path)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise _locked(path) from None
    except (CalamineError, OSError, ValueError) as fault:
        raise UnreadableFile(f"{path.name} is no workbook that can be read ({fault}).") from None
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


def _texts(rows: Iterator[list[object]], skipped: list[str]) -> Iterator[list[str]]:
    for row in rows:
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        yield skipped + texts if skipped else texts


def guard(path: Path) -> None:
    """Refuse what is no workbook, is locked by a password, or would exhaust memory."""
    with path.open("rb") as file:
        if file.read(4) == OLE:
            raise _locked(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            for member in members:
                if member.file_size > GRACE and member.file_size > MOST_RATIO * max(member.compress_size, 1):
                    raise UnreadableFile(f"{path.name} inflates {MOST_RATIO} times and more, as a zip bomb does.")
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise UnreadableFile(f"{path.name} inflates to more than {MOST_BYTES >> 30} GB.")
            for member in members:
                if "worksheets/" in member.filename and member.file_size <= SEARCHED_BYTES:
                    _guard_sheet(path, archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise UnreadableFile(f"{path.name} is damaged or no .xlsx workbook ({fault}).") from None


def _guard_sheet(path: Path, xml: bytes) -> None:
    if b"<!DOCTYPE" in xml[:1000]:
        raise UnreadableFile(f"{path.name} declares a DOCTYPE, which no spreadsheet program writes.")
    rows, columns = _bound(xml)
    if rows * columns > MOST_CELLS:
        rows, columns = _extent(xml)
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(
            f"{path.name} has a stray cell that makes a sheet {rows:,} rows by {columns:,} columns.",
            advice="Delete the empty rows and columns behind the data and save it again.",
        )


def _bound(xml: bytes) -> tuple[int, int]:
    """Rows and columns that no cell lies beyond; three searches, where the exact extent takes a step for each cell."""
    rows = MOST_ROWS if FAR_ROW.search(xml) else 99_999
    return rows, next((columns for pattern, columns in FAR_COLUMNS if pattern.search(xml)), 52)


def _extent(xml: bytes) -> tuple[int, int]:
    rows, letters = 0, set[bytes]()
    for name, digits in CELL.findall(xml):
        rows = max(rows, int(digits))
        letters.add(name)
    return rows, max((_column(name) for name in letters), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for byte in letters:
        number = number * 26 + byte - 64
    return number


def _locked(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} has a password, or is an old .xls workbook under the name of .xlsx.",
        advice="Save a copy as .xlsx without a password.",
    )
