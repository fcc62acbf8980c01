"""The clauses of laws and standards (``clauses.csv``), and a file of a user's own laid over them.

A row of the file replaces ours of the same ``id`` or is added; one with an empty ``demand`` takes ours away. Blank
columns set no limit. ``rules`` names the rules that judge the clause; what no rule can judge has in ``manual`` what a
person must do.
"""

import csv
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from e911audit.errors import BadLaw

UNITED_STATES = "US"
"""The jurisdiction of federal law and of standards."""
COLUMNS = (
    "id framework jurisdiction citation topic demand area_sqft small_sqft small_devices small_until from to"
    " installed_from installed_to rules manual"
    " certainty source note"
).split()
NEEDED = ("id", "framework", "jurisdiction", "citation", "topic", "demand", "certainty")


class Certainty(StrEnum):
    """How sure we are of a clause."""

    SEEN = "seen"
    """Its own text was read."""
    SUMMARY = "summary"
    """A summary by an agency or a vendor was read."""
    MEMORY = "memory"
    """Neither was at hand: unverified."""


SURE = {Certainty.SEEN: "", Certainty.SUMMARY: " (by summary)", Certainty.MEMORY: " (unverified)"}
"""What is said behind the citation of a clause."""


class Clause(NamedTuple):
    """One demand that can be cited. A day that is None sets no limit; days are inclusive."""

    id: str
    framework: str
    jurisdiction: str
    """``US``, or the two letters of a state."""
    citation: str
    topic: str
    """dial, notify, callback, location, area, size, instructions, records, route, power or scope."""
    demand: str
    area_sqft: int | None
    """Square feet of workspace on which the demand depends; None where it does not."""
    small_sqft: int | None
    """A site of one floor below this size, with fewer devices than the next, is exempt until it has a newer system."""
    small_devices: int | None
    small_until: date | None
    starts: date | None
    ends: date | None
    installed_from: date | None
    """The clause holds for systems installed, or renewed in their core, on or after this day."""
    installed_to: date | None
    rules: tuple[str, ...]
    manual: str
    certainty: Certainty
    source: str
    note: str

    @property
    def cite(self) -> str:
        """The citation, with a word where its text was not seen."""
        return f"{self.citation}{SURE[self.certainty]}"

    def in_force(self, on: date) -> bool:
        """Whether the clause holds on a day, whatever the systems."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)

    def covers(self, oldest: date | None, newest: date | None) -> bool:
        """Whether it covers one of the systems of a site; one of unknown age (None) may always fall under it."""
        late_enough = self.installed_from is None or newest is None or newest >= self.installed_from
        early_enough = self.installed_to is None or oldest is None or oldest <= self.installed_to
        return late_enough and early_enough


@cache
def clauses(overlay: Path | None = None) -> tuple[Clause, ...]:
    """Return our clauses with those of the user's file laid over them; BadLaw names the row that cannot be read."""
    text = files("e911audit.law").joinpath("clauses.csv").read_text(encoding="utf-8")
    found = {clause.id: clause for clause in _read(text, "clauses.csv")}
    if overlay:
        for clause in _read(_text(overlay), str(overlay)):
            if clause.demand:
                found[clause.id] = clause
            else:
                found.pop(clause.id, None)
    return tuple(found.values())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadLaw(f"{file} cannot be read ({fault}).") from None


def _read(text: str, file: str) -> list[Clause]:
    rows = csv.DictReader(text.splitlines())
    if lacking := [name for name in NEEDED if name not in (rows.fieldnames or ())]:
        raise BadLaw(f"{file} lacks the column '{lacking[0]}'.")
    if unknown := [name for name in rows.fieldnames or () if name not in COLUMNS]:
        raise BadLaw(f"{file} has a column '{unknown[0]}' that nobody knows.")
    found = []
    for row in rows:
        try:
            found.append(_clause({name: (row.get(name) or "").strip() for name in COLUMNS}))
        except ValueError as fault:
            raise BadLaw(f"{file}, line {rows.line_num}: {fault}.") from None
    return found


def _clause(row: dict[str, str]) -> Clause:
    if not row["id"]:
        raise ValueError("the clause has no id")
    if row["certainty"] not in set(Certainty):
        raise ValueError(f"certainty is '{row['certainty']}', not one of {', '.join(Certainty)}")
    if row["demand"] and not (row["rules"] or row["manual"]):
        raise ValueError("neither rules nor manual says how the demand is judged")
    return Clause(
        id=row["id"],
        framework=row["framework"],
        jurisdiction=row["jurisdiction"],
        citation=row["citation"],
        topic=row["topic"],
        demand=row["demand"],
        area_sqft=_number(row["area_sqft"]),
        small_sqft=_number(row["small_sqft"]),
        small_devices=_number(row["small_devices"]),
        small_until=_day(row["small_until"]),
        starts=_day(row["from"]),
        ends=_day(row["to"]),
        installed_from=_day(row["installed_from"]),
        installed_to=_day(row["installed_to"]),
        rules=tuple(row["rules"].split()),
        manual=row["manual"],
        certainty=Certainty(row["certainty"]),
        source=row["source"],
        note=row["note"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
