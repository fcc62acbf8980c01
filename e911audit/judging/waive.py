"""Findings whose risk somebody has taken: waived while the waiver lasts, never where the rule forbids it."""

from typing import Any

from sqlalchemy import Connection, and_, select

from e911audit.model.tables import Waiver
from e911audit.rules import RULES
from e911audit.rules.rule import given
from e911audit.values import Status


def waived_keys(connection: Connection, as_of: Any) -> frozenset[str]:
    """The keys of findings that are waived on a day: with a reason, a name and an end that has not come."""
    whole = and_(given(Waiver.c.reason), given(Waiver.c.by), Waiver.c.until >= as_of)
    return frozenset(connection.scalars(select(Waiver.c.finding).where(whole)))


def waive(outcome: dict[str, Any], findings: list[dict[str, Any]], keys: frozenset[str]) -> None:
    """Mark the waived findings of one rule, and count them in its outcome."""
    if not keys or not RULES[outcome["rule"]].waivable:
        return
    for finding in findings:
        if finding["key"] in keys:
            finding["status"] = Status.WAIVED
            outcome["waived"] += 1
