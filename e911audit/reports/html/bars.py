"""Bars that show how many findings of each severity there are; the counts stand beside them, in the same row."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from e911audit.values import Severity

LENGTH = 150
"""Units of the longest bar."""


class Part(NamedTuple):
    """One severity's share of a bar: from where, and how long."""

    severity: Severity
    start: float
    length: float


Bar = tuple[Part, ...]


def most(counts: Iterable[tuple[int, ...]]) -> int:
    """The sum for which a bar has its full length."""
    return max((sum(each) for each in counts), default=0)


def bar(counts: tuple[int, ...], full: int) -> Bar:
    """The bar of the counts by severity, gravest first, where ``full`` findings fill it.

    >>> [part.length for part in bar((1, 0, 3, 0), 8)]
    [18.8, 56.2]
    """
    return tuple(_parts(counts, full))


def _parts(counts: tuple[int, ...], full: int) -> Iterator[Part]:
    before = 0
    for severity, count in zip(Severity, counts, strict=True):
        if count:
            yield Part(severity, round(before * LENGTH / full, 1), round(count * LENGTH / full, 1))
        before += count
