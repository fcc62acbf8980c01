"""Writes one sheet from its plan: header, rows, filter, widths, print setup, reviewer's columns."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from openpyxl.utils import get_column_letter

from e911audit.reports.excel.archive import add_sheet
from e911audit.reports.excel.leads import Index, Lead
from e911audit.reports.excel.link import Links
from e911audit.reports.excel.reviewer import add_checks
from e911audit.reports.excel.rows import Pens, Rows, Track
from e911audit.reports.excel.style import dress_column, dressed, set_height, text_height
from e911audit.reports.text import cells_words

MOST_ROWS = 1_048_574
"""Records on one sheet: Excel's 1,048,576 rows without the header and a last line that says how many are left."""

LETTER, TABLOID = "1", "3"
"""Paper, as ECMA-376 part 1, 18.3.1.63 numbers it: 8.5 by 11 and 11 by 17 inches."""


class Column(NamedTuple):
    """One column. ``value`` takes a record; ``look`` is a key of LOOKS, or ``word`` for words that carry a colour.

    A column of look ``source`` gives a tuple of cells. A column with ``review`` is the reviewer's, blank where nothing
    was entered so far, and says which check its cells have: a key of CHOICES, or ``any``.
    """

    title: str
    width: float
    value: Callable[[Any], object]
    look: str = "text"
    review: str = ""
    hidden: bool = False
    lead: Lead | None = None
    """Where its cells lead within the workbook."""


class Dated(Protocol):
    """What a workbook can be about: a result, or another answer for one day."""

    @property
    def as_of(self) -> date: ...  # noqa: D102

    @property
    def version(self) -> str: ...  # noqa: D102


class Plan(NamedTuple):
    """One sheet. ``empty`` is the sentence that stands in a sheet without records, as blankness proves nothing."""

    title: str
    records: Callable[[Any], Iterable[Any]]
    columns: Sequence[Column]
    empty: str
    freeze: str = "A2"
    paper: str = LETTER
    tab: str = "52606D"


HEADERS = {"number": "number header", "money": "number header"}
"""Look of a column -> look of its header, where the header stands as the column does."""


class Place(NamedTuple):
    """The folder in which the workbook will stand, and the rows to which its links lead."""

    folder: Path
    leads: Index


def add(book: Any, plan: Plan, result: Dated, place: Place, before: Rows | None) -> Rows:
    """Add the sheet of this plan to the workbook; its rows are kept apart.

    ``before`` are the rows of the sheet before, with which this one may begin.
    """
    sheet = add_sheet(book, plan.title)
    set_up_page(sheet, plan.paper, plan.tab, f"e911audit as of {result.as_of.isoformat()}")
    sheet.freeze_panes = plan.freeze
    sheet.print_title_rows = "1:1"
    _widths(sheet, plan.columns)
    set_height(sheet, 1, text_height("\n", 1))
    sheet.append(_header(sheet, plan.columns))
    records = list(plan.records(result))
    rows = Rows(plan.columns, records[:MOST_ROWS], left=len(records[MOST_ROWS:]))
    _fill(rows, sheet, before)
    if records:
        _link(rows, place)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(plan.columns))}{len(rows.records) + 1}"
        add_checks(sheet, [(column.title, column.review) for column in plan.columns], len(rows.records))
    else:
        sheet.append([dressed(sheet, "sentence", plan.empty)])
    lines = max(len(rows.records), 1) + 1 + bool(rows.left)
    sheet.print_area = f"A1:{get_column_letter(len(plan.columns))}{lines}"
    return rows


def set_up_page(sheet: Any, paper: str, tab: str, footer: str) -> None:
    """Landscape, one page wide, with the sheet's name, page numbers and the run's date at the foot."""
    sheet.sheet_properties.tabColor = tab
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.footer = 0.3
    sheet.oddFooter.left.text = footer
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def _widths(sheet: Any, columns: Sequence[Column]) -> None:
    """Widths, and for the reviewer's blank cells the look of what will be entered."""
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.hidden = column.hidden
        if column.review:
            dress_column(sheet, column.look, dimension)


def _header(sheet: Any, columns: Sequence[Column]) -> list[Any]:
    looks = ("review header" if column.review else HEADERS.get(column.look, "header") for column in columns)
    return [dressed(sheet, look, column.title) for look, column in zip(looks, columns, strict=True)]


def _fill(rows: Rows, sheet: Any, before: Rows | None) -> None:
    """Write the records, and how many there was no room for.

    The reviewer's cells are only written for a record that has something in one of them.
    """
    columns = list(enumerate(rows.columns, 1))
    bare = _Drawn(sheet, [(number, column) for number, column in columns if not column.review])
    whole = _Drawn(sheet, columns)
    entered = [column.value for column in rows.columns if column.review]
    done = rows.begin_as(before)
    for number, record in enumerate(islice(rows.records, done, None), done + 2):
        reviewed = any(value(record) is not None for value in entered)
        rows.add((whole if reviewed else bare).row(number, record))
    if rows.left:
        sentence = f"{rows.left:,} more do not fit on a sheet. A findings.json report has all findings."
        rows.add(Pens(sheet, [Track("A", "sentence", 0)]).row(len(rows.records) + 2, [sentence]))


class _Drawn:
    """Draws the cells of some columns, each by its number."""

    def __init__(self, sheet: Any, columns: Sequence[tuple[int, Column]]) -> None:
        tracks = [Track(get_column_letter(number), column.look, column.width) for number, column in columns]
        self._pens = Pens(sheet, tracks)
        self._values = [_shown(column) for _, column in columns]

    def row(self, number: int, record: Any) -> str:
        """The row of a record."""
        return self._pens.row(number, [value(record) for value in self._values])


def _shown(column: Column) -> Callable[[Any], object]:
    """The value to show: cells in words, anything else as it is."""
    value: Callable[[Any], Any] = column.value
    return (lambda record: cells_words(value(record))) if column.look == "source" else value


def _link(rows: Rows, place: Place) -> None:
    """Link the records to their sources, and then, while a sheet takes more links, to other sheets."""
    links = Links(place.folder)
    columns = [(get_column_letter(number), column) for number, column in enumerate(rows.columns, 1)]
    for letter, column in columns:
        for row, record in enumerate(rows.records, 2) if column.look == "source" else ():
            cells: Any = column.value(record)
            if cells:
                links.add(f"{letter}{row}", cells[0])
    for letter, column in columns:
        for row, record in enumerate(rows.records, 2) if column.lead else ():
            if column.value(record) and (target := place.leads.row(column.lead, record)):
                links.add_within(f"{letter}{row}", column.lead.sheet, target)
    rows.links, rows.relations = links.xml(), links.relations()
