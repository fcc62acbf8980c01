"""Family POR, third part: the dates of an order. Is its FOC a day on which a port can succeed, and are all in order."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, not_, or_

from e911audit.model.tables import PortOrder
from e911audit.rules.port_subjects import DATED, Account, Letter, OrderSite, days_between, moved, orders
from e911audit.rules.rule import Condition, blank, day, rule
from e911audit.values import Basis, Severity

_fault, _doubt = PortOrder.c.foc_day_fault, PortOrder.c.foc_day_doubt


def _only_doubtful() -> Condition:
    return _fault == ""


@rule(
    code="POR-050",
    name="FOC on a weekend or holiday",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    milder=(Severity.MINOR, _only_doubtful),
    among=orders(
        "port orders with a FOC date, whose numbers have not moved",
        ~moved,
        PortOrder.c.foc_on.is_not(None),
        further=(func.coalesce(func.nullif(_fault, ""), _doubt, "").label("told"),),
    ),
    message="The FOC of order {subject}, {foc}, {told}.",
    fix="Move the FOC to a business day with another one behind it.",
    cites=("47 CFR 52.35(a)",),
    needs=("port_order.foc_on",),
    points_at=("foc_on",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-11-26 | Tri-River Bell
                     PO-2  | 2026-11-28 | Tri-River Bell
                     PO-3  | 2026-11-27 | Tri-River Bell
                     PO-4  | 2026-11-25 | Tri-River Bell
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier | State     | Activated On
                     PO-1  | 2026-12-02 | Tri-River Bell | FOC       |
                     PO-2  | 2026-11-28 | Tri-River Bell | cancelled |
                     PO-3  | 2026-11-14 | Tri-River Bell |           | 2026-11-14
    """,
)
def no_business_day() -> Condition:
    """When a port goes wrong on a day without staff at the old carrier, its numbers are dead until the next."""
    return or_(_fault != "", _doubt != "")


_least: ColumnElement[Any] = PortOrder.c.foc_business_days
_several = or_(func.coalesce(OrderSite.c.numbers, 1) > 1, func.coalesce(Account.c.numbers, 1) > 1)
_claims_too_much = and_(PortOrder.c.kind == "simple", _several)
"""A simple port is that of an account with one line."""


