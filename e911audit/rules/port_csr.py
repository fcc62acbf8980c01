"""Family POR, ninth part: the CSR of an order's account: is it there and fresh, and what stays on the account."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, not_, or_, select, union

from e911audit.model.tables import Line, PortOrder
from e911audit.rules.port_numbers import Decided
from e911audit.rules.port_subjects import (
    Account,
    AccountNumber,
    Letter,
    Moving,
    Ordered,
    account,
    bare,
    days_between,
    moved,
    orders,
)
from e911audit.rules.rule import Among, Condition, blank, day, given, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

_ACCOUNT = "port_order.account or loa.account"
_sent = or_(PortOrder.c.submitted_on.is_not(None), PortOrder.c.foc_on.is_not(None))
_until = func.coalesce(Letter.c.signed_on, PortOrder.c.submitted_on, day("as_of"))
_age = days_between(Account.c.received_on, _until)
_absent = or_(
    and_(Account.c.account.is_(None), not_(_sent)),
    and_(Account.c.account.is_not(None), Account.c.received_on.is_(None), Account.c.requested_on.is_not(None)),
)


@rule(
    code="POR-004",
    name="CSR absent or stale",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=orders(
        "port orders whose numbers have not moved",
        ~moved,
        further=(
            case(
                (_age.is_not(None), literal("was ") + cast(_age, Text) + literal(" days old when it was used")),
                else_="has not come",
            ).label("told"),
        ),
    ),
    message="The CSR of account {account} {told}, which order {subject} is made from.",
    fix="Pull the CSR anew, and compare letter and order with it before anything is sent.",
    cites=("ilec-guide: use CSR data as the source of truth", "carrier practice: 30 days"),
    needs=(_ACCOUNT, "carrier_number.account", "carrier_number.received_on or carrier_number.requested_on"),
    points_at=("account", "pon"),
    options={"days": 30},
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
                     PO-2  | 9000    | Tri-River Bell
                     PO-3  | 7000    | Tri-River Bell
        LOA: Order | Telephone Numbers | Signed On
             PO-1  | 212-555-0142      | 2026-11-10
        CSR: Account | Carrier        | Telephone Numbers | Requested On | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-09-01   | 2026-09-07
             7000    | Tri-River Bell | 212-555-0150      | 2026-11-10   |
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier | Submitted On
                     PO-1  | 8841    | Tri-River Bell | 2026-11-12
                     PO-2  | 9000    | Tri-River Bell | 2026-11-12
        LOA: Order | Telephone Numbers | Signed On
             PO-1  | 212-555-0142      | 2026-11-10
        CSR: Account | Carrier        | Telephone Numbers | Requested On | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-11-01   | 2026-11-07
    """,
)
def record_is_old(days: int) -> Condition:
    """Accounts change behind one's back; a letter that copies last season's record is a letter with wrong fields."""
    # An order that was sent without any record is the matter of POR-011.
    return case((account.is_(None), None), (_absent, True), (Account.c.account.is_(None), False), else_=_age > days)


