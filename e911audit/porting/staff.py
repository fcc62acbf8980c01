"""Who is named for two ports at one time: the people of cutover windows, compared by name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

APART = re.compile(r"[;,\n/&+]|\band\b", re.IGNORECASE)
AT_WORK = timedelta(hours=4)
"""How long a port keeps its people: two FOCs that lie further apart can share them."""


class Shift(NamedTuple):
    """The people of one port, and when it is; ``at`` is None where only the day is known."""

    id: int
    order: str
    day: date
    at: datetime | None
    names: tuple[str, ...]


def read_staff(text: str | None) -> tuple[str, ...]:
    """The names of a cell, as written.

    >>> read_staff("Ann Lee, Bo Diaz and Cy Ode")
    ('Ann Lee', 'Bo Diaz', 'Cy Ode')
    """
    return tuple(filter(None, (" ".join(part.split()) for part in APART.split(text or ""))))


def shared_staff(shifts: Iterable[Shift]) -> dict[int, str]:
    """Id of an order -> who of its people is named for another port at that time, in words; "" where nobody is."""
    every = list(shifts)
    by_name: defaultdict[str, list[Shift]] = defaultdict(list)
    for shift in every:
        for name in {name.casefold() for name in shift.names}:
            by_name[name].append(shift)
    return {shift.id: "; ".join(_twice(shift, by_name)) for shift in every}


def _twice(shift: Shift, by_name: dict[str, list[Shift]]) -> Iterable[str]:
    for name in dict.fromkeys(shift.names):
        others = [other.order for other in by_name[name.casefold()] if other.id != shift.id and _meet(shift, other)]
        if others:
            yield f"{name}, who is also named for {', '.join(others)}"


def _meet(one: Shift, other: Shift) -> bool:
    if one.at and other.at:
        return abs(one.at - other.at) < AT_WORK
    return one.day == other.day
