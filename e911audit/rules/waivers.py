"""Family HYG, of risks that somebody took: are the waivers whole, allowed, and not at their end."""

from sqlalchemy import Text, case, cast, func, literal, or_

from e911audit.model.tables import Waiver
from e911audit.rules.rule import RULES, Among, Condition, blank, day, rule
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

_code = func.substr(Waiver.c.finding, 1, len("LOC-001"))


def _forbidden() -> Condition:
    """Whether the rule of the finding may not be waived."""
    return _code.in_([code for code, one in RULES.items() if not one.waivable])


def _incomplete() -> Condition:
    return or_(blank(Waiver.c.reason), blank(Waiver.c.by), Waiver.c.until.is_(None))


_expired = Waiver.c.until < day("as_of")
_WAIVERS = Among(
    name="waivers",
    tables=("waiver",),
    query=looked_at(
        Waiver,
        "waiver",
        Waiver.c.finding,
        literal(""),
        case(
            (_incomplete(), "has no reason, no name or no end"),
            (_expired, literal("ended on ") + func.coalesce(cast(Waiver.c.until, Text), "")),
            else_="is for a rule that may not be waived",
        ).label("told"),
    ),
)


@rule(
    code="HYG-010",
    name="Waiver expired",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_WAIVERS,
    message="The waiver of {subject} {told}; it does not count, and the finding is open again.",
    fix="Renew the waiver with a reason, a name and an end, or mend what was found.",
    cites=("practice",),
    needs=("waiver.finding",),
    points_at=("until", "finding"),
    bad="""
        Waivers: Finding        | Reason          | Waived By | Until
                 LOC-020:HQ-1   | one room only   | Ann Lee   | 2026-06-30
                 LOC-020:HQ-2   |                 | Ann Lee   | 2027-06-30
                 LEG-047:HQ-E1  | nobody rides it | Ann Lee   | 2027-06-30
    """,
    good="""
        Waivers: Finding        | Reason          | Waived By | Until
                 LOC-020:HQ-1   | one room only   | Ann Lee   | 2027-06-30
    """,
)
def waiver_ended() -> Condition:
    """A risk is taken for a time and by a person; without end or name it is only forgotten."""
    return or_(_incomplete(), _expired, _forbidden())
