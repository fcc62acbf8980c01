"""Where every value came from: Source (a file), Sheet, Row.

A value's cell is computed, not stored: the sheet knows the column of each field once, the record knows its row.
"""

from datetime import date
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Source(SQLModel, table=True):
    """One file that was read; the same bytes are never loaded twice."""

    id: int = Field(primary_key=True)
    path: str = Field(unique=True)
    name: str
    """The file's name without its folder."""
    sha256: str
    bytes: int
    read_by: str = ""
    """Digest of the program's version and the profiles that read it; under others it is read again."""
    note: str = ""


class Sheet(SQLModel, table=True):
    """One sheet of a source: how it ended, by which profile, and which column feeds which field."""

    id: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    name: str
    position: int
    state: str
    reason: str = ""
    profile: str = ""
    loads: str = ""
    header_row: int = 0
    columns: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Field -> column letter, for example ``{"e164": "A"}``.

    A field of a further record that a row tells stands under its table (``site.code``); one that stands in several
    columns, one for each line of a telephone, has their letters parted by ``|``.
    """
    headers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The header row as it stands; empty where the sheet has none, or was loaded before this was kept."""
    not_understood: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Headers with values that no field took."""
    secrets: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Headers of columns with PINs or passwords: dropped at reading, never stored."""
    secret_cells: int = 0
    """How many cells held one."""
    notes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """What else a reader of the receipt should know: encoding, hidden rows, guessed headers, a cut-off export."""
    exported_on: date | None = None
    rows: int = 0
    loaded: int = 0
    ignored: int = 0
    rejected: int = 0
    complaints: int = 0
    """Cells of loaded rows that could not be read and were left blank."""


class Row(SQLModel, table=True):
    """One row of a sheet as it was written, and how it ended."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    sheet_id: int = Field(primary_key=True, foreign_key="sheet.id")
    number: int = Field(primary_key=True)
    """The row's number in the spreadsheet, from 1."""
    state: str
    reason: str = ""
    cells: str = ""
    """The cells' texts, secrets removed; see ``join_cells``."""


SEPARATOR = "\x1f"
"""ASCII unit separator: no spreadsheet program lets it into a cell."""


def join_cells(cells: list[str]) -> str:
    """A row's texts as one; a separator inside a cell (a damaged file) becomes a blank."""
    joined = SEPARATOR.join(cells)
    if joined.count(SEPARATOR) >= max(len(cells), 1):
        joined = SEPARATOR.join(cell.replace(SEPARATOR, " ") for cell in cells)
    return joined


def split_cells(joined: str) -> list[str]:
    """The texts that ``join_cells`` joined."""
    return joined.split(SEPARATOR)
