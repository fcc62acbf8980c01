"""How cells look."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from e911audit.reports.excel.content import clean

LONGEST_AS_TEXT = 255
"""Above this, Excel may show a cell of number format ``@`` as ####."""

ONE_LINE, LINE = 15.0, 13.0
"""Points: Excel's usual row, and each line of a text of 10 points."""

FITS = 1.1
"""Letters of 10 points that stand in one unit of width, which is a digit of 11 points; words that wrap waste some."""

MOST_LINES = 12
"""Lines that a row shows of a long text; the cell holds all of it."""

TRIGGERS = ("=", "+", "-", "@", "\t")
"""First characters that a spreadsheet may take for a formula when the cell is edited (OWASP ASVS 1.2.10)."""


THIN = Side("thin", color="D9DEE4")
RULED = Border(bottom=THIN)
"""The thin line under a row."""


BOXED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
"""Lines around a cell that is filled in, also on paper."""


@dataclass(frozen=True, slots=True)
class Look:
    """Font, fill, alignment and number format of a kind of cell; colours are RRGGBB."""

    ink: str = "1F2933"
    fill: str = ""
    bold: bool = False
    size: int = 10
    wrap: bool = True
    align: str = "left"
    number_format: str = "General"
    indent: int = 0
    ruled: bool = True

    def dress(self, target: Any) -> None:
        """Give the look to a style."""
        target.font = Font(name="Calibri", size=self.size, bold=self.bold, color=self.ink)
        target.alignment = Alignment(horizontal=self.align, vertical="top", wrap_text=self.wrap, indent=self.indent)
        target.number_format = self.number_format
        if self.ruled:
            target.border = RULED
        if self.fill:
            target.fill = PatternFill("solid", start_color=self.fill, end_color=self.fill)


LIGHT_INK, DARK_INK = "FFFFFF", "1F2933"
STOP, WARN, NOTE, CALM, FINE = "9B1C1C", "E8893B", "F0CB55", "E3E8EF", "CDE8D0"
"""From grave to good; the darkness falls in the same order, so that the order is seen in grey as well."""

REVIEW = "FFF8DC"
"""Behind the cells that a reviewer fills in."""

LOOKS: dict[str, Look] = {
    "text": Look(),
    "line": Look(wrap=False),
    "id": Look(number_format="@"),
    "number": Look(align="right", number_format="#,##0", wrap=False, indent=1),
    "money": Look(align="right", number_format="#,##0.00;[Red]-#,##0.00", wrap=False, indent=1),
    "date": Look(number_format="yyyy-mm-dd", wrap=False),
    "source": Look(ink="1A4F8B"),
    "lead": Look(ink="1A4F8B", number_format="@"),
    "key": Look(ink="7B8794", size=8, wrap=False, number_format="@"),
    "header": Look(ink=LIGHT_INK, fill="243B53", bold=True),
    "number header": Look(ink=LIGHT_INK, fill="243B53", bold=True, align="right", indent=1),
    "review header": Look(ink=DARK_INK, fill="F0C419", bold=True),
    "clean header": Look(ink=LIGHT_INK, fill="1A5E63", bold=True),
    "sentence": Look(ruled=False, ink="52606D", wrap=False),
    "title": Look(ruled=False, bold=True, size=18, wrap=False),
    "heading": Look(ruled=False, ink="243B53", bold=True, size=13, wrap=False),
    "label": Look(ruled=False, bold=True, wrap=False),
    "link": Look(ruled=False, ink="1A4F8B", wrap=False),
    "not judged line": Look(fill=NOTE, bold=True, size=12, wrap=False),
    "judged line": Look(size=12, wrap=False),
    "GO line": Look(fill=FINE, bold=True, size=12, wrap=False),
    "NO-GO line": Look(ink=LIGHT_INK, fill=STOP, bold=True, size=12, wrap=False),
    "NOT JUDGED line": Look(fill=NOTE, bold=True, size=12, wrap=False),
}

