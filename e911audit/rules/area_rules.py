"""State laws that ask for more than one location above a size of workspace (``data/area_rules.csv``).

Columns: two-letter state, citation, area in square feet, days from and to which the law holds, days between which the
telephone system must have been installed for it to apply (blank: no limit), and how certain the row is: ``seen`` in the
law's own text, ``summary`` of a vendor or agency, ``memory`` unverified.
"""

import csv
from datetime import date
from importlib.resources import files
from typing import NamedTuple


class AreaRule(NamedTuple):
    """One law; a day that is None sets no limit."""

    state: str
    citation: str
    area_sqft: int
    starts: date | None
    ends: date | None
    installed_from: date | None
    installed_to: date | None
    certainty: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rule(row: dict[str, str]) -> AreaRule:
    starts, ends, installed_from, installed_to = (
        _day(row[column]) for column in ("from", "to", "installed_from", "installed_to")
    )
    return AreaRule(
        row["state"],
        row["citation"],
        int(row["area_sqft"]),
        starts,
        ends,
        installed_from,
        installed_to,
        row["certainty"],
    )


def _read() -> tuple[AreaRule, ...]:
    with files("e911audit.rules").joinpath("data/area_rules.csv").open(encoding="utf-8") as file:
        return tuple(_rule(row) for row in csv.DictReader(file))


AREA_RULES = _read()
"""Every law of the data file, in its order."""
