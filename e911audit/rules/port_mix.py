"""Family POR, seventh part: orders that a carrier wants split, or does not take at all."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, not_, or_, select

from e911audit.model.tables import CarrierNumber, Loa, PortOrder, Provider, Site, Term
from e911audit.rules.port_subjects import Letter, Moving, OrderSite, bare, moved, on_order, orders
from e911audit.rules.rule import Among, Condition, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import first_site, looked_at
from e911audit.values import Basis, Severity

_Carrier = Term.alias("csr_carrier")
_Gaining = Term.alias("gaining_carrier")


def _parted(name: str, value: ColumnElement[Any]) -> Any:
    """Of each order: how many numbers CSRs tell of, and how many at most share one value of a column of theirs."""
    known = (
        select(Moving.c.pon, Moving.c.e164, value.label("value"))
        .join_from(Moving, CarrierNumber, CarrierNumber.c.e164 == Moving.c.e164)
        .join(
            _Carrier, and_(_Carrier.c.written == CarrierNumber.c.carrier, _Carrier.c.kind == "provider"), isouter=True
        )
        .where(value.is_not(None))
        .distinct()
        .subquery(f"{name}_known")
    )
    each = (
        select(known.c.pon, known.c.value, func.count().label("numbers"))
        .group_by(known.c.pon, known.c.value)
        .subquery(f"{name}_each")
    )
    most = select(each.c.pon, func.max(each.c.numbers).label("most")).group_by(each.c.pon).subquery(f"{name}_most")
    return shared(
        f"por_by_{name}",
        select(known.c.pon, func.count(known.c.e164.distinct()).label("numbers"), func.max(most.c.most).label("most"))
        .join_from(known, most, most.c.pon == known.c.pon)
        .group_by(known.c.pon),
        index="pon",
    )


_Parts = {
    "losing carriers": _parted("carrier", func.coalesce(_Carrier.c.meant, CarrierNumber.c.carrier)),
    "accounts": _parted("account", bare(CarrierNumber.c.account)),
    "billing numbers": _parted("btn", CarrierNumber.c.btn),
}
"""A number that stands on two CSRs parts no order: one value must hold for all numbers that CSRs tell of."""
_Written = shared(
    "por_letter_accounts",
    select(
        Loa.c.pon,
        func.count(bare(Loa.c.account).distinct()).label("accounts"),
        func.count(Loa.c.btn.distinct()).label("btns"),
    ).group_by(Loa.c.pon),
    index="pon",
)
_all_tollfree = OrderSite.c.all_tollfree == 1
_is_tollfree = or_(PortOrder.c.kind == "tollfree", _all_tollfree)


def _reasons() -> list[tuple[str, ColumnElement[bool]]]:
    """What an order mixes, and the condition; none of them is ever NULL."""
    reasons = [
        ("toll-free numbers with others", and_(OrderSite.c.some_tollfree == 1, not_(_all_tollfree))),
        ("local numbers on a toll-free order", and_(PortOrder.c.kind == "tollfree", OrderSite.c.some_tollfree == 0)),
        ("part of an account on a toll-free order", and_(_is_tollfree, PortOrder.c.extent == "partial")),
        ("a billing number on a toll-free order", and_(_is_tollfree, Letter.c.btn.is_not(None))),
        ("several rate centres", and_(OrderSite.c.rate_centers > 1, not_(_all_tollfree))),
    ]
    letters = {"accounts": _Written.c.accounts > 1, "billing numbers": _Written.c.btns > 1}
    for what, part in _Parts.items():
        on_csr = part.c.most < part.c.numbers
        reasons.append((f"several {what}", or_(func.coalesce(on_csr, False), letters.get(what, literal(False)))))
    return [(what, func.coalesce(condition, False)) for what, condition in reasons]


_REASONS = _reasons()
_limit = func.coalesce(PortOrder.c.limit_fault, "")


def _mixed() -> Among:
    told: ColumnElement[Any] = literal("")
    for what, condition in _REASONS:
        told += case((condition, f"; {what}"), else_="")
    told += case((_limit != "", literal("; ") + _limit), else_="")
    query = orders("", ~moved, OrderSite.c.pon.is_not(None), further=(func.substr(told, 3).label("told"),)).query
    for part in (*_Parts.values(), _Written):
        query = query.join(part, part.c.pon == PortOrder.c.pon, isouter=True)
    return Among(name="port orders with numbers, which have not moved", tables=("port_order",), query=query)


@rule(
    code="POR-040",
    name="Order mixes what must be separate",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_mixed(),
    message="Order {subject} cannot go as one: {told}.",
    fix="Split it by losing carrier, account, billing number and rate centre, with toll-free numbers apart.",
    cites=("carrier practice: what is ported on one order", "limits of the carriers (porting/limits.csv)"),
    needs=("loa.e164",),
    points_at=("pon",),
    bad="""
        Port Orders: Order | Losing Carrier | Gaining Carrier | Submitted On | FOC Date
                     PO-1  | Tri-River Bell | Other Voice     |              |
                     PO-2  | Tri-River Bell | Other Voice     |              |
                     PO-3  | Tri-River Bell | Twilio Inc.     | 2026-11-20   | 2026-11-24
        LOA: Order | Telephone Numbers               | BTN
             PO-1  | 212-555-0142, 800-555-0142      |
             PO-2  | 212-555-0150                    | 212-555-0150
             PO-2  | 212-555-0151                    | 212-555-0151
             PO-3  | 212-555-0160                    |
    """,
    good="""
        Port Orders: Order | Losing Carrier | Gaining Carrier | Type      | Submitted On | FOC Date
                     PO-1  | Tri-River Bell | Other Voice     | project   |              |
                     PO-2  | Tri-River Bell | Other Voice     | toll-free |              |
                     PO-3  | Tri-River Bell | Twilio Inc.     | project   | 2026-11-20   | 2026-12-01
        LOA: Order | Telephone Numbers   | BTN
             PO-1  | 212-555-0142-0144   | 212-555-0142
             PO-2  | 800-555-0142        |
             PO-3  | 212-555-0160        |
        CSR: Account | Carrier        | Telephone Numbers | BTN
             8841    | Tri-River Bell | 212-555-0142-0144 | 212-555-0142
             9000    | Tri-River Bell | 212-555-0144      | 212-555-0144
    """,
    more={
        "numbers of two accounts, carriers or rate centres": (
            """
            Port Orders: Order | Losing Carrier
                         PO-1  | Tri-River Bell
                         PO-2  | Tri-River Bell
                         PO-3  | Tri-River Bell
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142-0143
                 PO-2  | 212-555-0150-0151
                 PO-3  | 212-555-0160-0161
            CSR: Account | Carrier        | Telephone Numbers
                 8841    | Tri-River Bell | 212-555-0142
                 9000    | Tri-River Bell | 212-555-0143
                 7000    | Tri-River Bell | 212-555-0150
                 7000    | Other Telco    | 212-555-0151
            Numbers: Telephone Number | Rate Center
                     212-555-0160     | NWYRCYZN01
                     212-555-0161     | NWYRCYZN02
            """,
            3,
        ),
        "a toll-free order has no billing number and takes no part of an account": (
            """
            Port Orders: Order | Losing Carrier | Type      | Full Or Partial
                         PO-1  | Tri-River Bell | toll-free |
                         PO-2  | Tri-River Bell | toll-free | partial
                         PO-3  | Tri-River Bell | toll-free |
            LOA: Order | Telephone Numbers | BTN
                 PO-1  | 800-555-0142      | 212-555-0142
                 PO-2  | 800-555-0143      |
                 PO-3  | 212-555-0144      |
            """,
            3,
        ),
        "a date or a name beyond what the new carrier takes": (
            """
            Port Orders: Order | Gaining Carrier | Submitted On | FOC Date
                         PO-1  | Bandwidth       | 2026-11-02   | 2026-12-09
                         PO-2  | Bandwidth       | 2026-11-02   | 2026-12-01
                         PO-3  | Bandwidth       | 2026-11-02   | 2026-12-01
            LOA: Order | Telephone Numbers | Signer               | Business Name
                 PO-1  | 212-555-0142      | Ann Lee              | Larkspur
                 PO-2  | 212-555-0143      | Maximiliana Oberholt | Larkspur
                 PO-3  | 212-555-0144      | Ann Lee              | Larkspur
            """,
            2,
        ),
    },
)
def not_one_order() -> Condition:
    """What must be apart is rejected together, and every number of the order waits for the one that does not fit."""
    return or_(*(condition for _, condition in _REASONS), _limit != "")


def _plain_list(text: ColumnElement[Any]) -> ColumnElement[str]:
    """The names of a list, small, each between commas without blanks around it."""
    for mark in (";", "|", "\n"):
        text = func.replace(text, mark, ",")
    for spaced in (", ", " ,"):
        text = func.replace(text, spaced, ",")
    return literal(",") + func.lower(func.trim(text)) + literal(",")


_named = func.lower(func.trim(_of_center := Moving.c.rate_center))
_Centers = shared(
    "por_rate_center",
    select(
        Moving.c.pon,
        Moving.c.site,
        func.max(Moving.c.rate_center).label("rate_center"),
        _named.label("named"),
        func.count().label("numbers"),
    )
    .where(given(_of_center), Moving.c.tollfree == 0)
    .group_by(Moving.c.pon, Moving.c.site, _named),
    index="pon",
)
"""The rate centres of an order's numbers, by site."""


