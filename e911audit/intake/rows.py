"""The rows of one sheet into the inventory, and what becomes of each: loaded, ignored or rejected."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from e911audit.intake.columns import KEYS, Columns, convert, shape
from e911audit.intake.inventory import Inventory
from e911audit.intake.match import Match
from e911audit.model.origin import join_cells
from e911audit.model.tables import Row
from e911audit.sheets import letter
from e911audit.store.store import add
from e911audit.values import RowState

TOTALS = re.compile(r"^\W*(?:grand |sub ?)?total", re.IGNORECASE)

Verdict = tuple[int, RowState, str, list[str]]
"""A row's number, what became of it, why, and its cells."""


class RowIntake:
    """The rows of one sheet, a chunk at a time.

    ``counts`` says what became of them, ``complaints`` counts the cells of loaded rows that could not be read,
    ``exported_on`` is the date (ISO 8601) that the sheet gives itself in a column.
    """

    def __init__(self, inventory: Inventory, sheet: int, fit: Match, header: list[str]) -> None:
        self.inventory = inventory
        self.sheet = sheet
        self.fit = fit
        self.header = [cell.strip() for cell in header]
        self.bare = _bare(header)
        self.profile = fit.profile
        self.fields = {found.name: found for found in fit.profile.fields if found.name in fit.columns}
        self.column = min(fit.columns.values())
        self.filled = set[int]()
        self.counts = dict.fromkeys(RowState, 0)
        self.complaints = 0
        self.exported_on: str | None = None

    def not_understood(self) -> list[str]:
        """Headers of columns that no field took although they hold values."""
        return [self.header[column] for column in self.fit.not_understood if column in self.filled]

    def ignore(self, rows: list[tuple[int, list[str]]], reason: str) -> None:
        """Keep rows that are no data."""
        self._keep((number, RowState.IGNORED, reason, row) for number, row in rows if any(map(str.strip, row)))

    def take(self, chunk: list[tuple[int, list[str]]]) -> None:
        """Load a chunk of rows."""
        chunk = [(number, row) for number, row in chunk if any(row) and any(map(str.strip, row))]
        again = {number for number, row in chunk if self._is_header(row)}
        if again:
            self.ignore([(number, row) for number, row in chunk if number in again], "the header repeated")
            chunk = [(number, row) for number, row in chunk if number not in again]
        if not chunk:
            return
        numbers, rows = [number for number, _ in chunk], [row for _, row in chunk]
        self._blank_secrets(rows)
        texts = self._texts(rows)
        columns, faults = self._convert(texts)
        positions = shape(self.profile.loads, columns, texts.get("e164", ()))
        at = positions if positions is not None else range(len(rows))
        key = columns[KEYS[self.profile.loads]]
        missing = {position for position, value in zip(at, key, strict=True) if value is None}
        self.inventory.add(self.profile.loads, self.sheet, columns, [numbers[position] for position in at])
        self._keep(self._verdicts(numbers, rows, faults, missing))

    def _is_header(self, row: list[str]) -> bool:
        first = self.header[self.column]
        return len(row) > self.column and row[self.column].strip() == first and _bare(row) == self.bare

    def _blank_secrets(self, rows: list[list[str]]) -> None:
        for column in self.fit.secrets:
            for row in rows:
                if column < len(row):
                    row[column] = ""

    def _texts(self, rows: list[list[str]]) -> dict[str, Sequence[str]]:
        by_column = list(zip_longest(*rows, fillvalue=""))
        for column in self.fit.not_understood:
            if column < len(by_column) and column not in self.filled and any(map(str.strip, by_column[column])):
                self.filled.add(column)
        blank = ("",) * len(rows)
        return {
            name: by_column[column] if (column := self.fit.columns[name]) < len(by_column) else blank
            for name in self.fields
        }

    def _convert(self, texts: dict[str, Sequence[str]]) -> tuple[Columns, dict[int, list[str]]]:
        columns: Columns = {}
        faults: dict[int, list[str]] = {}
        for name, found in self.fields.items():
            columns[name], bad = convert(texts[name], found.read)
            for position, reason in bad.items():
                faults.setdefault(position, []).append(f"{letter(self.fit.columns[name])}{{row}}: {reason}")
        dates = columns.pop("exported_on", None)
        if dates and self.exported_on is None:
            self.exported_on = next(filter(None, dates), None)
        return columns, faults

    def _verdicts(
        self, numbers: list[int], rows: list[list[str]], faults: dict[int, list[str]], missing: set[int]
    ) -> Iterator[Verdict]:
        for position, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            if position not in missing and position not in faults:
                yield number, RowState.LOADED, "", row
                continue
            reason = "; ".join(faults.get(position, ())).replace("{row}", str(number))
            if position not in missing:
                self.complaints += len(faults[position])
                yield number, RowState.LOADED, reason, row
            elif TOTALS.match(next(filter(None, map(str.strip, row)), "")):
                yield number, RowState.IGNORED, "a totals row", row
            else:
                yield number, RowState.REJECTED, reason or self._lacks(number), row

    def _lacks(self, number: int) -> str:
        wanted = self.profile.must[0].split(" or ")
        cells = [f"{letter(self.fit.columns[name])}{number}" for name in wanted if name in self.fit.columns]
        return f"{' and '.join(cells)}: blank, so nothing says what this row is about"

    def _keep(self, verdicts: Iterable[Verdict]) -> None:
        kept = []
        for number, state, reason, row in verdicts:
            self.counts[state] += 1
            kept.append((self.sheet, number, str(state), reason, join_cells(row)))
        add(self.inventory.connection, Row, ("sheet_id", "number", "state", "reason", "cells"), kept)


def _bare(row: list[str]) -> list[str]:
    """The cells without blanks around them and blank cells behind them."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells
