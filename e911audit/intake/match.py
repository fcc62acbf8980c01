"""Which profile reads a sheet, in which row its headers stand, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from e911audit.intake.cells import plain
from e911audit.intake.profile import Profile

HEADER_SEARCHED = 30
"""Rows in which the header is looked for; titles of real exports end well before."""
SECRET = re.compile(
    r"(?:(?<![a-z])(?:vm)?pins?|pass ?code|pass ?word|passwd|pwd|secret|credential|auth key)s?(?![a-z])"
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=(?:Pass|Pin|PIN))")
NO_SECRET = re.compile(r"required|held|present|needed|\?$|pin ?out")


@dataclass(frozen=True, kw_only=True)
class Match:
    """A profile that fits. ``header`` counts rows from 0; ``columns`` maps fields to columns counted from 0."""

    profile: Profile
    header: int
    columns: dict[str, int]
    score: tuple[int, bool]
    """How many columns are understood; among equals, whether the sheet's or file's name speaks for the profile."""
    not_understood: tuple[int, ...]
    secrets: tuple[int, ...]

    @property
    def reason(self) -> str:
        """Why this profile reads the sheet, in words."""
        total = len(self.columns) + len(self.not_understood)
        return f"header in row {self.header + 1}; {len(self.columns)} of {total} columns understood"


def match(rows: Sequence[list[str]], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The best match among the first rows of a sheet; ``name`` is the sheet's and the file's name."""
    heads = [
        (number, [Header(column, plain(cell), is_secret(cell)) for column, cell in enumerate(row) if cell.strip()])
        for number, row in enumerate(rows[:HEADER_SEARCHED])
    ]
    found = [
        fit
        for number, headers in heads
        if headers
        for profile in profiles
        if (fit := _fit(profile, number, headers, name)) is not None
    ]
    return max(found, key=lambda fit: fit.score, default=None)


class Header(NamedTuple):
    """One cell of what may be the header row: its column counted from 0, its plain text, whether it tells a secret."""

    column: int
    text: str
    secret: bool


def _fit(profile: Profile, number: int, headers: list[Header], name: str) -> Match | None:
    columns: dict[str, int] = {}
    not_understood: list[int] = []
    secrets = [header.column for header in headers if header.secret]
    kept = 0
    for column, text, secret in headers:
        field = profile.by_header.get(text)
        if secret:
            continue
        if field and field not in columns:
            columns[field] = column
        elif field == "":
            kept += 1
        else:
            not_understood.append(column)
    if not columns or not profile.fits(set(columns)):
        return None
    words = name.casefold()
    score = (len(columns) + kept, any(hint in words for hint in profile.hints))
    return Match(
        profile=profile,
        header=number,
        columns=columns,
        score=score,
        not_understood=tuple(not_understood),
        secrets=tuple(secrets),
    )


def is_secret(header: str) -> bool:
    """Whether a column of this header holds PINs or passwords; ``PIN Required`` holds a yes or no."""
    text = WORDS_RUN_TOGETHER.sub(" ", re.sub(r"[\s_-]+", " ", header)).casefold().strip()
    return bool(SECRET.search(text)) and not NO_SECRET.search(text)


def nearest(rows: Sequence[list[str]], profiles: Sequence[Profile]) -> str:
    """What a sheet that fits no profile lacks, in words."""
    best = max(
        (
            (len(found), profile, found)
            for row in rows[:HEADER_SEARCHED]
            for profile in profiles
            for found in [{profile.by_header.get(plain(cell), "") for cell in row} - {""}]
        ),
        key=lambda candidate: candidate[0],
        default=None,
    )
    if best is None or best[0] == 0:
        return "no row with known headers was found; put headers such as those of the template above the data"
    _, profile, found = best
    labels = {field.name: field.headers[0] for field in profile.fields}
    lacking = [
        " or ".join(labels.get(name, name) for name in entry.split(" or "))
        for entry in profile.must
        if not set(entry.split(" or ")) & found
    ]
    return f"it is nearest to {profile.title} but has no column for {' and for '.join(lacking)}"