def _by_center(*further: Any) -> Select[Any]:
    return (
        looked_at(
            PortOrder,
            "port_order",
            PortOrder.c.pon,
            _Centers.c.site,
            _Centers.c.rate_center.label("rate_center"),
            *further,
            affects=_Centers.c.numbers,
        )
        .select_from(PortOrder)
        .join(_Centers, _Centers.c.pon == PortOrder.c.pon)
        .where(on_order(PortOrder), ~moved)
    )


@rule(
    code="POR-045",
    name="Gaining provider does not cover the rate centre",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="rate centres of orders whose numbers have not moved",
        tables=("port_order",),
        query=_by_center(cast(PortOrder.c.gaining_carrier, Text).label("gaining"))
        .join(
            _Gaining,
            and_(_Gaining.c.written == PortOrder.c.gaining_carrier, _Gaining.c.kind == "provider"),
            isouter=True,
        )
        .join(Provider, and_(Provider.c.name == _Gaining.c.meant, not_(Provider.c.repeats)), isouter=True),
    ),
    message="Order {subject} moves numbers ({affects}) of the rate centre {rate_center} to {gaining}, which does not "
    "list it among those that it serves.",
    fix="Ask the provider whether it serves the rate centre; if not, choose another for these numbers.",
    cites=("ilec-guide: rate-center coverage",),
    needs=("port_order.gaining_carrier", "loa.e164", "number.rate_center", "provider.rate_centers"),
    points_at=("gaining_carrier", "pon"),
    bad="""
        Port Orders: Order | Gaining Carrier
                     PO-1  | Other Voice
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
        Numbers: Telephone Number  | Rate Center
                 212-555-0142-0143 | NWYRCYZN01
        Providers: Provider    | Role | Rate Centers
                   Other Voice | ITSP | AUSTIN; KANSASCITY
    """,
    good="""
        Port Orders: Order | Gaining Carrier
                     PO-1  | OTHER VOICE
                     PO-2  | Other Voice
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
             PO-2  | 800-555-0142
        Numbers: Telephone Number | Rate Center
                 212-555-0142     | Nwyrcyzn01
                 800-555-0142     | ANY
        Providers: Provider    | Role | Rate Centers
                   Other Voice | ITSP | AUSTIN, NWYRCYZN01
    """,
)
def not_served() -> Condition:
    """A provider without numbers in a rate centre cannot take any from there: the order is refused on its last day."""
    listed = func.nullif(_plain_list(Provider.c.rate_centers), ",,")
    return not_(listed.contains(literal(",") + _Centers.c.named + literal(",")))


