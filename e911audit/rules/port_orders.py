"""Family POR, fifth part: the work around an order. Plans, people, tests, and what became of rejections."""

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from e911audit.model.tables import PortEvent, PortOrder
from e911audit.porting.rejections import OTHER, rejections
from e911audit.rules.port_subjects import AHEAD, DATED, Letter, moved, orders
from e911audit.rules.rule import Among, Condition, blank, day, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity


@rule(
    code="POR-061",
    name="Call flows not tested in staging",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=DATED,
    message="The call flows of order {subject} (FOC {foc}) have not been tested in staging before that day.",
    fix="Test every call flow with temporary numbers, and record the day.",
    cites=("ilec-guide: call flows tested in staging",),
    needs=("port_order.foc_on",),
    points_at=("staging_tested_on", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | Staging Tested On
                     PO-1  | 2026-12-02 |
                     PO-2  | 2026-12-02 | 2026-12-04
    """,
    good="""
        Port Orders: Order | FOC Date   | Staging Tested On
                     PO-1  | 2026-12-02 | 2026-11-20
                     PO-2  |            |
    """,
)
def not_staged() -> Condition:
    """What is first tried at the hour of the port is tried on callers."""
    tested = PortOrder.c.staging_tested_on
    return or_(tested.is_(None), func.coalesce(tested > PortOrder.c.foc_on, False))


def _named_twice() -> Condition:
    return given(PortOrder.c.staff)


@rule(
    code="POR-062",
    name="No named staff for the cutover window",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    milder=(Severity.MINOR, _named_twice),
    among=orders(
        DATED.name,
        ~moved,
        PortOrder.c.foc_on.is_not(None),
        further=(func.coalesce(func.nullif(PortOrder.c.staff_shared, ""), "nobody is named").label("told"),),
    ),
    message="Who is there when order {subject} moves its numbers (FOC {foc})? On record: {told}.",
    fix="Name who is on duty, and for this port alone: network, telephone system, carriers' bridge and site.",
    cites=("ilec-guide: staff available during the cutover",),
    needs=("port_order.foc_on",),
    points_at=("staff", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | Staff
                     PO-1  | 2026-12-02 |
    """,
    good="""
        Port Orders: Order | FOC Date   | Staff
                     PO-1  | 2026-12-02 | Ann Lee, Bo Diaz
                     PO-2  |            |
    """,
    more={
        "one person at two ports of a day": (
            """
            Port Orders: Order | FOC Date   | FOC Time | Staff
                         PO-1  | 2026-12-02 | 11:30    | Ann Lee, Bo Diaz
                         PO-2  | 2026-12-02 | 13:00    | bo diaz and Cy Ode
                         PO-3  | 2026-12-02 | 18:00    | Bo Diaz
                         PO-4  | 2026-12-03 | 11:30    | Bo Diaz
                         PO-5  | 2026-12-02 | 11:30    | Di Frey
            """,
            2,
        ),
    },
)
def nobody_there() -> Condition:
    """A port that fails with nobody watching is noticed by the first caller who gets no answer."""
    return or_(blank(PortOrder.c.staff), given(PortOrder.c.staff_shared))


@rule(
    code="POR-063",
    name="No roll-forward plan for a partial port",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=orders(
        "port orders of several numbers with a FOC date, whose numbers have not moved",
        ~moved,
        PortOrder.c.foc_on.is_not(None),
        Letter.c.numbers > 1,
        further=(Letter.c.numbers,),
    ),
    message="Order {subject} moves {numbers} numbers, and there is no plan for the case that only some of them move.",
    fix="Write down how calls reach the numbers that are left behind, and who carries the port on.",
    cites=("ilec-guide: roll-forward plan if partial ports occur",),
    needs=("port_order.foc_on", "loa.e164"),
    points_at=("roll_forward_plan", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | Roll Forward Plan
                     PO-1  | 2026-12-02 |
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
    """,
    good="""
        Port Orders: Order | FOC Date   | Roll Forward Plan
                     PO-1  | 2026-12-02 | CHG-1204, page 3
                     PO-2  | 2026-12-02 |
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
             PO-2  | 212-555-0150
    """,
)
def no_way_forward() -> Condition:
    """Half of the numbers on each side of the port is the usual failure, and no way leads back from it."""
    return blank(PortOrder.c.roll_forward_plan)


@rule(
    code="POR-064",
    name="No temporary-forwarding decision",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=DATED,
    message="Nobody has decided whether the numbers of order {subject} (FOC {foc}) are forwarded for a time.",
    fix="Record the plan for forwarding, or that none is needed.",
    cites=("ilec-guide: temporary forwarding plan if needed",),
    needs=("port_order.foc_on",),
    points_at=("temporary_forwarding", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | Temporary Forwarding
                     PO-1  | 2026-12-02 |
    """,
    good="""
        Port Orders: Order | FOC Date   | Temporary Forwarding
                     PO-1  | 2026-12-02 | not needed
                     PO-2  |            |
    """,
)
def forwarding_undecided() -> Condition:
    """Forwarding must be set at the old carrier while the number is still there."""
    return blank(PortOrder.c.temporary_forwarding)


_reject = PortEvent.c.kind == "reject"
_class = case(
    {name: f"{known.title}" for name, known in rejections().items() if name != OTHER}, value=PortEvent.c.rejection
)
_rejections = (
    select(PortEvent, func.coalesce(_class, PortEvent.c.code, PortEvent.c.text, "").label("cause"))
    .where(_reject)
    .subquery("rejections")
)
_per_cause = (
    select(
        _rejections.c.pon,
        func.count().label("times"),
        func.max(_rejections.c.on_date).label("last"),
        func.sum(case((blank(_rejections.c.fix), 1), else_=0)).label("unfixed"),
        _rejections.c.cause,
    )
    .group_by(_rejections.c.pon, _rejections.c.cause)
    .subquery("per_cause")
)
_again = case((and_(_per_cause.c.times > 1, _per_cause.c.cause != ""), 1), else_=0)
Rejected = shared(
    "por_rejected",
    select(
        _per_cause.c.pon,
        func.sum(_per_cause.c.times).label("times"),
        func.max(_per_cause.c.last).label("last"),
        func.sum(_per_cause.c.unfixed).label("unfixed"),
        func.max(_again).label("again"),
        func.coalesce(func.max(case((_again == 1, _per_cause.c.cause))), "").label("cause"),
    ).group_by(_per_cause.c.pon),
    index="pon",
)
"""One cause is one class, however the carrier codes or words it; what has no class is known by its code or words.
What the log says of an order's rejections: how many, the last, those without a fix, and a cause that came twice."""


def _rejected(among: Among, *further: Any) -> Among:
    query = among.query.add_columns(*further).join(Rejected, Rejected.c.pon == PortOrder.c.pon, isouter=True)
    return replace(among, query=query)


@rule(
    code="POR-056",
    name="Rejected twice for one cause, or rejected without a fix",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_rejected(
        AHEAD,
        case(
            (Rejected.c.again == 1, "more than once for one cause (" + Rejected.c.cause + ")"),
            else_="and no fix is recorded",
        ).label("told"),
    ),
    message="Order {subject} was rejected {told}.",
    fix="Find the cause in the CSR, correct it, record the fix, and only then send a new version.",
    cites=("ilec-guide: a disciplined fix and resubmit workflow",),
    needs=("port_event.kind",),
    points_at=("state", "pon"),
    bad="""
        Port Orders: Order | Losing Carrier
                     PO-1  | Tri-River Bell
                     PO-2  | Tri-River Bell
        Port Events: Order | When       | Kind     | Code | Text           | Fix
                     PO-1  | 2026-11-02 | rejected | 7402 | address        | suite added
                     PO-1  | 2026-11-09 | rejected | 7402 | address        | suite added
                     PO-2  | 2026-11-09 | rejected | 7404 | name           |
    """,
    good="""
        Port Orders: Order | Losing Carrier
                     PO-1  | Tri-River Bell
                     PO-2  | Tri-River Bell
        Port Events: Order | When       | Kind     | Code | Text           | Fix
                     PO-1  | 2026-11-02 | rejected | 7402 | address        | suite added
                     PO-1  | 2026-11-09 | rejected | 7404 | name           | name of the CSR
                     PO-2  | 2026-11-09 | foc      |      |                |
    """,
    more={
        "one cause in three carriers' words, and a jeopardy beside a rejection": (
            """
            Port Orders: Order | Losing Carrier
                         PO-1  | Tri-River Bell
                         PO-2  | Tri-River Bell
            Port Events: Order | When       | Kind     | Code              | Text                   | Fix
                         PO-1  | 2026-11-02 | rejected | LOCATION_MISMATCH |                        | CSR checked
                         PO-1  | 2026-11-09 | rejected |                   | Suite missing on order | suite added
                         PO-2  | 2026-11-02 | rejected | 7439              | interval               | later date
                         PO-2  | 2026-11-09 | jeopardy | 1M                | due date               |
            """,
            1,
        ),
    },
)
def same_mistake() -> Condition:
    """Every rejection starts the interval again; one suite number that was forgotten has cost three of them."""
    return func.coalesce(or_(Rejected.c.again == 1, Rejected.c.unfixed > 0), False)


@rule(
    code="POR-009",
    name="Rejected order unresolved",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=_rejected(
        orders("rejected port orders", ~moved, is_in(PortOrder.c.state, "rejected")),
    ),
    message="Order {subject} was rejected more than {days} days ago and has not been sent again.",
    fix="Correct what was rejected and send a new version.",
    cites=("ilec-guide: a disciplined fix and resubmit workflow",),
    needs=("port_order.state", "port_event.on_date"),
    points_at=("state",),
    options={"days": 5},
    bad="""
        Port Orders: Order | Losing Carrier | State
                     PO-1  | Tri-River Bell | rejected
        Port Events: Order | When       | Kind
                     PO-1  | 2026-11-10 | reject
    """,
    good="""
        Port Orders: Order | Losing Carrier | State
                     PO-1  | Tri-River Bell | rejected
                     PO-2  | Tri-River Bell | submitted
        Port Events: Order | When       | Kind
                     PO-1  | 2026-11-19 | reject
                     PO-2  | 2026-11-10 | reject
    """,
)
def left_lying(days: int) -> Condition:
    """Nobody at either carrier works on a rejected order; five calendar days hold at least three of business."""
    return Rejected.c.last < day("as_of", days)


@rule(
    code="POR-039",
    name="LOA not checked by a second person",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=orders("port orders with an LOA, whose numbers have not moved", ~moved, Letter.c.pon.is_not(None)),
    message="No second person has checked the LOA of order {subject}.",
    fix="Have somebody else than its preparer compare every field with the CSR.",
    cites=("ilec-guide: one person validates all fields before submission",),
    needs=("loa.checked_by",),
    points_at=("pon",),
    bad="""
        Port Orders: Order | Losing Carrier
                     PO-1  | Tri-River Bell
                     PO-2  | Tri-River Bell
        LOA: Order | Telephone Numbers | Prepared By | Checked By
             PO-1  | 212-555-0142      | Ann Lee     |
             PO-2  | 212-555-0143      | Ann Lee     | ann lee
    """,
    good="""
        Port Orders: Order | Losing Carrier
                     PO-1  | Tri-River Bell
                     PO-2  | Tri-River Bell
        LOA: Order | Telephone Numbers | Prepared By | Checked By
             PO-1  | 212-555-0142      | Ann Lee     | Bo Diaz
    """,
)
def unchecked() -> Condition:
    """Whoever typed the letter reads what was meant; only another reads what stands there."""
    checked = func.lower(func.trim(Letter.c.checked_by))
    same = func.coalesce(checked == func.lower(func.trim(Letter.c.prepared_by)), False)
    return or_(blank(Letter.c.checked_by), same)
