"""What differs between two texts that mean the same, in words, so that a person sees the full stop."""

import re
from difflib import SequenceMatcher

from e911audit.porting.levels import bare

MARKS = {
    ".": "a full stop", ",": "a comma", "-": "a hyphen", "'": "an apostrophe", "#": "a number sign", "/": "a slash",
    "&": "an ampersand", " ": "a blank", "\u00a0": "a no-break space", "\u2019": "a curly apostrophe",
    "\u2018": "a curly quotation mark", "\u2013": "an en dash", "\u2014": "an em dash", "(": "a bracket",
    ")": "a bracket", '"': "a quotation mark", "\u201c": "a curly quotation mark", "\u201d": "a curly quotation mark",
}  # fmt: skip
PIECE = re.compile(r"\w+|\s+|[^\w\s]")
MOST = 6
"""Differences that are told; more are counted."""


def told(csr: str, loa: str) -> str:
    """The differences of two texts, in the order of the first.

    >>> told("100 N Main St Ste 200", "100 N. Main St, Ste 200")
    'LOA adds a full stop after "N"; LOA adds a comma after "St"'
    >>> told("Acme, Inc.", "ACME INC")
    'upper and lower case differ; LOA lacks a comma after "Acme"; LOA lacks a full stop after "Inc"'
    """
    one, other = PIECE.findall(bare(csr)), PIECE.findall(bare(loa))
    folded = [piece.casefold() for piece in one], [piece.casefold() for piece in other]
    found = []
    if any(x != y for x, y in _kept(one, other, folded)):
        found.append("upper and lower case differ")
    for tag, start, end, begin, stop in SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append(_change(one[start:end], other[begin:stop], _before(one, start)))
    more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
    return "; ".join(found[:MOST] + more)


def _kept(one: list[str], other: list[str], folded: tuple[list[str], list[str]]) -> list[tuple[str, str]]:
    """The pieces that both have but for their case."""
    blocks = SequenceMatcher(None, *folded, autojunk=False).get_matching_blocks()
    return [pair for a, b, size in blocks for pair in zip(one[a : a + size], other[b : b + size], strict=True)]


def _change(one: list[str], other: list[str], before: str) -> str:
    where = f' after "{before}"' if before else " at the beginning"
    if not other:
        return f"LOA lacks {_named(one)}{where}"
    if not one:
        return f"LOA adds {_named(other)}{where}"
    return f"LOA has {_named(other)} for {_named(one)}"


def _before(pieces: list[str], at: int) -> str:
    return next((piece for piece in reversed(pieces[:at]) if piece.isalnum()), "")


def _named(pieces: list[str]) -> str:
    """Punctuation by its name, words in quotation marks."""
    text = "".join(pieces)
    return MARKS.get(text) or MARKS.get(text.strip()) or f'"{text.strip()}"'
