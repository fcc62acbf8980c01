"""Family POR, second part: the numbers of an order. Is each one ready, allowed to move, and the carrier's to give."""

from sqlalchemy import and_, func, not_, or_, select

from e911audit.model.tables import CarrierNumber, Line, Loa, PortOrder
from e911audit.rules.port_subjects import Listed, Ordered, bare, moved, on_order, order_numbers
from e911audit.rules.rule import Among, Condition, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

_dated = PortOrder.c.foc_on.is_not(None)
_STAGING, _some_unstaged = order_numbers("port orders with a FOC date, by site", "unstaged", _dated, ~moved)


@rule(
    code="POR-001",
    name="Port with no 911 plan",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_STAGING,
    message="Order {subject} moves its numbers on {foc}, and no 911 record is staged at the new provider for {told}.",
    fix="Stage the new 911 record of every number of the order, and activate it when the port does.",
    cites=("47 CFR 9.11(b)(4)",),
    needs=(
        "port_order.foc_on",
        "loa.e164",
        "number.e911_provisioned or number.e911_status or e911_record.provider_status",
    ),
    points_at=("foc_on",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0149
        Numbers: Telephone Number | E911 Provisioned
                 212-555-0142     | yes
                 212-555-0143     | no
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier | State
                     PO-1  | 2026-12-02 | Tri-River Bell | FOC
                     PO-2  |            | Tri-River Bell | draft
                     PO-3  | 2026-12-02 | Tri-River Bell | cancelled
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
             PO-2  | 212-555-0150
             PO-3  | 212-555-0151
        Numbers: Telephone Number | E911 Provisioned
                 212-555-0142     | yes
                 212-555-0150     | no
    """,
    more={
        "an order of two sites is judged at each of them": (
            """
            Port Orders: Order | FOC Date   | Losing Carrier
                         PO-1  | 2026-12-02 | Tri-River Bell
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142-0145
            Numbers: Telephone Number  | E911 Provisioned | Site Code
                     212-555-0142-0143 | no               | HQ
                     212-555-0144-0145 | no               | DEPOT
            """,
            2,
        ),
        "an order whose LOA lists no number is not judged": (
            """
            Port Orders: Order | FOC Date   | Losing Carrier
                         PO-1  | 2026-12-02 | Tri-River Bell
                         PO-2  | 2026-12-02 | Tri-River Bell
            LOA: Order | Telephone Numbers
                 PO-1  |
                 PO-2  | 212-555-0142
            Numbers: Telephone Number | E911 Provisioned
                     212-555-0142     | yes
            """,
            0,
        ),
    },
)
def port_without_911() -> Condition:
    """At the hour of the port the old carrier's 911 record dies; without a new one the caller is nowhere."""
    return _some_unstaged


LifeNumber = shared(
    "por_life_safety",
    select(
        Line.c.e164,
        func.min(Line.c.site).label("site"),
        func.replace(func.min(func.coalesce(Line.c.kind, "unknown")), "_", " ").label("line_kind"),
    )
    .where(Line.c.e164.is_not(None), func.coalesce(Line.c.life_safety, "unknown") != "no")
    .group_by(Line.c.e164),
    index="e164",
)
"""The numbers of lines that are or may be life-safety lines."""
_LOA_NUMBERS = Among(
    name="numbers on letters of authorization",
    tables=("loa",),
    query=looked_at(
        Loa,
        "loa",
        Loa.c.e164,
        LifeNumber.c.site,
        Loa.c.pon,
        func.coalesce(LifeNumber.c.line_kind, "").label("line_kind"),
    )
    .select_from(Loa)
    .join(PortOrder, and_(PortOrder.c.pon == Loa.c.pon, PortOrder.c.repeats.is_not(True)), isouter=True)
    .join(LifeNumber, LifeNumber.c.e164 == Loa.c.e164, isouter=True)
    .where(Loa.c.e164.is_not(None), or_(PortOrder.c.id.is_(None), on_order(PortOrder))),
)


@rule(
    code="POR-003",
    name="Port list contains life-safety line",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_LOA_NUMBERS,
    message="Order {pon} ports {subject}, which is or may be a life-safety line ({line_kind}).",
    fix="Take the number off the order, or prove on site that the line is none on which lives depend.",
    cites=("LEG-001", "carrier practice: no alarm and elevator lines on a port"),
    needs=("loa.e164", "line.e164"),
    points_at=("e164",),
    bad="""
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0177-0178
        Lines: Line Number  | Line Type
               212-555-0177 | elevator
               212-555-0178 | unknown
    """,
    good="""
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0177, 212-555-0180
             PO-2  | 212-555-0178
        Port Orders: Order | Losing Carrier | State
                     PO-2  | Tri-River Bell | cancelled
        Lines: Line Number  | Line Type | Life Safety
               212-555-0177 | fax       | no
               212-555-0178 | elevator  |
    """,
    more={
        "a column that says so outweighs the kind": (
            """
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0177
            Lines: Line Number  | Line Type | Life Safety
                   212-555-0177 | fax       | yes
            """,
            1,
        ),
    },
)
def life_line_on_order() -> Condition:
    """A ported number stops at its copper pair: the elevator telephone behind it is dead from that hour."""
    return LifeNumber.c.e164.is_not(None)


_NOT_TOLLFREE = func.coalesce(PortOrder.c.kind, "") != "tollfree"
_OF_THE_CARRIER, _some_off_csr = order_numbers("port orders, by site", "off_csr", _NOT_TOLLFREE)


@rule(
    code="POR-030",
    name="Number on the order is not on the CSR",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_OF_THE_CARRIER,
    message="The CSR of the account of order {subject} does not list {told}.",
    fix="Take the numbers off the order, or correct the account; then send a new version.",
    cites=("ilec-guide: confirm the list of telephone numbers",),
    needs=("port_order.account or loa.account", "loa.e164", "carrier_number.account"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 88-41   | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0145
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0144
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier | Type
                     PO-1  | 88 41   | Tri-River Bell | simple
                     PO-2  | 8841    | Tri-River Bell | toll-free
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
             PO-2  | 800-555-0142
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0144
    """,
    more={
        "on another account it is not the account's": (
            """
            Port Orders: Order | Account | Losing Carrier
                         PO-1  | 8841    | Tri-River Bell
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142-0143
            CSR: Account | Carrier        | Telephone Numbers
                 8841    | Tri-River Bell | 212-555-0142
                 9000    | Tri-River Bell | 212-555-0143
            """,
            1,
        ),
        "without a CSR of its account an order is not judged": (
            """
            Port Orders: Order | Account | Losing Carrier
                         PO-1  | 8841    | Tri-River Bell
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142
            CSR: Account | Carrier        | Telephone Numbers
                 9000    | Tri-River Bell | 212-555-0143
            """,
            0,
        ),
    },
)
def not_the_accounts_number() -> Condition:
    """One number that the account does not have rejects the whole order, and the interval starts again."""
    return _some_off_csr


_UNROUTED, _some_unrouted = order_numbers("port orders with a FOC date, by site", "unrouted", _dated, ~moved)


@rule(
    code="POR-060",
    name="Ported number has no route",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_UNROUTED,
    message="Order {subject} moves its numbers on {foc}, and the new system has no route for {told}.",
    fix="Map every number of the order to its destination before the FOC.",
    cites=("ilec-guide: PBX routing and DID mapping ready before the window",),
    needs=("port_order.foc_on", "loa.e164", "number.route_target"),
    points_at=("foc_on",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0144
        Numbers: Telephone Number | Route Target
                 212-555-0142     | Reception
                 212-555-0143     |
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier | Activated On
                     PO-1  | 2026-12-02 | Tri-River Bell |
                     PO-2  | 2026-11-02 | Tri-River Bell | 2026-11-02
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
             PO-2  | 212-555-0143
        Numbers: Telephone Number | Route Target
                 212-555-0142     | Reception
                 212-555-0143     |
    """,
)
def no_route() -> Condition:
    """A port that completes without a route is an outage that only the old carrier could undo, and it no longer can."""
    return _some_unrouted


_Twice = shared(
    "por_on_two_orders",
    select(
        Ordered.c.e164,
        func.min(Ordered.c.pon).label("one"),
        func.max(Ordered.c.pon).label("other"),
    )
    .where(Ordered.c.pon.not_in(select(PortOrder.c.pon).where(moved)))
    .group_by(Ordered.c.e164)
    .having(func.count() > 1),
    index="e164",
)
_BY_ORDERS = Among(
    name="numbers on letters of authorization",
    tables=("loa",),
    query=looked_at(
        Loa,
        "loa",
        Loa.c.e164,
        Listed.c.site,
        func.coalesce(_Twice.c.one, "").label("one"),
        func.coalesce(_Twice.c.other, "").label("other"),
    )
    .select_from(Loa)
    .join(_Twice, _Twice.c.e164 == Loa.c.e164, isouter=True)
    .join(Listed, Listed.c.e164 == Loa.c.e164, isouter=True)
    .where(Loa.c.e164.is_not(None)),
)


@rule(
    code="POR-041",
    name="Number on two open orders",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_BY_ORDERS,
    message="{subject} is on the open orders {one} and {other}.",
    fix="Take it off one of them.",
    cites=("carrier practice: a number is on one active order",),
    needs=("loa.e164",),
    points_at=("e164",),
    bad="""
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0144
             PO-2  | 212-555-0144
    """,
    good="""
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0144
             PO-1  | 212-555-0144
             PO-2  | 212-555-0145
             PO-3  | 212-555-0142
             PO-4  | 212-555-0143
        Port Orders: Order | Losing Carrier | State     | Activated On
                     PO-3  | Tri-River Bell | cancelled |
                     PO-4  | Tri-River Bell |           | 2026-03-02
    """,
)
def on_two_orders() -> Condition:
    """The carrier rejects the second order, or the number moves on the wrong day, before anybody is ready."""
    return _Twice.c.e164.is_not(None)


_decided_lines = select(Line.c.e164).where(
    Line.c.e164.is_not(None), Line.c.action.in_(("keep", "port", "move", "replace", "remove"))
)
Decided = shared("por_decided", select(Ordered.c.e164).union(_decided_lines), index="e164")
"""Numbers on an order, and lines about which something is decided."""
_taken = (
    select(
        func.coalesce(bare(PortOrder.c.account), bare(Loa.c.account)).label("account"),
        func.trim(func.coalesce(PortOrder.c.remaining_numbers, "")).label("remaining"),
    )
    .join_from(Loa, PortOrder, PortOrder.c.pon == Loa.c.pon, isouter=True)
    .where(or_(PortOrder.c.id.is_(None), on_order(PortOrder)))
    .subquery("taken")
)
PortedAccount = shared(
    "por_ported_account",
    select(_taken.c.account, func.max(_taken.c.remaining).label("remaining")).group_by(_taken.c.account),
    index="account",
)
"""Accounts from which some order takes numbers, and what is said of those that remain."""
_BY_ACCOUNT = Among(
    name="numbers on CSRs of accounts with an order",
    tables=("carrier_number",),
    query=looked_at(
        CarrierNumber,
        "carrier_number",
        CarrierNumber.c.e164,
        Listed.c.site,
        CarrierNumber.c.account.label("account"),
    )
    .select_from(CarrierNumber)
    .join(PortedAccount, PortedAccount.c.account == bare(CarrierNumber.c.account))
    .join(Decided, Decided.c.e164 == CarrierNumber.c.e164, isouter=True)
    .join(Listed, Listed.c.e164 == CarrierNumber.c.e164, isouter=True)
    .where(CarrierNumber.c.e164.is_not(None)),
)


@rule(
    code="POR-031",
    name="CSR number unaccounted for",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_BY_ACCOUNT,
    message="{subject} is on the CSR of account {account}, from which numbers are ported, and on no list of numbers to "
    "port, keep or disconnect.",
    fix="Decide: port, keep or disconnect it.",
    cites=("ilec-guide: confirm the list of telephone numbers",),
    needs=("carrier_number.e164", "carrier_number.account", "loa.e164", "loa.account or port_order.account"),
    points_at=("e164",),
    bad="""
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0144
        LOA: Order | Account | Telephone Numbers
             PO-1  | 88-41   | 212-555-0142
        Lines: Line Number  | Line Type | Action
               212-555-0143 | fax       | keep
    """,
    good="""
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0144
             9000    | Tri-River Bell | 212-555-0150-0152
             9100    | Tri-River Bell | 212-555-0160
        LOA: Order | Account | Telephone Numbers
             PO-1  | 8841    | 212-555-0142-0143
             PO-2  | 9000    | 212-555-0150
        Port Orders: Order | Losing Carrier | Remaining Numbers
                     PO-2  | Tri-River Bell | keep
        Lines: Line Number  | Line Type | Action
               212-555-0144 | fax       | remove
    """,
)
def nobody_decided() -> Condition:
    """A number that is forgotten stays on a closing account and dies with it, whoever calls from it."""
    return and_(Decided.c.e164.is_(None), not_(given(PortedAccount.c.remaining)))
