"""The frozen view of letters beside their records, as reports and programs receive it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from e911audit.porting.letter import Compared
from e911audit.porting.levels import Level
from e911audit.porting.rejections import codes_of
from e911audit.porting.strictness import Likelihood, fields
from e911audit.values import Severity
from e911audit.views.result import Cell

SYSTEMS = {
    "bandwidth": "Bandwidth", "carrier": "carrier's own", "telnyx": "Telnyx", "teams": "Teams", "lsr": "LSR",
    "2600hz": "2600hz",
}  # fmt: skip
"""Who uses a code -> how that is said."""


@dataclass(frozen=True, slots=True)
class ComparedLetter:
    """A letter of authorization beside the record of its account."""

    order: str
    account: str
    """The account's number in the record; the letter's where no record was found."""
    carrier: str
    record_kind: str
    """csr or what stands in for it; "" where no record was found."""
    trust: str
    """How far such a record can be trusted, and why."""
    strictness: str
    certainty: str
    letter: Cell
    record: Cell | None
    fields: tuple[Compared, ...]

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The fields that differ or weigh something, gravest first."""
        found = [one for one in self.fields if one.severity or one.level in (Level.TOKEN_DIFF, Level.MISMATCH)]
        return tuple(sorted(found, key=lambda one: (Severity(one.severity or "info").rank, -one.likelihood.rank)))

    @property
    def open(self) -> tuple[Compared, ...]:
        """The fields that cannot be compared; those that a letter need not have do not count."""
        left = [one for one in self.fields if one.level == Level.UNCOMPARABLE]
        return tuple(one for one in left if not fields()[one.field].optional)

    @property
    def rejections(self) -> tuple[str, ...]:
        """The classes of rejection to be expected, likeliest first; a low likelihood does not count."""
        likely = [one for one in self.fields if one.rejection and one.likelihood.rank > Likelihood.LOW.rank]
        return tuple(dict.fromkeys(one.rejection for one in sorted(likely, key=lambda one: -one.likelihood.rank)))


@dataclass(frozen=True, slots=True)
class LoaComparison:
    """Every letter of a store beside the record of its account."""

    version: str
    as_of: date
    letters: tuple[ComparedLetter, ...]

    @property
    def fields(self) -> Iterator[tuple[ComparedLetter, Compared]]:
        """Every field of every letter."""
        return ((letter, one) for letter in self.letters for one in letter.fields)

    def worst(self) -> Severity | None:
        """The gravest severity of a field, None where nothing differs."""
        found = [Severity(one.severity) for _, one in self.fields if one.severity]
        return min(found, key=lambda severity: severity.rank, default=None)


def codes_in_words(rejection: str) -> str:
    """The codes of a class by who uses them: ``Bandwidth 7402; Telnyx LOCATION_MISMATCH``."""
    return "; ".join(f"{SYSTEMS[system]} {', '.join(codes)}" for system, codes in codes_of(rejection).items())
