"""Family POR, eighth part: what must move with a number: its name, its RespOrg, and who knows it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all

from e911audit.model.tables import Line, PortOrder
from e911audit.rules.port_subjects import Ordered, moved, on_order, order_numbers, orders
from e911audit.rules.rule import Among, Condition, day, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

_MAIN, _some_unpresented = order_numbers("port orders, by site", "unpresented")


@rule(
    code="POR-068",
    name="Caller name or listing not set",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=_MAIN,
    message="Order {subject} moves main numbers that have no caller name or directory listing on record: {told}.",
    fix="Order caller name (CNAM) and listing with the new provider, so that both are there when the numbers move.",
    cites=("ilec-guide: caller ID rules must be correct",),
    needs=("loa.e164", "number.kind", "number.caller_name", "number.directory_listing"),
    points_at=("pon",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
        Numbers: Telephone Number | Kind | Caller Name | Directory Listing
                 212-555-0142     | main | LARKSPUR    |
                 212-555-0143     | DID  |             |
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
        Numbers: Telephone Number | Kind | Caller Name | Directory Listing
                 212-555-0142     | main | LARKSPUR    | listed
                 212-555-0143     | DID  |             |
    """,
)
def nameless() -> Condition:
    """Name and listing stay behind at the old carrier; a called party, and a dispatcher, then see a bare number."""
    return _some_unpresented


_TOLLFREE, _some_unresponsible = order_numbers("port orders, by site", "unresponsible")


