"""What the lines cost a month: by site, by line, and the lines that may be paid for nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from e911audit.reports import placed
from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.views.costs import FREE, KEPT, OPEN, Total, outlook, serves_nothing, total
from e911audit.views.result import Result, SurvivingLine

TITLE = "What the lines cost"
ALL, NO_SITE = "All sites", "of no site"


class Spent(NamedTuple):
    """What the lines of a site cost together, and what becomes of that."""

    site: str
    name: str
    whole: Total
    needed: Total
    free: Total
    open: Total


def _lines(result: Result) -> tuple[SurvivingLine, ...]:
    """Every line, the dearest first at its site; those with no known cost behind them."""
    every = (*result.must_survive, *result.other_lines)
    return tuple(sorted(every, key=lambda line: (line.site, line.cost is None, -(line.cost or 0), line.line)))


def _idle(result: Result) -> Iterator[SurvivingLine]:
    return (line for line in _lines(result) if serves_nothing(line))


def _sites(result: Result) -> Iterator[Spent]:
    """All sites together, then each site that has a line, then the lines of no site."""
    by_site: dict[str, list[SurvivingLine]] = defaultdict(list)
    for line in _lines(result):
        by_site[line.site].append(line)
    if not by_site:
        return
    names = {site.code: site.name for site in result.sites}
    yield _spent(ALL, "", _lines(result))
    for code in sorted(by_site, key=lambda code: (not code, code)):
        yield _spent(code or NO_SITE, names.get(code, ""), by_site[code])


def _spent(code: str, name: str, lines: Sequence[SurvivingLine]) -> Spent:
    parts = (total(line.cost for line in lines if outlook(line) == fate) for fate in (KEPT, FREE, OPEN))
    return Spent(code, name, total(line.cost for line in lines), *parts)


def _where_told(line: SurvivingLine) -> str:
    return "\n".join(line.cost_told) or "no bill and no sheet tells it"


SITES = (
    Column("Site", 12, attrgetter("site"), "id"),
    Column("Name", 28, attrgetter("name")),
    Column("Monthly Cost Known", 13, attrgetter("whole.known"), "money"),
    Column("Of Lines", 9, attrgetter("whole.priced"), "number"),
    Column("Lines With No Known Cost", 14, attrgetter("whole.unpriced"), "number"),
    Column("Lines Needed Cost", 13, attrgetter("needed.known"), "money"),
    Column("Needed, No Known Cost", 12, attrgetter("needed.unpriced"), "number"),
    Column("May Be Saved", 13, attrgetter("free.known"), "money"),
    Column("May Go, No Known Cost", 12, attrgetter("free.unpriced"), "number"),
    Column("In Question", 13, attrgetter("open.known"), "money"),
    Column("In Question, No Known Cost", 16, attrgetter("open.unpriced"), "number"),
)
LINES = (
    Column("Site", 10, attrgetter("site"), "id"),
    Column("Line", 16, attrgetter("line"), "id"),
    Column("Kind", 26, attrgetter("kind_told")),
    Column("Lives Depend", 9, attrgetter("lives")),
    Column("Decision", 22, attrgetter("decision"), "word"),
    Column("Planned, And Does It Fit", 24, attrgetter("plan")),
    Column("Monthly Cost", 12, attrgetter("cost"), "money"),
    Column("What Becomes Of It", 16, outlook),
    Column("Why It May Be Paid For Nothing", 24, serves_nothing),
    Column("Where The Cost Is Told", 48, _where_told),
    Column("Source", 34, lambda line: (line.cell,), "source"),
)
HOW = (
    "Costs are US dollars a month as the bills and sheets tell them. A cost that is not known is blank and never 0.",
    "On a bill the items of a line are added up, and a bill comes before an inventory.",
    "Of two bills of one account the newer counts; bills of two accounts are both paid.",
    "Where two sheets tell different costs and nothing tells which holds, the cost is not known, and both are shown.",
    "A line is needed: it stays as it is or moves to something else, which has a price of its own.",
    "May be saved: a person has said what the line is, its proofs are given, and it may go.",
    "In question: not judged yet. A line that nobody knows may be the elevator's; find it before you cancel it.",
)


def _how(_result: Result) -> tuple[str, ...]:
    return HOW


PLANS = (
    Plan("Sites", _sites, SITES, "No line is listed, so nothing can be said of costs.", tab="243B53"),
    Plan("Lines", _lines, LINES, "No line is listed, so nothing can be said of costs.", "C2", TABLOID),
    Plan(
        "Paid For Nothing",
        _idle,
        LINES,
        "No line is listed that may go, that nobody knows, or that is billed twice.",
        "C2",
        TABLOID,
        "E8893B",
    ),
    Plan("How", _how, (Column("How To Read This", 120, str),), ""),
)


def write(result: Result, path: Path) -> None:
    """Write the workbook; CannotWrite leaves an older file as it was."""
    with placed(path) as part:
        write_sheets(result, part, TITLE, PLANS)
