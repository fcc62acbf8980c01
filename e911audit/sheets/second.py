"""The second reader of .xlsx workbooks: openpyxl, where calamine refuses UTF-16, dialogs and macros."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import File
from e911audit.sheets.marks import Marks
from e911audit.sheets.parts import BadPart, find_parts
from e911audit.sheets.rows import overlaid
from e911audit.sheets.table import Table, text_of

MOST_BYTES = 32 << 20
"""Most bytes of all parts: more take openpyxl minutes, and no program writes large files of these kinds."""
NOTE = "read by the second reader, openpyxl"


def read(file: File, source: str | BytesIO, notes: tuple[str, ...], refusal: object = "") -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile where openpyxl cannot read it either."""
    with zipfile.ZipFile(source) as archive:
        small = sum(about.file_size for about in archive.infolist()) <= MOST_BYTES
        book = _open(source) if small else None
        if not book or not book.sheetnames:
            raise UnreadableFile(f"{file.name} is no workbook that can be read ({refusal}).", refusal="no-workbook")
        parts = find_parts(archive)
        for position, name in enumerate(book.sheetnames):
            sheet = book[name]
            facts = {"name": name, "position": position, "hidden": sheet.sheet_state != "visible"}
            member = parts.sheets.get(name, "")
            if not member or not hasattr(sheet, "reset_dimensions"):
                yield Table(**facts, rows=iter(()), fault="not a worksheet")
                continue
            try:
                with archive.open(member) as stream:
                    marks = Marks(stream, parts.zeros)
            except BadPart as fault:
                yield Table(**facts, rows=iter(()), fault=f"its cells cannot be read ({fault})")
                continue
            sheet.reset_dimensions()  # else the size that the file claims would cut rows off
            yield Table(**facts, rows=overlaid(_texts(file, sheet), marks), notes=(*notes, NOTE, *marks.notes()))


def _open(source: str | BytesIO) -> Any:
    """The workbook, None where openpyxl fails; it raises whatever its parsers do."""
    from openpyxl import load_workbook

    try:
        return load_workbook(source, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001
        return None


def _texts(file: File, sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet; what openpyxl raises over a damaged one is a refusal."""
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [text_of(cell) for cell in row]
    except Exception as fault:  # noqa: BLE001
        raise UnreadableFile(
            f"{file.name} is damaged in its sheet {sheet.title} ({fault}).", refusal="damaged"
        ) from None
