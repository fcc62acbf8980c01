"""How the inventory is laid out: what sites there are, and which number, address and location each telephone has.

Numbers and Devices are written apart, in one pass each; they agree because both ask here.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeAlias

from town import CITIES, HOMES, PER_SITE, Address, number
from workbook import Cell

TODAY = date(2026, 11, 22)
SLOTS = 1024
PAIR_SLOT, CROSS_SLOT = 640, 768
"""Telephone numbers set aside for one site; those from PAIR_SLOT on are in no row of Numbers."""
LOCATIONS = PER_SITE - HOMES
"""Of a site's locations those on its premises; the others are homes."""
ROWS_PER_SITE = 500
Row: TypeAlias = Mapping[str, Cell]


class Plan(NamedTuple):
    """How many sites there are, and how many rows of a kind."""

    sites: int
    numbers: int
    devices: int
    lines: int

    def share(self, total: int, site: int) -> int:
        """Rows of one site, when `total` is dealt evenly."""
        return (site + 1) * total // self.sites - site * total // self.sites


def plan(rows: int) -> Plan:
    """The shape of an inventory of `rows` data rows."""
    numbers, lines = rows * 60 // 100, rows * 5 // 100
    return Plan(max(4, rows // ROWS_PER_SITE), numbers, rows - numbers - lines, lines)


def code(site: int) -> str:
    """Site Code."""
    return f"S{site:04}"


def addressed(site: int) -> bool:
    """Whether anybody wrote down where the site is; one in 25 has no address."""
    return site % 25 != 3


def system(site: int) -> str:
    """The call server that serves a site; one for ten sites."""
    return f"CUCM-{site // 10 + 1}"


def digits(site: int, slot: int) -> str:
    """The telephone number in a slot of a site."""
    return number(CITIES[site % len(CITIES)].npa, site * SLOTS + slot)


def place(position: int) -> int:
    """Which of its site's addresses the telephone at a position has; a number and its device agree."""
    if position % 12 == 5:
        return PER_SITE - HOMES + position // 12 % HOMES
    return position % (PER_SITE - HOMES)


def location(site: int, position: int) -> str:
    """Location ID of a position."""
    return f"{code(site)}-L{place(position):02}"


def written(address: Address | None) -> Row:
    """The four address cells."""
    if address is None:
        return {}
    return {"Street Address": address.street, "City": address.city, "State": address.state, "ZIP": address.zip}


def day(rng: Random, ago: int) -> Cell:
    """A day at most `ago` days before TODAY, as a date or as two spellings of it."""
    when = TODAY - timedelta(rng.randint(1, ago))
    return rng.choice((when, when, when.isoformat(), f"{when:%m/%d/%Y}"))
