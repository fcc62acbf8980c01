"""Family LEG, tenth part: lines that are there for the hour in which the network or the power fails."""

from sqlalchemy import case

from e911audit.model.tables import Line
from e911audit.rules.line_moves import VOIP, serving
from e911audit.rules.rule import Condition, is_in, known, rule
from e911audit.values import Basis, Severity


@rule(
    code="LEG-042",
    name="Failover line on same path as primary",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=serving("failover"),
    message="Failover line {subject} goes over {target_transport}, which fails together with the network that it "
    "stands in for.",
    fix="Keep it on copper, or put it on another medium, such as cellular, with power of its own.",
    cites=("practice",),
    needs=("line.target_transport",),
    points_at=("target_transport", "gateway_port"),
    bad="""
        Lines: Line Number  | Line Type | Target Transport | Action
               212-555-0177 | failover  | sip              | move
               212-555-0178 | failover  | ata              | port
    """,
    good="""
        Lines: Line Number  | Line Type | Target Transport | Action
               212-555-0177 | failover  | pots             | keep
               212-555-0178 | failover  | cell             | replace
               212-555-0179 | fax       | ata              | port
    """,
    more={
        "a carrier's managed network may be another one or the same: not judged": (
            """
            Lines: Line Number  | Line Type | Target Transport | Action
                   212-555-0177 | failover  | mfvn             | move
            """,
            0,
        ),
    },
)
def fails_together() -> Condition:
    """It exists for the hour in which the internet access is gone, and would go with it."""
    return case((is_in(Line.c.target_transport, "mfvn"), None), else_=Line.c.target_transport.in_(VOIP))


@rule(
    code="LEG-043",
    name="Power-fail phone loses copper",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=serving("power_fail_transfer"),
    message="Power-fail telephone {subject} goes from copper to {target_transport}, which needs power in the building.",
    fix="Keep it on a copper line that the telephone exchange powers, or change the site's plan for a power failure.",
    cites=("practice; hospital and school codes of states",),
    needs=("line.target_transport",),
    points_at=("target_transport",),
    bad="""
        Lines: Line Number  | Line Type  | Target Transport | Action
               212-555-0177 | power fail | ata              | move
               212-555-0178 | power fail | cell             | replace
    """,
    good="""
        Lines: Line Number  | Line Type  | Target Transport | Action
               212-555-0177 | power fail | pots             | keep
               212-555-0178 | fax        | ata              | move
    """,
)
def loses_copper() -> Condition:
    """It is the one telephone that works in the dark, because its power comes down the line."""
    return known(Line.c.target_transport) != "pots"