@rule(
    code="POR-051",
    name="FOC earlier than the porting interval",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=orders(
        "port orders with a FOC date, whose numbers have not moved",
        ~moved,
        PortOrder.c.foc_on.is_not(None),
        further=(
            func.coalesce(cast(PortOrder.c.submitted_on, Text), "").label("submitted"),
            func.coalesce(cast(PortOrder.c.counted_on, Text), "").label("counted"),
            func.coalesce(_least, 0).label("days"),
            func.coalesce(PortOrder.c.kind, "type unknown").label("port_kind"),
            case((_claims_too_much, " (it is no simple port: its account has more than one number)"), else_="").label(
                "but"
            ),
            case(
                (PortOrder.c.least_days > 0, literal("; its carriers ask for ") + cast(PortOrder.c.least_days, Text)),
                else_="",
            ).label("own"),
        ),
    ),
    message="Order {subject} ({port_kind}) was submitted on {submitted} and counts as of {counted}; its FOC {foc} "
    "leaves {days} business days{own}{but}.",
    fix="Ask for a later date: a simple port takes one business day, every other port four, unless the carriers agree.",
    cites=("47 CFR 52.35(a)", "47 CFR 52.35(c)"),
    needs=("port_order.foc_on", "port_order.submitted_on", "port_order.kind"),
    points_at=("foc_on",),
    options={"simple_days": 1, "other_days": 4},
    bad="""
        Port Orders: Order | Type    | Submitted On | FOC Date
                     PO-1  | project | 2026-12-22   | 2026-12-28
                     PO-2  | simple  | 2026-12-02   | 2026-12-02
    """,
    good="""
        Port Orders: Order | Type      | Submitted On | FOC Date
                     PO-1  | project   | 2026-12-22   | 2026-12-29
                     PO-2  | simple    | 2026-12-02   | 2026-12-03
                     PO-3  |           | 2026-12-02   | 2026-12-03
                     PO-4  | toll-free | 2026-12-02   | 2026-12-03
    """,
    more={
        "a holiday is no business day": (
            """
            Port Orders: Order | Type   | Submitted On | FOC Date
                         PO-1  | simple | 2026-11-25   | 2026-11-26
                         PO-2  | simple | 2026-11-25   | 2026-11-27
            """,
            1,
        ),
        "after 13:00 a simple port counts as of the next business day, by the clock of the numbers": (
            """
            Port Orders: Order | Type   | Submitted On | Submitted Time | Time Zone | FOC Date
                         PO-1  | simple | 2026-11-25   | 12:30          |           | 2026-11-27
                         PO-2  | simple | 2026-11-25   | 13:30          |           | 2026-11-27
                         PO-3  | simple | 2026-11-25   | 13:30          |           | 2026-11-30
                         PO-4  | simple | 2026-11-25   | 13:30          | ET        | 2026-11-27
            LOA: Order | Telephone Numbers
                 PO-2  | 212-555-0142
                 PO-4  | 512-555-0142
            """,
            1,
        ),
        "four business days over Christmas": (
            """
            Port Orders: Order | Type    | Submitted On | FOC Date
                         PO-1  | project | 2026-12-22   | 2026-12-29
                         PO-2  | project | 2026-12-22   | 2026-12-28
            """,
            1,
        ),
        "an account of several numbers is no simple port": (
            """
            Port Orders: Order | Type   | Account | Submitted On | FOC Date
                         PO-1  | simple | 8841    | 2026-12-02   | 2026-12-03
                         PO-2  | simple | 9000    | 2026-12-02   | 2026-12-03
            CSR: Account | Carrier        | Telephone Numbers
                 8841    | Tri-River Bell | 212-555-0142-0143
                 9000    | Tri-River Bell | 212-555-0150
            """,
            1,
        ),
        "a carrier's own interval, from its sheet or known": (
            """
            Port Orders: Order | Type    | Losing Carrier | Submitted On | FOC Date
                         PO-1  | project | TRI-RIVER BELL | 2026-12-02   | 2026-12-09
                         PO-2  | simple  | Allstream Inc. | 2026-12-02   | 2026-12-04
                         PO-3  | simple  | Allstream Inc. | 2026-12-02   | 2026-12-07
            Providers: Provider       | Role | Minimum Port Days
                       Tri-River Bell | ILEC | 7
            """,
            2,
        ),
        "what is too short for a simple port is too short for any": (
            """
            Port Orders: Order | Type   | Submitted On | FOC Date
                         PO-1  |        | 2026-12-02   | 2026-12-02
                         PO-2  | simple | 2026-12-02   | 2026-12-03
            """,
            1,
        ),
    },
)
def too_early(simple_days: int, other_days: int) -> Condition:
    """The old carrier works an order within its interval; a date before that is refused or, worse, half worked."""
    short = PortOrder.c.foc_business_days
    return case(
        (PortOrder.c.kind == "tollfree", literal(False)),
        (or_(short < simple_days, short < PortOrder.c.least_days), literal(True)),
        (and_(PortOrder.c.kind == "simple", not_(_several)), short < simple_days),
        (PortOrder.c.kind.is_(None), case((short >= other_days, literal(False)), else_=None)),
        else_=short < other_days,
    )


@rule(
    code="POR-052",
    name="FOC stale or abandoned",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=DATED,
    message="The FOC of order {subject}, {foc}, lies more than {days} days after its submission or in the past.",
    fix="Renew the order: carriers drop what is not activated within this time.",
    cites=("carrier practice", "NPAC best practice 35"),
    needs=("port_order.foc_on",),
    points_at=("foc_on",),
    options={"days": 30},
    bad="""
        Port Orders: Order | Submitted On | FOC Date
                     PO-1  | 2026-11-02   | 2026-12-14
                     PO-2  | 2026-10-01   | 2026-10-13
    """,
    good="""
        Port Orders: Order | Submitted On | FOC Date   | Completed On
                     PO-1  | 2026-11-16   | 2026-12-14 |
                     PO-2  | 2026-10-01   | 2026-10-13 | 2026-10-13
                     PO-3  |              | 2026-11-02 |
    """,
)
def dead_order(days: int) -> Condition:
    """Both carriers clear old orders away without a word; the team still waits for a port that will not come."""
    late = func.coalesce(days_between(PortOrder.c.submitted_on, PortOrder.c.foc_on) > days, False)
    return or_(late, PortOrder.c.foc_on < day("as_of", days))


_STEPS: tuple[tuple[str, ColumnElement[Any]], ...] = (
    ("CSR received", Account.c.received_on),
    ("LOA signed", Letter.c.signed_on),
    ("order submitted", PortOrder.c.submitted_on),
    ("FOC received", PortOrder.c.foc_received_on),
    ("FOC", PortOrder.c.foc_on),
    ("activated", PortOrder.c.activated_on),
    ("completed", PortOrder.c.completed_on),
)
"""The steps of an order, in the order in which they happen."""
_CSR_FIRST = ("CSR received", "LOA signed")
"""The matter of POR-012."""
_broken = [
    (one, first, other, second)
    for place, (one, first) in enumerate(_STEPS)
    for other, second in _STEPS[place + 1 :]
    if (one, other) != _CSR_FIRST and one != "CSR received"
]


