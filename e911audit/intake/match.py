"""Which profile reads a sheet, in which row its headers stand, and why."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from e911audit.intake.cells import plain
from e911audit.intake.fit import Match, fit_to
from e911audit.intake.guess import by_place, by_words
from e911audit.intake.header import HEADER_SEARCHED, Range, head, heads
from e911audit.intake.profile import Profile


def match(
    rows: Sequence[list[str]],
    name: str,
    profiles: Sequence[Profile],
    merged: Iterable[Range] = (),
) -> Match | None:
    """The best match among the first rows of a sheet; ``name`` is the sheet's and the file's name.

    ``merged`` are its merged ranges (first row, first column, last row, last column, from 0): an upper header that
    spans several columns counts for each. Where no header is known as a whole, some words of it may do; where there is
    none, the profiles that know columns by their place are tried.
    """
    known = known_headers(tuple(profiles))
    every = [*heads(rows, tuple(merged))]
    possible = [one for one in every if any(header.text in known for header in one.found)]
    fits = [fit for one in possible for profile in profiles if (fit := fit_to(profile, one, name))]
    best = max(fits, key=_weight, default=None)
    while best and (above := [fit for fit in fits if _is_table_above(fit, best, rows)]):
        best = max(above, key=_weight)
    return best or by_words(every, name, profiles) or by_place(rows, name, profiles)


@cache
def known_headers(profiles: tuple[Profile, ...]) -> frozenset[str]:
    """Every header of every profile, plain."""
    return frozenset(header for profile in profiles for header in (*profile.by_header, *profile.further_headers))


def match_headers(cells: Sequence[str], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The best match for headers that the format itself gives; every row is then data."""
    given = head(-1, -1, tuple(cells))
    fits = (fit for profile in profiles if (fit := fit_to(profile, given, name)))
    return max(fits, key=_weight, default=None)


def _is_table_above(fit: Match, best: Match, rows: Sequence[list[str]]) -> bool:
    """Whether a header begins a table of its own, with rows and a blank one behind it, above the best header."""
    between = [any(map(str.strip, row)) for row in rows[fit.header + 1 : max(best.header, 0)]]
    return between[:1] == [True] and False in between


def _weight(fit: Match) -> tuple[int, bool, bool, int, bool]:
    """Most columns understood, identifying ones twice; among equals a system's own profile, and a user's before ours.

    A few identifying headers alone do not win: who understands most of a sheet is least likely to misread it.
    """
    identified, understood, named = fit.score
    return (identified + understood, identified > 0, fit.above < 0, named, bool(fit.profile.origin))


def nearest(rows: Sequence[list[str]], profiles: Sequence[Profile]) -> str:
    """What a sheet that fits no profile lacks, in words."""
    best = max(
        (
            (len(found), profile.in_template, profile, found)
            for texts in [frozenset(map(plain, row)) for row in rows[:HEADER_SEARCHED]]
            for profile in profiles
            for found in [{profile.by_header[text] for text in texts & profile.by_header.keys()} - {""}]
            if profile.in_template or len(found) > 1  # one word of a vendor's is no likeness
        ),
        key=lambda candidate: candidate[:2],
        default=None,
    )
    if best is None or best[0] == 0:
        return "no row with known headers was found; put headers such as those of the template above the data"
    _, _, profile, found = best
    lacking = [*_lacking(profile, found)] or profile.known_by
    return f"it is nearest to {profile.title} but has no column for {' and for '.join(lacking)}"


def _lacking(profile: Profile, found: set[str]) -> Iterator[str]:
    labels = {one.name: next(iter(one.headers or one.parts[:1] or (one.name,))) for one in profile.fields}
    values = {one.name for one in profile.fields if one.value}
    for entry in profile.must:
        if not set(entry.split(" or ")) & (found | values):
            names = (labels.get(name, name) for name in entry.split(" or "))
            yield " or ".join(name if isinstance(name, str) else name[0] for name in names)
