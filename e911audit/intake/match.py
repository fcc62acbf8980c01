"""Which profile reads a sheet, in which row its headers stand, and why."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from e911audit.intake.cells import Unread, plain
from e911audit.intake.profile import NUMBER, Block, Profile, ProfileField

HEADER_SEARCHED = 30
"""Rows in which the header is looked for; titles of real exports end well before."""
PROVEN_ROWS = 20
"""Rows of an export without headers that must read as its profile says."""
SECRET = re.compile(
    r"(?:(?<![a-z])(?:vm)?pins?|pass ?code|pass ?word|passwd|pwd|secret|credential|auth key)s?(?![a-z])"
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=(?:Pass|Pin|PIN))")
NO_SECRET = re.compile(r"required|held|present|needed|\?$|pin ?out")
WORD = re.compile(r"[A-Za-z]+|\d+")
VAGUE = frozenset(
    "number name type kind id code status state location address area service use line use port zone level owner user "
    "description notes comment site unit system action".split()
)
"""Headers of one word that tell nothing inside a longer one: Serial Number is no telephone number."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One block of a profile and the columns, counted from 0, that feed its fields; a joined field has several."""

    block: Block
    columns: dict[str, tuple[int, ...]]

    @property
    def fields(self) -> dict[str, ProfileField]:
        """The fields that the sheet supplies."""
        return {found.name: found for found in self.block.fields if found.name in self.columns or found.value}


@dataclass(frozen=True, kw_only=True)
class Match:
    """A profile that fits. ``header`` counts rows from 0, -1 where the sheet has none; ``headers`` are its cells."""

    profile: Profile
    header: int
    headers: tuple[str, ...]
    readings: tuple[Reading, ...]
    score: tuple[int, int, bool]
    """Identifying headers, columns that are understood, and whether the sheet's or file's name speaks for it."""
    not_understood: tuple[int, ...]
    secrets: tuple[int, ...]
    guessed: dict[str, int] = field(default_factory=dict)
    """Fields whose column was found by a few of its header's words."""
    above: int = -1
    """The row of the upper of two header rows."""

    @property
    def columns(self) -> dict[str, int]:
        """The first column of each field of the record that a row is about."""
        return {name: columns[0] for name, columns in self.readings[0].columns.items()}

    @property
    def reason(self) -> str:
        """Why this profile reads the sheet, in words."""
        identified, understood, _ = self.score
        total = understood + len(self.not_understood)
        where = f"header in row {self.header + 1}" if self.header >= 0 else "no header; columns known by their place"
        if self.above >= 0:
            where = f"header in rows {self.above + 1} and {self.header + 1}"
        known = f"all {identified} identifying headers; " if identified else ""
        guessed = "; columns found by a few words of their headers, please check" if self.guessed else ""
        return f"{where}; {known}{understood} of {total} columns understood{guessed}"

    def label(self, column: int) -> str:
        """The header of a column."""
        return self.headers[column].strip() if column < len(self.headers) else ""


class Header(NamedTuple):
    """One cell of what may be the header row: its column counted from 0, its plain text, whether it tells a secret."""

    column: int
    text: str
    secret: bool


class Headers(NamedTuple):
    """What may be the header row, and the row above it where two belong together."""

    row: int
    above: int
    cells: tuple[str, ...]
    found: tuple[Header, ...]


def match(
    rows: Sequence[list[str]],
    name: str,
    profiles: Sequence[Profile],
    merged: Iterable[tuple[int, int, int, int]] = (),
) -> Match | None:
    """The best match among the first rows of a sheet; ``name`` is the sheet's and the file's name.

    ``merged`` are its merged ranges (first row, first column, last row, last column, from 0): an upper header that
    spans several columns counts for each. Where no header is known as a whole, some words of it may do; where there is
    none, the profiles that know columns by their place are tried.
    """
    heads = [*_heads(rows, tuple(merged))]
    fits = (fit for head in heads for profile in profiles if (fit := _fit(profile, head, name)))
    best = max(fits, key=_weight, default=None)
    return best or _by_words(heads, name, profiles) or _by_place(rows, name, profiles)


