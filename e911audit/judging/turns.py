"""Which rules are judged when: those that stand on the findings of others come after all that stand on none."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from e911audit.rules import RULES, Rule
from e911audit.values import Severity, Status


@dataclass(frozen=True)
class Verdict:
    """What one rule answered: the columns of its outcome and of its findings, without the run."""

    outcome: dict[str, Any]
    findings: list[dict[str, Any]]


Found = list[dict[str, Any]]
"""Rows of ``OPEN``."""
Answers = Callable[[list[Rule], Found], list[Verdict]]
"""The verdicts of some rules in their order, of which some may ask for what others found."""
Mark = Callable[[Verdict], None]
"""Marks the waived findings of a verdict."""


def in_turn(rules: list[Rule], mark: Mark, answers: Answers) -> list[Verdict]:
    """The verdicts in the order of the rules, with their waivers; a waived finding is not open.

    Where only some rules are asked for and one of them stands on others, these are judged too, and not kept.
    """
    standing = [rule for rule in rules if rule.stands_on]
    chosen = sorted(RULES.values(), key=lambda rule: rule.code) if standing else rules
    first = [rule for rule in chosen if not rule.stands_on]
    answered = {rule.code: answer for rule, answer in zip(first, _marked(first, [], mark, answers), strict=True)}
    if standing:
        severities = {severity for rule in standing for severity in rule.stands_on}
        found = list(_open(answered.values(), severities))
        last = _marked(standing, found, mark, answers)
        answered |= {rule.code: answer for rule, answer in zip(standing, last, strict=True)}
    return [answered[rule.code] for rule in rules]


def _marked(rules: list[Rule], found: Found, mark: Mark, answers: Answers) -> list[Verdict]:
    verdicts = answers(rules, found)
    for verdict in verdicts:
        mark(verdict)
    return verdicts


def _open(verdicts: Iterable[Verdict], severities: set[Severity]) -> Iterator[dict[str, Any]]:
    """The rows of ``OPEN``: each record of each open finding of these severities."""
    for finding in (finding for verdict in verdicts for finding in verdict.findings):
        if finding["severity"] in severities and finding["status"] == Status.OPEN:
            told = {name: str(finding[name]) for name in ("key", "rule", "severity", "subject")}
            for sheet, row, *_ in finding["cells"]:
                yield {**told, "kind": finding["subject_kind"], "sheet_id": sheet, "row": row}
