"""What the sheets of the workbook list, and how a column takes its value from it."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from e911audit.reports.tally import in_order, unjudged_in_order
from e911audit.reports.text import cells_words
from e911audit.values import Severity, Status
from e911audit.views.result import Finding, Outcome, Result, RuleFacts, SheetReceipt, SourceReceipt
from e911audit.views.review import Seal
from e911audit.views.reviewed import shown


class Found(NamedTuple):
    """A finding beside the name of its rule."""

    finding: Finding
    name: str


class Ruled(NamedTuple):
    """A rule, where the catalogue has it, beside what it answered, where it was asked."""

    code: str
    rule: RuleFacts | None
    outcome: Outcome | None


class Received(NamedTuple):
    """A file and one of its sheets; None for a file without any."""

    source: SourceReceipt
    sheet: SheetReceipt | None


def findings(status: Status, *severities: Severity) -> Callable[[Result], Iterator[Found]]:
    """Findings of this status and, if any are named, these severities."""

    def records(result: Result) -> Iterator[Found]:
        names = {rule.code: rule.name for rule in result.rules}
        for finding in in_order(result, status):
            if not severities or finding.severity in severities:
                yield Found(finding, names.get(finding.rule, ""))

    return records


def unjudged(result: Result) -> Iterator[Ruled]:
    """Rules that were not judged for some or all records."""
    rules = {rule.code: rule for rule in result.rules}
    for outcome in unjudged_in_order(result):
        yield Ruled(outcome.rule, rules.get(outcome.rule), outcome)


def ruled(result: Result) -> Iterator[Ruled]:
    """Every rule with its answer."""
    outcomes = {outcome.rule: outcome for outcome in result.outcomes}
    for rule in sorted(result.rules, key=attrgetter("code")):
        yield Ruled(rule.code, rule, outcomes.get(rule.code))


def received(result: Result) -> Iterator[Received]:
    """Every file and its sheets."""
    for source in result.sources:
        yield from (Received(source, sheet) for sheet in source.sheets or (None,))


def optional(part: str, name: str) -> Callable[[Any], object]:
    """An attribute of a part of the record that may be absent."""

    def value(record: Any) -> object:
        held = getattr(record, part)
        return None if held is None else getattr(held, name)

    return value


def joined(path: str, separator: str = "\n") -> Callable[[Any], str]:
    """A tuple of texts as one text."""
    texts = attrgetter(path)
    return lambda record: separator.join(texts(record))


def entered(field: str) -> Callable[[Any], object]:
    """What the reviewers entered in a field so far."""
    value = attrgetter(f"finding.review.{field}")
    return lambda record: value(record) or None


def sealed(record: Found) -> str:
    """The seal of a finding's row, by which ``review apply`` knows what the row was made with."""
    finding = record.finding
    return str(Seal.of(shown(finding, record.name, cells_words(finding.cells)), finding.review))


def blank(_: object) -> None:
    """Nothing: left for the reviewer."""
