"""The walk-around sheet for a technician, which becomes evidence once it is filled in and loaded."""

from operator import attrgetter
from pathlib import Path

from e911audit.reports import placed
from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.records import blank
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.views.discovery import Stop, Walk

TITLE = "Line discovery"


def _demarc(stop: Stop) -> str:
    return "\n".join(stop.demarcs)


def _how_known(stop: Stop) -> str:
    return "\n".join(stop.how_known)


def _look_for(stop: Stop) -> str:
    wanted = f"\nFind out too: {', '.join(stop.find_out)}." if stop.find_out else ""
    return f"{stop.look_for}{wanted}"


LINES = (
    Column("Site", 9, attrgetter("site"), "id"),
    Column("Building", 11, attrgetter("building"), "id"),
    Column("Floor", 11, attrgetter("floor"), "id"),
    Column("Jack Or Room", 16, attrgetter("jack"), "id"),
    Column("Demarc", 16, _demarc),
    Column("Line", 15, attrgetter("line"), "id"),
    Column("Believed To Be", 18, attrgetter("kind")),
    Column("Lives Depend", 8, attrgetter("lives")),
    Column("Confidence", 12, attrgetter("confidence"), "word"),
    Column("How Known", 22, _how_known),
    Column("Decision", 15, attrgetter("decision"), "word"),
    Column("What To Look For", 38, _look_for),
    Column("Found At", 17, blank, "id", review="any"),
    Column("Tone And Trace Result", 11, blank, review="trace"),
    Column("Identified As", 18, blank, review="kind"),
    Column("Photo Reference", 13, blank, "id", review="any"),
    Column("Date", 11, blank, "date", review="date"),
    Column("By", 12, blank, review="any"),
    Column("Sign", 14, blank, review="any"),
)
KINDS = (
    Column("A Technician May Choose", 42, attrgetter("title")),
    Column("Do Lives Depend On It", 12, attrgetter("lives")),
    Column("What Its End Looks Like", 90, attrgetter("look_for")),
)
HOW = (
    "Begin at the demarc with the lines that nobody knows: each counts as life-safety until you have seen its end.",
    "Tell the monitoring station and the building before you touch the pair of an alarm or an elevator.",
    "Found At: the jack, block and pair at which the line ends.",
    "Tone And Trace Result: found, not found, or no access.",
    "Identified As: choose what you have seen, also where it is what was believed. Without it a line stays unknown.",
    "Fill in the yellow columns and put this file beside the other spreadsheets: it is loaded as evidence.",
)


def _how(_walk: Walk) -> tuple[str, ...]:
    return HOW


SHEETS = (
    Plan("Lines", attrgetter("stops"), LINES, "No line is listed.", "G2", TABLOID, "243B53"),
    Plan("Kinds", attrgetter("kinds"), KINDS, "No kind is known."),
    Plan("How", _how, (Column("How To Walk", 110, str),), ""),
)


def write(walk: Walk, path: Path) -> None:
    """Write the sheet; CannotWrite leaves an older file as it was."""
    with placed(path) as part:
        write_sheets(walk, part, TITLE, SHEETS)