@rule(
    code="POR-072",
    name="Toll-free RespOrg missing or malformed",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_TOLLFREE,
    message="Order {subject} moves toll-free numbers without a RespOrg of five letters or digits: {told}.",
    fix="Ask the losing carrier for the RespOrg ID that controls each number, and enter it.",
    cites=("toll-free practice: a RespOrg ID has five characters, and none is ported from one that ends in 99",),
    needs=("loa.e164", "number.resporg"),
    points_at=("pon",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
                     PO-2  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 800-555-0142, 800-555-0143
             PO-2  | 800-555-0144
        Numbers: Telephone Number | RespOrg
                 800-555-0142     | ABC1
                 800-555-0143     | TRB01
                 800-555-0144     | XYZ99
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
                     PO-2  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 800-555-0142
             PO-2  | 212-555-0143
        Numbers: Telephone Number | RespOrg
                 800-555-0142     | trb01
                 212-555-0143     |
    """,
)
def nobody_responsible() -> Condition:
    """Toll-free numbers move from one RespOrg to another; without the old one's ID nobody can be asked to let go."""
    return _some_unresponsible


def _ten_digits(text: ColumnElement[Any]) -> ColumnElement[str]:
    """The ten digits of a number as people write it."""
    for mark in " -.()+":
        text = func.replace(text, mark, "")
    return case((and_(func.length(text) == 11, func.substr(text, 1, 1) == "1"), func.substr(text, 2)), else_=text)


_Ten = shared(
    "por_ten_digits",
    select(Ordered.c.pon, Ordered.c.e164, func.substr(Ordered.c.e164, 3).label("digits")),
    index="digits",
)
_monitored = or_(
    given(Line.c.monitoring_company), given(Line.c.monitoring_account), is_in(Line.c.destination_kind, "monitoring")
)
_station = func.coalesce(func.nullif(func.trim(Line.c.monitoring_company), ""), "the monitoring station")
_knowing = union_all(
    select(Ordered.c.pon, Line.c.site, Ordered.c.e164, (_station + literal(" knows")).label("who"))
    .join_from(Ordered, Line, Line.c.e164 == Ordered.c.e164)
    .where(_monitored),
    *(
        select(
            _Ten.c.pon, Line.c.site, _Ten.c.e164, (literal("line ") + Line.c.name + literal(" dials")).label("who")
        ).join_from(Line, _Ten, _Ten.c.digits == _ten_digits(column))
        for column in (Line.c.destination, Line.c.alternate_destination)
    ),
).subquery("knowing")
_Known = shared(
    "por_known_by",
    select(
        _knowing.c.pon,
        func.coalesce(_knowing.c.site, "").label("site"),
        _knowing.c.who,
        func.count(_knowing.c.e164.distinct()).label("numbers"),
        func.min(_knowing.c.e164).label("first"),
    ).group_by(_knowing.c.pon, _knowing.c.site, _knowing.c.who),
    index="pon",
)
"""Who knows numbers of an order, or has them programmed."""


@rule(
    code="POR-010",
    name="Alarm DTMF/caller-id whitelists by number",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="port orders whose numbers have not moved, by who knows their numbers",
        tables=("port_order",),
        query=looked_at(
            PortOrder,
            "port_order",
            PortOrder.c.pon,
            _Known.c.site,
            func.coalesce(_Known.c.who, "").label("who"),
            func.coalesce(_Known.c.first, "").label("first"),
            affects=func.coalesce(_Known.c.numbers, 1),
        )
        .select_from(PortOrder)
        .join(_Known, _Known.c.pon == PortOrder.c.pon, isouter=True)
        .where(on_order(PortOrder), ~moved),
    ),
    message="Order {subject}: {who} {first} (numbers of the order in all: {affects}).",
    fix="Tell the station of the day, have its lists and the tones tested on the new path, and dial the number again "
    "from every device that has it programmed.",
    cites=("practice",),
    needs=("loa.e164", "line.monitoring_company or line.monitoring_account or line.destination"),
    points_at=("pon",),
    bad="""
        Port Orders: Order | FOC Date   | Losing Carrier
                     PO-1  | 2026-12-02 | Tri-River Bell
                     PO-2  | 2026-12-02 | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
             PO-2  | 212-555-0150
        Lines: Line Number  | Line Type  | Monitoring Company | Destination
               212-555-0142 | fire alarm | Example Central    | 800-555-0100
               212-555-0160 | elevator   |                    | 1 (212) 555-0150
    """,
    good="""
        Port Orders: Order | FOC Date   | Losing Carrier | Activated On
                     PO-1  | 2026-12-02 | Tri-River Bell |
                     PO-2  | 2026-11-10 | Tri-River Bell | 2026-11-10
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0143
             PO-2  | 212-555-0150
        Lines: Line Number  | Line Type  | Monitoring Company | Destination
               212-555-0142 | fire alarm | Example Central    | 800-555-0100
               212-555-0160 | elevator   |                    | 212-555-0150
    """,
)
def known_by_number() -> Condition:
    """A station that knows a caller by its number, and a dialler that has one stored, notice a port when it fails."""
    return _Known.c.pon.is_not(None)


_VERIFIED = (
    PortOrder.c.inbound_verified,
    PortOrder.c.outbound_verified,
    PortOrder.c.verified_911,
    PortOrder.c.caller_id_verified,
)
_failed = or_(*(func.coalesce(column == "no", False) for column in _VERIFIED))


@rule(
    code="POR-070",
    name="Snapback window running with an open fault",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=orders(
        "port orders whose numbers have moved",
        moved,
        further=(func.coalesce(PortOrder.c.snapback_by, "an unknown hour").label("until"),),
    ),
    message="A verification of order {subject} failed, and the old carrier takes its numbers back only until {until}.",
    fix="Decide now: mend it in time, or ask for the snapback; later the way back is a new port.",
    cites=("carrier practice: snapback within 24 hours of the activation",),
    needs=("port_order.activated_on", " or ".join(f"port_order.{column.key}" for column in _VERIFIED)),
    points_at=("activated_on",),
    options={"days": 2},
    bad="""
        Port Orders: Order | FOC Date   | FOC Time | Time Zone | Activated On | Inbound OK | 911 OK
                     PO-1  | 2026-11-21 | 11:30    | ET        | 2026-11-21   | yes        | no
    """,
    good="""
        Port Orders: Order | FOC Date   | Activated On | Inbound OK | 911 OK
                     PO-1  | 2026-11-21 | 2026-11-21   | yes        | yes
                     PO-2  | 2026-11-10 | 2026-11-10   | yes        | no
                     PO-3  | 2026-11-21 | 2026-11-21   | yes        |
    """,
)
def time_runs(days: int) -> Condition:
    """For a day the port can be undone; whoever still looks for the fault then has nothing to go back to."""
    return case((_failed, PortOrder.c.activated_on >= day("as_of", days)), else_=False)
