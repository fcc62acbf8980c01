"""What carriers and vendors take in one order (``limits.csv``), and where an order exceeds it.

Columns: carrier (a word of its name), side (gaining or losing), most numbers in an order, least business days and least
and most days from the submission to the FOC, whether toll-free numbers are ported (yes, no, or on an order of their
own), most characters of the business name and of the signer, from when the figures are, and from where. A blank sets no
limit.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Limits(NamedTuple):
    """The limits of one carrier."""

    carrier: str
    side: str
    most_numbers: int | None
    least_business_days: int | None
    least_days: int | None
    most_days: int | None
    toll_free: str
    name_length: int | None
    signer_length: int | None
    as_of: str
    source: str


class Sent(NamedTuple):
    """What of an order the limits are about."""

    numbers: int
    toll_free: int
    """How many of them are toll-free."""
    name: str
    signer: str
    submitted: date | None
    due: date | None


@cache
def limits() -> tuple[Limits, ...]:
    """Every carrier's limits."""
    text = files("e911audit.porting").joinpath("limits.csv").read_text(encoding="utf-8")
    return tuple(_limits(row) for row in csv.DictReader(text.splitlines()))


def _limits(row: dict[str, str]) -> Limits:
    return Limits(
        carrier=row["carrier"],
        side=row["side"],
        most_numbers=_count(row["most_numbers"]),
        least_business_days=_count(row["least_business_days"]),
        least_days=_count(row["least_days"]),
        most_days=_count(row["most_days"]),
        toll_free=row["toll_free"],
        name_length=_count(row["name_length"]),
        signer_length=_count(row["signer_length"]),
        as_of=row["as_of"],
        source=row["source"],
    )


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


def limits_of(losing: str | None, gaining: str | None) -> tuple[Limits, ...]:
    """The limits of the carriers of an order, by the words of their names."""
    names = {"losing": _words(losing), "gaining": _words(gaining)}
    return tuple(one for one in limits() if one.carrier.casefold() in names[one.side])


def exceeded(own: Limits, sent: Sent) -> Iterator[str]:
    """What of an order exceeds a carrier's limits, each in words."""
    most = (
        ("numbers", sent.numbers, own.most_numbers),
        ("characters of the business name", len(sent.name), own.name_length),
        ("characters of the signer's name", len(sent.signer), own.signer_length),
    )
    for what, has, limit in most:
        if limit is not None and has > limit:
            yield f"{has:,} {what} where {own.carrier} takes {limit:,}"
    if sent.toll_free and own.toll_free == "no":
        yield f"{sent.toll_free:,} toll-free numbers, which {own.carrier} does not port"
    if sent.submitted and sent.due:
        days = (sent.due - sent.submitted).days
        if own.least_days is not None and days < own.least_days:
            yield f"{days} days to the FOC where {own.carrier} asks for {own.least_days}"
        if own.most_days is not None and days > own.most_days:
            yield f"{days} days to the FOC where {own.carrier} allows {own.most_days}"


def _words(name: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", (name or "").casefold()))
