"""What is wrong inside a Master Street Address Guide: ranges turned round, over one another, or with gaps between."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from e911audit.places.msag_ranges import Range, folded, number_of


class Trouble(NamedTuple):
    """What is told of a range: a fault sends calls to the wrong place, a doubt may be meant so."""

    fault: str = ""
    doubt: str = ""
    gap: int = 0
    """Numbers of its side of the street that no range holds before it."""


def troubles(ranges: Iterable[Range]) -> list[Trouble]:
    """Return what is wrong with each range, in order; of two that disagree the later one by number is told."""
    rows = list(ranges)
    found = [Trouble(turned(row)) for row in rows]
    streets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.low is not None and row.high is not None and row.low <= row.high:
            streets[folded(row.state), folded(row.community), row.street.spelled].append(index)
    for street in streets.values():
        for index, trouble in compared(rows, street):
            found[index] = trouble
    return found


def turned(row: Range) -> str:
    """Say that a range ends before it begins, or lacks one end."""
    if (row.low is None) != (row.high is None):
        return f"the range has no {'low' if row.low is None else 'high'} number"
    if row.low is not None and row.high is not None and row.low > row.high:
        return f"the range begins at {row.low} and ends at {row.high}"
    return ""


def compared(rows: list[Range], street: list[int]) -> Iterator[tuple[int, Trouble]]:
    """Compare the ranges of one street with those before them, side of the street by side."""
    told: dict[int, Trouble] = {}
    for parity in ("odd", "even"):
        side = sorted(
            (index for index in street if rows[index].parity in (parity, "both")), key=lambda i: ends(rows[i])
        )
        furthest = side[0] if side else 0
        for _, index in pairwise(side):
            trouble = beside(rows[furthest], rows[index], parity)
            if any(trouble) and not told.get(index, Trouble()).fault:
                told[index] = trouble
            furthest = max(furthest, index, key=lambda i: rows[i].high or 0)
    yield from told.items()


def ends(row: Range) -> tuple[int, int]:
    """Return the two ends of a range."""
    return row.low or 0, row.high or 0


def beside(before: Range, row: Range, parity: str) -> Trouble:
    """Judge a range by the one that reaches furthest of those before it on its side of the street."""
    low, reached = row.low or 0, before.high or 0
    if low <= reached:
        other, own = number_of(before.esn), number_of(row.esn)
        if other != own:
            return Trouble(f"{row.shown} (ESN {own or 'blank'}) lies over {before.shown} (ESN {other or 'blank'})")
        return Trouble(doubt=f"{row.shown} lies over {before.shown} of the same ESN")
    first = reached + 1 + ((reached + 1) % 2 != (parity == "odd"))
    missing = range(first, low, 2)
    if not missing:
        return Trouble()
    told = f"the {parity} numbers {missing[0]} to {missing[-1]}" if len(missing) > 1 else str(missing[0])
    return Trouble(doubt=f"no range holds {told}", gap=len(missing))
