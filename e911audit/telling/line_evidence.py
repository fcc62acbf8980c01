"""How the proofs of a line stand on the days that count: there, expired, too old, failed or pending."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from e911audit.model.tables import Evidence
from e911audit.rules.freshness import FRESHNESS, Freshness
from e911audit.rules.proofs import outcome

GOOD, EXPIRED, STALE, FAILED, PENDING = "passed", " (expired)", " (too old)", " (failed)", " (pending)"
"""How a proof stands; what is not good follows its name in the report."""
OF_KIND: Mapping[str, Freshness] = {kind.kind: kind for kind in FRESHNESS}


class Days(NamedTuple):
    """The day of the run, and of the cutover where it has one."""

    as_of: date
    cutover: date | None

    @property
    def last(self) -> date:
        """The later of the two: on that day a proof must still be valid."""
        return max(self.as_of, self.cutover or self.as_of)


class Standing(NamedTuple):
    """How the proofs of one kind stand for a line; ``on`` and ``told`` are those of the proof that counts."""

    state: str
    on: date | None
    told: str


def evidence_by_subject(connection: Connection) -> dict[str, list[Any]]:
    """Every proof by its subject, the oldest first."""
    found: dict[str, list[Any]] = defaultdict(list)
    for proof in connection.execute(
        select(Evidence, outcome(Evidence).label("outcome")).order_by(Evidence.c.on_date, Evidence.c.id)
    ):
        if proof.kind:
            found[proof.subject].append(proof)
    return found


def standings(proofs: Iterable[Any], days: Days) -> dict[str, Standing]:
    """Kind of proof -> how it stands. The newest that ended counts: a pending one neither proves nor undoes."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for proof in proofs:
        by_kind[proof.kind].append(proof)
    return {kind: _standing(ofkind, days) for kind, ofkind in by_kind.items()}


def _standing(proofs: Sequence[Any], days: Days) -> Standing:
    ended = [proof for proof in proofs if proof.outcome != "pending" and not _in_future(proof, days)]
    if not ended:
        return Standing(PENDING, None, "")
    newest = ended[-1]
    if newest.outcome == "fail":
        return Standing(FAILED, newest.on_date, "")
    limit = OF_KIND[newest.kind].days_before
    if newest.expires_on is not None and newest.expires_on < days.last:
        return Standing(EXPIRED, newest.on_date, "")
    if limit is not None and days.cutover and newest.on_date and newest.on_date < days.cutover - timedelta(limit):
        return Standing(STALE, newest.on_date, "")
    return Standing(GOOD, newest.on_date, _told(newest))


def _in_future(proof: Any, days: Days) -> bool:
    return proof.on_date is not None and proof.on_date > days.as_of


def _told(proof: Any) -> str:
    facts = (
        f"{proof.on_date}" if proof.on_date else "without a date",
        proof.by and f"by {proof.by}",
        proof.authority,
        proof.reference,
        proof.expires_on and f"valid until {proof.expires_on}",
    )
    return f"{proof_words(proof.kind)}: {', '.join(filter(None, facts))}"


def proof_words(proof: str) -> str:
    """A kind of proof as reports call it: ``AHJ approval``."""
    return proof.replace("_", " ").replace("ahj", "AHJ")
