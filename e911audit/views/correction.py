"""Corrections: what a record says, what it should say, and which finding that answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as set_by
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from e911audit.views.result import Cell

Texts = Mapping[str, str]
"""Name of a field or header -> text."""
NO_TEXTS: Texts = MappingProxyType({})
RECORD_911 = "911 record"
"""The field of a correction that inserts, changes, unlocks, migrates or deletes a number's record."""


class Use(NamedTuple):
    """A number or network element that points to a corrected location, so that it must follow it.

    ``kind`` is number, subnet, switch, port or bssid; ``row`` is its row as it was written, by header.
    """

    kind: str
    identifier: str
    port: str = ""
    profile: str = ""
    row: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One field of one record."""

    kind: str
    """The record's table: location, number, device ..."""
    record: str
    field: str
    was: str
    becomes: str
    finding: str
    """Key of the finding that it answers."""
    rule: str
    cell: Cell
    """Where the value stands, or the record where its sheet has no column for it."""
    profile: str
    """The profile that read the sheet: it tells the system of origin."""
    whole: Texts = set_by(default_factory=dict)
    """The record as it becomes, as far as the system that takes it must be told all of it at once."""
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The sure corrections of one run, in the order of their findings."""

    as_of: date
    version: str
    corrections: tuple[Correction, ...]
    unsure: int
    """Open findings that no sure correction answers."""

    @property
    def told(self) -> str:
        """The last line of a report on them."""
        noun, verb = ("finding", "has") if self.unsure == 1 else ("findings", "have")
        return f"{self.unsure:,} {noun} {verb} no sure correction."
