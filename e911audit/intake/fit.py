"""Whether a profile fits a header, and which columns then feed which fields."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from e911audit.intake.cells import plain
from e911audit.intake.columns import is_named
from e911audit.intake.header import Headers
from e911audit.intake.profile import NUMBER, Block, Profile, ProfileField


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


def fit_to(profile: Profile, head: Headers, name: str) -> Match | None:
    """The profile's match with this header; None where it does not fit."""
    texts = {header.text for header in head.found}
    if not all(alternatives & texts for alternatives in profile.known_by_plain):
        return None
    at_most = {profile.by_header[text] for text in texts & profile.by_header.keys()}
    at_most |= {found.name for found in profile.blocks[0].fields if found.parts or found.value}
    if not profile.fits(at_most):
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
        elif single or not profile.knows(text):
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
    """The readings of a further block: one, or one for each number that its headers go to.

    A sheet without the columns that name its record, such as the access points of a list of subnets, has none.
    """
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
        reading = Reading(block=block, columns=columns)
        if is_named(block.loads, reading.fields):
            yield reading
