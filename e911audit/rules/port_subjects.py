"""Who the rules of ports look at: orders, their numbers by site, and the accounts of the carriers."""

from string import ascii_uppercase, digits
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_, case, cast, func, literal, not_, or_, select, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from e911audit.model.tables import CarrierNumber, E911Record, Line, Loa, Number, PortOrder
from e911audit.numbers import TOLL_FREE
from e911audit.rules.rule import Among, Condition, given, is_in
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at


class days_between(FunctionElement[int]):  # noqa: N801
    """How many days the second date lies after the first; NULL where either is blank."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _subtracted(element: Any, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(part, **options) for part in element.clauses)
    return f"({second} - {first})"


@compiles(days_between, "sqlite")
def _counted(element: Any, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


def bare(account: ColumnElement[Any]) -> ColumnElement[Any]:
    """An account number without the blanks, dashes and dots that people put into it; NULL for a blank."""
    text = func.lower(account)
    for mark in " -.":
        text = func.replace(text, mark, "")
    return func.nullif(text, "")


def on_order(record: Any) -> Condition:
    """Whether an order counts: it is not cancelled, and no other row tells it before."""
    return and_(record.c.repeats.is_not(True), func.coalesce(record.c.state, "submitted") != "cancelled")


_done = or_(PortOrder.c.completed_on.is_not(None), is_in(PortOrder.c.state, "completed"))
moved = or_(_done, PortOrder.c.activated_on.is_not(None), is_in(PortOrder.c.state, "activated"))
"""Whether the numbers of an order have moved already."""

_letters = (
    select(
        Loa.c.pon,
        func.max(bare(Loa.c.account)).label("account"),
        func.max(Loa.c.btn).label("btn"),
        func.max(Loa.c.new_btn).label("new_btn"),
        func.max(Loa.c.signed_on).label("signed_on"),
        func.max(Loa.c.prepared_by).label("prepared_by"),
        func.max(Loa.c.checked_by).label("checked_by"),
        func.count(Loa.c.e164.distinct()).label("numbers"),
    )
    .group_by(Loa.c.pon)
    .subquery("letters")
)
Letter = shared("por_letter", select(_letters), index="pon")
"""What the LOAs of an order say."""
account = func.coalesce(bare(PortOrder.c.account), Letter.c.account)

_live = (
    select(Loa.c.pon, Loa.c.e164, Loa.c.account)
    .join(PortOrder, PortOrder.c.pon == Loa.c.pon, isouter=True)
    .where(Loa.c.e164.is_not(None), or_(PortOrder.c.id.is_(None), on_order(PortOrder)))
    .distinct()
    .subquery("live")
)
Ordered = shared("por_ordered", select(_live.c.pon, _live.c.e164), index="e164")
"""The numbers of every order that is not cancelled; an order of which only the LOA is known counts."""

_billed = select(CarrierNumber, bare(CarrierNumber.c.account).label("bare_account")).subquery("billed")
Account = shared(
    "por_account",
    select(
        _billed.c.bare_account.label("account"),
        func.max(_billed.c.btn).label("btn"),
        func.max(_billed.c.pin_required).label("pin_required"),
        func.max(_billed.c.pending_order).label("pending_order"),
        func.max(_billed.c.carrier_freeze).label("carrier_freeze"),
        func.max(_billed.c.requested_on).label("requested_on"),
        func.max(_billed.c.received_on).label("received_on"),
        func.count(_billed.c.e164.distinct()).label("numbers"),
    )
    .where(_billed.c.bare_account.is_not(None))
    .group_by(_billed.c.bare_account),
    index="account",
)
"""What the CSRs say of an account; ``yes`` of any of its rows counts."""
AccountNumber = shared(
    "por_account_number",
    select(bare(CarrierNumber.c.account).label("account"), CarrierNumber.c.e164)
    .where(CarrierNumber.c.e164.is_not(None))
    .distinct(),
    index="e164",
)

_validated = ("validated", "corrected")
_staged = union(
    select(Number.c.e164).where(
        or_(is_in(Number.c.e911_provisioned, "yes"), is_in(Number.c.e911_status, *_validated)),
        Number.c.e164.is_not(None),
    ),
    select(E911Record.c.e164).where(is_in(E911Record.c.provider_status, *_validated), E911Record.c.e164.is_not(None)),
).subquery("staged")
Staged = shared("por_staged", select(_staged.c.e164), index="e164")
"""Numbers whose 911 record stands ready at the new provider."""
Listed = shared(
    "por_listed",
    select(
        Number.c.e164,
        func.min(Number.c.site).label("site"),
        func.max(case((given(Number.c.route_target), 1), else_=0)).label("routed"),
        func.max(Number.c.rate_center).label("rate_center"),
        func.max(Number.c.resporg).label("resporg"),
        func.max(case((Number.c.kind == "main", 1), else_=0)).label("main"),
        func.max(case((and_(given(Number.c.caller_name), given(Number.c.directory_listing)), 1), else_=0)).label(
            "presented"
        ),
    )
    .where(Number.c.e164.is_not(None))
    .group_by(Number.c.e164),
    index="e164",
)
"""What the inventory's lists say of a number."""
_LineSite = shared(
    "por_line_site",
    select(Line.c.e164, func.min(Line.c.site).label("site")).where(Line.c.e164.is_not(None)).group_by(Line.c.e164),
    index="e164",
)

