"""How closely a losing carrier looks, and how likely a difference then sends an order back."""

import csv
import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from e911audit.porting.levels import Level, Part, Verdict

NORMAL = "normal"


class Likelihood(StrEnum):
    """How likely the losing carrier sends the order back for a field."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CERTAIN = "certain"

    @property
    def rank(self) -> int:
        """0 for none to 4 for certain."""
        return list(Likelihood).index(self)


class Expected(NamedTuple):
    """What to expect of the carrier, and what it weighs."""

    rejection: str = ""
    likelihood: Likelihood = Likelihood.NONE
    severity: str = ""


class Field(NamedTuple):
    """A field of the letter that is compared."""

    name: str
    title: str
    rejection: str
    differs: str
    """Severity of a difference."""
    formatting: str = ""
    """Severity of a difference in spelling only, "" for none."""
    always: bool = False
    """Carriers that check the fewest fields check this one, too."""
    optional: bool = False
    """A letter need not have it."""


class Strictness(NamedTuple):
    """How a losing carrier looks, and how we know."""

    name: str
    certainty: str
    """declared, seen, memory or assumed."""
    source: str


@cache
def fields() -> dict[str, Field]:
    """The fields that are compared, by name."""
    return {name: Field(name, **facts) for name, facts in tomllib.loads(_text("fields.toml")).items()}


@cache
def profiles() -> dict[str, dict[str, Any]]:
    """The profiles of carriers by name: what they are about, ``raises``, ``few``."""
    return {name: facts for name, facts in _data().items() if "about" in facts}


def record_kinds() -> dict[str, str]:
    """What may stand in for a CSR -> how far it can be trusted, and why."""
    found: dict[str, str] = _data()["record_kinds"]
    return found


def strictness_of(carrier: str, declared: str = "", *, one_simple_line: bool = False) -> Strictness:
    """The profile of a losing carrier: as the project declares it, else as its own papers say, else normal.

    A simple port of an account's only line may be refused for the fields of 47 CFR 52.36(b) and the PIN only.
    """
    if declared:
        return Strictness(declared, "declared", "the Providers sheet")
    if one_simple_line:
        return Strictness("minimal", "seen", "47 CFR 52.36(b)-(c): a simple port is asked for no more")
    words = set(re.findall(r"\w+", carrier.casefold()))
    for name, strictness, certainty, source in _carriers():
        if name.casefold() in words:
            return Strictness(strictness, certainty, source)
    return Strictness(NORMAL, "assumed", "nothing is known of this carrier")


def likelihood(field: Field, verdict: Verdict, profile: str) -> Likelihood:
    """How likely a carrier of this profile sends the order back for a field."""
    facts = profiles()[profile]
    if facts.get("few") and not field.always:
        usual = _usual(field, verdict)
        return min(usual, Likelihood.LOW, key=lambda one: one.rank)
    usual = _usual(field, verdict)
    if facts.get("raises") and Likelihood.LOW.rank <= usual.rank < Likelihood.HIGH.rank:
        return list(Likelihood)[usual.rank + 1]
    return usual


def _usual(field: Field, verdict: Verdict) -> Likelihood:
    if verdict.level in (Level.EXACT, Level.UNCOMPARABLE) or field.differs == "info":
        return Likelihood.NONE
    if verdict.level == Level.EQUAL_NORMALISED:
        return Likelihood.LOW if field.formatting else Likelihood.NONE
    if field.differs == "minor":
        return Likelihood.LOW
    if verdict.level == Level.MISMATCH:
        return Likelihood.CERTAIN
    return max(map(_weight, verdict.parts), key=lambda one: one.rank, default=Likelihood.HIGH)


def _weight(part: Part) -> Likelihood:
    return Likelihood(_data()["likelihood"].get(f"{part.component}: {part.kind}", Likelihood.HIGH))


def severity(field: Field, verdict: Verdict, profile: str) -> str:
    """The severity of a difference, "" for none; what a carrier does not check weighs as little as formatting."""
    facts = profiles()[profile]
    if verdict.level in (Level.EXACT, Level.UNCOMPARABLE) or only_town(verdict):
        return ""
    if verdict.level == Level.EQUAL_NORMALISED:
        return field.differs if field.formatting and facts.get("raises") else field.formatting
    return "minor" if facts.get("few") and not field.always and field.differs != "info" else field.differs


def only_town(verdict: Verdict) -> bool:
    """Whether one side merely leaves out city or state, which decides nothing."""
    return bool(verdict.parts) and all(
        part.component in ("city", "state") and part.kind.startswith("missing") for part in verdict.parts
    )


@cache
def _carriers() -> list[list[str]]:
    return list(csv.reader(_text("carriers.csv").splitlines()[1:]))


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_text("strictness.toml"))


def _text(name: str) -> str:
    return files("e911audit.porting").joinpath(name).read_text(encoding="utf-8")
