"""The findings of the page, grouped by rule: what is wrong and what to do is said once, and each finding below it."""

from collections.abc import Iterable
from typing import NamedTuple

from e911audit.reports.tally import FAMILIES
from e911audit.values import Severity
from e911audit.views.result import Finding, Result, RuleFacts

MOST_LISTED = 5_000
"""Findings on the page, which a browser on a telephone must still open; the workbook has all of them."""


class Group(NamedTuple):
    """Findings of one rule with one severity and fix; ``left`` of them are not listed."""

    severity: Severity
    code: str
    rule: RuleFacts | None
    family: str
    fix: str
    cites: tuple[str, ...]
    """What all of them cite; a finding may cite more, such as the law of its state."""
    total: int
    affects: int
    listed: list[Finding]

    @property
    def left(self) -> int:
        """How many findings are not on the page."""
        return self.total - len(self.listed)

    @property
    def open(self) -> int:
        """How many of the listed are not waived."""
        return sum(finding.status == "open" for finding in self.listed)


def grouped(result: Result, most: int = MOST_LISTED) -> list[Group]:
    """Every group, the gravest first, with its first findings.

    Where there are more than ``most``, all groups have room for equally many, so that none is without any.
    """
    rules = {rule.code: rule for rule in result.rules}
    held: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in result.findings:
        held.setdefault((finding.severity, finding.rule, finding.fix), []).append(finding)
    room = share((len(each) for each in held.values()), most)
    return [
        Group(
            severity,
            code,
            rules.get(code),
            family(code),
            fix,
            _common(each),
            len(each),
            sum(one.affects for one in each),
            sorted(each, key=lambda one: (one.status, one.site, one.key))[:room],
        )
        for (severity, code, fix), each in sorted(held.items(), key=lambda item: (item[0][0].rank, item[0][1:]))
    ]


def _common(findings: list[Finding]) -> tuple[str, ...]:
    """What every one of the findings cites, in the order of the first."""
    others = [frozenset(cites) for cites in {finding.cites for finding in findings}]
    return tuple(cite for cite in findings[0].cites if all(cite in each for each in others))


def share(counts: Iterable[int], most: int) -> int:
    """The largest room for each count with which no more than ``most`` are taken in all, but 1 at least.

    >>> share([2, 50, 900], 100)
    49
    >>> share([2, 50], 100)
    50
    """
    left, waiting = most, sorted(counts)
    while waiting:
        room = left // len(waiting)
        if waiting[0] > room:
            return max(room, 1)
        left -= (smallest := waiting.pop(0))
        if not waiting:
            return smallest
    return 1


def family(code: str) -> str:
    """What the rule is about."""
    letters = code.partition("-")[0]
    return FAMILIES.get(letters, letters)