def match_headers(cells: Sequence[str], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The best match for headers that the format itself gives; every row is then data."""
    head = _head(-1, -1, tuple(cells))
    fits = (fit for profile in profiles if (fit := _fit(profile, head, name)))
    return max(fits, key=_weight, default=None)


def _weight(fit: Match) -> tuple[bool, int, bool, int, bool]:
    """Identified before understood before one header row, and a user's own profile before ours."""
    identified, understood, named = fit.score
    return (identified > 0, identified + understood, fit.above < 0, named, bool(fit.profile.origin))


def _heads(rows: Sequence[list[str]], merged: tuple[tuple[int, int, int, int], ...]) -> Iterator[Headers]:
    above: tuple[int, list[str]] | None = None
    for number, row in enumerate(rows[:HEADER_SEARCHED]):
        if not any(map(str.strip, row)):
            continue
        yield _head(number, -1, tuple(row))
        if above and above[0] == number - 1:
            yield _head(number, above[0], _two_rows(_spread(above, merged), row))
        above = (number, row)


def _head(row: int, above: int, cells: tuple[str, ...]) -> Headers:
    found = tuple(Header(column, plain(cell), is_secret(cell)) for column, cell in enumerate(cells) if cell.strip())
    return Headers(row, above, cells, found)


def _spread(above: tuple[int, list[str]], merged: tuple[tuple[int, int, int, int], ...]) -> list[str]:
    """The upper header row with each merged cell's text in all of its columns."""
    number, row = above
    cells = list(row)
    for first_row, first, last_row, last in merged:
        if first_row <= number <= last_row and first < len(cells):
            cells += [""] * (last + 1 - len(cells))
            cells[first : last + 1] = [cells[first]] * (last + 1 - first)
    return cells


def _two_rows(upper: list[str], lower: list[str]) -> tuple[str, ...]:
    """Both header rows as one: ``Emergency`` over ``Street`` is ``Emergency Street``."""
    width = max(len(upper), len(lower))
    pairs = zip(upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower)), strict=True)
    return tuple(f"{one.strip()} {other.strip()}".strip() for one, other in pairs)


def _fit(profile: Profile, head: Headers, name: str) -> Match | None:
    texts = {header.text for header in head.found}
    if not all(alternatives & texts for alternatives in profile.known_by_plain):
        return None
    columns: dict[str, tuple[int, ...]] = {}
    used = set[int]()
    rest = []
    for column, text, secret in head.found:
        if secret:
            continue
        single = profile.by_header.get(text)
        if single and single not in columns:
            columns[single] = (column,)
        elif single is None and text not in profile.further_headers:
            rest.append(column)
            continue
        elif single:
            rest.append(column)
            continue
        used.add(column)
    where = _where(head)
    readings = [Reading(block=profile.blocks[0], columns=columns | _joined(profile.blocks[0], where))]
    if not readings[0].columns or not profile.fits({*readings[0].fields}):
        return None
    readings += (reading for block in profile.blocks[1:] for reading in _further(block, where))
    used.update(column for reading in readings for columns_ in reading.columns.values() for column in columns_)
    words = name.casefold()
    return Match(
        profile=profile,
        header=head.row,
        headers=head.cells,
        above=head.above,
        readings=tuple(readings),
        score=(len(profile.known_by), len(used), any(hint in words for hint in profile.hints)),
        not_understood=tuple(column for column in rest if column not in used),
        secrets=tuple(header.column for header in head.found if header.secret),
    )


def _where(head: Headers) -> dict[str, int]:
    """Plain header -> its first column; secrets are in none."""
    return {header.text: header.column for header in reversed(head.found) if not header.secret}


