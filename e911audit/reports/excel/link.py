"""Links from a finding to the cell that it is about."""

import os
from pathlib import Path, PurePath
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from e911audit.reports.text import visible
from e911audit.views.result import Cell

MOST_LINKS = 65_000
"""A sheet holds 65,530 links (Microsoft: Excel specifications and limits); above that Excel repairs the file."""

LONGEST_LINK = 2_000
"""Excel refuses link targets of more than 2,079 characters."""

WITH_SHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
"""Endings of files in which a link can name the sheet and the cell."""

QUOTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
"""What an attribute cannot hold as it is, besides what no text can (XML 1.0, 2.3 and 3.3.3)."""

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Namespaces of ECMA-376 part 2, 9.3 and part 1, 22.1."""


class Links:
    """The links of one sheet; ``folder`` is where the workbook will stand, relative paths are kept relative."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts: dict[tuple[str, str], tuple[str, str]] = {}
        self._ids: dict[str, str] = {}
        self._links: list[str] = []

    def add(self, place: str, cell: Cell) -> None:
        """Link the cell at ``place`` of the workbook to this cell of a source, where a link can be made."""
        if len(self._links) >= MOST_LINKS:
            return
        sheet = (cell.path, cell.sheet)
        if sheet not in self._starts:
            self._starts[sheet] = self._start(cell)
        name, location = self._starts[sheet]
        where = f' location="{location}{escape(cell_of(cell), QUOTE)}"' if location else ""
        if name:
            self._links.append(f'<hyperlink ref="{place}" r:id="{name}"{where}/>')

    def add_within(self, place: str, sheet: str, row: int) -> None:
        """Link the cell at ``place`` to the first cell of a row of another sheet, while there is room for links."""
        if len(self._links) < MOST_LINKS:
            self._links.append(f'<hyperlink ref="{place}" location="{within(sheet, row)}"/>')

    def _start(self, cell: Cell) -> tuple[str, str]:
        """What the links to one sheet share: the name of the file's address, and the location up to the cell."""
        address, has_sheets = address_of(cell.path, self._folder)
        if not address:
            return "", ""
        name = self._ids.setdefault(address, f"rId{len(self._ids) + 1}")
        return name, escape(sheet_of(cell), QUOTE) if has_sheets and cell.sheet else ""

    def xml(self) -> str:
        """The element that holds the links of a sheet; blank without any."""
        return f'<hyperlinks xmlns:r="{OFFICE}">{"".join(self._links)}</hyperlinks>' if self._links else ""

    def relations(self) -> str:
        """The document that holds the addresses; blank without any."""
        if not self._ids:
            return ""
        each = (
            f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
            for address, name in self._ids.items()
        )
        return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


def address_of(path: str, folder: Path) -> tuple[str, bool]:
    """The address of the file and whether a link can name its sheets; for a file inside a zip, the zip.

    The address is blank where none can be made: a path on another drive, or one with bytes that are no text.
    """
    file = Path(*_outside_zip(PurePath(path).parts))
    try:
        address = file.as_uri() if file.is_absolute() else quote(Path(os.path.relpath(file, folder)).as_posix())
    except ValueError:
        address = ""
    return (address if path and len(address) <= LONGEST_LINK else ""), file.suffix.lower() in WITH_SHEETS


def _outside_zip(parts: tuple[str, ...]) -> tuple[str, ...]:
    for count, part in enumerate(parts, 1):
        if part.lower().endswith(".zip"):
            return parts[:count]
    return parts


def within(sheet: str, row: int) -> str:
    """The place within the workbook as a link names it."""
    return f"'{sheet}'!A{row}"


def sheet_of(cell: Cell) -> str:
    """The sheet's name as Excel writes it before a cell, quotes in it doubled."""
    name = visible(cell.sheet).replace("'", "''")
    return f"'{name}'!"


def cell_of(cell: Cell) -> str:
    """The cell; the first of the sheet where none is known."""
    return visible(cell.cell) or "A1"