WORDS: dict[str, Look] = {
    "blocker": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "major": Look(align="center", ink=DARK_INK, fill=WARN, bold=True),
    "minor": Look(align="center", ink=DARK_INK, fill=NOTE),
    "info": Look(align="center", ink=DARK_INK, fill=CALM),
    "GO": Look(align="center", ink=DARK_INK, fill=FINE, bold=True),
    "NO-GO": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "not judged": Look(align="center", ink=DARK_INK, fill=WARN, bold=True),
    "not met": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "manual": Look(align="center", ink=DARK_INK, fill=NOTE),
    "met": Look(align="center", ink=DARK_INK, fill=FINE, bold=True),
    "judged in part": Look(align="center", ink=DARK_INK, fill=NOTE),
    "rejected": Look(align="center", ink=DARK_INK, fill=WARN, bold=True),
    "unknown": Look(ink=DARK_INK, fill=NOTE, bold=True),
    "missing": Look(align="center", ink=DARK_INK, fill=NOTE, bold=True),
    "falls short": Look(align="center", ink=DARK_INK, fill=WARN, bold=True),
    "unreadable": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "must not port": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "undecided": Look(align="center", ink=DARK_INK, fill=WARN, bold=True),
    "must not disconnect before": Look(align="center", ink=DARK_INK, fill=NOTE),
    "may port": Look(align="center", ink=DARK_INK, fill=FINE),
    "must stay on copper": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "must stay on copper or managed voice": Look(align="center", ink=LIGHT_INK, fill=STOP, bold=True),
    "may move to listed cellular or IP": Look(align="center", ink=DARK_INK, fill=NOTE),
    "may move to ATA": Look(align="center", ink=DARK_INK, fill=CALM),
    "may go": Look(align="center", ink=DARK_INK, fill=FINE, bold=True),
}
"""Words that carry a colour; the word itself is always there. Other words look like text."""


def dressed(sheet: Any, look: str, value: object) -> Any:
    """A single cell; a text stays text whatever it begins with. Rows in number are written by ``rows``."""
    if value is None or value == "":
        return _blank(sheet, look if look in LOOKS else "line")
    if isinstance(value, int | date):
        cell = _blank(sheet, look)
        cell.value = value
        return cell
    text = clean(str(value))
    look, quoted = look_of(look, text)
    cell = _blank(sheet, look)
    cell.value, cell.data_type, cell.quotePrefix = text, "s", quoted
    return cell


def style_number(sheet: Any, look: str, *, quoted: bool) -> int:
    """The number under which the workbook keeps this look."""
    cell = _blank(sheet, look)
    cell.quotePrefix = quoted
    return int(cell.style_id)


def look_of(look: str, text: str) -> tuple[str, bool]:
    """The look that this text has in a column of the look given, and whether it needs the quote prefix."""
    if look == "word":
        look = text if text in WORDS else "text"
    elif look in ("id", "lead") and len(text) > LONGEST_AS_TEXT:
        look = "text"
    return look, text.startswith(TRIGGERS)


def _blank(sheet: Any, look: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.style = _named(sheet.parent, look)
    return cell


def _named(book: Any, look: str) -> str:
    """The name under which the workbook's list of cell styles has this look."""
    name = f"Audit {look}"
    if name not in book._named_styles.names:  # noqa: SLF001  (its public list is made anew for each question)
        style = NamedStyle(name)
        (WORDS.get(look) or LOOKS[look]).dress(style)
        book.add_named_style(style)
    return name


def dress_column(sheet: Any, look: str, dimension: Any) -> None:
    """Give a look to the cells of a column that are still blank."""
    dimension._style = copy(_blank(sheet, look)._style)  # noqa: SLF001  (openpyxl lets nobody name a column's style)


def set_height(sheet: Any, number: int, height: float) -> None:
    """Give the next row to be appended, which is this one, its height in points.

    A plain mapping of XML attributes stands in for openpyxl's RowDimension, which would mark the height as set by hand,
    so that Excel would no longer fit the row to what a reviewer types into it.
    """
    if height > ONE_LINE:
        sheet.row_dimensions[number] = {"ht": f"{height:g}"}


def day_number(day: date) -> int:
    """The number by which Excel knows a day: 1 is 1900-01-01, and 60 a 29 February 1900 that never was."""
    return (day - date(1899, 12, 30)).days


def text_height(text: object, width: float) -> float:
    """Points that a wrapped text needs in a column of this width (characters); few programs work it out on opening."""
    fits = width * FITS
    if not isinstance(text, str) or (len(text) <= fits and "\n" not in text):
        return ONE_LINE
    lines = sum(max(1, ceil(len(line) / fits)) for line in text.split("\n")) if "\n" in text else ceil(len(text) / fits)
    return 2.0 + LINE * min(lines, MOST_LINES)
