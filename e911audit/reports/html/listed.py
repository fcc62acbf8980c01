"""The tables of the page: what a column shows, and how many rows stand on the page."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

MOST_ROWS = 1_000
"""Rows of a table; a sentence under it says how many more there are, and the workbook has all of them."""


class Column(NamedTuple):
    """A header, the value of an entry, and how it looks: text, word, number, id, rule, code, bar, strip or site."""

    title: str
    value: Callable[[Any], object]
    look: str = "text"


class Table(NamedTuple):
    """Rows of values below their columns, and how many entries have no row."""

    caption: str
    columns: tuple[Column, ...]
    rows: list[tuple[object, ...]]
    left: int
    sheet: str
    """The sheet of the workbook that has every row."""


def table(
    caption: str, columns: tuple[Column, ...], entries: Iterable[object], *, sheet: str = "", most: int = MOST_ROWS
) -> Table:
    """The first entries as rows."""
    every: Sequence[object] = list(entries)
    rows = [tuple(column.value(entry) for column in columns) for entry in islice(every, most)]
    return Table(caption, columns, rows, max(0, len(every) - most), sheet)


def column(name: str, look: str = "text", title: str = "") -> Column:
    """The column of an attribute, which names it."""
    return Column(title or name.replace("_", " ").capitalize(), attrgetter(name), look)


def joined(name: str, title: str, between: str = ", ") -> Column:
    """The column of an attribute of several texts."""
    value = attrgetter(name)
    return Column(title, lambda entry: between.join(value(entry)))
