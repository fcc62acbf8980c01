"""What each section of the page shows of a result."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from e911audit.reports import tally
from e911audit.reports.html.bars import bar, most
from e911audit.reports.html.listed import Column, Table, column, joined, table
from e911audit.reports.text import fields_words
from e911audit.values import Severity
from e911audit.views.costs import dollars
from e911audit.views.result import Result, SheetReceipt, SourceReceipt

COUNTS = tuple(Column(severity.capitalize(), attrgetter(severity), "number") for severity in Severity)
SOURCE = Column("Source", attrgetter("cell"), "code")
MOST_GROUPS = 15


def not_judged(result: Result) -> Table:
    """Rules without an answer for some or all records."""
    names = {rule.code: rule for rule in result.rules}
    columns = (
        column("rule", "rule"),
        Column("Name", lambda outcome: names[outcome.rule].name if outcome.rule in names else ""),
        Column("Severity", lambda outcome: names[outcome.rule].severity if outcome.rule in names else "", "word"),
        Column("Answer", tally.answer),
        Column("Records left", tally.records_left, "number"),
        Column("Missing fields", lambda outcome: fields_words(outcome.missing)),
    )
    return table("Rules that were not judged, and what they lack", columns, tally.unjudged_in_order(result))


def sites(result: Result) -> Table:
    """Go or no-go."""
    full = most(_counts(site) for site in result.sites)
    columns = (
        column("code", "site", "Site"),
        column("name"),
        Column("Verdict", lambda site: "GO" if site.go else "NO-GO", "word"),
        column("why"),
        *COUNTS,
        Column("Open findings", lambda site: bar(_counts(site), full), "bar"),
        column("address"),
    )
    return table("Go or no-go for each site", columns, tally.sites_in_order(result), sheet="Sites")


def families(result: Result) -> Table:
    """Open findings by what they are about."""
    found = tally.by_family(result)
    full = most(_counts(each) for each in found)
    columns = (column("family"), *COUNTS, Column("Open findings", lambda each: bar(_counts(each), full), "bar"))
    return table("Open findings by family", columns, found)


def begin(result: Result) -> Table:
    """What to mend first."""
    columns = (
        column("severity", "word"),
        column("rule", "rule"),
        column("name"),
        column("site", "id"),
        column("findings", "number"),
        column("affects", "number"),
        column("fix", title="What to do"),
    )
    return table("One rule at one site is mostly one cause", columns, tally.groups(result)[:MOST_GROUPS])


def must_survive(result: Result) -> Table:
    """Lines that must outlive the cutover."""
    columns = (
        column("line", "id"),
        column("site", "id"),
        column("kind_told", title="Kind"),
        column("decision"),
        column("action", title="Planned"),
        column("why", title="Why it must survive"),
        Column("Monthly cost", lambda line: "" if line.cost is None else dollars(line.cost)),
        joined("proof", "Proof there"),
        Column("Proof missing", lambda line: ", ".join(line.missing) or "nothing"),
        Column("Earliest safe disconnect", lambda line: line.disconnect_told if line.not_before else "unknown"),
        SOURCE,
    )
    return table("Lines that must survive the cutover", columns, result.must_survive, sheet="Must Survive")


def port_hold(result: Result) -> Table:
    """Numbers to hold back."""
    columns = (
        column("number", "id", "Telephone number"),
        column("site", "id"),
        column("order", "id"),
        column("hold"),
        column("before", title="Old service must stay until"),
        column("why"),
        SOURCE,
    )
    return table("Numbers that must not be ported or disconnected yet", columns, result.port_hold, sheet="Port Hold")


def row_notes(result: Result) -> Table:
    """Rows that were not used whole."""
    columns = (column("state", title="Row"), column("reason"), joined("values", "As written", " | "), SOURCE)
    return table(
        "Rows that were rejected, or loaded without a cell", columns, result.row_notes, sheet="Rejected Rows", most=500
    )


def sheets(result: Result) -> Table:
    """How every sheet ended."""

    def of(name: str, look: str = "text") -> Column:
        value = attrgetter(name)
        return Column(name.capitalize(), lambda entry: value(entry[1]) if entry[1] else "", look)

    columns: tuple[Column, ...] = (
        Column("File", lambda entry: entry[0].path, "code"),
        Column("Sheet", lambda entry: entry[1].name if entry[1] else "no sheet found"),
        *map(of, ("state", "profile", "reason")),
        *(of(name, "number") for name in ("rows", "loaded", "ignored", "rejected")),
        Column("Exported on", lambda entry: (entry[1].exported_on if entry[1] else None) or "not told"),
        Column("Notes", lambda entry: "; ".join(_notes(entry[1]))),
    )
    return table("How every sheet was read", columns, _received(result), sheet="Sources")


def files(result: Result) -> Table:
    """What was read, to the byte."""
    columns = (column("path", "code", "File"), column("sha256", "code", "SHA-256"))
    return table("Files, and the sums that tell whether they are still the same", columns, result.sources)


def _received(result: Result) -> Iterator[tuple[SourceReceipt, SheetReceipt | None]]:
    for source in result.sources:
        yield from ((source, sheet) for sheet in source.sheets or (None,))


def _notes(sheet: SheetReceipt | None) -> Iterator[str]:
    if sheet is None:
        return
    if sheet.not_understood:
        yield f"columns not understood: {', '.join(sheet.not_understood)}"
    if sheet.secrets:
        yield f"secrets left out: {', '.join(sheet.secrets)}"
    yield from sheet.notes


def _counts(entry: Any) -> tuple[int, ...]:
    return tuple(getattr(entry, severity) for severity in Severity)


ALL = (not_judged, sites, families, begin, must_survive, port_hold, row_notes, sheets, files)
"""Every section's table, by the name that the template has for it."""
