"""A fleet as a workbook (.xlsx), a page (.html, .md) or for programs (.json)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from typing import Any

from e911audit.reports import write_as
from e911audit.reports.markdown import plain, table
from e911audit.values import Severity
from e911audit.views.roll_up import CustomerAnswer, RollUp

TITLE = "E911 migration audit: all customers"
SHOWN = 50
"""Sites and rules on the page; the workbook has all."""
SEVERITIES = [str(severity) for severity in Severity]


def write(fleet: RollUp, path: Path) -> None:
    """Write the roll-up in the format that the ending picks; CannotWrite where it cannot be written."""
    write_as("roll_up", WRITERS, fleet, path)


def told(fleet: RollUp) -> str:
    """The fleet in one line; who failed comes first."""
    failed = f"{len(fleet.failed):,} failed; " if fleet.failed else ""
    sites = [site for one in fleet.answers for site in one.sites]
    stopped = sum(not site.go for site in sites)
    counts = ", ".join(f"{sum(one.open(level) for one in fleet.answers):,} {level}" for level in Severity)
    return (
        f"{len(fleet.answers):,} customers: {failed}go for {len(sites) - stopped:,} of {len(sites):,} sites; {counts}."
    )


def verdict(one: CustomerAnswer) -> str:
    """Go, no-go, or that nothing is known of a customer."""
    if one.fault:
        return "NOT JUDGED"
    if not one.sites:
        return "NO SITES"
    return "NO-GO" if one.stopped else "GO"


def _workbook(fleet: RollUp, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    def opened(level: Severity) -> Callable[[CustomerAnswer], int]:
        return lambda one: one.open(level)

    def total(name: str) -> Callable[[CustomerAnswer], int]:
        return lambda one: one.totals.get(name, 0)

    def part(at: int, name: str) -> Callable[[Any], int]:
        return lambda row: int(getattr(row[at], name))

    customers = (
        Column("Customer", 26, attrgetter("customer"), "id"),
        Column("Verdict", 13, verdict, "word"),
        Column("Sites", 8, lambda one: len(one.sites), "number"),
        Column("No-Go", 8, attrgetter("stopped"), "number"),
        *(Column(level.title(), 10, opened(level), "number") for level in Severity),
        Column("Rules Not Judged", 11, attrgetter("not_judged"), "number"),
        *(Column(name.title(), 11, total(name), "number") for name in ("numbers", "devices", "lines")),
        Column("Answer", 11, attrgetter("state")),
        Column("What Went Wrong", 60, attrgetter("fault")),
    )
    sites = (
        Column("Customer", 26, lambda row: row[0], "id"),
        Column("Site", 14, lambda row: row[1].site, "id"),
        Column("Name", 26, lambda row: row[1].name),
        Column("Verdict", 10, lambda row: "GO" if row[1].go else "NO-GO", "word"),
        *(Column(name.title(), 10, part(1, name), "number") for name in SEVERITIES),
        Column("Why", 60, lambda row: row[1].why),
    )
    rules = (
        Column("Rule", 10, lambda row: row[0].rule, "id"),
        Column("Severity", 11, lambda row: row[0].severity, "word"),
        Column("Open Findings", 12, lambda row: row[0].found, "number"),
        Column("Customers", 12, lambda row: row[1], "number"),
    )
    claims = tuple(
        Column(title, width, attrgetter(title.lower()), "id")
        for title, width in (("Number", 16), ("Customer", 26), ("Site", 14), ("Cell", 60))
    )
    trend = (
        Column("Day", 12, lambda row: row[0].as_of, "date"),
        Column("Customers", 11, lambda row: row[1], "number"),
        *(Column(name.replace("_", " ").title(), 11, part(0, name), "number") for name in (*SEVERITIES, "not_judged")),
    )
    plans = (
        Plan("Customers", lambda all_: all_.worst_first(), customers, "There is no customer.", "B2", TABLOID),
        Plan("Worst Sites", lambda all_: all_.worst_sites(), sites, "No site is known.", "C2", TABLOID),
        Plan("Rules", lambda all_: all_.by_rule(), rules, "Nothing is open."),
        Plan("Claimed Twice", attrgetter("claims"), claims, "No number is listed as in service by two customers."),
        Plan("Trend", lambda all_: all_.trend(), trend, "There is no run."),
    )
    write_sheets(fleet, path, TITLE, plans)


def _page(fleet: RollUp, path: Path) -> None:
    path.write_text("\n".join(_lines(fleet)) + "\n", encoding="utf-8", newline="\n")


def _lines(fleet: RollUp) -> Iterator[str]:
    levels = [level.capitalize() for level in SEVERITIES]
    yield f"# {TITLE}"
    yield f"\n{plain(told(fleet))} As of {fleet.as_of.isoformat()}, e911audit {plain(fleet.version)}."
    if fleet.failed:
        yield "\n## Not audited"
        yield from table(("Customer", "What went wrong"), [(one.customer, one.fault) for one in fleet.failed])
    yield "\n## Customers"
    yield from table(
        ("Customer", "Verdict", "Sites", "No-go", *levels, "Rules not judged"),
        [
            (one.customer, verdict(one), len(one.sites), one.stopped, *map(one.open, Severity), one.not_judged)
            for one in fleet.worst_first()
        ],
    )
    yield "\n## Worst sites"
    yield from table(
        ("Customer", "Site", "Verdict", *levels, "Why"),
        [
            (name, one.site, "GO" if one.go else "NO-GO", one.blocker, one.major, one.minor, one.info, one.why)
            for name, one in fleet.worst_sites()[:SHOWN]
        ],
    )
    yield "\n## Rules"
    yield from table(
        ("Rule", "Severity", "Open findings", "Customers"),
        [(one.rule, one.severity, one.found, customers) for one, customers in fleet.by_rule()[:SHOWN]],
    )
    if fleet.claims:
        yield "\n## Numbers that two customers both claim"
        yield from table(("Number", "Customer", "Site", "Cell"), fleet.claims)
    yield "\n## Trend"
    yield from table(
        ("Day", "Customers", *levels, "Rules not judged"),
        [(run.as_of, customers, *run[1:]) for run, customers in fleet.trend()],
    )


def _json(fleet: RollUp, path: Path) -> None:
    document: dict[str, Any] = {
        "format": 1,
        "as_of": fleet.as_of.isoformat(),
        "version": fleet.version,
        "customers": [_told(one) for one in fleet.answers],
        "claims": [claim._asdict() for claim in fleet.claims],
        "trend": [run._asdict() | {"as_of": run.as_of.isoformat(), "customers": of} for run, of in fleet.trend()],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


def _told(one: CustomerAnswer) -> dict[str, Any]:
    facts = asdict(one) | {"as_of": one.as_of.isoformat(), "verdict": verdict(one)}
    facts["sites"] = [site._asdict() for site in one.sites]
    facts["rules"] = [rule._asdict() for rule in one.rules]
    facts["trend"] = [run._asdict() | {"as_of": run.as_of.isoformat()} for run in one.trend]
    return facts


def _html(fleet: RollUp, path: Path) -> None:
    from e911audit.reports.html.fleet import write as write_page

    write_page(fleet, path)


WRITERS = {
    ".xlsx": _workbook,
    ".html": _html,
    ".md": _page,
    ".json": _json,
}
"""Ending of the file -> what writes it."""
