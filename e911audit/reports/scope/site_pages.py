"""The sheet of the scope map with a landscape page for each site."""

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet.pagebreak import Break

from e911audit.reports.excel.archive import add_sheet
from e911audit.reports.excel.rows import Pen, Rows
from e911audit.reports.excel.style import LOOKS, dressed, set_height, text_height
from e911audit.reports.excel.table import LETTER, set_up_page
from e911audit.views.scope_map import Access, Part, ScopeMap, SiteMap

TITLE = "Sites"
WIDTHS = {"A": 20, "B": 22, "C": 13, "D": 16, "E": 14, "F": 20, "G": 21, "H": 28}
SCALE = 65
"""Percent at which these columns stand on a landscape page of letter paper."""
PAGE = 760
"""Points that fit on such a page."""
OWNERS = ("Part", "Company", "It Is", "Behind It", "Call", "Portal", "Ticket Rule", "Call It When")
ACCESS = ("Circuit", "Sold By", "Kind", "Last Mile Of", "Repaired In", "Service Class", "Demarc", "Contract Checklist")
Row = list[tuple[str, object]]
"""Look and value of each cell of a row."""


def add(book: Any, scope: ScopeMap) -> Rows:
    """Add the sheet; pages are parted by hand, which needs a fixed scale: fitted to its width Excel forgets them."""
    sheet = add_sheet(book, TITLE)
    set_up_page(sheet, LETTER, "243B53", f"e911audit as of {scope.as_of.isoformat()}")
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = SCALE
    sheet.sheet_view.showGridLines = False
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    rows, pens, number = Rows((), (), left=0), _Pens(sheet), 0
    for site in scope.sites:
        for row in _page(site):
            number += 1
            if number == 1:  # so that the sheet has a place for the rows that are kept apart
                set_height(sheet, number, _height(row))
                sheet.append([dressed(sheet, look, value) for look, value in row])
            else:
                rows.add(pens.row(number, row))
        sheet.row_breaks.append(Break(id=number))
    if not scope.sites:
        sheet.append([dressed(sheet, "sentence", "No site was found in the input.")])
    return rows


class _Pens:
    """Draws rows whose cells differ in look from row to row, with one pen for each column and look."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._pens: dict[tuple[str, str], Pen] = {}

    def row(self, number: int, row: Row) -> str:
        """One row as XML."""
        cells = "".join(
            f'<c r="{letter}{number}{self._pen(letter, look).draw(value)[0]}'
            for letter, (look, value) in zip(WIDTHS, row, strict=False)
        )
        return f'<row r="{number}" ht="{_height(row):g}">{cells}</row>'

    def _pen(self, letter: str, look: str) -> Pen:
        key = letter, look
        if key not in self._pens:
            self._pens[key] = Pen(self._sheet, look, WIDTHS[letter], "")
        return self._pens[key]


def _page(site: SiteMap) -> list[Row]:
    """The rows of a site, no more than fit on its page."""
    rows = list(_above(site))
    left = PAGE - sum(map(_height, rows))
    for number, circuit in enumerate(site.circuits):
        row = _access(circuit)
        left -= _height(row)
        if left < 0:
            rows.append([("sentence", f"And {len(site.circuits) - number:,} more: see the sheet Circuits.")])
            break
        rows.append(row)
    if not site.circuits:
        rows.append([("sentence", "No circuit of this site is listed.")])
    return rows


def _above(site: SiteMap) -> Iterator[Row]:
    yield [("title", f"{site.code}  {site.name}".rstrip())]
    yield [("sentence", site.address)]
    yield [("sentence", f"{site.exchange}; owners open: {site.open}; contract checklist: {_recorded(site)}")]
    yield []
    yield [("heading", "Who owns what, and whom to call")]
    yield [("header", title) for title in OWNERS]
    yield from map(_owner, site.parts)
    yield []
    yield [("heading", "Where the incumbent carrier (ILEC) appears")]
    yield [("header", title) for title in ("Where", "Answer", "Why")]
    for one in site.appearances:
        yield [("text", one.where), ("word", one.answer), ("line", one.why)]
    yield []
    yield [("heading", "Circuits and trunks")]
    yield [("header", title) for title in ACCESS]


def _owner(part: Part) -> Row:
    party = part.party
    name = ("text", f"{party.name}\nIn doubt: {part.doubt}.") if part.doubt else ("word", party.name)
    words = (party.role, party.behind, party.phone, party.portal, party.ticket_rule)
    return [("text", part.what), name, *(("word", text) for text in words), ("text", part.when)]


def _access(circuit: Access) -> Row:
    form = f" (ID: {circuit.form})" if circuit.form else ""
    words = (circuit.sold_by, circuit.kind, circuit.plant_of, circuit.repair, circuit.service, circuit.demarc)
    return [("id", circuit.name), *(("word", text) for text in words), ("text", f"{_recorded(circuit)}{form}")]


def _recorded(record: SiteMap | Access) -> str:
    return f"{record.recorded} of {record.asked} recorded"


def _height(row: Row) -> float:
    """Points that the row needs: large letters or a wrapped text."""
    heights = (
        text_height(value, width) if look == "word" or LOOKS[look].wrap else LOOKS[look].size * 1.5
        for (look, value), width in zip(row, WIDTHS.values(), strict=False)
    )
    return max(heights, default=15.0)
