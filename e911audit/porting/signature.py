"""The day on which a letter was signed, beside the days of the record and of the order."""

from datetime import date

from e911audit.porting.levels import BLANK, Level, Verdict
from e911audit.porting.strictness import Expected, Likelihood

MOST_DAYS = 30
"""Age of a letter above which carriers ask for a new one (Bandwidth 7424; 47 CFR 64.1130 sets no age)."""


def signature(signed: date | None, submitted: date | None, received: date | None) -> tuple[Verdict, Expected]:
    """Whether a letter was signed after the record came and is young enough, and what to expect where it is not."""
    if signed is None:
        return BLANK._replace(note="the LOA has no date"), Expected()
    if submitted and (submitted - signed).days > MOST_DAYS:
        days = (submitted - signed).days
        note = f"the LOA was {days} days old when the order was submitted"
        return Verdict(Level.MISMATCH, note=note), Expected("DOCS_STALE", Likelihood.HIGH, "blocker")
    if received and signed < received:
        return Verdict(Level.MISMATCH, note="the LOA was signed before the CSR came"), Expected(severity="major")
    if received is None and submitted is None:
        return BLANK._replace(note="neither the CSR nor the order has a date"), Expected()
    return Verdict(Level.EXACT), Expected()
