"""Writes the rows of a sheet as XML, for openpyxl takes forty times as long to write a cell.

Only what repeats by the hundred thousand is written here: rows, links, and the addresses of the links. Every text is an
inline string (``t="inlineStr"``, ECMA-376 part 1, 18.18.11), so that no text can be read as a formula or a number.
"""

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from e911audit.reports.excel.content import clean
from e911audit.reports.excel.style import LOOKS, ONE_LINE, day_number, look_of, style_number, text_height

IN_MEMORY = 1 << 22
"""Bytes of rows kept in memory before they go to a temporary file."""

PIECE = 1 << 20
"""Bytes copied at a time."""

REMEMBERED = 1 << 10
"""Values of a column whose XML is remembered: most columns repeat a few, such as a rule's name, fix and cites."""


class Track(NamedTuple):
    """What a column's cells have in common: its letter, look and width in characters."""

    letter: str
    look: str
    width: float


class Pen:
    """Draws the values of one column. It asks for the number of each look once."""

    def __init__(self, sheet: Any, look: str, width: float, then: str) -> None:
        self._sheet = sheet
        self._look = look
        self._width = width if look in LOOKS and LOOKS[look].wrap else None
        self._then = then
        self._styles: dict[tuple[str, bool], int] = {}

    def draw(self, value: object) -> tuple[str, float]:
        """The cell after the number of its row, with what comes ``then``; and the points of height that it needs."""
        if isinstance(value, str) and value:
            return self._text(value)
        if isinstance(value, date):
            return self._cell(self._look, f"><v>{day_number(value)}</v></c>"), ONE_LINE
        if isinstance(value, int):
            return self._cell(self._look, f"><v>{value:d}</v></c>"), ONE_LINE
        if isinstance(value, Decimal):
            return self._cell(self._look, f"><v>{value:f}</v></c>"), ONE_LINE
        if value is None or value == "":
            return self._cell("line", "/>"), ONE_LINE
        return self._text(str(value))

    def _text(self, value: str) -> tuple[str, float]:
        text = clean(value)
        look, quoted = look_of(self._look, text)
        space = "" if text == text.strip() else ' xml:space="preserve"'
        cell = self._cell(look, f' t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>', quoted=quoted)
        return cell, ONE_LINE if self._width is None else text_height(value, self._width)

    def _cell(self, look: str, rest: str, *, quoted: bool = False) -> str:
        style = self._styles.get((look, quoted))
        if style is None:
            style = self._styles[look, quoted] = style_number(self._sheet, look, quoted=quoted)
        return f'" s="{style}"{rest}{self._then}'


class Pens:
    """Draws whole rows, one pen for each column."""

    def __init__(self, sheet: Any, tracks: Sequence[Track]) -> None:
        starts = [f'<c r="{track.letter}' for track in tracks]
        self._first = starts[0]
        self._draw = [
            lru_cache(REMEMBERED)(Pen(sheet, track.look, track.width, then).draw)
            for track, then in zip(tracks, [*starts[1:], "</row>"], strict=True)
        ]

    def row(self, number: int, values: Iterable[object]) -> str:
        """The row; its number stands before the rest of each cell, so that one join writes them all.

        The height is not marked as set by hand, so that Excel fits the row to what a reviewer types.
        """
        cells, heights = zip(*[draw(value) for draw, value in zip(self._draw, values, strict=True)], strict=True)
        height = max(heights)
        tall = f' ht="{height:g}"' if height > ONE_LINE else ""
        return str(number).join(('<row r="', f'"{tall}>{self._first}', *cells))


class Rows:
    """The rows of one sheet, until the workbook is put together: ``records`` drawn in ``columns``.

    Where ``left`` records found no room, a last row tells so.
    """

    def __init__(self, columns: Sequence[Any], records: Sequence[Any], left: int) -> None:
        self.columns = columns
        self.records = records
        self.left = left
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the archive closes it
        self.links = ""
        self.relations = ""

    def add(self, row: str) -> None:
        """Add a row."""
        self.file.write(row.encode())

    def begin_as(self, other: "Rows | None") -> int:
        """Copy the rows of another sheet if this one begins with all of them; return how many were copied."""
        if other is None or other.left or other.columns is not self.columns:
            return 0
        if other.records != self.records[: len(other.records)]:
            return 0
        other.file.seek(0)
        shutil.copyfileobj(other.file, self.file, PIECE)
        return len(other.records)
