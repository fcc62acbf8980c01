"""How far the reading of an address can be trusted, from its doubts: the table ``data/doubts.csv`` weighs each.

The levels are our own judgement, not a measured probability: a number would say more than anybody knows.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from e911audit.places.tables import rows


class Confidence(StrEnum):
    """How far a reading can be trusted; in order, the worst doubt decides."""

    HIGH = "high"
    """Nothing was guessed: no doubts, or only ones that change no meaning."""
    MEDIUM = "medium"
    """The street can be relied on; words are left over or stand in odd places."""
    LOW = "low"
    """A part was guessed, or two statements contradict each other: ask somebody who knows the site."""


class DoubtKind(NamedTuple):
    """A sort of doubt: what it does to the confidence, how its words read (a regular expression), and its meaning."""

    confidence: Confidence
    pattern: re.Pattern[str]
    example: str
    meaning: str


@cache
def doubt_kinds() -> tuple[DoubtKind, ...]:
    """Return the table of doubts; the first row that fits a doubt decides."""
    return tuple(
        DoubtKind(Confidence(level), re.compile(pattern, re.DOTALL), example, meaning)
        for level, pattern, example, meaning in rows("doubts.csv")
    )


@lru_cache(maxsize=65536)
def weigh(doubt: str) -> Confidence:
    """Return what one doubt does to the confidence; one that the table does not know is as bad as a guess.

    >>> weigh("'L2' read as floor 2").value, weigh("ZIP 2134 read as 02134: MA proves it").value
    ('low', 'high')
    """
    fits = (kind.confidence for kind in doubt_kinds() if kind.pattern.fullmatch(doubt))
    return next(fits, Confidence.LOW)


def confidence(doubts: Iterable[str]) -> Confidence:
    """Return how far a reading with these doubts can be trusted: as far as the worst of them."""
    return max(map(weigh, doubts), key=list(Confidence).index, default=Confidence.HIGH)