@rule(
    code="POR-046",
    name="Rate centre of number differs from site",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="rate centres of orders whose numbers have not moved, by site",
        tables=("port_order",),
        query=_by_center(func.coalesce(Site.c.rate_center, "").label("own"))
        .join(Site, and_(Site.c.code == _Centers.c.site, first_site))
        .where(_Centers.c.site != ""),
    ),
    message="Order {subject} moves numbers ({affects}) of the rate centre {rate_center}; the site is in {own}.",
    fix="Check that the numbers belong to this site, and tell the new provider of both rate centres.",
    cites=("LNP practice: a number stays in its rate centre",),
    needs=("loa.e164", "number.rate_center", "number.site", "site.rate_center"),
    points_at=("pon",),
    bad="""
        Port Orders: Order | Gaining Carrier
                     PO-1  | Other Voice
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
        Numbers: Telephone Number  | Rate Center | Site Code
                 212-555-0142-0143 | NWYRCYZN02  | HQ
        Sites: Site Code | Street Address | Rate Center
               HQ        | 9 Elm St       | NWYRCYZN01
    """,
    good="""
        Port Orders: Order | Gaining Carrier
                     PO-1  | Other Voice
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
        Numbers: Telephone Number  | Rate Center | Site Code
                 212-555-0142-0143 | nwyrcyzn01  | HQ
        Sites: Site Code | Street Address | Rate Center
               HQ        | 9 Elm St       | NWYRCYZN01
    """,
)
def elsewhere() -> Condition:
    """Numbers keep their rate centre when they are ported; one of another exchange may belong to another site."""
    return _Centers.c.named != func.nullif(func.lower(func.trim(Site.c.rate_center)), "")
