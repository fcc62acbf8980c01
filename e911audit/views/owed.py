"""The frozen view of the proofs that are owed after a cutover; it holds no session and cannot judge."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from e911audit.views.result import Cell


class Standing(StrEnum):
    """How an owed proof stands, from the worst to the best."""

    EARLY = "too early"
    """The old service ends, or ended, before what must come first."""
    MISSING = "missing"
    WAITING = "waiting"
    """Its day has not come, and nothing speaks against it yet."""
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Owed:
    """One proof that only exists after the cutover: about what, until when, and what is there of it.

    ``cell`` is where the subject stands in the sheets.
    """

    what: str
    subject: str
    site: str
    due: str
    standing: Standing
    told: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCutover:
    """Every proof owed, sorted by site, subject and kind."""

    version: str
    as_of: date
    cutover: date
    owed: tuple[Owed, ...]

    def count(self, standing: Standing) -> int:
        """How many stand so."""
        return sum(one.standing == standing for one in self.owed)