def _told() -> ColumnElement[str]:
    told: ColumnElement[Any] = literal("")
    for one, first, other, second in _broken:
        both = literal(f"; {one} ") + cast(first, Text) + literal(f", {other} ") + cast(second, Text)
        told += case((first > second, both), else_="")
    return func.substr(told, 3)


@rule(
    code="POR-053",
    name="Port dates out of order",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=orders("port orders", further=(_told().label("told"),)),
    message="The dates of order {subject} cannot all be right: {told}.",
    fix="Correct the date that is wrong, or repeat the step that was taken too early.",
    cites=("ilec-guide: porting and activation workflow",),
    needs=(
        "port_order.submitted_on or port_order.foc_received_on or port_order.activated_on or port_order.completed_on",
        "port_order.foc_on or port_order.foc_received_on or port_order.completed_on",
    ),
    points_at=("foc_on", "submitted_on", "completed_on"),
    bad="""
        Port Orders: Order | Submitted On | FOC Received On | FOC Date   | Activated On | Completed On
                     PO-1  | 2026-11-10   | 2026-11-09      | 2026-12-02 |              |
                     PO-2  | 2026-10-10   |                 | 2026-10-20 | 2026-10-19   | 2026-10-20
    """,
    good="""
        Port Orders: Order | Submitted On | FOC Received On | FOC Date   | Activated On | Completed On
                     PO-1  | 2026-11-10   | 2026-11-10      | 2026-12-02 |              |
                     PO-2  | 2026-10-10   | 2026-10-12      | 2026-10-20 | 2026-10-20   | 2026-10-20
                     PO-3  |              |                 |            |              |
    """,
    more={
        "a letter signed after the order was sent": (
            """
            Port Orders: Order | Submitted On | FOC Date
                         PO-1  | 2026-11-10   | 2026-12-02
            LOA: Order | Telephone Numbers | Signed On
                 PO-1  | 212-555-0142      | 2026-11-12
            """,
            1,
        ),
    },
)
def impossible_dates() -> Condition:
    """An order whose dates contradict each other was planned on a date that nobody has confirmed."""
    return or_(*(func.coalesce(first > second, False) for _, first, _, second in _broken))


