"""What reviewers have entered for findings, and whose risk is taken by it: waived while a waiver counts.

A waiver stands on a sheet of waivers or in a reviewed workbook; where both tell of a finding, the workbook holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from e911audit.model.tables import Decision, Waiver
from e911audit.rules import RULES
from e911audit.rules.rule import given
from e911audit.values import Severity, Status
from e911audit.views import result as view
from e911audit.views.review import DATES, WAIVE, Review

IN_FORCE = "in force"


class Held(NamedTuple):
    """What holds for a finding; ``severity`` is the finding's when it was waived in a workbook, None on a sheet.

    ``place`` is where the waiver stands: sheet id and row number, or path, sheet and cell of a workbook.
    """

    review: Review
    severity: Severity | None
    place: tuple[Any, ...]

    def state(self, key: str, severity: Severity | None, as_of: date) -> str:
        """IN_FORCE, or why this waiver does not count for a finding of this severity (None: there is none)."""
        rule = RULES.get(key.partition(":")[0])
        until = self.review.waive_until
        if rule and not rule.waivable:
            return "nobody may waive this rule"
        if not self.review.whole_waiver or until is None:
            return "has no reason, no name or no end"
        if until < as_of:
            return f"ended on {until.isoformat()}"
        if severity is None:
            return "there is no such finding now"
        if self.severity and severity.rank < self.severity.rank:
            return f"the finding was {self.severity} and is {severity} now"
        return IN_FORCE


def reviews(connection: Connection) -> dict[str, Held]:
    """What holds now, by the finding's key."""
    named = and_(given(Waiver.c.reason), given(Waiver.c.by))
    last = select(Waiver).order_by(named, Waiver.c.until.is_not(None), Waiver.c.until, Waiver.c.id)
    found = {row.finding: _on_sheet(row) for row in connection.execute(last)}
    entered: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(Decision).order_by(Decision.c.id)):
        entered[row.finding].append(row)
    return found | {key: _entered(rows, found.get(key)) for key, rows in entered.items()}


def _on_sheet(row: Any) -> Held:
    review = Review(WAIVE, waiver_reason=row.reason or "", waived_by=row.by or "", waive_until=row.until)
    return Held(review, None, (row.sheet_id, row.row))


def _entered(rows: Iterable[Any], before: Held | None) -> Held:
    """What the entries of one finding, the oldest first, make of what a sheet says."""
    values: dict[str, Any] = {}
    severity, place = (before.severity, before.place) if before else (None, ())
    for row in rows:
        values[row.field] = date.fromisoformat(row.value) if row.value and row.field in DATES else row.value or None
        if row.field not in ("owner", "due", "note"):
            severity, place = Severity(row.severity), (row.path, row.sheet, row.cell)
    held = before.review if before else Review()
    texts = {name: value if name in DATES else value or "" for name, value in values.items()}
    known = {name: getattr(held, name) for name in Review.__dataclass_fields__}
    return Held(Review(**known | texts), severity, place)


def waive(outcome: dict[str, Any], findings: list[dict[str, Any]], held: Mapping[str, Held], as_of: date) -> None:
    """Mark the waived findings of one rule, and count them in its outcome."""
    for finding in findings if held else ():
        one = held.get(finding["key"])
        if one and waives(one) and one.state(finding["key"], Severity(finding["severity"]), as_of) == IN_FORCE:
            finding["status"] = Status.WAIVED
            outcome["waived"] += 1


def waives(held: Held) -> bool:
    """Whether somebody wanted to waive, whole or not."""
    return held.review.decision == WAIVE


def waivers(
    held: Mapping[str, Held], findings: Iterable[view.Finding], cell_of: Callable[..., view.Cell], as_of: date
) -> Iterator[view.Waiver]:
    """All waivers, sorted by key; ``cell_of`` finds a cell by sheet id, row number and fields."""
    there = {finding.key: finding for finding in findings}
    for key, one in sorted(held.items(), key=itemgetter(0)):
        if not waives(one):
            continue
        finding = there.get(key)
        state = one.state(key, finding.severity if finding else None, as_of)
        if state == IN_FORCE and finding and finding.status == Status.OPEN:
            state = "counts from the next 'e911audit check' on"
        on_sheet = len(one.place) == 2
        cell = cell_of(*one.place, ("until", "finding")) if on_sheet else view.Cell(*one.place)
        review = one.review
        yield view.Waiver(key, review.waiver_reason, review.waived_by, review.waive_until, state, cell)
