"""The day as of which the text of a clause on ports is known (``cites.csv``): these clauses are under revision."""

import csv
import re
from functools import cache
from importlib.resources import files

SECTION = re.compile(r"^47 CFR \d+\.\d+")


def dated(citation: str) -> str:
    """The citation with its day, where we keep one.

    >>> dated("47 CFR 52.36(b)"), dated("47 CFR 9.16(b)(3)"), dated("ilec-guide")
    ('47 CFR 52.36(b) (as of 2026-06-20)', '47 CFR 9.16(b)(3)', 'ilec-guide')
    """
    found = SECTION.match(citation)
    day = _days().get(found[0]) if found else None
    return f"{citation} (as of {day})" if day else citation


@cache
def _days() -> dict[str, str]:
    rows = csv.DictReader(files("e911audit.law").joinpath("cites.csv").read_text(encoding="utf-8").splitlines())
    return {row["citation"]: row["as_of"] for row in rows}
