"""The fields of a 911 record by what a database takes in them: characters, lengths, directions, main number.

Codes are those of the error files that databases send back. Lengths are those of the ALI record; which signs a database
refuses, no source says exactly, so that only what no street guide writes is told. Case does not count: what sends a
spreadsheet's record writes capitals.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from e911audit.nena import formats
from e911audit.numbers import FICTITIOUS, read_number

DIRECTIONS = "N S E W NE NW SE SW"


class Check(NamedTuple):
    """What one field takes. ``ali`` is its name in the layout; ``too_long`` and ``invalid`` are the error codes."""

    field: str
    ali: str
    called: str
    allowed: re.Pattern[str]
    takes: str
    too_long: int
    invalid: int

    def fault(self, value: str | None) -> str:
        """What is wrong with a value, in words; "" for nothing, or for none."""
        most = formats()["ali"].record.values[self.ali].length
        if value and len(value) > most:
            return (
                f"code {self.too_long}: the {self.called} '{value[:most]}...' takes {most} characters, not {len(value)}"
            )
        if value and not self.allowed.fullmatch(value.upper()):
            return f"code {self.invalid}: the {self.called} '{value}' takes {self.takes} only"
        return ""


_direction = (re.compile("|".join(DIRECTIONS.split())), DIRECTIONS.replace(" ", ", "), 109, 110)
CHECKS = (
    Check(
        "house_number",
        "house_number",
        "house number",
        re.compile("[A-Z0-9-]+"),
        "letters, digits and hyphens",
        108,
        107,
    ),
    Check("predir", "prefix_directional", "direction", *_direction),
    Check(
        "street_name",
        "street_name",
        "street name",
        re.compile(r"[A-Z0-9 '&./-]+"),
        "letters, digits, blanks and ' & . / -",
        111,
        112,
    ),
    Check("postdir", "post_directional", "direction", *_direction),
    Check(
        "community",
        "community_name",
        "community",
        re.compile(r"(?=.*[A-Z])[A-Z0-9 '.-]+"),
        "letters, digits, blanks and ' . -, with a letter at least",
        113,
        114,
    ),
)
"""The fields of error codes 107 to 114, in the order of the record."""
NO_MAIN = "code 103: there is no main number that could be read"


def add_faults(columns: dict[str, list[Any]]) -> None:
    """Add the columns ``content_fault``, ``content_field`` and ``main_fault`` to those of records, in place."""
    checks = [check for check in CHECKS if check.field in columns]
    if checks:
        rows = zip(*(columns[check.field] for check in checks), strict=True)
        found = [*_content(checks, rows, [_by_value(check.fault, columns[check.field]) for check in checks])]
        columns["content_fault"], columns["content_field"] = map(list, zip(*found, strict=True)) if found else ([], [])
    if "main_number" in columns:
        faults = _by_value(main_fault, columns["main_number"])
        columns["main_fault"] = [faults[value] for value in columns["main_number"]]


def main_fault(value: str | None) -> str:
    """Why a main number is none, in words; "" where it is one."""
    if not value:
        return NO_MAIN
    fault = read_number(value).fault
    return "" if fault in (None, FICTITIOUS) else f"code 103: the main number {value} is none ({fault})"


def _by_value(fault: Any, values: Iterable[str | None]) -> dict[str | None, str]:
    """Each distinct value is judged once."""
    return {value: fault(value) for value in set(values)}


def _content(
    checks: list[Check], rows: Iterable[tuple[str | None, ...]], faults: list[dict[str | None, str]]
) -> Iterator[tuple[str | None, str | None]]:
    """For each record its faults and the first faulty field; None for a record of blanks."""
    for values in rows:
        told = {
            check.field: found
            for check, value, known in zip(checks, values, faults, strict=True)
            if (found := known[value])
        }
        blank = not any(values)
        yield None if blank else "; ".join(told.values()), next(iter(told), None)
