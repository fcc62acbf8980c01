"""Where records stand in their sheets, and what was written there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from e911audit.model.origin import split_cells
from e911audit.model.tables import Row, Sheet, Source
from e911audit.views import result as view

ROWS_AT_ONCE = 500
"""Row numbers in one IN list; SQLite allows 32,766 parameters, other stores fewer."""


@dataclass(frozen=True)
class _Sheet:
    path: str
    name: str
    header_row: int
    columns: dict[str, str]


class Whereabouts:
    """Cells of records: computed from the sheet's columns and the record's row."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(
            select(Sheet.c.id, Source.c.path, Sheet.c.name, Sheet.c.header_row, Sheet.c.columns).join(Source)
        )
        self.sheets = {id_: _Sheet(path, name, header, columns) for id_, path, name, header, columns in rows}

    def cell(self, sheet: int, row: int, fields: Sequence[str] = (), told: tuple[str, str] = ("", "")) -> view.Cell:
        """The cell of the first of these fields that the sheet has, else of the row's first known column.

        Where a field stands in several columns, ``told`` (subject, row as written) tells in which: the one that ends as
        the subject does.
        """
        of = self.sheets[sheet]
        letters = next((of.columns[name] for name in fields if name in of.columns), None)
        letters = letters or next(iter(of.columns.values()), "A")
        if "|" not in letters:
            return view.Cell(of.path, of.name, f"{letters}{row}")
        subject, written = told
        columns = letters.split("|")
        ends = (one for one in columns[1:] if (text := value_at(written, one).strip()) and subject.endswith(text))
        return view.Cell(of.path, of.name, f"{next(ends, columns[0])}{row}")


def original_rows(connection: Connection, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Sheet and row number -> the row as it was written."""
    by_sheet: dict[int, list[int]] = defaultdict(list)
    for sheet, row in sorted(wanted):
        by_sheet[sheet].append(row)
    texts = {}
    for sheet, numbers in by_sheet.items():
        for start in range(0, len(numbers), ROWS_AT_ONCE):
            found = connection.execute(
                select(Row.c.number, Row.c.cells).where(
                    Row.c.sheet_id == sheet, Row.c.number.in_(numbers[start : start + ROWS_AT_ONCE])
                )
            )
            texts.update({(sheet, number): cells for number, cells in found})
    return texts


def value_at(cells: str, cell: str) -> str:
    """The text of one cell of a stored row."""
    values = split_cells(cells)
    column = 0
    for character in cell.rstrip("0123456789"):
        column = column * 26 + ord(character) - 64
    return str(values[column - 1]) if 0 < column <= len(values) else ""
