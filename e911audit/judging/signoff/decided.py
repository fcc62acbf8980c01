"""What people decided on findings: who mends one and until when, and which risks are taken."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from e911audit.model.tables import Waiver
from e911audit.result import Finding, Result
from e911audit.rules.rule import given


class Decided(NamedTuple):
    """What a reviewer decided on a finding, who works on it, and until when."""

    decision: str = ""
    owner: str = ""
    due: date | None = None


class Waived(NamedTuple):
    """Who has taken the risk of a finding, why, and until when."""

    finding: str
    reason: str
    by: str
    until: date


def decided(finding: Finding) -> Decided:
    """The decision on a finding, as its review tells where a result has reviews."""
    review: Any = getattr(finding, "review", None)
    return Decided(review.decision, review.owner, review.due) if review else Decided()


def waivers(connection: Connection, run: Result, keys: Iterable[str]) -> list[Waived]:
    """The waivers of these findings, sorted by key; of a sheet's several the one that lasts longest."""
    wanted = frozenset(keys)
    whole = select(Waiver).where(given(Waiver.c.reason), given(Waiver.c.by), Waiver.c.until >= run.as_of)
    stored = connection.execute(whole.order_by(Waiver.c.finding, Waiver.c.until, Waiver.c.id))
    told: Iterable[Any] = getattr(run, "waivers", None) or stored
    found = {one.finding: Waived(one.finding, one.reason, one.by, one.until) for one in told if one.finding in wanted}
    return [found[key] for key in sorted(found)]
