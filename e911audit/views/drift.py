"""What changed between two runs: new, regressed, moved, still open, waived, fixed, and what nobody judged again.

Findings are compared by their keys, which are stable from run to run. One that is gone is only called fixed where its
rule was judged again on a sheet of the same kind, with no more records unjudged than before.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from e911audit.values import Judgement, Severity, Status


class Kind(StrEnum):
    """What became of a finding, from the worst to the best."""

    REGRESSED = "regressed"
    """Open again: it was fixed or waived before, or is graver now."""
    NEW = "new"
    MOVED = "moved"
    """The same subject at another site."""
    STILL_OPEN = "still open"
    NOT_JUDGED = "not judged again"
    """Gone, but nobody looked: the data is no longer there."""
    WAIVED = "waived"
    FIXED = "fixed"


class Seen(NamedTuple):
    """One finding of a run; ``profiles`` are those that read the sheets it cites."""

    key: str
    rule: str
    severity: Severity
    site: str
    subject: str
    message: str
    status: str
    profiles: frozenset[str] = frozenset()


class Answer(NamedTuple):
    """Whether a rule was judged, and how many records it could not judge."""

    judged: bool
    unjudged: int


@dataclass(frozen=True)
class Snapshot:
    """What a comparison needs of a run."""

    name: str
    as_of: date
    version: str
    findings: dict[str, Seen]
    answers: dict[str, Answer]
    profiles: frozenset[str]
    """Profiles of the sheets that were loaded."""

    def judged_again(self, seen: Seen, before: "Snapshot") -> bool:
        """Whether this run would have found again what an earlier one saw."""
        answer = self.answers.get(seen.rule, Answer(judged=False, unjudged=0))
        unjudged = before.answers.get(seen.rule, Answer(judged=False, unjudged=0)).unjudged
        there = not seen.profiles or bool(seen.profiles & self.profiles)
        return answer.judged and there and answer.unjudged <= unjudged


class Change(NamedTuple):
    """What became of one finding, and what it was before where that tells more."""

    kind: Kind
    finding: Seen
    was: str = ""


class Count(NamedTuple):
    """Open findings of one run, and how many rules were not judged in it."""

    run: str
    as_of: date
    blocker: int
    major: int
    minor: int
    info: int
    not_judged: int


@dataclass(frozen=True)
class Drift:
    """The changes from one run to another; ``trend`` are all runs of the store, the oldest first."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    trend: tuple[Count, ...] = ()

    @property
    def as_of(self) -> date:
        """The day of the newer run."""
        return self.new.as_of

    @property
    def version(self) -> str:
        """The program that judged the newer run."""
        return self.new.version

    def for_sites(self, codes: frozenset[str]) -> "Drift":
        """Only what belongs to these sites; the trend is of all sites and falls out."""
        return replace(self, changes=tuple(one for one in self.changes if one.finding.site in codes), trend=())

    def counts(self, group: str) -> dict[str, dict[Kind, int]]:
        """How many changes of each kind, by ``site``, by ``rule``, or under "" for all."""
        found: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
        for change in self.changes:
            found[getattr(change.finding, group) if group else ""][change.kind] += 1
        return dict(sorted(found.items()))


def compare(
    old: Snapshot, new: Snapshot, earlier: frozenset[str] = frozenset(), trend: tuple[Count, ...] = ()
) -> Drift:
    """Compare two runs; ``earlier`` are the keys of findings that runs before ``old`` had open."""
    changes = sorted(
        _changes(old, new, earlier),
        key=lambda change: (list(Kind).index(change.kind), change.finding.severity.rank, change.finding.key),
    )
    return Drift(old, new, tuple(changes), trend)


def _changes(old: Snapshot, new: Snapshot, earlier: frozenset[str]) -> Iterator[Change]:
    gone = {key: seen for key, seen in old.findings.items() if key not in new.findings and _open(seen)}
    elsewhere = {(seen.rule, seen.subject): seen for seen in gone.values()}
    for key, seen in new.findings.items():
        before = old.findings.get(key)
        if before is None and (moved := elsewhere.pop((seen.rule, seen.subject), None)) and moved.site != seen.site:
            del gone[moved.key]
            yield Change(Kind.MOVED, seen, f"at {moved.site or 'no site'}")
        elif change := _stayed(seen, before, earlier):
            yield change
    for seen in gone.values():
        fixed = new.judged_again(seen, old)
        yield Change(Kind.FIXED if fixed else Kind.NOT_JUDGED, seen)


def _stayed(seen: Seen, before: Seen | None, earlier: frozenset[str]) -> Change | None:
    """What became of a finding that the newer run has; None for one that was and is waived."""
    if not _open(seen):
        return Change(Kind.WAIVED, seen) if before and _open(before) else None
    if before is None:
        return Change(Kind.REGRESSED, seen, "fixed before") if seen.key in earlier else Change(Kind.NEW, seen)
    if not _open(before):
        return Change(Kind.REGRESSED, seen, "waived")
    if before.severity.rank > seen.severity.rank:
        return Change(Kind.REGRESSED, seen, str(before.severity))
    return Change(Kind.STILL_OPEN, seen)


def _open(seen: Seen) -> bool:
    return seen.status == Status.OPEN


def judged(state: str) -> bool:
    """Whether an outcome's state says that its rule was judged."""
    return state != Judgement.NOT_JUDGED
