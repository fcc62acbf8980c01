"""What lines cost a month: sums that tell what is not known, and what becomes of the money by the decision."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from e911audit.survival import Decision

KEPT, FREE, OPEN = "a line is needed", "may be saved", "in question"
"""What becomes of a cost: a line stays or moves, for what is then another price; it may go; it is not judged yet."""
NOBODY_KNOWS = "nobody knows what it serves"
MAY_GO = "it may go"


class Total(NamedTuple):
    """The sum of the known costs (None where none is known), of how many lines, and how many have no known cost."""

    known: Decimal | None
    priced: int
    unpriced: int

    @property
    def told(self) -> str:
        """The three in one sentence.

        >>> Total(Decimal("45.00"), 1, 2).told
        '$45.00 a month for 1 line; 2 have no known cost'
        """
        left = f"{self.unpriced:,} {'has' if self.unpriced == 1 else 'have'} no known cost"
        if self.known is None:
            return left if self.unpriced else "no lines"
        lines = f"{dollars(self.known)} a month for {self.priced:,} line{'s' * (self.priced != 1)}"
        return f"{lines}; {left}" if self.unpriced else lines


def total(costs: Iterable[Decimal | None]) -> Total:
    """Add up what is known; an unknown cost counts as unknown, not as nothing."""
    every = list(costs)
    known = [cost for cost in every if cost is not None]
    return Total(sum(known, Decimal(0)) if known else None, len(known), len(every) - len(known))


def dollars(amount: Decimal) -> str:
    """An amount as Americans write it.

    >>> dollars(Decimal("1234.5")), dollars(Decimal("-5"))
    ('$1,234.50', '-$5.00')
    """
    return f"{'-' * (amount < 0)}${abs(amount):,.2f}"


def serves_nothing(line: Any) -> str:
    """Why a line (a ``SurvivingLine``) may be paid for nothing: it may go, nobody knows it, two bills; "" for others.

    Only of what may go is it sure; a line that nobody knows may be the elevator's.
    """
    reasons = []
    if line.decision == Decision.GO:
        reasons.append(MAY_GO)
    elif line.confidence in ("", "none"):
        reasons.append(NOBODY_KNOWS)
    if line.billed_accounts > 1:
        reasons.append(f"it is billed on {line.billed_accounts} accounts")
    return "; ".join(reasons)


def outlook(line: Any) -> str:
    """What becomes of a line's cost: one of KEPT, FREE and OPEN."""
    if line.decision == Decision.GO:
        return FREE
    return OPEN if line.decision in ("", Decision.NOT_JUDGED) else KEPT
