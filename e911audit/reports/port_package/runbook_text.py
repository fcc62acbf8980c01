"""The runbook as a text to paste into a ticket."""

from collections.abc import Iterator
from pathlib import Path

from e911audit.reports.markdown import plain, table
from e911audit.views.port_package import PortPackage

ALL = 1_000_000
"""A runbook leaves no row out."""

SECTIONS = (
    ("Steps", ("When", "Who", "Step", "Done when"), "steps", ("when", "who", "what", "done_when")),
    (
        "Numbers that must not go yet",
        ("Number", "Hold", "Why", "Old service stays until"),
        "stays",
        ("number", "hold", "why", "before"),
    ),
    (
        "Tests of the numbers",
        ("Number", "Site", "Hold", "Must ring at", "Must show", "911 address"),
        "tests",
        ("number", "site", "hold", "rings_at", "caller_name", "address_911"),
    ),
    (
        "911 test calls",
        ("From", "Site", "Expected address", "Expected callback", "911 centre"),
        "calls",
        ("dial_from", "site", "address", "callback", "psap"),
    ),
    (
        "Open findings",
        ("Severity", "Rule", "Subject", "Message", "Fix"),
        "open",
        ("severity", "rule", "subject", "message", "fix"),
    ),
)
"""Title, headers, the records of the package, and their fields."""


def write(package: PortPackage, path: Path) -> None:
    """Write the runbook as GitHub Flavored Markdown."""
    path.write_text("\n".join(_lines(package)) + "\n", encoding="utf-8", newline="\n")


def _lines(package: PortPackage) -> Iterator[str]:
    yield f"# Runbook of port order {plain(package.order)}"
    yield ""
    yield f"As of {package.as_of.isoformat()}, e911audit {plain(package.version)}. "
    yield f"{len(package.goes):,} numbers may port, {len(package.stays):,} do not. PIN: ask the billing owner."
    for title, headers, records, names in SECTIONS:
        rows = [tuple(getattr(record, name) for name in names) for record in getattr(package, records)]
        yield ""
        yield f"## {title}"
        yield from table(headers, rows, ALL) if rows else ("", "None.")
