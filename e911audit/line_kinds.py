"""What a line serves: the kinds of analog line, told by a column or inferred from words (``line_kinds.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNKNOWN = "unknown"
LIFE_SAFETY_FIRST = ("yes", "unknown", "no")


@dataclass(frozen=True, kw_only=True)
class LineKind:
    """One kind of line: whether lives depend on it, why, and the evidence kinds that must pass before it is touched."""

    name: str
    title: str
    life_safety: str
    why: str
    proofs: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Inferred:
    """A kind that words suggest, and the words."""

    kind: str
    words: str


@cache
def line_kinds() -> dict[str, LineKind]:
    """Every kind by its name, in the order of the data file."""
    text = files("e911audit").joinpath("line_kinds.toml").read_text(encoding="utf-8")
    return {
        name: LineKind(
            name=name,
            title=facts["title"],
            life_safety=facts["life_safety"],
            why=facts["why"],
            proofs=tuple(facts["proofs"]),
            words=tuple(facts["words"]),
        )
        for name, facts in tomllib.loads(text).items()
    }


def kind_of(name: str | None) -> LineKind:
    """The kind of this name; the unknown kind where there is none."""
    return line_kinds().get(name or UNKNOWN) or line_kinds()[UNKNOWN]


@cache
def infer_kind(text: str) -> Inferred | None:
    """The kind that the words of a text suggest, None where none is known.

    A phrase inside a longer known phrase does not count; among the others a life-safety kind wins, then the longest.
    """
    upper = text.upper()
    found = [(match, kind) for pattern, kind in _phrases() for match in pattern.finditer(upper)]
    whole = [(match, kind) for match, kind in found if not any(_inside(match, other) for other, _ in found)]
    if not whole:
        return None
    match, kind = min(whole, key=lambda hit: (LIFE_SAFETY_FIRST.index(hit[1].life_safety), -len(hit[0].group())))
    return Inferred(kind.name, match.group())


def _inside(match: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= match.start() and match.end() <= other.end() and len(match.group()) < len(other.group())


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], LineKind], ...]:
    return tuple((_pattern(words), kind) for kind in line_kinds().values() for words in kind.words)


def _pattern(words: str) -> re.Pattern[str]:
    body = r"[\s_/-]+".join(re.escape(word).replace(r"\#", r"\#?\d+").replace(r"\*", r"\w*") for word in words.split())
    return re.compile(rf"(?<![A-Z0-9]){body}(?![A-Z0-9])")
