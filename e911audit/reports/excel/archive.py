"""The zip around a workbook, the same for the same content: no clock, no mode of a temporary file."""

import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter

from e911audit.reports.excel.rows import PIECE, Rows

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001  (a document's date has no zone)
"""The date of a document that is about no day: that of the members of its archive."""
LEVEL = 3
"""Of deflate: a third of the time of level 6 for a file a seventh larger, measured on 10,000 findings."""

MOST_AT_ONCE = 1 << 30
"""Bytes of rows above which a member gets the header for more than 2 GiB (APPNOTE 4.5.3); links take some more."""

END_OF_ROWS, AFTER_LINKS = b"</sheetData>", b"<pageMargins"
"""Where rows and links belong in a sheet (ECMA-376 part 1, 18.3.1.99; no sheet here has print options)."""


class _Writer(WorksheetWriter):
    """Writes to memory, where openpyxl's own writes to a named temporary file, which outlives a program that is killed.

    What many records fill is not written here but kept apart as ``Rows``.
    """

    def __init__(self, sheet: Any) -> None:
        super().__init__(sheet, out=BytesIO())

    def cleanup(self) -> None:
        """Nothing is left to remove."""


class _Sheet(WriteOnlyWorksheet):
    _writer: _Writer | None = None

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _Writer(self)
            self._writer.write_top()


def add_sheet(book: Any, title: str) -> Any:
    """Add a sheet of this title to a write-only workbook."""
    sheet = _Sheet(book, title)
    book._add_sheet(sheet)  # noqa: SLF001  (all that its create_sheet does with a sheet of its own kind)
    return sheet


class Archive:
    """What openpyxl's writer needs of a zip file; ``rows`` holds the rows of sheets by the name of their member."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL)
        self.rows: dict[str, Rows] = {}

    def namelist(self) -> list[str]:
        """Names of the members so far."""
        return self._zip.namelist()

    def writestr(self, name: str, data: bytes | str) -> None:
        """Add a member from memory."""
        with self._zip.open(name, "w") as written:  # unlike ``ZipFile.writestr``, it asks no clock
            written.write(data.encode() if isinstance(data, str) else data)

    def write(self, sheet: BytesIO, name: str) -> None:
        """Add a sheet that openpyxl wrote, with its rows if they were kept apart."""
        rows = self.rows.pop(name, None)
        if rows is None:
            self.writestr(name, sheet.getvalue())
            return
        before, after = sheet.getvalue().split(END_OF_ROWS)
        head, foot = after.split(AFTER_LINKS)
        with rows.file, self._zip.open(name, "w", force_zip64=rows.file.tell() > MOST_AT_ONCE) as written:
            written.write(before)
            rows.file.seek(0)
            shutil.copyfileobj(rows.file, written, PIECE)
            written.write(END_OF_ROWS + head + rows.links.encode() + AFTER_LINKS + foot)
        if rows.relations:
            member = PurePosixPath(name)
            self.writestr(f"{member.parent}/_rels/{member.name}.rels", rows.relations)

    def close(self) -> None:
        """Write the directory of the zip, the same on every system."""
        for rows in self.rows.values():
            rows.file.close()
        for info in self._zip.infolist():
            info.create_system = 0
        self._zip.close()
