"""What became of the entries of reviewed workbooks: the frozen account that reports receive."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from e911audit.views.result import Cell, Finding


class Outcome(StrEnum):
    """What became of one entry; only the first two are no cause for work."""

    APPLIED = "applied"
    THERE = "already there"
    CONFLICT = "conflict"
    UNKNOWN = "unknown finding"
    EDITED = "protected column changed"
    CHANGED = "finding changed since"
    REFUSED = "refused"


class Entry(NamedTuple):
    """One value of a reviewer, or one thing about a row that stands in its way, and where it stands."""

    outcome: Outcome
    finding: str
    column: str
    value: str
    before: str
    """What the store held."""
    why: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Account:
    """What one application of reviewed workbooks did, or would do in a ``dry_run``; entries by finding and column."""

    version: str
    as_of: date
    books: tuple[str, ...]
    dry_run: bool
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many entries ended in which way; all ways, in their order."""
        found = Counter(entry.outcome for entry in self.entries)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def left(self) -> tuple[Entry, ...]:
        """What was not applied and still asks for somebody."""
        done = (Outcome.APPLIED, Outcome.THERE)
        return tuple(entry for entry in self.entries if entry.outcome not in done)


def shown(finding: Finding, rule_name: str, source: str) -> tuple[str, ...]:
    """What the protected columns of a finding's row show, in the order of ``review.PROTECTED``."""
    return (
        *(finding.severity, finding.rule, rule_name, finding.site, finding.subject, finding.message, finding.fix),
        *("\n".join(finding.cites), str(finding.affects), source, finding.original, finding.key),
    )