_tollfree = func.substr(Loa.c.e164, 3, 3).in_(sorted(TOLL_FREE))
_resporg = func.upper(func.trim(func.coalesce(Listed.c.resporg, "")))
_is_resporg = and_(
    func.length(_resporg) == 5, func.ltrim(_resporg, ascii_uppercase + digits) == "", func.substr(_resporg, 4) != "99"
)
"""Five letters or digits; what ends in 99 is a place holder from which nothing is ported."""

_moving = (
    select(
        Loa.c.pon,
        Loa.c.e164,
        func.coalesce(Listed.c.site, _LineSite.c.site, "").label("site"),
        case((Staged.c.e164.is_(None), 1), else_=0).label("unstaged"),
        (1 - func.coalesce(Listed.c.routed, 0)).label("unrouted"),
        case((Account.c.account.is_(None), None), (AccountNumber.c.e164.is_(None), 1), else_=0).label("off_csr"),
        case((_tollfree, 1), else_=0).label("tollfree"),
        case((and_(_tollfree, not_(_is_resporg)), 1), else_=0).label("unresponsible"),
        case((Listed.c.main == 1, 1 - Listed.c.presented), else_=0).label("unpresented"),
        Listed.c.rate_center,
    )
    .join_from(Loa, PortOrder, and_(PortOrder.c.pon == Loa.c.pon, PortOrder.c.repeats.is_not(True)))
    .join(Letter, Letter.c.pon == Loa.c.pon)
    .join(Account, Account.c.account == account, isouter=True)
    .join(
        AccountNumber,
        and_(AccountNumber.c.e164 == Loa.c.e164, AccountNumber.c.account == Account.c.account),
        isouter=True,
    )
    .join(Listed, Listed.c.e164 == Loa.c.e164, isouter=True)
    .join(_LineSite, _LineSite.c.e164 == Loa.c.e164, isouter=True)
    .join(Staged, Staged.c.e164 == Loa.c.e164, isouter=True)
    .where(Loa.c.e164.is_not(None))
    .distinct()
)
Moving = shared("por_moving", _moving, index="pon")
"""Each number of each order, its site, and what is not ready for it (1, else 0; NULL where nobody can say)."""

_sites = (
    select(
        Moving.c.pon,
        case((func.count(Moving.c.site.distinct()) == 1, func.min(Moving.c.site)), else_="").label("site"),
        func.count().label("numbers"),
        func.max(Moving.c.tollfree).label("some_tollfree"),
        func.min(Moving.c.tollfree).label("all_tollfree"),
        func.count(Moving.c.rate_center.distinct()).label("rate_centers"),
    )
    .group_by(Moving.c.pon)
    .subquery("sites")
)
OrderSite = shared("por_order_site", select(_sites), index="pon")

_query = (
    looked_at(
        PortOrder,
        "port_order",
        PortOrder.c.pon,
        OrderSite.c.site,
        func.coalesce(cast(PortOrder.c.foc_on, Text), "a day not yet known").label("foc"),
        func.coalesce(PortOrder.c.account, "without a number").label("account"),
        affects=func.coalesce(OrderSite.c.numbers, 1),
    )
    .select_from(PortOrder)
    .join(OrderSite, OrderSite.c.pon == PortOrder.c.pon, isouter=True)
    .join(Letter, Letter.c.pon == PortOrder.c.pon, isouter=True)
    .join(Account, Account.c.account == account, isouter=True)
    .where(on_order(PortOrder))
)


def orders(name: str, *where: Condition, further: tuple[Any, ...] = ()) -> Among:
    """Select orders that count, with their letter, account and site."""
    return Among(name=name, tables=("port_order",), query=_query.where(*where).add_columns(*further))


ORDERS = orders("port orders")
AHEAD = orders("port orders whose numbers have not moved", ~moved)
DATED = orders("port orders with a FOC date, whose numbers have not moved", ~moved, PortOrder.c.foc_on.is_not(None))


def order_numbers(name: str, flag: str, *where: Condition) -> tuple[Among, Condition]:
    """Select orders by the sites of their numbers; the condition tells where the flag of ``Moving`` is set for some.

    The message may quote ``told``, how many and which these are.
    """
    on = Moving.c[flag] == 1
    hits = func.sum(Moving.c[flag])
    first, last = (function(case((on, Moving.c.e164))) for function in (func.min, func.max))
    some = (
        select(
            Moving.c.pon,
            Moving.c.site,
            hits.label("hits"),
            case(
                (hits == 1, first),
                else_=cast(hits, Text)
                + literal(" of ")
                + cast(func.count(), Text)
                + literal(" numbers, between ")
                + first
                + literal(" and ")
                + last,
            ).label("told"),
        )
        .group_by(Moving.c.pon, Moving.c.site)
        .subquery(f"some_{flag}")
    )
    query = (
        looked_at(
            PortOrder,
            "port_order",
            PortOrder.c.pon,
            some.c.site,
            func.coalesce(some.c.told, "").label("told"),
            func.coalesce(cast(PortOrder.c.foc_on, Text), "a day not yet known").label("foc"),
            affects=func.coalesce(some.c.hits, 1),
        )
        .select_from(PortOrder)
        .join(some, some.c.pon == PortOrder.c.pon, isouter=True)
        .where(on_order(PortOrder), *where)
    )
    return Among(name=name, tables=("port_order",), query=query), some.c.hits > 0
