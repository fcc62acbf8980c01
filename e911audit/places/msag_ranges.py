"""The rows of a Master Street Address Guide, and the ranges of one street by number."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from e911audit.places.clean import plain, punctuated

NEAR = 3
"""Suggestions that a sentence names at most."""
WHOLE_NUMBER = re.compile(r"(\d+)(?: ?\d/\d| ?[A-Z])?")
"""A house number whose integer part a range can hold: 123, 123 1/2, 123A; not 112-10 or W240N1234."""


class Reason(StrEnum):
    """Why a guide does not hold an address, in the order in which it is asked."""

    COMMUNITY = "community"
    """The guide has no such community."""
    STREET = "street"
    """The community has no such street."""
    PARTS = "parts"
    """It has the street under another directional, type or spelling."""
    RANGE = "range"
    """The house number lies in no range of the street."""
    PARITY = "parity"
    """It lies in ranges of the other parity only."""
    ESN = "esn"
    """It lies in ranges of several ESNs."""


HELD = ("", Reason.ESN)
"""The answers for an address that the guide holds."""


class Street(NamedTuple):
    """A street as a guide or an address record writes it; a type may stand in ``name``."""

    predir: str = ""
    name: str = ""
    suffix: str = ""
    postdir: str = ""

    @property
    def spelled(self) -> str:
        """All its words in order, upper case, without punctuation: the spelling that is compared."""
        return folded(" ".join(filter(None, self)))


class Range(NamedTuple):
    """One row of a guide. Without ``low`` and ``high`` the street has no numbers; ``parity`` is odd, even or both."""

    street: Street
    community: str
    state: str = ""
    low: int | None = None
    high: int | None = None
    parity: str = "both"
    esn: str = ""
    county: str = ""

    @property
    def shown(self) -> str:
        """The numbers, as a reader would say them: 101 to 199 odd."""
        if self.low is None or self.high is None:
            return "no numbers"
        return f"{self.low} to {self.high}{'' if self.parity == 'both' else f' {self.parity}'}"


class Wanted(NamedTuple):
    """An address to find in a guide. ``county`` (an id) and ``zip`` tell whether the guide is the one of its place."""

    street: Street
    community: str
    state: str = ""
    house: str = ""
    county: str = ""
    zip: str = ""


class Found(NamedTuple):
    """What a guide says of an address."""

    reason: str | None
    """A ``Reason``, "" where the guide holds the address, None where it cannot tell."""
    told: str = ""
    """The reason in words, with the nearest that the guide has."""
    esn: str | None = None
    """The emergency service number of its range, or those of several, joined by `` or ``; None where it has none."""


def folded(text: str) -> str:
    """Return a text in upper case with single blanks and without punctuation.

    >>> folded(" Mc Coy's  Rd. ")
    'MC COYS RD'
    """
    return " ".join(punctuated(plain(text)).replace("'", "").replace(",", " ").split())


def number_of(esn: str) -> str:
    """Return an ESN without the zeros that fill its column."""
    return esn.strip().lstrip("0").upper()


class Stretch:
    """The ranges of one street of one community, by number."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.ranges = sorted(ranges, key=lambda one: (one.low or 0, one.high or 0))
        numbered = [one for one in self.ranges if one.low is not None and one.high is not None and one.low <= one.high]
        self.numbered = numbered
        self.lows = [one.low or 0 for one in numbered]
        self.reach = list(accumulate((one.high or 0 for one in numbered), max))
        """Highest number of each range and of all before it: where it is too low, none before can hold a number."""

    def around(self, number: int) -> list[Range]:
        """Return the ranges between whose ends a number lies, whatever their parity."""
        held = []
        index = bisect_right(self.lows, number) - 1
        while index >= 0 and self.reach[index] >= number:
            if (self.numbered[index].high or 0) >= number:
                held.append(self.numbered[index])
            index -= 1
        return held[::-1]

    def find(self, house: str) -> Found:
        """Find a house number, "" for a record without one."""
        whole = WHOLE_NUMBER.fullmatch(folded(house))
        if not house:
            bare = [one for one in self.ranges if one.low is None]
            return _settled(bare) if bare else Found(Reason.RANGE, f"no house number; the street has {self._near(0)}")
        if not whole:
            return Found(None, f"house number '{house}' is no number of a range")
        number = int(whole[1])
        around = self.around(number)
        held = [one for one in around if one.parity not in ("odd", "even") or one.parity == ("even", "odd")[number % 2]]
        if not around:
            return Found(Reason.RANGE, f"{number} is in no range; the street has {self._near(number)}")
        if not held:
            return Found(Reason.PARITY, f"{number} is {('even', 'odd')[number % 2]}; the guide has {around[0].shown}")
        return _settled(held)

    def _near(self, number: int) -> str:
        nearest = sorted(
            self.numbered, key=lambda one: min(abs((one.low or 0) - number), abs((one.high or 0) - number))
        )
        return " and ".join(dict.fromkeys(one.shown for one in nearest[:NEAR])) or "no numbers"


def _settled(held: list[Range]) -> Found:
    esns = sorted({number_of(one.esn) for one in held} - {""})
    if len(esns) > 1:
        return Found(Reason.ESN, f"the guide gives ESN {' and '.join(esns)} for it", " or ".join(esns))
    return Found("", esn=esns[0] if esns else None)
