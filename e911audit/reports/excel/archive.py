"""The zip around a workbook, the same for the same content: no clock, no mode of a temporary file."""

import shutil
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from e911audit.reports.excel.rows import Rows

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold (APPNOTE 4.4.6)."""

PIECE = 1 << 20
"""Bytes copied at a time."""

END_OF_ROWS, AFTER_LINKS = b"</sheetData>", b"<pageMargins"
"""Where rows and links belong in a sheet (ECMA-376 part 1, 18.3.1.99; no sheet here has print options)."""


class Archive:
    """What openpyxl's writer needs of a zip file; ``rows`` holds the rows of sheets by the name of their member."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED)
        self.rows: dict[str, Rows] = {}

    def namelist(self) -> list[str]:
        """Names of the members so far."""
        return self._zip.namelist()

    def writestr(self, name: str, data: bytes | str) -> None:
        """Add a member from memory."""
        self._zip.writestr(_member(name), data)

    def write(self, path: str, name: str) -> None:
        """Add a sheet from the file into which openpyxl wrote it, with its rows if they were kept apart."""
        rows = self.rows.pop(name, None)
        if rows is None:
            self.writestr(name, Path(path).read_bytes())
            return
        before, after = Path(path).read_bytes().split(END_OF_ROWS)
        head, foot = after.split(AFTER_LINKS)
        info = _member(name)
        info.file_size = rows.file.tell()
        with rows.file, self._zip.open(info, "w") as written:
            written.write(before)
            rows.file.seek(0)
            shutil.copyfileobj(rows.file, written, PIECE)
            written.write(END_OF_ROWS + head + rows.links.encode() + AFTER_LINKS + foot)
        if rows.relations:
            sheet = PurePosixPath(name)
            self.writestr(f"{sheet.parent}/_rels/{sheet.name}.rels", rows.relations)

    def close(self) -> None:
        """Write the directory of the zip."""
        for rows in self.rows.values():
            rows.file.close()
        self._zip.close()


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, FIRST_MOMENT)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0o600 << 16
    return info
