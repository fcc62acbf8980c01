"""What changed between two runs, as a section of the page or as a page of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from e911audit.reports.drift import told as in_one_line
from e911audit.reports.html.listed import Column, Table, column, table
from e911audit.reports.html.page import render
from e911audit.views.drift import Drift, Kind

COUNTS = ("blocker", "major", "minor", "info", "not_judged")


class Changes(NamedTuple):
    """A sentence, how many changes of each kind, and the changes themselves."""

    sentence: str
    counts: list[Table]
    changes: Table
    trend: Table


def write(drift: Drift, path: Path) -> None:
    """Write the comparison as a page of its own."""
    values = {"changes": told(drift), "as_of": drift.as_of, "version": drift.version}
    path.write_text(render("changes_page.html.j2", values), encoding="utf-8", newline="\n")


def told(drift: Drift) -> Changes:
    """The comparison as tables; findings that are still open are only counted."""
    columns = (
        column("kind", title="Change"),
        column("finding.severity", "word", "Severity"),
        column("finding.rule", "rule", "Rule"),
        column("finding.site", "id", "Site"),
        column("finding.subject", "id", "Subject"),
        column("finding.message", title="What is wrong"),
        column("was"),
    )
    moved = [change for change in drift.changes if change.kind != Kind.STILL_OPEN]
    trend = (column("run", "id"), column("as_of"), *(column(name, "number") for name in COUNTS))
    return Changes(
        in_one_line(drift),
        [_counted(drift, group) for group in ("site", "rule")],
        table("Changes, without what is still open", columns, moved, sheet="Changes"),
        table("Open findings of every run", trend, drift.trend, sheet="Trend"),
    )


def _counted(drift: Drift, group: str) -> Table:
    name = Column(group.capitalize(), lambda entry: entry[0] or "no site", "id")
    kinds = (Column(kind.capitalize(), _count(kind), "number") for kind in Kind)
    return table(f"By {group}", (name, *kinds), drift.counts(group).items(), sheet=f"By {group.title()}")


def _count(kind: Kind) -> Callable[[tuple[str, dict[Kind, int]]], int]:
    return lambda entry: entry[1][kind]
