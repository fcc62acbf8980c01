"""What changed between two runs, as a workbook (.xlsx), a page (.html, .md) or for programs (.json)."""

import json
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from e911audit.reports import write_as
from e911audit.reports.markdown import plain, table
from e911audit.views.drift import Drift, Kind

TITLE = "E911 migration audit: what changed"
NOTHING = "Nothing changed: both runs found the same."
NO_TREND = "Findings.json files and stores of one run have no trend."


def write(drift: Drift, path: Path) -> None:
    """Write the comparison; CannotWrite for another ending than .xlsx, .html, .md and .json."""
    write_as("drift", WRITERS, drift, path)


def told(drift: Drift) -> str:
    """The comparison in one line: how many of each kind."""
    counts = drift.counts("").get("", {})
    words = ", ".join(f"{counts[kind]:,} {kind}" for kind in Kind if counts.get(kind))
    return f"{drift.old.name} to {drift.new.name}: {words or 'nothing changed'}."


def _workbook(drift: Drift, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    changes = (
        Column("Change", 16, attrgetter("kind"), "word"),
        Column("Severity", 10, attrgetter("finding.severity"), "word"),
        Column("Rule", 9, attrgetter("finding.rule")),
        Column("Site", 12, attrgetter("finding.site"), "id"),
        Column("Subject", 20, attrgetter("finding.subject"), "id"),
        Column("Message", 60, attrgetter("finding.message")),
        Column("Was", 16, attrgetter("was")),
    )
    plans = (
        Plan("Changes", attrgetter("changes"), changes, NOTHING, paper=TABLOID),
        *(Plan(f"By {group.title()}", _groups(group), _counted(group), NOTHING) for group in ("site", "rule")),
        Plan("Trend", attrgetter("trend"), _trend(), NO_TREND),
    )
    write_sheets(drift, path, TITLE, plans)


def _groups(group: str) -> Any:
    return lambda drift: list(drift.counts(group).items())


def _counted(group: str) -> tuple[Any, ...]:
    from e911audit.reports.excel.table import Column

    def count(kind: Kind) -> Any:
        return lambda entry: entry[1][kind]

    name = Column(group.title(), 16, lambda entry: entry[0] or "no site", "id")
    return (name, *(Column(kind.title(), 12, count(kind), "number") for kind in Kind))


def _trend() -> tuple[Any, ...]:
    from e911audit.reports.excel.table import Column

    numbers = ("blocker", "major", "minor", "info", "not_judged")
    return (
        Column("Run", 8, attrgetter("run"), "id"),
        Column("As Of", 12, attrgetter("as_of"), "date"),
        *(Column(name.replace("_", " ").title(), 12, attrgetter(name), "number") for name in numbers),
    )


def _html(drift: Drift, path: Path) -> None:
    from e911audit.reports.html.drift import write as write_page

    write_page(drift, path)


def _page(drift: Drift, path: Path) -> None:
    path.write_text("\n".join(_lines(drift)) + "\n", encoding="utf-8", newline="\n")


def _lines(drift: Drift) -> Iterator[str]:
    yield "# What changed"
    yield ""
    yield plain(told(drift))
    for group in ("site", "rule"):
        rows: list[tuple[object, ...]] = [
            (name or "no site", *(counts[kind] for kind in Kind)) for name, counts in drift.counts(group).items()
        ]
        yield f"\n## By {group}"
        yield from table((group.title(), *map(str.capitalize, Kind)), rows)
    if drift.trend:
        yield "\n## Trend"
        yield from table(("Run", "As of", "Blocker", "Major", "Minor", "Info", "Not judged"), drift.trend)
    for kind in Kind:
        found: list[tuple[object, ...]] = [
            (
                one.finding.severity,
                one.finding.rule,
                one.finding.site,
                one.finding.subject,
                one.finding.message,
                one.was,
            )
            for one in drift.changes
            if one.kind == kind
        ]
        if found:
            yield f"\n## {kind.capitalize()}"
            yield from table(("Severity", "Rule", "Site", "Subject", "Message", "Was"), found)


def _json(drift: Drift, path: Path) -> None:
    document = {
        "format": 1,
        "old": {"name": drift.old.name, "as_of": drift.old.as_of.isoformat()},
        "new": {"name": drift.new.name, "as_of": drift.new.as_of.isoformat()},
        "counts": {str(kind): count for kind, count in drift.counts("").get("", {}).items()},
        "by_site": _by(drift, "site"),
        "by_rule": _by(drift, "rule"),
        "changes": [
            {
                "change": str(one.kind),
                "key": one.finding.key,
                "rule": one.finding.rule,
                "severity": str(one.finding.severity),
                "site": one.finding.site,
                "subject": one.finding.subject,
                "message": one.finding.message,
                "was": one.was,
            }
            for one in drift.changes
        ],
        "trend": [one._asdict() | {"as_of": one.as_of.isoformat()} for one in drift.trend],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


def _by(drift: Drift, group: str) -> dict[str, dict[str, int]]:
    return {name: {str(kind): count for kind, count in counts.items()} for name, counts in drift.counts(group).items()}


WRITERS = {".xlsx": _workbook, ".html": _html, ".md": _page, ".json": _json}
"""Ending of the file -> what writes it."""