def _joined(block: Block, where: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """The columns of fields that are put together from several."""
    return {
        found.name: columns
        for found in block.fields
        if found.parts and (columns := tuple(_columns(found.parts, where)))
    }


def _columns(parts: Iterable[Sequence[str]], where: dict[str, int]) -> Iterator[int]:
    """The column of each part that the sheet has."""
    for part in parts:
        column = next((where[text] for header in part if (text := plain(header)) in where), None)
        if column is not None:
            yield column


def _further(block: Block, where: dict[str, int]) -> Iterator[Reading]:
    """The readings of a further block: one, or one for each number that its headers go to."""
    for number in count(1) if block.repeats else (1,):
        columns: dict[str, tuple[int, ...]] = {}
        own = set[int]()
        for found in block.fields:
            every = [[header.replace(NUMBER, str(number)) for header in part] for part in (found.headers, *found.parts)]
            numbered = [[header.replace(NUMBER, str(number)) for header in part if NUMBER in header]
                        for part in (found.headers, *found.parts)]  # fmt: skip
            if here := tuple(_columns(every, where)):
                columns[found.name] = here
                own.update(_columns(numbered, where))
        if not columns or (block.repeats and not own):
            return
        yield Reading(block=block, columns=columns)


def _by_words(heads: Iterable[Headers], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The best match of a template's sheet whose headers say more than we know: ``Primary Telephone Number (10)``."""
    fits = []
    for head in heads:
        for profile in profiles:
            if profile.in_template and (translated := _translated(profile, head)):
                fit = _fit(profile, Headers(head.row, head.above, head.cells, translated.found), name)
                if fit and fit.score[1] >= MANY_ENOUGH:
                    fits.append((fit, translated.guessed))
    if not fits:
        return None
    fit, guessed = max(fits, key=lambda found: (found[0].score, -len(found[1])))
    kept = {name: column for name, column in guessed.items() if fit.columns.get(name) == column}
    return Match(**{**fit.__dict__, "guessed": kept})


MANY_ENOUGH = 3
"""Columns that must be understood before a few words of a header are taken for the whole."""


class Translated(NamedTuple):
    """Headers with those that hold a known one inside replaced by it, and which these are."""

    found: tuple[Header, ...]
    guessed: dict[str, int]


def _translated(profile: Profile, head: Headers) -> Translated | None:
    by_words = sorted(
        ((frozenset(map(str.casefold, WORD.findall(header))), one.name, plain(header))
         for one in profile.fields for header in one.headers if plain(header) not in VAGUE),
        key=lambda entry: -len(entry[0]),
    )  # fmt: skip
    taken = {profile.by_header[header.text] for header in head.found if profile.by_header.get(header.text)}
    found, guessed = [], dict[str, int]()
    for header in head.found:
        words = frozenset(map(str.casefold, WORD.findall(head.cells[header.column])))
        known = header.text in profile.by_header
        best = None if known or header.secret else next((entry for entry in by_words if entry[0] <= words), None)
        if best and best[1] not in taken:
            taken.add(best[1])
            guessed[best[1]] = header.column
            header = Header(header.column, best[2], header.secret)  # noqa: PLW2901
        found.append(header)
    return Translated(tuple(found), guessed) if guessed else None


def _by_place(rows: Sequence[list[str]], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The match of an export without headers, proven by what stands in its columns.

    Its first row may be headers in words that no profile knows.
    """
    data = [(number, row) for number, row in enumerate(rows) if any(map(str.strip, row))][: PROVEN_ROWS + 1]
    fits = []
    for profile in profiles:
        proven = [_proves(profile, row) for _, row in data]
        if profile.positions and any(proven[:1]) and all(proven):
            fits.append(_fit(profile, _head(-1, -1, profile.positions), name))
        elif profile.positions and len(proven) > 1 and all(proven[1:]):
            fits.append(_fit(profile, _head(data[0][0], -1, profile.positions), name))
    return max(filter(None, fits), key=lambda fit: (fit.score[2], len(fit.profile.proof)), default=None)


def _proves(profile: Profile, row: list[str]) -> bool:
    """Whether a row reads as the profile's columns do; the first column of its proof must hold a value."""
    from e911audit.intake.cells import TRANSFORMERS

    if len(row) > len(profile.positions) and any(map(str.strip, row[len(profile.positions) :])):
        return False
    values = []
    for header, as_ in profile.proof:
        column = profile.positions.index(header)
        text = row[column] if column < len(row) else ""
        try:
            values.append(TRANSFORMERS[as_](text) if text.strip() else None)
        except Unread:
            return False
    return any(value is not None for value in values[:1])


def is_secret(header: str) -> bool:
    """Whether a column of this header holds PINs or passwords; ``PIN Required`` holds a yes or no."""
    text = WORDS_RUN_TOGETHER.sub(" ", re.sub(r"[\s_-]+", " ", header)).casefold().strip()
    return bool(SECRET.search(text)) and not NO_SECRET.search(text)


def nearest(rows: Sequence[list[str]], profiles: Sequence[Profile]) -> str:
    """What a sheet that fits no profile lacks, in words."""
    best = max(
        (
            (len(found), profile.in_template, profile, found)
            for row in rows[:HEADER_SEARCHED]
            for profile in profiles
            for found in [{profile.by_header.get(plain(cell), "") for cell in row} - {""}]
        ),
        key=lambda candidate: candidate[:2],
        default=None,
    )
    if best is None or best[0] == 0:
        return "no row with known headers was found; put headers such as those of the template above the data"
    _, _, profile, found = best
    lacking = [*_lacking(profile, found)]
    if not lacking:
        lacking = [entry for entry in profile.known_by]
    return f"it is nearest to {profile.title} but has no column for {' and for '.join(lacking)}"


def _lacking(profile: Profile, found: set[str]) -> Iterator[str]:
    labels = {one.name: next(iter(one.headers or one.parts[:1] or (one.name,))) for one in profile.fields}
    values = {one.name for one in profile.fields if one.value}
    for entry in profile.must:
        if not set(entry.split(" or ")) & (found | values):
            names = (labels.get(name, name) for name in entry.split(" or "))
            yield " or ".join(name if isinstance(name, str) else name[0] for name in names)