@rule(
    code="POR-044",
    name="CSR request unanswered",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=orders(
        "port orders whose account's CSR was requested",
        ~moved,
        Account.c.requested_on.is_not(None),
        further=(cast(Account.c.requested_on, Text).label("requested"),),
    ),
    message="The CSR of account {account} was requested on {requested} for order {subject}, and nothing has come.",
    fix="Escalate with the carrier, or use equivalent data: bill copy, portal or a carrier's e-mail.",
    cites=("carrier practice: a CSR takes about three business days",),
    needs=(_ACCOUNT, "carrier_number.requested_on"),
    points_at=("account", "pon"),
    options={"days": 7},
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
        CSR: Account | Carrier        | Telephone Numbers | Requested On | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-11-09   |
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
                     PO-2  | 9000    | Tri-River Bell
        CSR: Account | Carrier        | Telephone Numbers | Requested On | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-11-09   | 2026-11-13
             9000    | Tri-River Bell | 212-555-0150      | 2026-11-17   |
    """,
)
def nobody_answers(days: int) -> Condition:
    """No carrier must give a CSR, and a third of the requests is refused; seven days hold five of business."""
    return and_(Account.c.received_on.is_(None), Account.c.requested_on < day("as_of", days))


_undecided = (
    select(AccountNumber.c.account, func.count().label("numbers"))
    .join(Decided, Decided.c.e164 == AccountNumber.c.e164, isouter=True)
    .where(Decided.c.e164.is_(None))
    .group_by(AccountNumber.c.account)
    .subquery("undecided")
)
_Undecided = shared("por_undecided", select(_undecided), index="account")
_PARTIAL = orders(
    "partial port orders whose numbers have not moved",
    ~moved,
    PortOrder.c.extent == "partial",
    further=(
        case(
            (_Undecided.c.numbers.is_not(None), cast(_Undecided.c.numbers, Text) + literal(" of them")),
            else_="how many these are, no CSR tells",
        ).label("told"),
    ),
)


@rule(
    code="POR-043",
    name="Partial port without keep or disconnect list",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=_PARTIAL.name,
        tables=_PARTIAL.tables,
        query=_PARTIAL.query.join(_Undecided, _Undecided.c.account == account, isouter=True),
    ),
    message="Order {subject} takes a part of account {account} and does not say what becomes of the other numbers "
    "({told}).",
    fix="List every number that stays, and say of each: keep or disconnect.",
    cites=("carrier practice: the LOA lists what will and what will not port",),
    needs=("port_order.extent",),
    points_at=("remaining_numbers", "extent", "pon"),
    bad="""
        Port Orders: Order | Account | Full Or Partial | Remaining Numbers | Losing Carrier
                     PO-1  | 8841    | partial         | | Tri-River Bell
                     PO-2  |         | partial         | | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0145
    """,
    good="""
        Port Orders: Order | Account | Full Or Partial | Remaining Numbers | Losing Carrier
                     PO-1  | 8841    | partial         | keep | Tri-River Bell
                     PO-2  | 9000    | partial         | | Tri-River Bell
                     PO-3  | 7000    | full            | | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
             PO-2  | 212-555-0150
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0145
             9000    | Tri-River Bell | 212-555-0150-0151
        Lines: Line Number  | Line Type | Action
               212-555-0151 | fax       | keep
    """,
)
def rest_undecided() -> Condition:
    """What a partial port does not name, the old carrier may disconnect with the rest, elevator lines included."""
    all_decided = and_(Account.c.account.is_not(None), _Undecided.c.numbers.is_(None))
    return and_(blank(PortOrder.c.remaining_numbers), not_(all_decided))


_goes = func.coalesce(Line.c.action, "unknown").in_(("remove", "replace"))
_staying = union(
    select(AccountNumber.c.account, AccountNumber.c.e164.label("name"))
    .join(Ordered, Ordered.c.e164 == AccountNumber.c.e164, isouter=True)
    .where(Ordered.c.e164.is_(None)),
    select(bare(Line.c.account), func.coalesce(Line.c.e164, Line.c.name))
    .join_from(Line, Ordered, Ordered.c.e164 == Line.c.e164, isouter=True)
    .where(Ordered.c.e164.is_(None), given(Line.c.account), not_(_goes)),
).subquery("staying")
_Staying = shared(
    "por_staying",
    select(_staying.c.account, func.count().label("numbers"), func.min(_staying.c.name).label("first")).group_by(
        _staying.c.account
    ),
    index="account",
)
"""What stays on an account when its orders have moved."""
_Taken = shared("por_order_number", select(Moving.c.pon, Moving.c.e164), index="e164")


def _takes(number: ColumnElement[Any]) -> Condition:
    found = select(literal(1)).where(_Taken.c.e164 == number, _Taken.c.pon == PortOrder.c.pon)
    return found.correlate(PortOrder, Account, Letter).exists()


_btn = func.coalesce(Account.c.btn, Letter.c.btn)
_WHOLE = orders(
    "port orders that are not partial, whose numbers have not moved",
    ~moved,
    func.coalesce(PortOrder.c.extent, "") != "partial",
    func.coalesce(PortOrder.c.kind, "") != "tollfree",
    further=(
        func.coalesce(_btn, "").label("btn"),
        func.coalesce(_Staying.c.numbers, 0).label("staying"),
        func.coalesce(_Staying.c.first, "").label("first"),
    ),
)


@rule(
    code="POR-008",
    name="BTN ported leaving dependents",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=_WHOLE.name,
        tables=_WHOLE.tables,
        query=_WHOLE.query.join(_Staying, _Staying.c.account == account, isouter=True),
    ),
    message="Order {subject} takes the billing number {btn} of account {account}, and {staying} numbers or lines stay "
    "under it, the first {first}.",
    fix="Make it a partial port with a new billing number, or put what is left on the order or on a disconnect list.",
    cites=("carrier practice: services that stay need a new BTN",),
    needs=(_ACCOUNT, "loa.e164", "carrier_number.btn or loa.btn"),
    points_at=("extent", "account", "pon"),
    bad="""
        Port Orders: Order | Account | Full Or Partial | Losing Carrier
                     PO-1  | 8841    | | Tri-River Bell
                     PO-2  | 9000    | full | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN
             PO-1  | 212-555-0142      | 212-555-0142
             PO-2  | 212-555-0150      | 212-555-0150
        CSR: Account | Carrier        | Telephone Numbers | BTN
             8841    | Tri-River Bell | 212-555-0142-0143 | 212-555-0142
             9000    | Tri-River Bell | 212-555-0150      | 212-555-0150
        Lines: Line Number  | Line Type | Account | Action
               212-555-0151 | elevator  | 9000    | keep
    """,
    good="""
        Port Orders: Order | Account | Full Or Partial | Remaining Numbers | Losing Carrier
                     PO-1  | 8841    | partial         | keep | Tri-River Bell
                     PO-2  | 9000    | full            | | Tri-River Bell
                     PO-3  | 7000    | full            | disconnect | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN          | New BTN
             PO-1  | 212-555-0142      | 212-555-0142 | 212-555-0143
             PO-2  | 212-555-0150      | 212-555-0150 |
             PO-3  | 212-555-0160      | 212-555-0160 |
        CSR: Account | Carrier        | Telephone Numbers | BTN
             8841    | Tri-River Bell | 212-555-0142-0143 | 212-555-0142
             9000    | Tri-River Bell | 212-555-0150      | 212-555-0150
             7000    | Tri-River Bell | 212-555-0160-0161 | 212-555-0160
        Lines: Line Number  | Line Type | Account | Action
               212-555-0151 | fax       | 9000    | remove
    """,
)
def orphans() -> Condition:
    """An account without its billing number is closed with all that hangs on it: DSL, fax and elevator lines."""
    said = given(PortOrder.c.remaining_numbers)
    left = and_(func.coalesce(_Staying.c.numbers, 0) > 0, blank(Letter.c.new_btn), not_(said))
    return case((or_(_btn.is_(None), account.is_(None)), None), else_=and_(_takes(_btn), left))
