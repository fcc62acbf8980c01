"""What a line serves: the kinds of analog line, told by a column or inferred from words (``line_kinds.toml``)."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNKNOWN = "unknown"
LIFE_SAFETY_FIRST = ("yes", "unknown", "no")
CODE = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True, kw_only=True)
class LineKind:
    """One kind of line: whether lives depend on it, why, and the evidence kinds that must pass before it is touched."""

    name: str
    title: str
    life_safety: str
    why: str
    proofs: tuple[str, ...]
    words: tuple[str, ...]
    codes: tuple[str, ...] = ()
    authority: str = ""
    look_for: str = ""
    """What tells it at the far end of the line, for a person who walks there."""


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
            codes=tuple(facts.get("codes", ())),
            authority=facts.get("authority", ""),
            look_for=facts["look_for"],
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


def strongest(found: Iterable[Inferred]) -> Inferred | None:
    """Of what several texts suggest, a life-safety kind before another, then the longest words; None for nothing."""
    return min(
        found, key=lambda one: (LIFE_SAFETY_FIRST.index(kind_of(one.kind).life_safety), -len(one.words)), default=None
    )


@cache
def infer_from_codes(text: str) -> Inferred | None:
    """The kind that a service order code of this text tells, None where none does."""
    codes = set(CODE.findall(text.upper()))
    return strongest(
        Inferred(kind.name, code) for kind in line_kinds().values() for code in kind.codes if code in codes
    )


def _inside(match: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= match.start() and match.end() <= other.end() and len(match.group()) < len(other.group())


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], LineKind], ...]:
    return tuple((_pattern(words), kind) for kind in line_kinds().values() for words in kind.words)


def _pattern(words: str) -> re.Pattern[str]:
    body = r"[\s_/-]+".join(re.escape(word).replace(r"\#", r"\#?\d+").replace(r"\*", r"\w*") for word in words.split())
    return re.compile(rf"(?<![A-Z0-9]){body}(?![A-Z0-9])")


SURE = ("person", "column")
"""Sources that are a person's word; the others are inferred. An identification on site comes before a column."""
INFERRED = ("words", "elsewhere", "code")
SAME = {"alarm": ("fire_alarm_dact", "sprinkler_supervisory", "burglar_alarm")}
"""Kinds that others make more precise; no contradiction."""


@dataclass(frozen=True)
class Sign:
    """Something that tells what a line serves (``LineSign`` of the model)."""

    source: str
    kind: str | None
    words: str | None = None


@dataclass(frozen=True)
class Identity:
    """What a line is taken for: its kind, the words that it was inferred from, whether lives depend on it.

    ``sign`` is what decided, ``against`` are the signs that contradict it, ``confidence`` one of certain, told, likely,
    weak, contradicted and none.
    """

    kind: str | None
    words: str | None
    life_safety: str
    sign: Sign | None
    against: tuple[Sign, ...]
    confidence: str


def identify(signs: Sequence[Sign]) -> Identity:
    """What a line is, from all that is said of it.

    A person's word comes before any inference, and of persons' words on life safety the gravest. Of several
    identifications on site the last in the sequence counts.
    """
    sign = _deciding(signs)
    kind = sign.kind if sign else next((one.kind for one in signs if one.kind == UNKNOWN), None)
    said = [one.kind or UNKNOWN for one in signs if one.source == "safety"]
    sure = [one for one in signs if one.source in SURE and one.kind not in (None, UNKNOWN)]
    on_site = [kind_of(one.kind).life_safety for one in sure if one.source == "person"][-1:]
    told = said or [kind_of(one.kind).life_safety for one in sure if one.source == "column"]
    safety = min([*on_site, *told] or [kind_of(kind).life_safety], key=LIFE_SAFETY_FIRST.index)
    against = tuple(dict.fromkeys(one for one in signs if sign and _contradicts(one, sign, safety)))
    return Identity(
        kind,
        sign.words if sign and sign.source in INFERRED else None,
        safety,
        sign,
        against,
        _confidence(sign, signs, against),
    )


def _deciding(signs: Sequence[Sign]) -> Sign | None:
    named = [one for one in signs if one.source != "safety" and one.kind not in (None, UNKNOWN)]
    for source in SURE:
        of_source = [one for one in named if one.source == source]
        if of_source:
            return of_source[-1] if source == "person" else min(of_source, key=_gravity)
    return min(named, key=lambda one: (_gravity(one), INFERRED.index(one.source)), default=None)


def _gravity(sign: Sign) -> int:
    return LIFE_SAFETY_FIRST.index(kind_of(sign.kind).life_safety)


def _contradicts(one: Sign, sign: Sign, safety: str) -> bool:
    if one.source == "safety":
        return one.kind not in (UNKNOWN, safety) or kind_of(sign.kind).life_safety not in (UNKNOWN, one.kind)
    if one.kind in (None, UNKNOWN, sign.kind):
        return False
    if one.source in INFERRED and sign.source in SURE and _gravity(one) >= _gravity(sign):
        return False  # a fax beside a door is no contradiction; a fax beside a fire panel may be one
    return one.kind not in SAME.get(sign.kind or "", ()) and sign.kind not in SAME.get(one.kind or "", ())


def _confidence(sign: Sign | None, signs: Sequence[Sign], against: tuple[Sign, ...]) -> str:
    if sign is None:
        return "none"
    if sign.source == "person" or any(one.source == "person" and one.kind is None for one in signs):
        return "certain"
    if against:
        return "contradicted"
    if sign.source == "column":
        return "told"
    return "weak" if sign.source == "code" or kind_of(sign.kind).life_safety == UNKNOWN else "likely"
