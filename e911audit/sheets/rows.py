"""Rows as a reader gives them, with what the sheet's XML says put in."""

from collections.abc import Iterator

from e911audit.sheets.marks import Marks


def overlaid(rows: Iterator[list[str]], marks: Marks) -> Iterator[list[str]]:
    """Rows with the texts and leading zeros of their marks, also behind the last row that has a value."""
    if not marks.texts and not marks.zeros:
        return rows
    return _overlay(rows, marks)


def _overlay(rows: Iterator[list[str]], marks: Marks) -> Iterator[list[str]]:
    last = max(marks.texts, default=-1)
    number = -1
    for number, row in enumerate(rows):
        for column, width in marks.zeros.get(number, {}).items():
            if column < len(row) and row[column].isdecimal():
                row[column] = row[column].zfill(width)
        yield _put(row, marks.texts.get(number, {}))
    for behind in range(number + 1, last + 1):
        yield _put([], marks.texts.get(behind, {}))


def _put(row: list[str], texts: dict[int, str]) -> list[str]:
    for column, text in texts.items():
        row.extend([""] * (column + 1 - len(row)))
        row[column] = text
    return row
