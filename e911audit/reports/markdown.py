"""A summary to paste into a ticket or a message: what was not judged, go or no-go, counts, blockers, sources."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from e911audit.reports.tally import (
    answer,
    by_family,
    by_severity,
    groups,
    headline,
    in_order,
    records_left,
    sites_in_order,
    unjudged_in_order,
    unjudged_sentence,
)
from e911audit.reports.text import cells_words, fields_words, missing_from, one_line
from e911audit.values import Severity, Status
from e911audit.views.costs import dollars, total
from e911audit.views.result import Result

LONGEST_TABLE = 50
"""Rows of a table before it only says how many more there are; the workbook has all of them."""

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&])|(?<=:)//|(?<=www)\.")
"""Characters that Markdown or HTML act on, and what makes a bare web address a link (GitHub Flavored Markdown 6.9)."""


def plain(value: object) -> str:
    """The value as one line in which no character is markup."""
    text = one_line(str(value))
    return MARKUP.sub(lambda found: "".join(f"\\{character}" for character in found[0]), text)


def write(result: Result, path: Path) -> None:
    """Write the summary as GitHub Flavored Markdown."""
    path.write_text("\n".join(_lines(result)) + "\n", encoding="utf-8", newline="\n")


def _lines(result: Result) -> Iterator[str]:
    yield "# E911 migration audit"
    yield from _facts(result)
    yield from _not_judged(result)
    yield from _sites(result)
    yield from _counts(result)
    yield from _begin(result)
    yield from _blockers(result)
    yield from _must_survive(result)
    yield from _sources(result)


def _facts(result: Result) -> Iterator[str]:
    cutover = result.cutover.isoformat() if result.cutover else "no date given"
    yield ""
    yield f"As of {result.as_of.isoformat()}, cutover: {cutover}, strictness: {plain(result.strictness)},"
    yield f"e911audit {plain(result.version)}."


def table(headers: tuple[str, ...], rows: Iterable[tuple[object, ...]], most: int = LONGEST_TABLE) -> Iterator[str]:
    """A table of the first rows, and a line that says how many were left out."""
    every = list(rows)
    yield ""
    yield "| " + " | ".join(headers) + " |"
    yield "|" + " --- |" * len(headers)
    for row in every[:most]:
        yield "| " + " | ".join(plain(value) for value in row) + " |"
    if len(every) > most:
        yield ""
        yield f"And {len(every) - most:,} more."


def _section(title: str, headers: tuple[str, ...], rows: list[tuple[object, ...]], empty: str) -> Iterator[str]:
    """A heading with its table, or with the sentence that says why there is none."""
    yield ""
    yield f"## {title}"
    if rows:
        yield from table(headers, rows)
    else:
        yield ""
        yield empty


def _not_judged(result: Result) -> Iterator[str]:
    names = {rule.code: rule.name for rule in result.rules}
    rows: list[tuple[object, ...]] = [
        (
            outcome.rule,
            names.get(outcome.rule, ""),
            answer(outcome),
            records_left(outcome),
            fields_words(outcome.missing),
        )
        for outcome in unjudged_in_order(result)
    ]
    headers = ("Rule", "Name", "Answer", "Records left", "Missing fields")
    yield from _section("Not judged", headers, rows, unjudged_sentence(result))
    if rows:
        yield ""
        yield unjudged_sentence(result)


def _sites(result: Result) -> Iterator[str]:
    word, sentence = headline(result)
    rows: list[tuple[object, ...]] = [
        (site.code, site.name, "GO" if site.go else "NO-GO", site.blocker, site.major, site.minor, site.why)
        for site in sites_in_order(result)
    ]
    headers = ("Site", "Name", "Verdict", "Blockers", "Major", "Minor", "Why")
    yield from _section("Go or no-go", headers, rows, "No site was found in the input.")
    yield ""
    yield f"**{word}**: {plain(sentence)}"


def _counts(result: Result) -> Iterator[str]:
    yield ""
    yield "## Findings"
    yield from table(("Severity", "Open", "Waived"), by_severity(result))
    families = [(*tally, tally.total) for tally in by_family(result)]
    if families:
        yield from table(("Family", *Severity, "total"), families)


def _begin(result: Result) -> Iterator[str]:
    rows: list[tuple[object, ...]] = [
        (group.severity, group.rule, group.name, group.site, group.findings, group.affects, group.fix)
        for group in groups(result)
    ]
    headers = ("Severity", "Rule", "Name", "Site", "Findings", "Affects", "What to do")
    yield from _section("Where to begin", headers, rows, "Nothing is open among what was judged.")


def _blockers(result: Result) -> Iterator[str]:
    rows: list[tuple[object, ...]] = [
        (finding.rule, finding.site, finding.subject, finding.message, finding.fix, cells_words(finding.cells))
        for finding in in_order(result, Status.OPEN)
        if finding.severity == Severity.BLOCKER
    ]
    headers = ("Rule", "Site", "Subject", "What is wrong", "Fix", "Source")
    yield from _section("Blockers", headers, rows, "No blocker is open among what was judged.")


def _must_survive(result: Result) -> Iterator[str]:
    rows: list[tuple[object, ...]] = [
        (
            line.line,
            line.site,
            f"{line.kind_told} ({line.confidence})" if line.confidence else line.kind_told,
            line.decision,
            line.plan or line.action,
            "" if line.cost is None else dollars(line.cost),
            line.why,
            "; ".join(missing_from(line)) or "nothing",
            ", ".join(line.facts_missing) or "nothing",
            line.disconnect_told if line.not_before else "",
        )
        for line in result.must_survive
    ]
    headers = (
        *("Line", "Site", "Kind", "Decision", "Planned, and does it fit", "Monthly cost"),
        *("Why it must survive", "Proof missing", "Facts missing", "Earliest safe disconnect"),
    )
    yield from _section("Lines that must survive", headers, rows, "No line of the input must outlive the cutover.")
    if any(line.cost is not None for line in result.must_survive):
        yield ""
        yield plain(f"Together: {total(line.cost for line in result.must_survive).told}.")


def _sources(result: Result) -> Iterator[str]:
    rows: list[tuple[object, ...]] = [
        (source.path, sheet.name, sheet.state, sheet.reason, sheet.rows, sheet.loaded, sheet.ignored, sheet.rejected)
        for source in result.sources
        for sheet in source.sheets
    ]
    headers = ("File", "Sheet", "State", "Reason", "Rows", "Loaded", "Ignored", "Rejected")
    yield from _section("Sources", headers, rows, "No sheet was read.")
    files: list[tuple[object, ...]] = [(source.path, source.sha256) for source in result.sources]
    if files:
        yield from table(("File", "SHA-256"), files)
