"""Family LEG, eleventh part: what must be proved about a line of any kind before it is touched."""

from sqlalchemy import and_, not_, select

from e911audit.model.tables import CarrierNumber, Line
from e911audit.rules.line_moves import CHANGES
from e911audit.rules.rule import Among, Condition, is_in, known, rule
from e911audit.rules.subjects import LIFE_SAFETY_LINES, LINES, line_proof
from e911audit.values import Basis, Severity

_billed = select(CarrierNumber.c.id).where(CarrierNumber.c.e164 == Line.c.e164).correlate(Line).exists()


@rule(
    code="LEG-003",
    name="Billed line not found in field",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=LINES,
    message="The carrier bills {subject} ({line_kind}), and nobody has found it in the building.",
    fix="Tone and trace it, and enter the day under Identified On or as evidence of kind line_id; NUM-009 tells billed "
    "numbers that stand in no list.",
    cites=("practice", "NUM-009"),
    needs=("line.identified_on or evidence.kind", "carrier_number.e164"),
    points_at=("identified_on", "e164"),
    bad="""
        Lines: Line Number  | Line Type | Identified On
               212-555-0177 | fax       |
        CSR: BTN          | Account | Telephone Number
             212-555-0177 | 55      | 212-555-0177
    """,
    good="""
        Lines: Line Number  | Line Type | Identified On
               212-555-0177 | fax       | 2026-09-01
               212-555-0178 | fax       |
               212-555-0179 | fax       |
        CSR: BTN          | Account | Telephone Number
             212-555-0177 | 55      | 212-555-0177
             212-555-0177 | 55      | 212-555-0178
        Evidence: Subject      | Kind    | Date       | Result
                  212-555-0178 | line id | 2026-11-02 | pass
    """,
)
def billed_and_not_found() -> Condition:
    """A line that is paid for and ends nowhere that anybody knows often ends behind an elevator or a panel."""
    return and_(_billed, Line.c.identified_on.is_(None), not_(line_proof("line_id")))


@rule(
    code="LEG-045",
    name="Owner has not agreed",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=LIFE_SAFETY_LINES,
    message="{subject} ({line_kind}) is or may be a life-safety line; the plan says '{action}', and its owner has not "
    "agreed.",
    fix="Ask the business owner of the line, and record the answer as evidence of kind owner_ack.",
    cites=("practice",),
    needs=("line.action", "evidence.kind"),
    points_at=("owner", "action"),
    bad="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | elevator  | replace
               212-555-0178 | unknown   | remove
        Evidence: Subject      | Kind      | Date       | Result
                  212-555-0177 | owner ack | 2026-11-10 | pending
    """,
    good="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | elevator  | replace
               212-555-0178 | elevator  | keep
               212-555-0179 | fax       | remove
               212-555-0180 | elevator  |
        Evidence: Subject      | Kind      | Date       | Result
                  212-555-0177 | owner ack | 2026-11-10 | pass
    """,
)
def owner_not_asked() -> Condition:
    """Only who runs the elevator or the panel knows what else depends on its line."""
    return and_(known(Line.c.action).in_((*CHANGES, "remove")), not_(line_proof("owner_ack")))


_HEARD = ("station_test", "test_call_911", "callback_test", "vendor_ack")


@rule(
    code="LEG-046",
    name="Cellular replacement signal/antenna unproven",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="lines that become cellular",
        tables=LINES.tables,
        query=LINES.query.where(is_in(Line.c.target_transport, "cell"), not_(is_in(Line.c.action, "remove"))),
    ),
    message="{subject} ({line_kind}) becomes cellular, and no test shows that the signal reaches its unit.",
    fix="Measure the signal where the unit is mounted, with its antenna and both carriers, and test a call from there.",
    cites=("vendor's instructions",),
    needs=("line.target_transport", "evidence.kind"),
    points_at=("target_transport", "replacement"),
    bad="""
        Lines: Line Number  | Line Type | Action  | Target Transport
               212-555-0177 | elevator  | replace | cell
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | inspection | 2026-11-10 | pass
    """,
    good="""
        Lines: Line Number  | Line Type | Action  | Target Transport
               212-555-0177 | elevator  | replace | cell
               212-555-0178 | elevator  | keep    | pots
        Evidence: Subject      | Kind          | Date       | Result
                  212-555-0177 | callback test | 2026-11-10 | pass
    """,
)
def signal_unproven() -> Condition:
    """Telephone closets are in basements, behind concrete, where a unit shows one bar on the day it is hung."""
    return not_(line_proof(*_HEARD))
