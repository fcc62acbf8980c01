"""Family POR, fourth part: an order beside the customer service record (CSR) of its account, and its letter (LOA)."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, not_, or_, select

from e911audit.model.tables import CarrierNumber, Loa, PortOrder
from e911audit.rules.port_subjects import (
    AHEAD,
    Account,
    AccountNumber,
    Letter,
    Moving,
    Ordered,
    account,
    days_between,
    moved,
    orders,
)
from e911audit.rules.rule import Among, Condition, blank, given, is_in, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import CARRIER_NUMBERS
from e911audit.values import Basis, Severity

_ACCOUNT = "port_order.account or loa.account"


@rule(
    code="POR-011",
    name="Port order without CSR",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=AHEAD,
    message="Order {subject} is submitted or dated, and no CSR of its account {account} is there.",
    fix="Request the CSR, or the equivalent data, before anything is signed or sent.",
    cites=("ilec-guide: use CSR data as the source of truth",),
    needs=(_ACCOUNT, "carrier_number.account"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Submitted On | FOC Date
                     PO-1  | 9000    | 2026-11-16   |
                     PO-2  | 9000    |              | 2026-12-02
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142
    """,
    good="""
        Port Orders: Order | Account | Submitted On | FOC Date
                     PO-1  | 88-41   | 2026-11-16   | 2026-12-02
                     PO-2  | 9000    |              |
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142
    """,
)
def no_csr() -> Condition:
    """The carrier compares the order with its own record, not with an invoice; without it every field is a guess."""
    sent = or_(PortOrder.c.submitted_on.is_not(None), PortOrder.c.foc_on.is_not(None))
    return case((account.is_(None), None), else_=and_(sent, Account.c.account.is_(None)))


