"""The plan of 911 test calls as a workbook that becomes evidence once it is filled in and loaded."""

from operator import attrgetter
from pathlib import Path

from e911audit.reports import placed
from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.records import blank
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.reports.text import count_of
from e911audit.views.call_plan import Call, CallPlan

TITLE = "911 test calls"
KIND = "911 test call"
"""Kind of evidence that a call becomes; a word of the vocabulary."""


def _callback(call: Call) -> str:
    return call.callback or "none on record"


def _centre(call: Call) -> str:
    return " ".join(filter(None, (call.psap, call.psap_phone)))


def _reaches(call: Call) -> str:
    return ", ".join(call.reaches)


CALLS = (
    Column("Call From", 18, attrgetter("dial_from"), "id"),
    Column("Kind", 13, lambda _call: KIND),
    Column("Shown Number", 15, attrgetter("number"), "id"),
    Column("At Site", 10, attrgetter("site"), "id"),
    Column("In Building", 13, attrgetter("building"), "id"),
    Column("On Floor", 9, attrgetter("floor"), "id"),
    Column("Expected Address", 40, attrgetter("address")),
    Column("Expected Callback", 16, _callback, "id"),
    Column("911 Centre", 22, _centre, "id"),
    Column("This Call Tests", 34, _reaches),
    Column("Dialed", 9, blank, "id", review="any"),
    Column("Date", 11, blank, "date", review="date"),
    Column("By", 14, blank, review="any"),
    Column("Result", 9, blank, review="test"),
    Column("Address Read Back", 34, blank, review="any"),
    Column("Address Correct", 9, blank, review="yes"),
    Column("Callback Result", 9, blank, review="test"),
    Column("Reference", 14, blank, "id", review="any"),
)
NOT_REACHED = (
    Column("What", 14, attrgetter("what")),
    Column("Name", 26, attrgetter("name"), "id"),
    Column("Site", 12, attrgetter("site"), "id"),
    Column("Why No Call Reaches It", 60, attrgetter("why")),
)
HOW = (
    "Agree every call with the 911 centre first, or dial 933 where the carrier offers it.",
    "Let the address be read back, hang up, and ask to be called back.",
    "Fill in the yellow columns and put this file beside the other spreadsheets: it is loaded as evidence.",
)


def _about(plan: CallPlan) -> tuple[str, ...]:
    needed = (
        "no plan that reaches as much has fewer"
        if plan.at_least == len(plan.calls)
        else f"no plan that reaches as much has fewer than {plan.at_least:,}"
    )
    return (f"{count_of(len(plan.calls), 'call')}; {needed}.", *HOW)


SHEETS = (
    Plan("Calls", attrgetter("calls"), CALLS, "Nothing that can dial 911 is listed.", "B2", TABLOID, "243B53"),
    Plan(
        "Not Reached",
        attrgetter("not_reached"),
        NOT_REACHED,
        "The calls reach everything that is listed.",
        tab="E8893B",
    ),
    Plan("How", _about, (Column("How These Calls Are Made", 100, str),), ""),
)


def write(plan: CallPlan, path: Path) -> None:
    """Write the plan; CannotWrite leaves an older file as it was."""
    with placed(path) as part:
        write_sheets(plan, part, TITLE, SHEETS)
