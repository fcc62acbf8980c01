"""What people decided on findings: who owns one and until when, and which are waived."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from e911audit.model.tables import Waiver
from e911audit.result import Finding
from e911audit.rules.rule import given


class Decided(NamedTuple):
    """Who works on a finding, and until when it is done."""

    owner: str = ""
    due: date | None = None


class Waived(NamedTuple):
    """Who has taken the risk of a finding, why, and until when."""

    finding: str
    reason: str
    by: str
    until: date


def decided(finding: Finding) -> Decided:
    """The decision on a finding."""
    review = getattr(finding, "review", None)
    return Decided(review.owner, review.due) if review else Decided()


def waivers(connection: Connection, keys: Iterable[str], as_of: date) -> list[Waived]:
    """The waivers in force of these findings, sorted by key; of several the one that lasts longest."""
    whole = select(Waiver).where(given(Waiver.c.reason), given(Waiver.c.by), Waiver.c.until >= as_of)
    wanted = frozenset(keys)
    found = {
        row.finding: Waived(row.finding, row.reason, row.by, row.until)
        for row in connection.execute(whole.order_by(Waiver.c.finding, Waiver.c.until, Waiver.c.id))
        if row.finding in wanted
    }
    return list(found.values())