@rule(
    code="POR-012",
    name="LOA signed before the CSR came",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=AHEAD,
    message="The LOA of order {subject} was signed before the CSR of account {account} was received.",
    fix="Fill the LOA from the CSR and have it signed again.",
    cites=("ilec-guide: always pull the CSR first",),
    needs=(_ACCOUNT, "loa.signed_on", "carrier_number.received_on"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
        LOA: Order | Telephone Numbers | Signed On
             PO-1  | 212-555-0142      | 2026-11-02
        CSR: Account | Carrier        | Telephone Numbers | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-11-05
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
        LOA: Order | Telephone Numbers | Signed On
             PO-1  | 212-555-0142      | 2026-11-05
        CSR: Account | Carrier        | Telephone Numbers | Received On
             8841    | Tri-River Bell | 212-555-0142      | 2026-11-05
    """,
)
def signed_first() -> Condition:
    """What was signed before the record was there was copied from somewhere else."""
    return Letter.c.signed_on < Account.c.received_on


@rule(
    code="POR-026",
    name="PIN required but missing",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=AHEAD,
    message="Account {account} needs a PIN, and nobody holds it for order {subject}.",
    fix="Obtain the PIN from the owner of the account, keep it in a vault and record that it is held.",
    cites=("47 CFR 52.36(c)", "ilec-guide: confirm with the billing owner"),
    needs=(_ACCOUNT, "carrier_number.pin_required"),
    points_at=("pin_held", "account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier | PIN Held
                     PO-1  | 8841    | Tri-River Bell | no
                     PO-2  | 8841    | Tri-River Bell |
        CSR: Account | Carrier        | Telephone Numbers | PIN Required
             8841    | Tri-River Bell | 212-555-0142      | yes
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier | PIN Held
                     PO-1  | 8841    | Tri-River Bell | yes
                     PO-2  | 9000    | Tri-River Bell |
        CSR: Account | Carrier        | Telephone Numbers | PIN Required
             8841    | Tri-River Bell | 212-555-0142      | yes
             9000    | Tri-River Bell | 212-555-0143      | no
    """,
)
def pin_missing() -> Condition:
    """An order without the PIN that its account has is rejected at once, however right everything else is."""
    required = known(Account.c.pin_required) == "yes"
    return and_(required, not_(is_in(PortOrder.c.pin_held, "yes")))


@rule(
    code="POR-036",
    name="Account change inside the port window",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=AHEAD,
    message="Account {account} of order {subject} has a pending order.",
    fix="Wait until the pending order is done, or have it cancelled, before the port goes on.",
    cites=("ilec-guide: freeze changes on the losing account during the port window",),
    needs=(_ACCOUNT, "carrier_number.pending_order"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
        CSR: Account | Carrier        | Telephone Numbers | Pending Order
             8841    | Tri-River Bell | 212-555-0142      | yes
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier | Completed On
                     PO-1  | 8841    | Tri-River Bell |
                     PO-2  | 9000    | Tri-River Bell | 2026-11-10
        CSR: Account | Carrier        | Telephone Numbers | Pending Order
             8841    | Tri-River Bell | 212-555-0142      | no
             9000    | Tri-River Bell | 212-555-0143      | yes
    """,
)
def account_in_motion() -> Condition:
    """A carrier works one order of an account at a time, and rejects the port while another is open."""
    return known(Account.c.pending_order) == "yes"


@rule(
    code="POR-038",
    name="Carrier freeze on the line",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=AHEAD,
    message="Account {account} of order {subject} has a preferred-carrier freeze.",
    fix="Have the owner of the account lift the freeze with the carrier; it may take weeks.",
    cites=("47 CFR 64.1190",),
    needs=(_ACCOUNT, "carrier_number.carrier_freeze"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
        CSR: Account | Carrier        | Telephone Numbers | Carrier Freeze
             8841    | Tri-River Bell | 212-555-0142      | yes
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
                     PO-2  | 9000    | Tri-River Bell
        CSR: Account | Carrier        | Telephone Numbers | Carrier Freeze
             8841    | Tri-River Bell | 212-555-0142      | no
             9000    | Tri-River Bell | 212-555-0143      | ?
    """,
)
def frozen() -> Condition:
    """Only the subscriber can lift the freeze; neither carrier may do it for him."""
    return known(Account.c.carrier_freeze) == "yes"


_missing_on_letter = (
    select(AccountNumber.c.account, AccountNumber.c.e164)
    .join(Ordered, Ordered.c.e164 == AccountNumber.c.e164, isouter=True)
    .where(Ordered.c.e164.is_(None))
    .subquery("missing_on_letter")
)
_Left = shared(
    "por_left_on_account",
    select(_missing_on_letter.c.account, func.count().label("numbers")).group_by(_missing_on_letter.c.account),
    index="account",
)
"""How many numbers of an account are on no order."""
_extra = (
    select(Moving.c.pon, func.sum(Moving.c.off_csr).label("numbers")).group_by(Moving.c.pon).subquery("extra_on_letter")
)
_Extra = shared("por_off_account", select(_extra), index="pon")
_left, _off = func.coalesce(_Left.c.numbers, 0), func.coalesce(_Extra.c.numbers, 0)


def _beside_account(name: str, *further: Any) -> Among:
    among = orders(name, ~moved, further=further)
    query = among.query.join(_Left, _Left.c.account == account, isouter=True)
    return Among(
        name=name, tables=among.tables, query=query.join(_Extra, _Extra.c.pon == PortOrder.c.pon, isouter=True)
    )


@rule(
    code="POR-006",
    name="TN on CSR not on LOA or reverse",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_beside_account(
        "port orders whose numbers have not moved",
        cast(_left, Text).label("left_over"),
        cast(_off, Text).label("off"),
    ),
    message="LOA of order {subject} and CSR of account {account} differ: {left_over} numbers of the CSR are on no "
    "order and nothing is said of them, {off} of the LOA are not on the CSR.",
    fix="Decide for each number: port, keep or disconnect; then have the LOA signed again.",
    cites=("ilec-guide: confirm the list of telephone numbers",),
    needs=(_ACCOUNT, "loa.e164", "carrier_number.account"),
    points_at=("account", "pon"),
    bad="""
        Port Orders: Order | Account | Losing Carrier
                     PO-1  | 8841    | Tri-River Bell
                     PO-2  | 9000    | Tri-River Bell
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
             PO-2  | 212-555-0150-0151
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0144
             9000    | Tri-River Bell | 212-555-0150
    """,
    good="""
        Port Orders: Order | Account | Losing Carrier | Full Or Partial | Remaining Numbers
                     PO-1  | 8841    | Tri-River Bell | full            |
                     PO-2  | 9000    | Tri-River Bell | partial         | keep
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
             PO-2  | 212-555-0150
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0143
             9000    | Tri-River Bell | 212-555-0150-0152
    """,
)
def lists_differ() -> Condition:
    """The carrier checks the list number by number; one that is missing or too many sends the order back."""
    decided = and_(func.coalesce(PortOrder.c.extent, "") != "full", given(PortOrder.c.remaining_numbers))
    differs = or_(and_(_left > 0, not_(decided)), _off > 0)
    return case((or_(Account.c.account.is_(None), func.coalesce(Letter.c.numbers, 0) == 0), None), else_=differs)


_btn = func.coalesce(Letter.c.btn, Account.c.btn)
_PortedBtn = shared("por_ported", select(Moving.c.pon, Moving.c.e164), index="e164")


def _on_this_order(number: ColumnElement[Any]) -> Condition:
    return (
        select(literal(1))
        .where(_PortedBtn.c.e164 == number, _PortedBtn.c.pon == PortOrder.c.pon)
        .correlate(PortOrder, Letter, Account)
        .exists()
    )


@rule(
    code="POR-033",
    name="Partial port takes the BTN without a new one",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=orders(
        "partial port orders whose numbers have not moved",
        ~moved,
        PortOrder.c.extent == "partial",
        further=(func.coalesce(_btn, "").label("btn"),),
    ),
    message="Partial order {subject} takes the billing number {btn} away, and its LOA names no new one.",
    fix="Name one of the remaining numbers as the new billing number.",
    cites=("carrier reject lists: BTN porting while services remain",),
    needs=("port_order.extent", "loa.e164", "loa.btn or carrier_number.btn"),
    points_at=("extent", "pon"),
    bad="""
        Port Orders: Order | Full Or Partial | Losing Carrier
                     PO-1  | partial         | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN          | New BTN
             PO-1  | 212-555-0142-0143 | 212-555-0142 |
    """,
    good="""
        Port Orders: Order | Full Or Partial | Losing Carrier
                     PO-1  | partial         | Tri-River Bell
                     PO-2  | partial         | Tri-River Bell
                     PO-3  | full            | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN          | New BTN
             PO-1  | 212-555-0142-0143 | 212-555-0142 | 212-555-0149
             PO-2  | 212-555-0151      | 212-555-0150 |
             PO-3  | 212-555-0160      | 212-555-0160 |
    """,
)
def btn_leaves() -> Condition:
    """Without its billing number the carrier has no account to keep the remaining lines on, and refuses."""
    return case((_btn.is_(None), None), else_=and_(_on_this_order(_btn), blank(Letter.c.new_btn)))


@rule(
    code="POR-034",
    name="Full port lacks the BTN",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=orders(
        "full port orders whose numbers have not moved",
        ~moved,
        PortOrder.c.extent == "full",
        func.coalesce(PortOrder.c.kind, "") != "tollfree",
        further=(func.coalesce(_btn, "").label("btn"),),
    ),
    message="Order {subject} is a full port, and the billing number {btn} is not among its numbers.",
    fix="Add the billing number to the order, or make it a partial port.",
    cites=("carrier practice: a full port includes the BTN",),
    needs=("port_order.extent", "loa.e164", "loa.btn or carrier_number.btn"),
    points_at=("extent", "pon"),
    bad="""
        Port Orders: Order | Full Or Partial | Losing Carrier
                     PO-1  | full            | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN
             PO-1  | 212-555-0142-0143 | 212-555-0149
    """,
    good="""
        Port Orders: Order | Full Or Partial | Losing Carrier
                     PO-1  | full            | Tri-River Bell
                     PO-2  | partial         | Tri-River Bell
        LOA: Order | Telephone Numbers | BTN
             PO-1  | 212-555-0142-0143 | 212-555-0142
             PO-2  | 212-555-0151      | 212-555-0150
    """,
)
def btn_forgotten() -> Condition:
    """A full port closes the account; a billing number that stays behind contradicts it and stops the order."""
    return case((_btn.is_(None), None), else_=not_(_on_this_order(_btn)))


@rule(
    code="POR-029",
    name="LOA unsigned, undated or stale",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=Among(
        name="letters of authorization of orders whose numbers have not moved",
        tables=("loa",),
        query=select(
            literal("loa").label("kind"),
            Loa.c.pon.label("subject"),
            literal("").label("site"),
            Loa.c.sheet_id,
            Loa.c.row,
            literal(1).label("affects"),
        )
        .distinct()
        .select_from(Loa)
        .join(PortOrder, and_(PortOrder.c.pon == Loa.c.pon, PortOrder.c.repeats.is_not(True)), isouter=True)
        .where(or_(PortOrder.c.id.is_(None), and_(~moved, not_(is_in(PortOrder.c.state, "cancelled"))))),
    ),
    message="The LOA of order {subject} has no signer or no date, or was signed more than {days} days before the order "
    "was submitted.",
    fix="Have an authorised contact sign and date the letter.",
    cites=("47 CFR 64.1130", "carrier practice: 30 days"),
    needs=("loa.signer or loa.signed_on",),
    points_at=("signed_on", "signer"),
    options={"days": 30},
    bad="""
        LOA: Order | Telephone Numbers | Signer  | Signed On
             PO-1  | 212-555-0142      |         | 2026-11-02
             PO-2  | 212-555-0143      | Ann Lee |
             PO-3  | 212-555-0144      | Ann Lee | 2026-09-02
        Port Orders: Order | Submitted On
                     PO-3  | 2026-11-02
    """,
    good="""
        LOA: Order | Telephone Numbers | Signer  | Signed On
             PO-1  | 212-555-0142      | Ann Lee | 2026-11-02
             PO-2  | 212-555-0143      | Ann Lee |
        Port Orders: Order | Submitted On | State
                     PO-1  | 2026-11-16   | submitted
                     PO-2  | 2026-11-16   | cancelled
    """,
)
def not_signed(days: int) -> Condition:
    """A letter without name and date authorises nobody, and carriers take none that is older than a month."""
    old = days_between(Loa.c.signed_on, PortOrder.c.submitted_on) > days
    return or_(blank(Loa.c.signer), Loa.c.signed_on.is_(None), func.coalesce(old, False))


_on_some_order = select(literal(1)).where(Ordered.c.e164 == CarrierNumber.c.e164).correlate(CarrierNumber).exists()
_still_open = CARRIER_NUMBERS.query.where(CarrierNumber.c.e164.is_not(None), _on_some_order)


@rule(
    code="POR-032",
    name="Special feature blocks the port",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="numbers on CSRs and on an order",
        tables=("carrier_number",),
        query=_still_open.add_columns(func.coalesce(CarrierNumber.c.blocking_feature, "").label("feature")),
    ),
    message="{subject} is on a port order, and the CSR of account {account} shows {feature} on it.",
    fix="Have the feature taken off, wait until that order is done, then submit.",
    cites=("ilec-guide: feature conflict",),
    needs=("carrier_number.features", "loa.e164"),
    points_at=("features", "e164"),
    bad="""
        CSR: Account | Carrier        | Telephone Numbers | Features
             8841    | Tri-River Bell | 212-555-0142      | 1FB, HTG
             8841    | Tri-River Bell | 212-555-0143      | ADSL
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142-0143
    """,
    good="""
        CSR: Account | Carrier        | Telephone Numbers | Features
             8841    | Tri-River Bell | 212-555-0142      | 1FB, TTB
             8841    | Tri-River Bell | 212-555-0143      | ADSL
        LOA: Order | Telephone Numbers
             PO-1  | 212-555-0142
    """,
    more={
        "a feature of one number of the account": (
            """
            CSR: Account | Carrier        | Telephone Numbers | Features
                 8841    | Tri-River Bell | 212-555-0142-0145 | 1FB; RCF on 212-555-0144
            LOA: Order | Telephone Numbers
                 PO-1  | 212-555-0142-0145
            """,
            1,
        ),
    },
)
def feature_in_the_way() -> Condition:
    """DSL, hunting and their like hang on the number; the carrier refuses to let it go while they are there."""
    return CarrierNumber.c.blocking_feature != ""
