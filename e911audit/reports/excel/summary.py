"""The first sheet: what was not judged, go or no-go, counts and charts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl.worksheet.hyperlink import Hyperlink

from e911audit.reports import tally
from e911audit.reports.excel import charts
from e911audit.reports.excel.archive import add_sheet
from e911audit.reports.excel.leads import Index
from e911audit.reports.excel.link import within
from e911audit.reports.excel.style import LOOKS, Look, dressed, set_height, text_height
from e911audit.reports.excel.table import HEADERS, LETTER, set_up_page
from e911audit.reports.text import count_of, field_words
from e911audit.values import Severity
from e911audit.views.result import Result

WIDTHS = {"A": 34, "B": 34, "C": 12, "D": 10, "E": 10, "F": 10, "G": 10, "H": 60}
LAST_PRINTED = "I"
"""The charts reach a little beyond the last column."""
MOST_UNJUDGED = 12
MOST_SITES = 25
MOST_GROUPS = 15
NAMED_FIELDS = 3

TEXT = Look()

Row = list[tuple[str, object]]
"""Look and value of each cell of a row."""


class Block(NamedTuple):
    """A heading, a table under it, and the sheet that has more."""

    title: str
    headers: tuple[str, ...]
    looks: tuple[str, ...]
    records: list[tuple[object, ...]]
    more: str
    empty: str
    most: int = 100
    room: int = 0
    """Rows to leave at least, where a chart stands beside the table."""


class Leading(NamedTuple):
    """A text that leads to a row of another sheet; row 0 leads nowhere."""

    text: str
    sheet: str
    row: int

    def __str__(self) -> str:
        return self.text


def add(book: Any, result: Result, index: Index) -> None:
    """Add the Summary to the workbook; the index tells where its sites and rules stand on other sheets."""
    sheet = add_sheet(book, "Summary")
    set_up_page(sheet, LETTER, "243B53", f"e911audit as of {result.as_of.isoformat()}")
    sheet.sheet_view.showGridLines = False
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    rows = list(_top(result))
    areas = [_lay(rows, part(result, index)) for part in PARTS]
    for number, row in enumerate(rows, 1):
        set_height(sheet, number, _height(row))
        sheet.append([_cell(sheet, look, value) for look, value in row])
    *_, severities, families = areas
    sheet.print_area = f"A1:{LAST_PRINTED}{max(len(rows), charts.last_row(families))}"
    charts.by_severity(sheet, severities, f"H{severities.header - 1}")
    if families.last >= families.first:
        charts.by_family(sheet, families, f"H{families.header - 1}")


def _height(row: Row) -> float:
    """Points that the row needs: large letters or a wrapped text."""
    heights = (
        text_height(value, width) if LOOKS.get(look, TEXT).wrap else LOOKS[look].size * 1.5
        for (look, value), width in zip(row, WIDTHS.values(), strict=False)
    )
    return max(heights, default=0)


def _cell(sheet: Any, look: str, value: object) -> Any:
    """A dressed cell; a value of look ``link`` is the name of the sheet to go to."""
    if isinstance(value, Leading):
        cell = dressed(sheet, "lead", value)
        if value.row:
            cell.hyperlink = Hyperlink(ref="", location=within(value.sheet, value.row))
        return cell
    if look != "link":
        return dressed(sheet, look, value)
    cell = dressed(sheet, look, f"See the sheet {value}.")
    cell.hyperlink = Hyperlink(ref="", location=f"'{value}'!A1")
    return cell


def _top(result: Result) -> Iterator[Row]:
    """Title, what was not judged, verdict and facts, in this order: nothing green before what was not judged."""
    word, sentence = tally.headline(result)
    gap = "not judged line" if result.not_judged or not result.outcomes else "judged line"
    counted = ("site", "number", "device", "line")
    yield [("title", "E911 migration audit")]
    yield _banner(gap, f"Not judged: {tally.unjudged_sentence(result)}")
    yield _banner(f"{word} line", f"{word}: {sentence}")
    yield []
    yield [("label", "As of"), ("date", result.as_of)]
    yield [("label", "Cutover"), ("date", result.cutover or "no date given")]
    yield [("label", "Strictness"), ("line", result.strictness)]
    yield [("label", "Program"), ("line", f"e911audit {result.version}")]
    yield [
        ("label", "Looked at"),
        ("line", ", ".join(count_of(result.totals[f"{noun}s"], noun) for noun in counted)),
    ]


def _banner(look: str, sentence: str) -> Row:
    """A sentence over the whole width."""
    return [(look, sentence), *((look, None) for _ in range(len(WIDTHS) - 1))]


def _lay(rows: list[Row], block: Block) -> charts.Area:
    """Put the block under what is there already and tell where its table stands."""
    rows += [[], [("heading", block.title)]]
    start = len(rows)
    if block.records:
        rows.append(
            [(HEADERS.get(look, "header"), header) for look, header in zip(block.looks, block.headers, strict=True)]
        )
        rows += [list(zip(block.looks, record, strict=True)) for record in block.records[: block.most]]
    else:
        rows.append([("sentence", block.empty)])
    last = len(rows)
    left = len(block.records) - block.most
    if left > 0:
        rows.append([("line", f"And {left:,} more."), ("link", block.more)])
    elif block.more:
        rows.append([("link", block.more)])
    rows += [[] for _ in range(start + block.room - len(rows))]
    return charts.Area(start + 1, start + 2, last)


def _unjudged(result: Result, _index: Index) -> Block:
    names = {rule.code: rule.name for rule in result.rules}
    return Block(
        "What was not judged",
        ("Rule", "Name", "Records left", "Missing", "", "", "", ""),
        ("word", "line", "number", "line", "line", "line", "line", "line"),
        [
            (
                f"{outcome.rule} {tally.answer(outcome)}",
                names.get(outcome.rule, ""),
                tally.records_left(outcome),
                _few(outcome.missing),
                *("", "", "", ""),
            )
            for outcome in tally.unjudged_in_order(result)
        ],
        "Not Judged",
        tally.unjudged_sentence(result),
        MOST_UNJUDGED,
    )


def _few(fields: tuple[str, ...]) -> str:
    named = ", ".join(field_words(field) for field in fields[:NAMED_FIELDS])
    return named if len(fields) <= NAMED_FIELDS else f"{named} and {len(fields) - NAMED_FIELDS} more"


def _sites(result: Result, index: Index) -> Block:
    return Block(
        "Go or no-go for each site",
        ("Site", "Name", "Verdict", "Blockers", "Major", "Minor", "Info", "Why"),
        ("id", "text", "word", "number", "number", "number", "number", "text"),
        [
            (
                Leading(s.code, "Sites", index.find("Sites", "site", s.code)),
                s.name,
                "GO" if s.go else "NO-GO",
                s.blocker,
                s.major,
                s.minor,
                s.info,
                s.why,
            )
            for s in tally.sites_in_order(result)
        ],
        "Sites",
        "No site was found in the input, so no site can be cleared.",
        MOST_SITES,
    )


def _groups(result: Result, index: Index) -> Block:

    def first(group: tally.Group) -> Leading:
        return Leading(group.rule, "Findings", index.find("Findings", "group", (group.rule, group.site)))

    return Block(
        "Where to begin: one rule at one site is mostly one cause",
        ("Rule", "Name", "Severity", "Site", "Findings", "Affects", "", "What to do"),
        ("line", "text", "word", "id", "number", "number", "line", "text"),
        [(first(g), g.name, g.severity, g.site, g.findings, g.affects, "", g.fix) for g in tally.groups(result)],
        "Findings",
        "Nothing is open among what was judged.",
        MOST_GROUPS,
    )


def _severities(result: Result, _index: Index) -> Block:
    return Block(
        "Findings by severity",
        ("Severity", "", "Open", "Waived"),
        ("word", "line", "number", "number"),
        [(severity, "", still_open, waived) for severity, still_open, waived in tally.by_severity(result)],
        "Findings",
        "",
        room=12,
    )


def _families(result: Result, _index: Index) -> Block:
    return Block(
        "Open findings by family",
        ("Family", "", *(severity.title() for severity in Severity), "All"),
        ("line", "line", *("number" for _ in Severity), "number"),
        [(t.family, "", t.blocker, t.major, t.minor, t.info, t.total) for t in tally.by_family(result)],
        "",
        "No finding is open among what was judged.",
    )


PARTS = (_unjudged, _sites, _groups, _severities, _families)
"""The tables in their order; charts stand beside the last two."""
