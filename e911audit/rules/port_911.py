"""Family POR, tenth part: 911 records across a port. Unlocked by the old carrier, migrated by the new one, or stuck.

Which codes of a 911 database are about ports stands in ``porting/errors_911.csv``: code, meaning, what to do.
"""

import csv
from functools import cache
from importlib.resources import files

from sqlalchemy import Text, and_, case, cast, func, literal, or_, select

from e911audit.model.tables import E911Record, PortOrder, Provider, Sheet, Term
from e911audit.rules.port_subjects import Ordered, days_between, moved, orders
from e911audit.rules.rule import Among, Condition, day, known, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity


@cache
def errors_911() -> dict[str, tuple[str, str]]:
    """Code of a 911 database -> what it means for a port, and what to do."""
    text = files("e911audit.porting").joinpath("errors_911.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["meaning"], row["act"]) for row in csv.DictReader(text.splitlines())}


_stayed = func.coalesce(PortOrder.c.customer_moved, "no") != "yes"
_finished = func.coalesce(PortOrder.c.completed_on, PortOrder.c.activated_on)
_code = func.trim(E911Record.c.error_code)
_Refused = shared(
    "por_911_refused",
    select(
        Ordered.c.pon,
        func.count(Ordered.c.e164.distinct()).label("numbers"),
        func.min(_code).label("code"),
        func.count(_code.distinct()).label("codes"),
    )
    .join_from(Ordered, E911Record, E911Record.c.e164 == Ordered.c.e164)
    .where(_code.in_(sorted(errors_911())))
    .group_by(Ordered.c.pon),
    index="pon",
)
"""How many numbers of an order a 911 database refused for reasons of the port."""
_told_on = func.coalesce(E911Record.c.extract_date, Sheet.c.exported_on)
_extracts = (
    select(
        Ordered.c.pon,
        E911Record.c.e164,
        func.upper(func.trim(E911Record.c.company_id)).label("company"),
        _told_on.label("told_on"),
        func.row_number()
        .over(partition_by=(Ordered.c.pon, E911Record.c.e164), order_by=_told_on.desc())
        .label("place"),
    )
    .join_from(Ordered, E911Record, E911Record.c.e164 == Ordered.c.e164)
    .join(Sheet, Sheet.c.id == E911Record.c.sheet_id)
    .where(E911Record.c.company_id.is_not(None), _told_on.is_not(None))
    .subquery("extracts")
)
_Old, _New = Provider.alias("old_provider"), Provider.alias("new_provider")
_OldName, _NewName = Term.alias("old_name"), Term.alias("new_name")
_own, _other = func.upper(func.trim(_Old.c.company_id)), func.upper(func.trim(_New.c.company_id))
_is_old = or_(func.coalesce(_extracts.c.company == _own, False), func.coalesce(_extracts.c.company != _other, False))
_Stale = shared(
    "por_911_stale",
    select(
        _extracts.c.pon,
        func.count().label("numbers"),
        func.min(_extracts.c.company).label("company"),
        func.max(days_between(_finished, _extracts.c.told_on)).label("lag"),
    )
    .join_from(_extracts, PortOrder, and_(PortOrder.c.pon == _extracts.c.pon, PortOrder.c.repeats.is_not(True)))
    .join(_OldName, and_(_OldName.c.written == PortOrder.c.losing_carrier, _OldName.c.kind == "provider"), isouter=True)
    .join(_Old, and_(_Old.c.name == _OldName.c.meant, _Old.c.repeats.is_not(True)), isouter=True)
    .join(
        _NewName, and_(_NewName.c.written == PortOrder.c.gaining_carrier, _NewName.c.kind == "provider"), isouter=True
    )
    .join(_New, and_(_New.c.name == _NewName.c.meant, _New.c.repeats.is_not(True)), isouter=True)
    .where(_extracts.c.place == 1, _is_old, _extracts.c.told_on > _finished)
    .group_by(_extracts.c.pon),
    index="pon",
)
"""How many numbers of an order the newest extract after the port still shows under another company than the new."""
_locked = and_(PortOrder.c.old_ali_unlocked_on.is_(None), _stayed)
_meanings = {code: f"{meaning}, so {act}" for code, (meaning, act) in errors_911().items()}
_told = (
    case((_locked, "; the old carrier has not unlocked their 911 records"), else_="")
    + case((PortOrder.c.new_ali_migrated_on.is_(None), "; the new carrier has not migrated them"), else_="")
    + case(
        (
            _Stale.c.numbers > 0,
            literal("; ")
            + cast(_Stale.c.numbers, Text)
            + literal(" still stand under the company ID ")
            + _Stale.c.company,
        ),
        else_="",
    )
    + case(
        (
            _Refused.c.numbers > 0,
            literal("; ")
            + cast(_Refused.c.numbers, Text)
            + literal(" refused with error ")
            + _Refused.c.code
            + literal(": ")
            + case(_meanings, value=_Refused.c.code, else_=""),
        ),
        else_="",
    )
)
_MOVED = orders("port orders whose numbers have moved", moved, further=(func.substr(_told, 3).label("told"),))


@rule(
    code="POR-002",
    name="Old ALI not unlocked / new not migrated",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(
        name=_MOVED.name,
        tables=_MOVED.tables,
        query=_MOVED.query.join(_Refused, _Refused.c.pon == PortOrder.c.pon, isouter=True).join(
            _Stale, _Stale.c.pon == PortOrder.c.pon, isouter=True
        ),
    ),
    message="The numbers of order {subject} have moved, and their 911 records have not: {told}.",
    fix="Ask the old carrier for the unlock, then have the new one migrate the records; where the customer moved too, "
    "have the old ones deleted and new ones inserted.",
    cites=("NENA unlock and migrate, error codes 751 to 792",),
    needs=("port_order.completed_on or port_order.activated_on",),
    points_at=("old_ali_unlocked_on", "new_ali_migrated_on", "completed_on", "activated_on"),
    options={"days": 7},
    bad="""
        Port Orders: Order | FOC Date   | Completed On | Old ALI Unlocked On | New ALI Migrated On
                     PO-1  | 2026-11-10 | 2026-11-10   |                     |
                     PO-2  | 2026-11-10 | 2026-11-10   | 2026-11-11          |
    """,
    good="""
        Port Orders: Order | FOC Date   | Completed On | Old ALI Unlocked On | New ALI Migrated On
                     PO-1  | 2026-11-10 | 2026-11-10   | 2026-11-11          | 2026-11-12
                     PO-2  | 2026-11-19 | 2026-11-19   |                     |
                     PO-3  | 2026-12-02 |              |                     |
    """,
    more={
        "who moved gets a new record; the old one is deleted, not unlocked": (
            """
            Port Orders: Order | FOC Date   | Completed On | New ALI Migrated On | Customer Moved
                         PO-1  | 2026-11-10 | 2026-11-10   | 2026-11-11          | yes
            """,
            0,
        ),
        "a record that the database refused, for reasons of the port or for others": (
            """
            Port Orders: Order | FOC Date   | Completed On | Old ALI Unlocked On | New ALI Migrated On
                         PO-1  | 2026-11-19 | 2026-11-19   | 2026-11-19          | 2026-11-20
                         PO-2  | 2026-11-19 | 2026-11-19   | 2026-11-19          | 2026-11-20
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142
                 PO-2  | 212-555-0143
            E911 Records: Telephone Number | House Number | Street Name | Function | Error Code
                          212-555-0142     | 9            | Elm         | I        | 792
                          212-555-0143     | 9            | Elm         | I        | 709
            """,
            1,
        ),
        "the newest extract still shows the old company, or no longer": (
            """
            Port Orders: Order | Losing Carrier | Gaining Carrier | Completed On | ALI Unlocked On     | ALI Migrated On
                         PO-1  | Tri-River Bell | Other Voice     | 2026-11-02   | 2026-11-02          | 2026-11-03
                         PO-2  | Tri-River Bell | Other Voice     | 2026-11-02   | 2026-11-02          | 2026-11-03
            Providers: Provider       | Role | NENA Company ID
                       Tri-River Bell | ILEC | TRB
                       Other Voice    | CLEC | OTHV
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142
                 PO-2  | 212-555-0143
            E911 Records: Telephone Number | House Number | Street Name | Company ID | Extract Date
                          212-555-0142     | 9            | Elm         | OTHV       | 2026-11-01
                          212-555-0142     | 9            | Elm         | TRB        | 2026-11-16
                          212-555-0143     | 9            | Elm         | TRB        | 2026-11-01
                          212-555-0143     | 9            | Elm         | OTHV       | 2026-11-16
            """,
            1,
        ),
    },
)
def record_left_behind(days: int) -> Condition:
    """A 911 record that the old carrier still holds cannot be corrected by the new one."""
    open_ = or_(_locked, PortOrder.c.new_ali_migrated_on.is_(None))
    late = and_(_finished <= day("as_of", days), open_)
    stuck = or_(func.coalesce(_Refused.c.numbers, 0) > 0, func.coalesce(_Stale.c.lag > days, False))
    # Without a day of the port only the database's own answers can be judged.
    return case((stuck, True), else_=late)


_Unlocked = shared(
    "por_unlocked",
    select(Ordered.c.pon, func.count(Ordered.c.e164.distinct()).label("numbers"))
    .join_from(Ordered, E911Record, E911Record.c.e164 == Ordered.c.e164)
    .where(E911Record.c.function == "U")
    .group_by(Ordered.c.pon),
    index="pon",
)
_unlocked = or_(PortOrder.c.old_ali_unlocked_on.is_not(None), _Unlocked.c.numbers.is_not(None))
_ORDERS = orders("port orders", further=(func.coalesce(_Unlocked.c.numbers, 0).label("unlocked"),))


@rule(
    code="POR-067",
    name="Unlock sent where delete was needed",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(
        name=_ORDERS.name,
        tables=_ORDERS.tables,
        query=_ORDERS.query.join(_Unlocked, _Unlocked.c.pon == PortOrder.c.pon, isouter=True),
    ),
    message="Order {subject} goes with a move to another address, and the old 911 records were unlocked (function U), "
    "so that the new carrier takes over the old address.",
    fix="Have the old carrier delete its records (D), and the new one insert its own (I) with the new address.",
    cites=("NENA unlock and migrate: delete and insert where the customer moves",),
    needs=("port_order.customer_moved", "port_order.old_ali_unlocked_on or e911_record.function"),
    points_at=("old_ali_unlocked_on", "customer_moved"),
    bad="""
        Port Orders: Order | FOC Date   | Customer Moved | Old ALI Unlocked On
                     PO-1  | 2026-11-10 | yes            | 2026-11-11
    """,
    good="""
        Port Orders: Order | FOC Date   | Customer Moved | Old ALI Unlocked On
                     PO-1  | 2026-11-10 | yes            |
                     PO-2  | 2026-11-10 | no             | 2026-11-11
                     PO-3  | 2026-11-10 |                |
    """,
    more={
        "the function of a record tells it": (
            """
            Port Orders: Order | FOC Date   | Customer Moved
                         PO-1  | 2026-11-10 | yes
                         PO-2  | 2026-11-10 | yes
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142
                 PO-2  | 212-555-0143
            E911 Records: Telephone Number | House Number | Street Name | Function
                          212-555-0142     | 9            | Elm         | U
                          212-555-0143     | 9            | Elm         | D
            """,
            1,
        ),
    },
)
def unlocked_not_deleted() -> Condition:
    """An unlocked record is migrated with the address it has, which is where the customer no longer is."""
    return and_(known(PortOrder.c.customer_moved) == "yes", _unlocked)
