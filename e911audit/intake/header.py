"""What may be the header of a sheet: one row, or two that belong together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from e911audit.intake.cells import plain
from e911audit.intake.secrets import are_secret, is_secret, might_say, without_secret

HEADER_SEARCHED = 30
"""Rows in which the header is looked for; titles of real exports end well before."""
Range = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, counted from 0."""


class Header(NamedTuple):
    """One cell of what may be the header row: its column counted from 0, its plain text, whether it tells a secret."""

    column: int
    text: str
    secret: bool


class Headers(NamedTuple):
    """What may be the header row, and the row above it where two belong together."""

    row: int
    above: int
    cells: tuple[str, ...]
    found: tuple[Header, ...]


def heads(rows: Sequence[list[str]], merged: tuple[Range, ...]) -> Iterator[Headers]:
    """Every row that may be the header, and each pair of rows that may be one together."""
    above: tuple[int, list[str]] | None = None
    for number, row in enumerate(rows[:HEADER_SEARCHED]):
        if not any(map(str.strip, row)):
            continue
        yield head(number, -1, tuple(row))
        if above and above[0] == number - 1:
            yield head(number, above[0], _two_rows(_spread(above, merged), row))
        above = (number, row)


def head(row: int, above: int, cells: tuple[str, ...]) -> Headers:
    """The cells of a row as headers; ``row`` and ``above`` count from 0, -1 is none."""
    if might_say("\n".join(cells).casefold()):
        cells = tuple(map(without_secret, cells))
    secret = is_secret if are_secret(cells) else _no_secret
    found = tuple(Header(column, plain(cell), secret(cell)) for column, cell in enumerate(cells) if cell.strip())
    return Headers(row, above, cells, found)


def _no_secret(_cell: str) -> bool:
    return False


def _spread(above: tuple[int, list[str]], merged: tuple[Range, ...]) -> list[str]:
    """The upper header row with each merged cell's text in all of its columns."""
    number, row = above
    cells = list(row)
    for first_row, first, last_row, last in merged:
        if first_row <= number <= last_row and first < len(cells):
            cells += [""] * (last + 1 - len(cells))
            cells[first : last + 1] = [cells[first]] * (last + 1 - first)
    return cells


def _two_rows(upper: list[str], lower: list[str]) -> tuple[str, ...]:
    """Both header rows as one: ``Emergency`` over ``Street`` is ``Emergency Street``."""
    width = max(len(upper), len(lower))
    pairs = zip(upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower)), strict=True)
    return tuple(f"{one.strip()} {other.strip()}".strip() for one, other in pairs)
