"""A list of addresses with what was understood of each beside it: one row out for each row in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from e911audit.reports import check_ending, placed
from e911audit.reports.clean_list.columns import Cleaned, Column

FORMATS = {".xlsx": "e911audit.reports.clean_list.workbook", ".csv": "e911audit.reports.clean_list.text"}
"""Ending of the file -> module that writes it."""


@dataclass(frozen=True, kw_only=True)
class CleanList:
    """What is written: the list's own headers, the columns behind them, and its rows, which are asked for once."""

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterator[Cleaned]

    @property
    def titles(self) -> list[str]:
        """The titles of the columns behind; one that the list has itself already gets a number."""
        taken = {header.casefold() for header in self.headers}
        found = []
        for column in self.columns:
            title, number = column.title, 2
            while title.casefold() in taken:
                title, number = f"{column.title} {number}", number + 1
            taken.add(title.casefold())
            found.append(title)
        return found

    def cells(self, row: Cleaned) -> list[str]:
        """A row's cells, as many as there are headers and columns."""
        own: Sequence[str] = row.cells
        place = row.place
        return [*own, *(column.value(row, place) if place else "" for column in self.columns)]


def write(clean: CleanList, path: Path) -> None:
    """Write the list in the format of the ending; CannotWrite leaves an older file as it was."""
    module = import_module(FORMATS[check_ending(path, "clean_list")])
    with placed(path) as part:
        module.write(clean, part)
