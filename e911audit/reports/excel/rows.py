"""Writes the rows of a sheet as XML, for openpyxl takes twenty times as long to write a cell.

Only what repeats by the hundred thousand is written here: rows, links, and the addresses of the links. Every text is an
inline string (``t="inlineStr"``, ECMA-376 part 1, 18.18.11), so that no text can be read as a formula or a number.
"""

from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any
from xml.sax.saxutils import escape

from e911audit.reports.excel.content import clean
from e911audit.reports.excel.style import LOOKS, ONE_LINE, day_number, look_of, style_number, text_height

IN_MEMORY = 1 << 22
"""Bytes of rows kept in memory before they go to a temporary file."""


class Pen:
    """Writes the cells of one column. It asks for the number of each look once."""

    def __init__(self, sheet: Any, letter: str, look: str, width: float) -> None:
        self._sheet = sheet
        self._letter = letter
        self._look = look
        self._width = width if look in LOOKS and LOOKS[look].wrap else None
        self._styles: dict[tuple[str, bool], int] = {}

    def height(self, value: object) -> float:
        """Points that the value needs."""
        return ONE_LINE if self._width is None else text_height(value, self._width)

    def write(self, row: int, value: object) -> str:
        """The cell of this row."""
        if value is None or value == "":
            return self._cell(row, "line", "/>")
        if isinstance(value, date):
            return self._cell(row, self._look, f"><v>{day_number(value)}</v></c>")
        if isinstance(value, int):
            return self._cell(row, self._look, f"><v>{value:d}</v></c>")
        text = clean(str(value))
        look, quoted = look_of(self._look, text)
        content = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        return self._cell(row, look, content, quoted=quoted)

    def _cell(self, row: int, look: str, rest: str, *, quoted: bool = False) -> str:
        style = self._styles.get((look, quoted))
        if style is None:
            style = self._styles[look, quoted] = style_number(self._sheet, look, quoted=quoted)
        return f'<c r="{self._letter}{row}" s="{style}"{rest}'


class Rows:
    """The rows of one sheet, until the workbook is put together."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the archive closes it
        self.links = ""
        self.relations = ""

    def add(self, row: int, pens: list[Pen], values: list[object]) -> None:
        """Add a row; without a mark that its height was set by hand, Excel fits it to what a reviewer types."""
        height = max(pen.height(value) for pen, value in zip(pens, values, strict=True))
        tall = f' ht="{height:g}"' if height > ONE_LINE else ""
        cells = "".join(pen.write(row, value) for pen, value in zip(pens, values, strict=True))
        self.file.write(f'<row r="{row}"{tall}>{cells}</row>'.encode())
