"""Which rules and report columns answer each numbered statement of the field's guide; refuses what does not exist."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docs.generators.markdown import page, plain, table
from e911audit.intake.known import profiles
from e911audit.reports import call_plan, costs, discovery
from e911audit.reports.excel.sheets import PLANS
from e911audit.reports.excel.table import Plan
from e911audit.reports.scope import site_pages, workbook
from e911audit.rules import RULES
from e911audit.telling.checklist import checklist_names
from e911audit.telling.scope import PARTS, PLACES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "guide_coverage.csv"
CATALOGUE = ROOT / "tests" / "catalogue.csv"
NUMBERS = range(1, 115)
"""The statements are S-01 to S-114."""
NOTHING = "not answered"
BETWEEN, INSIDE = "; ", " > "
ABOUT = (
    "A guide to incumbent local exchange carriers in VoIP projects holds 114 statements that can be checked. This page "
    "tells for each, in our words, which rule judges it, where a report or a column of the input shows it, and what is "
    f"left open. A statement with '{NOTHING}' has neither. Rules that are planned and not built yet are set in italics."
)


class Statement(NamedTuple):
    """One row of the data file."""

    number: str
    statement: str
    rules: tuple[str, ...]
    shown: tuple[str, ...]
    note: str


def statements(file: Path = DATA) -> list[Statement]:
    """Read the data file."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [
            Statement(row["number"], row["statement"], _parts(row["rules"]), _parts(row["shown"]), row["note"])
            for row in csv.DictReader(opened)
        ]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(BETWEEN)) if cell else ()


@cache
def catalogue() -> frozenset[str]:
    """The codes of all rules, built or planned."""
    with CATALOGUE.open(encoding="utf-8", newline="") as opened:
        return frozenset(row["code"] for row in csv.DictReader(opened))


@cache
def places() -> frozenset[str]:
    """Everything that a statement may be shown by: ``report > sheet > column or item``."""
    books = {
        "exceptions": PLANS,
        "scope map": workbook.SHEETS,
        "test calls": call_plan.SHEETS,
        "discovery": discovery.SHEETS,
        "costs": costs.PLANS,
    }
    found = {
        (book, sheet.title, column.title.strip())
        for book, sheets in books.items()
        for sheet in sheets
        if isinstance(sheet, Plan)
        for column in sheet.columns
    }
    found |= {("scope map", site_pages.TITLE, name) for name in (*(part[0] for part in PARTS), *PLACES)}
    found |= {("scope map", "Contract checklist", name) for name in checklist_names()}
    found |= {
        ("input", profile.title, header)
        for profile in profiles()
        if profile.in_template
        for field in profile.fields
        for header in field.headers
    }
    return frozenset(map(INSIDE.join, found))


def faults(told: list[Statement]) -> Iterator[str]:
    """Say what is wrong with the data, one sentence each."""
    wanted = [f"S-{number:02}" for number in NUMBERS]
    given = [one.number for one in told]
    yield from (f"{number} is missing." for number in wanted if number not in given)
    yield from (f"{number} is no statement." for number in given if number not in wanted)
    if len(set(given)) < len(given):
        yield "A statement stands twice."
    for one in told:
        yield from (f"{one.number}: there is no rule {code}." for code in one.rules if code not in catalogue())
        yield from (f"{one.number}: no report shows '{place}'." for place in one.shown if place not in places())
        if not one.rules and not one.shown and one.note != NOTHING:
            yield f"{one.number} has neither a rule nor a place, and does not say '{NOTHING}'."
        if not one.statement.strip():
            yield f"{one.number} says nothing."


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page; ValueError where a statement is missing or answered by what does not exist."""
    told = statements()
    if wrong := list(faults(told)):
        raise ValueError(" ".join(wrong))
    yield (
        "guide-coverage.md",
        page(
            "# What of the guide is answered",
            ABOUT,
            table(("Number", "Statement", "Judged by", "Shown by", "Left open"), map(_row, told)),
        ),
    )


def _row(one: Statement) -> tuple[str, ...]:
    shown = "<br>".join(plain(place) for place in one.shown)
    return one.number, plain(one.statement), ", ".join(map(_rule, one.rules)), shown, plain(one.note)


def _rule(code: str) -> str:
    return f"[{code}](rules/{code}.md)" if code in RULES else f"*{code}*"
