"""The frozen view of a fleet: what became of each customer, worst first, and what concerns several of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from e911audit.values import Severity


class State(StrEnum):
    """How one customer ended."""

    FAILED = "failed"
    AUDITED = "audited"
    UNCHANGED = "unchanged"
    """Nothing has changed since the answer that is there: same files, settings, day and program."""


class SiteCount(NamedTuple):
    """Go or no-go of one site of a customer, and its open findings."""

    site: str
    name: str
    go: bool
    blocker: int
    major: int
    minor: int
    info: int
    why: str


class RuleCount(NamedTuple):
    """Open findings of one rule."""

    rule: str
    severity: Severity
    found: int


class RunCount(NamedTuple):
    """Open findings of one run of a customer, and how many rules were not judged in it."""

    as_of: date
    blocker: int
    major: int
    minor: int
    info: int
    not_judged: int


@dataclass(frozen=True, kw_only=True)
class CustomerAnswer:
    """What the audit of one customer came to; ``fault`` is the sentence of one that failed, empty otherwise."""

    customer: str
    state: State
    fault: str = ""
    seal: str = ""
    """SHA-256 over input files, settings, rules and program: while it is the same, the answer is."""
    as_of: date
    version: str
    totals: dict[str, int]
    sites: tuple[SiteCount, ...] = ()
    rules: tuple[RuleCount, ...] = ()
    not_judged: int = 0
    """Rules that were not judged for every record."""
    trend: tuple[RunCount, ...] = ()
    """Every run of the customer's store, the oldest first; several of one day count as the last of them."""

    @property
    def stopped(self) -> int:
        """Sites that may not be cut over."""
        return sum(not site.go for site in self.sites)

    def open(self, severity: Severity) -> int:
        """Open findings of this severity."""
        return sum(rule.found for rule in self.rules if rule.severity == severity)


class Claim(NamedTuple):
    """A number that several customers list as theirs, and where one of them does."""

    number: str
    customer: str
    site: str
    cell: str


@dataclass(frozen=True, kw_only=True)
class RollUp:
    """All customers of a fleet on one day."""

    as_of: date
    version: str
    answers: tuple[CustomerAnswer, ...]
    claims: tuple[Claim, ...]

    @property
    def failed(self) -> tuple[CustomerAnswer, ...]:
        """Customers of whom nothing is known."""
        return tuple(one for one in self.answers if one.state == State.FAILED)

    def worst_first(self) -> list[CustomerAnswer]:
        """Customers that failed, then those with most blockers."""
        return sorted(
            self.answers,
            key=lambda one: (
                one.state != State.FAILED,
                *(-one.open(severity) for severity in Severity),
                one.customer,
            ),
        )

    def worst_sites(self) -> list[tuple[str, SiteCount]]:
        """Every site with its customer: no-go first, those with most blockers on top."""
        sites = [(one.customer, site) for one in self.answers for site in one.sites]
        return sorted(sites, key=lambda row: (row[1].go, -row[1].blocker, -row[1].major, row[0], row[1].site))

    def by_rule(self) -> list[tuple[RuleCount, int]]:
        """Open findings of each rule over all customers, and how many customers have some."""
        found: Counter[tuple[str, Severity]] = Counter()
        customers: Counter[tuple[str, Severity]] = Counter()
        for one in self.answers:
            for rule in one.rules:
                found[rule.rule, rule.severity] += rule.found
                customers[rule.rule, rule.severity] += 1
        rows = [
            (RuleCount(rule, severity, count), customers[rule, severity]) for (rule, severity), count in found.items()
        ]
        return sorted(rows, key=lambda row: (row[0].severity.rank, -row[0].found, row[0].rule))

    def trend(self) -> list[tuple[RunCount, int]]:
        """The fleet on each day on which a customer was audited: the newest run of each up to then, and of how many."""
        days = sorted({run.as_of for one in self.answers for run in one.trend})
        return [_on(day, self.answers) for day in days]


def _on(day: date, answers: tuple[CustomerAnswer, ...]) -> tuple[RunCount, int]:
    runs = [past[-1] for one in answers if (past := [run for run in one.trend if run.as_of <= day])]
    sums = (sum(counts) for counts in zip(*(run[1:] for run in runs), strict=True))
    return RunCount(day, *sums), len(runs)
