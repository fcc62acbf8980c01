"""One sheet as rows of texts, with its place in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from e911audit.nena import Tally

MIDNIGHT = time()
EXACT = 1e15
"""Excel keeps 15 digits; a larger number keeps its exponent, so that nobody takes its last digits for true."""
NO_VALUE = "#FORMULA?"
"""The text of a cell whose formula has no value, because no spreadsheet program has calculated the file."""
MERGED_ROWS = 60
"""Rows in which a header is looked for."""
Range = tuple[int, int, int, int]
"""First row, first column, last row and last column, counted from 0."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet. ``rows`` yields every row from the spreadsheet's first on, blank ones included, from column A on.

    Cells are texts: a number without decimals loses its ``.0``, a date is ISO 8601, yes/no is TRUE or FALSE.
    An error is its name, such as ``#N/A``, and a formula that nobody has calculated is NO_VALUE. ``notes`` are facts
    about the input for its receipt, ``merged`` the merged ranges that begin in the first MERGED_ROWS rows. ``fault`` is
    set instead where the sheet could not be read.
    """

    name: str
    position: int
    rows: Iterator[list[str]]
    hidden: bool = False
    notes: tuple[str, ...] = ()
    merged: tuple[Range, ...] = ()
    fault: str = ""
    headers: tuple[str, ...] = ()
    """Headers that the format itself gives where the file has none; every row is then data."""
    letters: tuple[str, ...] = ()
    """What stands before a row's number in messages instead of the letters of a column, where a file has no columns."""
    tally: Tally | None = None
    """What was counted in a file of NENA records; None for everything else."""


def letter(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _long(value: float) -> str:
    return repr(value) if abs(value) < EXACT else f"{value:.14E}"


def text_of(value: Any) -> str:
    """A cell's value as text, without the marks that a spreadsheet program adds to numbers."""
    if isinstance(value, float):  # by far the most frequent: calamine gives every number as one
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else _long(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | timedelta) else ""
