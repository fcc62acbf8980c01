"""A cleaned list as a workbook: its own columns as they were, ours behind them under headers of another colour."""

from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from e911audit.errors import CannotWrite
from e911audit.reports.clean_list import CleanList
from e911audit.reports.clean_list.columns import Cleaned
from e911audit.reports.excel.archive import UNDATED, Archive, add_sheet
from e911audit.reports.excel.rows import Pens, Rows, Track
from e911audit.reports.excel.style import NOTE, WARN, dressed, set_height, text_height
from e911audit.reports.excel.table import TABLOID, set_up_page

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
MEASURED = 200
"""Rows whose texts decide the widths of the list's own columns."""
NARROWEST, WIDEST = 6, 36
"""Characters that such a column shows."""
TITLE = "Addresses"
MEMBER = "xl/worksheets/sheet1.xml"


def write(clean: CleanList, path: Path) -> None:
    """Write the workbook; CannotWrite where the list has more rows than a sheet."""
    archive: Any = Archive(path)
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.lastModifiedBy = "e911audit"
    book.properties.created = book.properties.modified = UNDATED
    sheet = add_sheet(book, TITLE)
    try:
        first = list(islice(clean.rows, MEASURED))
        tracks = _tracks(clean, first)
        _head(sheet, clean, tracks)
        archive.rows[MEMBER] = rows = Rows((), (), left=0)
        last = _fill(rows, sheet, tracks, clean, first)
        _finish(sheet, clean, tracks, last)
        ExcelWriter(book, archive).write_data()
    finally:
        if not sheet.closed:
            sheet.close()
        archive.close()


def _tracks(clean: CleanList, first: list[Cleaned]) -> list[Track]:
    """Letter, look and width of every column."""
    texts = [clean.headers, *(row.cells for row in first)]
    widths = [max(len(cells[place]) for cells in texts) + 2 for place in range(len(clean.headers))]
    own = [("id", min(max(width, NARROWEST), WIDEST)) for width in widths]
    looks = [*own, *((column.look, column.width) for column in clean.columns)]
    return [Track(get_column_letter(number), look, width) for number, (look, width) in enumerate(looks, 1)]


def _head(sheet: Any, clean: CleanList, tracks: list[Track]) -> None:
    set_up_page(sheet, TABLOID, "1A5E63", "e911audit normalize")
    sheet.sheet_properties.pageSetUpPr.fitToPage = False  # sixty columns on one page could not be read
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for track in tracks:
        sheet.column_dimensions[track.letter].width = track.width
    titles = [("header", text) for text in clean.headers] + [("clean header", text) for text in clean.titles]
    set_height(sheet, 1, max(text_height(text, track.width) for (_, text), track in zip(titles, tracks, strict=True)))
    sheet.append([dressed(sheet, look, text) for look, text in titles])


def _fill(rows: Rows, sheet: Any, tracks: list[Track], clean: CleanList, first: list[Cleaned]) -> int:
    """Write the rows and return the number of the last one."""
    pens = Pens(sheet, tracks)
    number = 1
    for number, row in enumerate(chain(first, clean.rows), 2):
        if number > MOST_ROWS + 1:
            raise CannotWrite(
                f"The list has more than {MOST_ROWS:,} rows, which no sheet holds.", advice="Write a .csv file instead."
            )
        rows.add(pens.row(number, clean.cells(row)))
    return number


def _finish(sheet: Any, clean: CleanList, tracks: list[Track], last: int) -> None:
    """The filter, and colours for what a dispatcher cannot use and what was doubted."""
    sheet.auto_filter.ref = f"A1:{tracks[-1].letter}{last}"
    letters = dict(zip((column.title for column in clean.columns), tracks[len(clean.headers) :], strict=True))
    kind, doubts = letters["Kind"].letter, letters["Doubts"].letter
    for letter, formula, colour in (
        (kind, f'AND({kind}2<>"",{kind}2<>"street")', WARN),
        (doubts, f'{doubts}2<>""', NOTE),
    ):
        style = DifferentialStyle(fill=PatternFill("solid", start_color=colour, end_color=colour))
        shaded = Rule(type="expression", formula=[formula], dxf=style)
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", shaded)
