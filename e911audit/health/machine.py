"""The machine: Python and what it brings, the clock, room on disks."""

import pyexpat
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from e911audit.health.told import Health, Told, told

OLDEST_PYTHON = (3, 11)
OLDEST_EXPAT = (2, 4, 1)
"""The first that limits how far an entity may grow (billion laughs)."""
OLDEST_SQLITE = (3, 30)
"""The first that sorts NULLS LAST, as selects of lines do."""
FULL, LITTLE = 50 << 20, 1 << 30
"""Bytes free below which a disk counts as full, and below which it is told."""
PUBLISHED, YEARS = date(2026, 11, 1), 10
"""The day of this version; a clock that says earlier, or much later, is wrong, and with it every age of a record."""


def language() -> Iterator[Told]:
    """Python, its XML parser and its database."""
    yield told(sys.version_info >= OLDEST_PYTHON, f"Python {sys.version.split()[0]}", "Install Python 3.11 or newer.")
    yield expat(pyexpat.version_info)
    seen = f"SQLite {sqlite3.sqlite_version}"
    yield told(
        sqlite3.sqlite_version_info >= OLDEST_SQLITE, seen, "Install a newer Python, which brings a newer SQLite."
    )


def expat(found: tuple[int, int, int]) -> Told:
    """The XML parser of workbooks."""
    seen = f"expat {'.'.join(map(str, found))}"
    return told(
        found >= OLDEST_EXPAT, seen, "Install a newer Python: before 2.4.1 a made-up workbook can fill the memory."
    )


def clock(today: date) -> Told:
    """Whether today can be: a record's age, a notice period and a FOC date are counted from it."""
    good = PUBLISHED <= today <= PUBLISHED.replace(year=PUBLISHED.year + YEARS)
    return told(good, f"the clock says {today.isoformat()}", "Set it, or give --as-of.", Health.WARNING)


def zones() -> Told:
    """Whether the hours of orders can be told in the zones of their sites."""
    try:
        ZoneInfo("America/Chicago")
    except ZoneInfoNotFoundError:
        return Told(Health.WRONG, "no time zones are known", "Run 'pip install tzdata'.")
    return Told(Health.OK, "time zones are known")


def space(folder: Path, what: str) -> Told:
    """Room on the disk of a folder."""
    free = shutil.disk_usage(folder).free
    seen = f"{free / (1 << 30):,.1f} GB free for {what}"
    return told(free >= LITTLE, seen, "Make room.", Health.WRONG if free < FULL else Health.WARNING)
