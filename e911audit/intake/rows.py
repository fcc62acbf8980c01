"""The rows of one sheet into the inventory, and what becomes of each: loaded, ignored or rejected."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from e911audit.intake.cells import like, plain
from e911audit.intake.columns import KEYS, Columns, convert, shape
from e911audit.intake.damage import damage
from e911audit.intake.fit import Match, Reading
from e911audit.intake.inventory import Inventory
from e911audit.intake.profile import ProfileField
from e911audit.intake.secrets import drop_said, is_about_secret, is_no_answer
from e911audit.model.origin import join_cells
from e911audit.model.tables import Row
from e911audit.sheets import NO_VALUE, letter
from e911audit.store.store import add
from e911audit.values import RowState

TOTALS = re.compile(r"^\W*(?:grand |sub ?)?total", re.IGNORECASE)

Verdict = tuple[int, RowState, str, list[str]]
"""A row's number, what became of it, why, and its cells."""
Faults = dict[int, dict[str, None]]
"""Position of a row -> what could not be read in it, each reason once, in order."""


class RowIntake:
    """The rows of one sheet, a chunk at a time.

    ``counts`` says what became of them, ``complaints`` counts the cells of loaded rows that could not be read,
    ``secrets`` the cells with PINs or passwords by column, ``exported_on`` is the date (ISO 8601) that the sheet gives
    itself in a column, ``damage`` what spreadsheet programs did to a column that can still be read.
    """

    def __init__(self, inventory: Inventory, sheet: int, fit: Match, letters: Sequence[str] = ()) -> None:
        self.inventory = inventory
        self.sheet = sheet
        self.fit = fit
        self.letters = letters
        self.bare = _bare(list(fit.headers))
        self.first = min(fit.columns.values())
        self.chooses = [*_choosing(fit)]
        self.beside = _headed(fit, fit.profile.beside)
        self.answers = _headed(fit, fit.profile.answers)
        self.about_secrets = [column for column, header in enumerate(fit.headers) if is_about_secret(header)]
        self.filled = set[int]()
        self.counts = dict.fromkeys(RowState, 0)
        self.complaints = 0
        self.secrets = Counter[int]()
        self.said_secrets = 0
        self.damage: dict[tuple[str, str], str] = {}
        self.exported_on: str | None = None

    def letter(self, column: int) -> str:
        """What a message calls a column."""
        return self.letters[column] if column < len(self.letters) else letter(column)

    def not_understood(self) -> list[str]:
        """Headers of columns that no field took although they hold values."""
        return [self.fit.label(column) for column in self.fit.not_understood if column in self.filled]

    def ignore(self, rows: list[tuple[int, list[str]]], reason: str) -> None:
        """Keep rows that are no data."""
        rows = [(number, row) for number, row in rows if any(map(str.strip, row))]
        self._drop_secrets([row for _, row in rows])
        self._keep((number, RowState.IGNORED, reason, row) for number, row in rows)

    def reject(self, rows: list[tuple[int, list[str]]], reason: str) -> None:
        """Keep rows that should be data and cannot be used."""
        self._drop_secrets([row for _, row in rows])
        self._keep((number, RowState.REJECTED, f"row {number}: {reason}", row) for number, row in rows)

    def take(self, chunk: list[tuple[int, list[str]]]) -> None:
        """Load a chunk of rows."""
        chunk = [(number, row) for number, row in chunk if any(row) and any(map(str.strip, row))]
        again = [(number, row) for number, row in chunk if self._is_header(row)]
        if again:
            self.ignore(again, "the header repeated")
            chunk = [(number, row) for number, row in chunk if not self._is_header(row)]
        chunk = self._chosen(chunk) if self.chooses else chunk
        chunk = self._answered(chunk) if self.answers else chunk
        if not chunk:
            return
        numbers, rows = [number for number, _ in chunk], [row for _, row in chunk]
        self._drop_secrets(rows)
        by_column = list(zip_longest(*rows, fillvalue=""))
        self._note_filled(by_column)
        faults: Faults = {}
        without = [self._load(reading, numbers, by_column, faults) for reading in self.fit.readings]
        self._keep(self._verdicts(numbers, rows, faults, without))

    def _is_header(self, row: list[str]) -> bool:
        if self.fit.header < 0 or len(row) <= self.first:
            return False
        return row[self.first].strip() == self.fit.label(self.first) and _bare(row) == self.bare

    def _chosen(self, chunk: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        """The rows that are records by the profile; the others are told."""
        for column, words, wanted in self.chooses:
            left = [
                (number, row) for number, row in chunk if bool(words.fullmatch(plain(_cell(row, column)))) is not wanted
            ]
            if left:
                self.ignore(left, f"{self.fit.label(column)} tells that it is no record")
                numbers = {number for number, _ in left}
                chunk = [entry for entry in chunk if entry[0] not in numbers]
        return chunk

    def _answered(self, chunk: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        """The rows of a form in which something is filled in; the others are told."""
        done = {number for number, row in chunk if any(_cell(row, column).strip() for column in self.answers)}
        self.ignore([entry for entry in chunk if entry[0] not in done], "nothing is filled in yet")
        return [entry for entry in chunk if entry[0] in done]

    def _drop_secrets(self, rows: list[list[str]]) -> None:
        for column in self.fit.secrets:
            for row in rows:
                if column < len(row) and row[column].strip():
                    self._drop_secret(row, column)
        for column in self.about_secrets:
            for row in rows:
                if column < len(row) and row[column].strip() and is_no_answer(row[column]):
                    self._drop_secret(row, column)
        self.said_secrets += drop_said(rows)

    def _drop_secret(self, row: list[str], column: int) -> None:
        row[column] = ""
        self.secrets[column] += 1

    def _note_filled(self, by_column: list[tuple[str, ...]]) -> None:
        for column in self.fit.not_understood:
            if column < len(by_column) and column not in self.filled and any(map(str.strip, by_column[column])):
                self.filled.add(column)

    def _load(self, reading: Reading, numbers: list[int], by_column: list[tuple[str, ...]], faults: Faults) -> set[int]:
        """Store the records of one block; the positions of rows that lack its key."""
        columns: Columns = {}
        told: Sequence[str] = ()
        table = reading.block.loads
        for name, found in reading.fields.items():
            texts = _texts(found, reading.columns.get(name, ()), by_column, len(numbers))
            columns[name], bad = convert(texts, found.read)
            if name == "e164":
                told = tuple(text.replace("|", " ").strip() for text in texts) if found.parts else texts
            for what, shown in damage(texts, phone=name == "e164"):
                cell = f"{self.letter(next(iter(reading.columns.get(name, (self.first,)))))}{numbers[shown]}"
                self.damage.setdefault((name, what), f"{cell}: {what} ('{texts[shown].strip()}')")
            for position, reason in bad.items():
                cell = f"{self.letter(next(iter(reading.columns.get(name, (self.first,)))))}{numbers[position]}"
                faults.setdefault(position, {})[f"{cell}: {reason}"] = None
        dates = columns.pop("exported_on", None)
        if dates and self.exported_on is None:
            self.exported_on = next(filter(None, dates), None)
        positions = shape(table, columns, told)
        at = positions if positions is not None else range(len(numbers))
        key = columns[KEYS[table]] if KEYS[table] in columns else [None] * len(at)
        self.inventory.add(table, self.sheet, columns, [numbers[position] for position in at])
        return {position for position, value in zip(at, key, strict=True) if value is None}

    def _verdicts(
        self, numbers: list[int], rows: list[list[str]], faults: Faults, without: list[set[int]]
    ) -> Iterator[Verdict]:
        """What became of each row; ``without`` are, for each block, the positions of rows that tell no such record."""
        missing, nothing = without[0], set.intersection(*without)
        for position, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            if position not in missing and position not in faults:
                yield number, RowState.LOADED, "", row
                continue
            reasons = [*faults.get(position, ())]
            if position in missing and TOTALS.match(next(filter(None, map(str.strip, row)), "")):
                yield number, RowState.IGNORED, "a totals row", row
            elif not reasons and self._only_beside(row):
                yield number, RowState.IGNORED, "no data, only what stands beside it", row
            elif position in nothing:
                lacking = self._lacks(number, "nothing says what this row is about")
                yield number, RowState.REJECTED, "; ".join(reasons or [lacking]), row
            else:
                reasons = reasons or [self._lacks(number, f"this row tells no {self.fit.profile.loads}")]
                self.complaints += len(reasons)
                yield number, RowState.LOADED, "; ".join(reasons), row

    def _only_beside(self, row: list[str]) -> bool:
        return all(column in self.beside or text == NO_VALUE for column, text in enumerate(row) if text.strip())

    def _lacks(self, number: int, so: str) -> str:
        wanted = self.fit.profile.must[0].split(" or ")
        cells = [f"{self.letter(self.fit.columns[name])}{number}" for name in wanted if name in self.fit.columns]
        return f"{' and '.join(cells or [f'row {number}'])}: blank, so {so}"

    def _keep(self, verdicts: Iterable[Verdict]) -> None:
        kept = []
        for number, state, reason, row in verdicts:
            self.counts[state] += 1
            kept.append((self.sheet, number, str(state), reason, join_cells(row)))
        add(self.inventory.connection, Row, ("sheet_id", "number", "state", "reason", "cells"), kept)


def _texts(field: ProfileField, columns: tuple[int, ...], by_column: list[tuple[str, ...]], rows: int) -> Sequence[str]:
    """The texts of a field: its column, its columns joined, or its one value."""
    if field.value:
        return (field.value,) * rows
    there = [by_column[column] for column in columns if column < len(by_column)]
    if len(columns) == 1 and there and not field.parts:
        return there[0]
    if not there:
        return ("",) * rows
    if field.by != " ":  # what is parted by a mark keeps its place, so that the reader knows which part is blank
        there = [by_column[column] if column < len(by_column) else ("",) * rows for column in columns]
        return [field.by.join(map(str.strip, texts)) if any(texts) else "" for texts in zip(*there, strict=True)]
    return [" ".join(filter(None, map(str.strip, texts))) for texts in zip(*there, strict=True)]


def _choosing(fit: Match) -> Iterator[tuple[int, re.Pattern[str], bool]]:
    """The columns that tell which rows are records, their words, and whether a record has one of them or none."""
    where = {plain(header): column for column, header in reversed([*enumerate(fit.headers)])}
    for wanted, choice in ((False, fit.profile.ignore), (True, fit.profile.only)):
        for header, words in choice:
            if (column := where.get(plain(header))) is not None:
                yield column, like(*words), wanted


def _headed(fit: Match, headers: Iterable[str]) -> set[int]:
    """The columns with one of these headers."""
    wanted = frozenset(map(plain, headers))
    return {column for column, header in enumerate(fit.headers) if plain(header) in wanted}


def _cell(row: list[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _bare(row: list[str]) -> list[str]:
    """The cells without blanks around them and blank cells behind them."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells
