"""The runbook as a workbook, to be filled in during the cutover."""

from operator import attrgetter
from pathlib import Path

from e911audit.reports.call_plan import CALLS
from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.records import blank
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.views.port_package import PortPackage

TITLE = "Runbook of a port"
STEPS = (
    Column("When", 26, attrgetter("when")),
    Column("Who", 22, attrgetter("who")),
    Column("Step", 56, attrgetter("what")),
    Column("Done When", 40, attrgetter("done_when")),
    Column("Result", 9, blank, review="test"),
    Column("By", 14, blank, review="any"),
    Column("At", 12, blank, review="any"),
    Column("Note", 24, blank, review="any"),
)
NUMBERS = (
    Column("Telephone Number", 18, attrgetter("number"), "id"),
    Column("Site", 10, attrgetter("site"), "id"),
    Column("Hold", 16, attrgetter("hold"), "word"),
    Column("Must Ring At", 26, attrgetter("rings_at"), "id"),
    Column("Must Show", 22, attrgetter("caller_name"), "id"),
    Column("911 Address", 40, attrgetter("address_911")),
    *(Column(name, 9, blank, review="test") for name in ("Inbound", "Outbound", "911", "Caller ID")),
    Column("By", 14, blank, review="any"),
)
OPEN = (
    Column("Severity", 10, attrgetter("severity"), "word"),
    Column("Rule", 9, attrgetter("rule")),
    Column("Subject", 16, attrgetter("subject"), "id"),
    Column("Message", 56, attrgetter("message")),
    Column("Fix", 40, attrgetter("fix")),
    Column("Source", 34, attrgetter("cells"), "source"),
)
SHEETS = (
    Plan("Steps", attrgetter("steps"), STEPS, "", tab="243B53"),
    Plan("Numbers", attrgetter("tests"), NUMBERS, "The order lists no number.", "B2"),
    Plan("911 Calls", attrgetter("calls"), CALLS, "No telephone at a site of the order can dial 911.", "B2", TABLOID),
    Plan(
        "Open Findings",
        attrgetter("open"),
        OPEN,
        "No blocker or major finding is open on the order or its numbers.",
        tab="9B1C1C",
    ),
)


def write(package: PortPackage, path: Path) -> None:
    """Write the workbook."""
    write_sheets(package, path, f"{TITLE}: {package.order}", SHEETS)
