"""All customers of a fleet as one page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from e911audit.reports.html.listed import Column, Table, column, table
from e911audit.reports.html.page import render
from e911audit.reports.roll_up import told, verdict
from e911audit.values import Severity
from e911audit.views.roll_up import CustomerAnswer, RollUp

LEVELS = tuple(str(severity) for severity in Severity)


def write(fleet: RollUp, path: Path) -> None:
    """Write the roll-up; who could not be audited comes first."""
    values = {"sentence": told(fleet), "tables": tables(fleet), "as_of": fleet.as_of, "version": fleet.version}
    path.write_text(render("fleet_page.html.j2", values), encoding="utf-8", newline="\n")


def tables(fleet: RollUp) -> list[tuple[Table, str]]:
    """Each table of the page, and the sentence that stands for one without rows."""
    failed = (column("customer", "id"), column("fault", title="What went wrong"))
    claims = tuple(column(name, "id") for name in ("number", "customer", "site", "cell"))
    return [
        (table("Not audited", failed, fleet.failed, sheet="Customers"), "Every customer was audited."),
        (_customers(fleet), "There is no customer."),
        (_sites(fleet), "No site is known."),
        (
            table("Numbers that two customers both claim", claims, fleet.claims, sheet="Claimed Twice"),
            "No number is listed as in service by two customers.",
        ),
        (_rules(fleet), "Nothing is open."),
        (_trend(fleet), "There is no run."),
    ]


def _customers(fleet: RollUp) -> Table:
    columns = (
        column("customer", "id"),
        Column("Verdict", verdict, "word"),
        Column("Sites", lambda one: len(one.sites), "number"),
        column("stopped", "number", "No-go"),
        *(Column(level.capitalize(), _opened(level), "number") for level in Severity),
        column("not_judged", "number", "Rules not judged"),
    )
    return table("Customers", columns, fleet.worst_first(), sheet="Customers")


def _opened(level: Severity) -> Callable[[CustomerAnswer], int]:
    return lambda one: one.open(level)


def _of(at: int, name: str) -> Callable[[Any], object]:
    """The value of an attribute of one part of a row."""
    return lambda row: getattr(row[at], name)


def _sites(fleet: RollUp) -> Table:
    columns = (
        Column("Customer", lambda row: row[0], "id"),
        Column("Site", _of(1, "site"), "id"),
        Column("Verdict", lambda row: "GO" if row[1].go else "NO-GO", "word"),
        *(Column(name.capitalize(), _of(1, name), "number") for name in LEVELS),
        Column("Why", _of(1, "why")),
    )
    return table("Worst sites", columns, fleet.worst_sites(), sheet="Worst Sites")


def _rules(fleet: RollUp) -> Table:
    columns = (
        Column("Rule", _of(0, "rule"), "rule"),
        Column("Severity", _of(0, "severity"), "word"),
        Column("Open findings", _of(0, "found"), "number"),
        Column("Customers", lambda row: row[1], "number"),
    )
    return table("Rules", columns, fleet.by_rule(), sheet="Rules")


def _trend(fleet: RollUp) -> Table:
    columns = (
        Column("Day", _of(0, "as_of")),
        Column("Customers", lambda row: row[1], "number"),
        *(Column(name.replace("_", " ").capitalize(), _of(0, name), "number") for name in (*LEVELS, "not_judged")),
    )
    return table("Trend", columns, fleet.trend(), sheet="Trend")
