"""How far two texts of one field agree, as a losing carrier would look at them, and what differs."""

import unicodedata
from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How far a field of the letter is that of the record."""

    EXACT = "exact"
    """The same characters."""
    EQUAL_NORMALISED = "equal after normalisation"
    """The same but for case, punctuation, blanks and usual abbreviations."""
    TOKEN_DIFF = "token difference"  # noqa: S105  (a token of a text)
    """A component is missing, added or changed."""
    MISMATCH = "mismatch"
    """Another value."""
    UNCOMPARABLE = "cannot compare"
    """One side is blank or cannot be read."""


class Part(NamedTuple):
    """A component that differs: its value in the record and in the letter, "" where one does not have it."""

    component: str
    csr: str
    loa: str
    moved: bool = False
    """The same value stands elsewhere in the other text."""

    @property
    def kind(self) -> str:
        """How it differs: missing in loa, missing in csr, changed, or moved."""
        if self.moved:
            return "moved"
        if not self.loa:
            return "missing in loa"
        return "changed" if self.csr else "missing in csr"

    def __str__(self) -> str:
        """The difference in words, as one would say it over the telephone."""
        if not self.loa:
            return f'LOA lacks "{self.csr}" ({self.component})'
        if not self.csr:
            return f'LOA adds "{self.loa}" ({self.component})'
        return f'LOA has "{self.loa}" where the CSR has "{self.csr}" ({self.component})'


class Verdict(NamedTuple):
    """What comparing two texts came to."""

    level: Level
    parts: tuple[Part, ...] = ()
    note: str = ""
    """What else is to be said: why it cannot be compared, or which damage shows."""


BLANK = Verdict(Level.UNCOMPARABLE)
"""One of the two says nothing."""


def bare(text: str) -> str:
    """A text without blanks around it, its letters composed (Unicode NFC)."""
    return unicodedata.normalize("NFC", text).strip()


def straight(text: str) -> str:
    """A text whose wide letters, dashes, quotation marks and blanks are those of a keyboard (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text).translate(_KEYS).strip()


_KEYS = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2018\u2019\u201b\u02bc\u201c\u201d", "-------''''\"\""
)


def compare(csr: str, loa: str, key: Callable[[str], Hashable], differ: Callable[[str, str], Verdict]) -> Verdict:
    """Compare two texts: by their characters, then by ``key``, equal for texts that mean the same, then by parts.

    ``differ`` tells how texts of unequal keys differ. A text without a key (None) cannot be read.
    """
    csr, loa = bare(csr), bare(loa)
    if not csr or not loa:
        return BLANK._replace(
            note=f"the {'CSR' if not csr else 'LOA'} says nothing" if csr or loa else "neither is given"
        )
    if csr == loa:
        return Verdict(Level.EXACT)
    if key(csr) == key(loa):
        return Verdict(Level.EQUAL_NORMALISED)
    return differ(csr, loa)
