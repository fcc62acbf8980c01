"""Family POR, sixth part: a FOC that comes while blockers of other rules are open on the order or its numbers."""

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, select, union

from e911audit.model.tables import CarrierNumber, Device, E911Record, Line, Loa, Number, PortOrder
from e911audit.rules.open_findings import OPEN
from e911audit.rules.port_subjects import DATED, Ordered
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

_HOLDERS: tuple[Any, ...] = (Number, Line, Device, CarrierNumber, E911Record, Loa)
"""Tables whose records are about one number."""
_OrderRecord = shared(
    "por_order_record",
    union(
        *(
            select(Ordered.c.pon, table.c.sheet_id, table.c.row).join_from(
                Ordered, table, table.c.e164 == Ordered.c.e164
            )
            for table in _HOLDERS
        ),
        select(PortOrder.c.pon, PortOrder.c.sheet_id, PortOrder.c.row),
    ),
    index="row",
)
"""Each record that is about an order or one of its numbers."""
_blocking = (
    select(_OrderRecord.c.pon, OPEN.c.key, OPEN.c.rule)
    .join_from(OPEN, _OrderRecord, and_(OPEN.c.row == _OrderRecord.c.row, OPEN.c.sheet_id == _OrderRecord.c.sheet_id))
    .where(OPEN.c.severity == Severity.BLOCKER)
    .distinct()
    .subquery("blocking")
)
Blocked = shared(
    "por_blocked",
    select(_blocking.c.pon, func.count().label("blockers"), func.min(_blocking.c.rule).label("first")).group_by(
        _blocking.c.pon
    ),
    index="pon",
)
"""How many open blockers hang on an order and its numbers."""
_Changing = shared(
    "por_to_change",
    select(_blocking.c.pon, func.count().label("blockers"), func.min(_blocking.c.rule).label("first"))
    .where(_blocking.c.rule.like("POR-%"))
    .group_by(_blocking.c.pon),
    index="pon",
)
"""The same for blockers of the order itself, which only a change of the order removes."""


def _blocked(by: Any) -> Among:
    query = DATED.query.add_columns(
        func.coalesce(by.c.blockers, 0).label("blockers"), func.coalesce(by.c.first, "").label("first")
    ).join(by, by.c.pon == PortOrder.c.pon, isouter=True)
    return replace(DATED, query=query)


@rule(
    code="POR-007",
    name="FOC before tests complete",
    stands_on=(Severity.BLOCKER,),
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_blocked(Blocked),
    message="Order {subject} has its FOC on {foc}, and blockers on it or its numbers are open: {blockers}, "
    "the first of {first}.",
    fix="Clear what blocks, or move the FOC while the carriers still take a change.",
    cites=("ilec-guide: treat the FOC date as a production cutover",),
    needs=("port_order.foc_on",),
    points_at=("foc_on",),
    options={"days": 1},
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-11-23 | Tri-River Bell
        LOA: Order | Telephone Numbers | Signer | Signed On
             PO-1  | 212-555-0142      |        | 2026-11-09
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-11-25 | Tri-River Bell
                     PO-2  | 2026-11-23 | Tri-River Bell
        LOA: Order | Telephone Numbers | Signer  | Signed On
             PO-1  | 212-555-0142      |         | 2026-11-09
             PO-2  | 212-555-0143      | Ann Lee | 2026-11-09
    """,
    more={
        "a blocker of one of its numbers counts, one of another number does not": (
            """
            Port Orders: Order | FOC Date   | Losing Carrier
                         PO-1  | 2026-11-23 | Tri-River Bell
                         PO-2  | 2026-11-23 | Tri-River Bell
            LOA: Order | Telephone Numbers | Signer  | Signed On
                 PO-1  | 212-555-0142      | Ann Lee | 2026-11-09
                 PO-2  | 212-555-0150      | Ann Lee | 2026-11-09
            Lines: Line Number  | Line Type | Life Safety | Action
                   212-555-0142 | elevator  | yes         | port
                   212-555-0160 | elevator  | yes         | remove
            """,
            1,
        ),
    },
)
def foc_with_blockers(days: int) -> Condition:
    """A port moves everything at one hour; what is not ready then fails for everybody at the site at once."""
    return and_(PortOrder.c.foc_days_left <= days, func.coalesce(Blocked.c.blockers, 0) > 0)


@rule(
    code="POR-054",
    name="Change needed inside 24 hours of FOC",
    stands_on=(Severity.BLOCKER,),
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_blocked(_Changing),
    message="Order {subject} must be changed (open blockers of the order: {blockers}, the first of {first}), and "
    "its FOC {foc} is so near that carriers may take no change.",
    fix="Call the porting desk at once: stop the port, or accept what will happen and staff for it.",
    cites=("carrier practice: no change within 24 hours to 2 business days of the FOC",),
    needs=("port_order.foc_on",),
    points_at=("foc_on",),
    options={"days": 2},
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-11-24 | Tri-River Bell
        LOA: Order | Telephone Numbers | Signer | Signed On
             PO-1  | 212-555-0142      |        | 2026-11-09
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier | State
                     PO-1  | 2026-11-25 | Tri-River Bell | foc
                     PO-2  | 2026-11-24 | Tri-River Bell | foc
                     PO-3  | 2026-11-24 | Tri-River Bell | cancelled
        LOA: Order | Telephone Numbers | Signer  | Signed On
             PO-1  | 212-555-0142      |         | 2026-11-09
             PO-2  | 212-555-0143      | Ann Lee | 2026-11-09
             PO-3  | 212-555-0144      |         | 2026-11-09
    """,
    more={
        "a FOC that is past while nothing has moved": (
            """
            Port Orders: Order | FOC Date   | Losing Carrier
                         PO-1  | 2026-11-24 | Tri-River Bell
                         PO-2  | 2026-11-20 | Tri-River Bell
            LOA: Order | Telephone Numbers | Signer | Signed On
                 PO-1  | 212-555-0142      |        | 2026-11-09
                 PO-2  | 212-555-0143      |        | 2026-11-09
            """,
            2,
        ),
    },
)
def too_late_to_change(days: int) -> Condition:
    """Inside the last day or two a carrier neither moves nor cancels an order; afterwards there is only snapback."""
    return and_(PortOrder.c.foc_days_left <= days, func.coalesce(_Changing.c.blockers, 0) > 0)
