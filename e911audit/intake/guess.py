"""Sheets whose headers nobody knows as they stand: some of their words, or the place of their columns, may do."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from e911audit.intake.cells import Unread, plain
from e911audit.intake.fit import Match, fit_to
from e911audit.intake.header import Header, Headers, head
from e911audit.intake.profile import Profile
from e911audit.intake.secrets import is_secret
from e911audit.intake.transformers import TRANSFORMERS

PROVEN_ROWS = 20
"""Rows of an export without headers that must read as its profile says."""
WORD = re.compile(r"[A-Za-z]+|\d+")
VAGUE = frozenset(
    "number name type kind id code status state location address area service line use port zone level owner user "
    "description notes comment site unit system action".split()
)
"""Headers of one word that tell nothing inside a longer one: Serial Number is no telephone number."""


def by_words(heads: Iterable[Headers], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The best match of a template's sheet whose headers say more than we know: ``Primary Telephone Number (10)``."""
    fits = []
    for one in heads:
        said = _said(one)
        for profile in profiles:
            if profile.in_template and (translated := _translated(profile, said)):
                fit = fit_to(profile, one._replace(found=translated.found), name)
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


class Said(NamedTuple):
    """What a header row says, looked up by what profiles know: very wide sheets have more headers than all of them."""

    found: tuple[Header, ...]
    texts: frozenset[str]
    words: list[frozenset[str]]
    """The words of each header."""
    where: dict[str, list[int]]
    """Word -> the positions of the headers that have it."""


def _said(one: Headers) -> Said:
    words = [_words(one.cells[header.column]) for header in one.found]
    where = defaultdict[str, list[int]](list)
    for position, of_header in enumerate(words):
        for word in of_header:
            where[word].append(position)
    return Said(one.found, frozenset(header.text for header in one.found), words, where)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(str.casefold, WORD.findall(text)))


@cache
def _entries(profile: Profile) -> tuple[tuple[frozenset[str], str, str], ...]:
    """The words, field and plain text of each header that may stand inside a longer one, most words first."""
    entries = [
        (_words(header), one.name, plain(header))
        for one in profile.fields
        for header in one.headers
        if plain(header) not in VAGUE
    ]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


def _translated(profile: Profile, said: Said) -> Translated | None:
    entries = _entries(profile)
    taken = {profile.by_header[text] for text in said.texts & profile.by_header.keys()}
    candidates = {position for words, *_ in entries for word in words for position in said.where.get(word, ())}
    found, guessed = [*said.found], dict[str, int]()
    for position in sorted(candidates):
        header = said.found[position]
        if header.secret or header.text in profile.by_header:
            continue
        best = next((entry for entry in entries if entry[0] <= said.words[position]), None)
        if best and best[1] not in taken:
            taken.add(best[1])
            guessed[best[1]] = header.column
            found[position] = Header(header.column, best[2], header.secret)
    return Translated(tuple(found), guessed) if guessed else None


def by_place(rows: Sequence[list[str]], name: str, profiles: Sequence[Profile]) -> Match | None:
    """The match of an export without headers, proven by what stands in its columns.

    Its first row may be headers in words that no profile knows.
    """
    data = [(number, row) for number, row in enumerate(rows) if any(map(str.strip, row))][: PROVEN_ROWS + 1]
    fits = []
    for profile in (one for one in profiles if one.positions):
        if _prove(profile, [row for _, row in data]):
            fits.append(fit_to(profile, head(-1, -1, profile.positions), name))
        elif _prove(profile, [row for _, row in data[1:]]) and (
            fit := fit_to(profile, head(data[0][0], -1, profile.positions), name)
        ):
            fits.append(replace(fit, secrets=tuple(at for at, cell in enumerate(data[0][1]) if is_secret(cell))))
    return max(filter(None, fits), key=lambda fit: (fit.score[2], len(fit.profile.proof)), default=None)


def _prove(profile: Profile, rows: Sequence[list[str]]) -> bool:
    """Whether rows read as the profile's columns do: its first proof in each of them, every other one in some."""
    proofs = [_proofs(profile, row) for row in rows]
    return all(proof and proof[0] for proof in proofs) and all(map(any, zip(*proofs, strict=False))) and bool(proofs)


def _proofs(profile: Profile, row: list[str]) -> tuple[bool, ...]:
    """Which proofs of a profile a row gives, the others being blank; none at all where a cell reads otherwise."""
    if any(map(str.strip, row[len(profile.positions) :])):
        return ()
    given = []
    for header, as_ in profile.proof:
        column = profile.positions.index(header)
        text = row[column] if column < len(row) else ""
        try:
            given.append(bool(text.strip()) and TRANSFORMERS[as_](text) is not None)
        except Unread:
            return ()
    return tuple(given)
