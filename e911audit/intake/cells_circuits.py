"""Cells of circuit lists: the numbers that a circuit carries."""

import re
from collections.abc import Iterator
from itertools import groupby

from e911audit.intake.cells import Unread, text, whole
from e911audit.intake.cells_numbers import phones

BETWEEN = "-"
COMMA = ", "


def number_ranges(text_: str) -> str | None:
    """Ranges and single numbers, in any spelling, as E.164 in order: ``+15125550100-+15125550149, +15125550160``."""
    if text(text_) is None:
        return None
    found = phones(text_)
    if any(phone.e164 is None for phone in found):
        raise Unread("holds something that is no ten-digit number")
    numbers = sorted({int(phone.e164[1:]) for phone in found if phone.e164})
    runs = (list(run) for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]))
    return COMMA.join(_range(run[0][1], run[-1][1]) for run in runs)


def _range(low: int, high: int) -> str:
    return f"+{low}" if low == high else f"+{low}{BETWEEN}+{high}"


def numbers_of(ranges: str) -> Iterator[str]:
    """The numbers of such a text, one by one.

    >>> list(numbers_of("+15125550100-+15125550101, +15125550160"))
    ['+15125550100', '+15125550101', '+15125550160']
    """
    for part in ranges.split(COMMA):
        low, _, high = part.partition(BETWEEN)
        yield from (f"+{number}" for number in range(int(low), int(high or low) + 1))


WITH_D = re.compile(r"\s*(\d+)\s*(?:B|bearers?)\s*(?:[+/&]\s*\d*\s*D)?\s*", re.IGNORECASE)


def channels(text_: str) -> int | None:
    """How many channels carry calls; the D channel of a PRI carries none.

    >>> channels("23B+D"), channels("46"), channels("23 B + 1 D")
    (23, 46, 23)
    """
    told = WITH_D.fullmatch(text_)
    return int(told[1]) if told else whole(text_)