@rule(
    code="POR-055",
    name="FOC without time and zone",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=DATED,
    message="Order {subject} has the FOC {foc}, and no time or no time zone of it.",
    fix="Obtain the time of the activation and its zone from the gaining carrier.",
    cites=("ilec-guide: FOC date and time confirmed",),
    needs=("port_order.foc_on",),
    points_at=("foc_time", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | FOC Time | Time Zone
                     PO-1  | 2026-12-02 | 11:30    |
                     PO-2  | 2026-12-02 |          | ET
    """,
    good="""
        Port Orders: Order | FOC Date   | FOC Time | Time Zone
                     PO-1  | 2026-12-02 | 11:30    | ET
                     PO-2  |            |          |
    """,
)
def no_hour() -> Condition:
    """Vendors count in Eastern time; staff that comes by local time comes after calls have begun to fail."""
    return or_(blank(PortOrder.c.foc_time), blank(PortOrder.c.time_zone))


@rule(
    code="POR-037",
    name="No freeze declared",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=DATED,
    message="No freeze of the losing account that covers its FOC is declared for order {subject} (FOC {foc}).",
    fix="Declare from when to when nobody changes anything on the account.",
    cites=("ilec-guide: freeze changes on the losing account during the port window",),
    needs=("port_order.foc_on",),
    points_at=("freeze_from", "foc_on"),
    bad="""
        Port Orders: Order | FOC Date   | Freeze From | Freeze To
                     PO-1  | 2026-12-02 |             |
    """,
    good="""
        Port Orders: Order | FOC Date   | Freeze From | Freeze To
                     PO-1  | 2026-12-02 | 2026-11-20  | 2026-12-04
                     PO-2  |            |             |
    """,
    more={
        "a freeze that ends before the port, or begins after it": (
            """
            Port Orders: Order | FOC Date   | Freeze From | Freeze To
                         PO-1  | 2026-12-02 | 2026-11-20  | 2026-12-01
                         PO-2  | 2026-12-02 | 2026-12-03  | 2026-12-04
                         PO-3  | 2026-12-02 | 2026-12-02  | 2026-12-02
            """,
            2,
        ),
    },
)
def no_freeze() -> Condition:
    """A single feature that is added to the account in these days makes the carrier reject the order."""
    first, last, foc = PortOrder.c.freeze_from, PortOrder.c.freeze_to, PortOrder.c.foc_on
    return or_(first.is_(None), last.is_(None), foc < first, foc > last)


_UNVERIFIED = (
    ("inbound", PortOrder.c.inbound_verified),
    ("outbound", PortOrder.c.outbound_verified),
    ("911", PortOrder.c.verified_911),
    ("caller ID", PortOrder.c.caller_id_verified),
)
_unverified = or_(*(func.coalesce(column, "no") != "yes" for _, column in _UNVERIFIED))


def _lacking() -> ColumnElement[str]:
    told: ColumnElement[Any] = literal("")
    for name, column in _UNVERIFIED:
        told += case((func.coalesce(column, "no") != "yes", f", {name}"), else_="")
    return func.substr(told, 3)


@rule(
    code="POR-069",
    name="Port complete but not verified",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=orders("port orders whose numbers have moved", moved, further=(_lacking().label("told"),)),
    message="The numbers of order {subject} have moved, and nobody has verified: {told}.",
    fix="Call in, call out, reach the 911 test number and read the caller ID; then record it.",
    cites=("ilec-guide: a port that completes with wrong routing is still an outage",),
    needs=("port_order.completed_on or port_order.activated_on or port_order.state",),
    points_at=("inbound_verified", "verified_911", "completed_on", "activated_on", "state"),
    bad="""
        Port Orders: Order | FOC        | Completed  | Inbound OK | Outbound OK | 911 OK | Caller ID OK
                     PO-1  | 2026-11-10 | 2026-11-10 | yes        | yes         |        | yes
    """,
    good="""
        Port Orders: Order | FOC        | Completed  | Inbound OK | Outbound OK | 911 OK | Caller ID OK
                     PO-1  | 2026-11-10 | 2026-11-10 | 2026-11-10 | yes         | yes    | yes
                     PO-2  | 2026-12-10 |            |            |             |        |
    """,
)
def not_verified() -> Condition:
    """The carriers call a port complete when their data base says so; whether 911 works they do not try."""
    return _unverified


@rule(
    code="POR-071",
    name="Old service disconnected before verification",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=orders(
        "port orders",
        further=(cast(PortOrder.c.old_service_disconnect_on, Text).label("disconnect"),),
    ),
    message="The old service of order {subject} is due for disconnection on {disconnect}, before its numbers have "
    "moved and been verified.",
    fix="Move the disconnect order to a day after completion, with every verification done.",
    cites=("ilec-guide: PRI disconnected before the port completes",),
    needs=("port_order.old_service_disconnect_on",),
    points_at=("old_service_disconnect_on",),
    bad="""
        Port Orders: Order | FOC        | Completed  | Disconnect On | Inbound OK | Outbound OK | 911 OK | Caller ID OK
                     PO-1  | 2026-12-10 |            | 2026-12-05    |            |             |        |
                     PO-2  | 2026-11-10 | 2026-11-10 | 2026-11-10    | yes        | yes         | yes    | yes
                     PO-3  | 2026-11-10 | 2026-11-10 | 2026-11-20    | yes        | yes         | no     | yes
    """,
    good="""
        Port Orders: Order | FOC        | Completed  | Disconnect On | Inbound OK | Outbound OK | 911 OK | Caller ID OK
                     PO-1  | 2026-12-10 |            | 2026-12-20    |            |             |        |
                     PO-2  | 2026-11-10 | 2026-11-10 | 2026-11-18    | yes        | yes         | yes    | yes
                     PO-3  | 2026-12-10 |            |               |            |             |        |
    """,
    more={
        "without a FOC nothing shows that the numbers will have moved": (
            """
            Port Orders: Order | FOC Date | Losing Carrier | Old Service Disconnect On
                         PO-1  |          | Tri-River Bell | 2026-12-20
            """,
            1,
        ),
        "a day that has come while nothing is verified": (
            """
            Port Orders: Order | FOC Date   | Activated On | Old Service Disconnect On
                         PO-1  | 2026-11-10 | 2026-11-10   | 2026-11-22
                         PO-2  | 2026-11-10 | 2026-11-10   | 2026-12-22
            """,
            1,
        ),
    },
)
def cut_before_verified() -> Condition:
    """Numbers whose service is disconnected cannot be ported any more, and there is nothing to fall back to."""
    off = PortOrder.c.old_service_disconnect_on
    done = func.coalesce(PortOrder.c.completed_on, PortOrder.c.activated_on, PortOrder.c.foc_on)
    too_soon = func.coalesce(off <= done, True)
    return and_(off.is_not(None), or_(too_soon, and_(_unverified, off <= day("as_of"))))
