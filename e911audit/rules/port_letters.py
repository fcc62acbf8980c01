"""Family POR, fifth part: each field of a letter (LOA) beside the carrier's record (CSR), as ``porting`` compares it.

The comparison is worked out once after each load (``intake/letters.py``); the command ``compare-loa`` shows the same.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_

from e911audit.model.tables import CarrierNumber, ComparedField, Loa, PortOrder
from e911audit.rules.port_subjects import Letter, OrderSite, moved, on_order
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

DIFFERS = ("token difference", "mismatch")
CANNOT = "cannot compare"


def _or_none(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """A text for a message that says so where it is blank."""
    return case((text == "", "not given"), else_=text)


def letters(field: str, *further: ColumnElement[Any]) -> Among:
    """Select the letters of orders whose numbers have not moved, with one field beside the record."""
    query = (
        looked_at(
            Loa,
            "loa",
            Loa.c.pon,
            OrderSite.c.site,
            func.coalesce(CarrierNumber.c.account, "").label("of_account"),
            _or_none(ComparedField.c.csr).label("csr"),
            _or_none(ComparedField.c.loa).label("loa"),
            ComparedField.c.difference.label("difference"),
            *further,
            affects=func.coalesce(OrderSite.c.numbers, Letter.c.numbers, 1),
        )
        .select_from(ComparedField)
        .join(Loa, Loa.c.id == ComparedField.c.loa_id)
        .join(CarrierNumber, CarrierNumber.c.id == ComparedField.c.carrier_number_id, isouter=True)
        .join(PortOrder, and_(PortOrder.c.pon == Loa.c.pon, PortOrder.c.repeats.is_not(True)), isouter=True)
        .join(OrderSite, OrderSite.c.pon == Loa.c.pon, isouter=True)
        .join(Letter, Letter.c.pon == Loa.c.pon, isouter=True)
        .where(ComparedField.c.field == field, or_(PortOrder.c.id.is_(None), and_(~moved, on_order(PortOrder))))
    )
    name = "letters of authorization of orders whose numbers have not moved"
    return Among(name=name, tables=("loa",), query=query)


def _compared(wrong: Condition) -> Condition:
    """The condition, NULL where a side is missing or cannot be read."""
    return case((ComparedField.c.level == CANNOT, None), else_=wrong)


_weighs = ComparedField.c.severity != ""
_only_spelling = (Severity.MINOR, lambda: ComparedField.c.severity == "minor")


@rule(
    code="POR-020",
    name="Business name differs from CSR",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=letters("name"),
    message="Order {subject}: the LOA says '{loa}', the CSR of account {of_account} '{csr}': {difference}.",
    fix="Use the name exactly as the CSR has it, and have the letter signed again.",
    cites=("ilec-guide: name mismatch",),
    needs=("loa.business_name", "carrier_number.business_name"),
    points_at=("business_name", "pon"),
    milder=_only_spelling,
    bad="""
        LOA: Order | Account | Business Name | Telephone Numbers
             PO-1  | 8841    | Acme Widgets  | 212-555-0142
        CSR: Account | Carrier        | Business Name     | DBA          | Telephone Numbers
             8841    | Tri-River Bell | Acme Holdings LLC | Acme Widgets | 212-555-0142
    """,
    good="""
        LOA: Order | Account | Business Name     | Telephone Numbers
             PO-1  | 8841    | Acme Holdings LLC | 212-555-0142
        CSR: Account | Carrier        | Business Name     | DBA          | Telephone Numbers
             8841    | Tri-River Bell | Acme Holdings LLC | Acme Widgets | 212-555-0142
    """,
    more={
        "a full stop is a finding, though a minor one": (
            """
            LOA: Order | Account | Business Name | Telephone Numbers
                 PO-1  | 8841    | ACME INC      | 212-555-0142
            CSR: Account | Carrier        | Business Name | Telephone Numbers
                 8841    | Tri-River Bell | Acme, Inc.    | 212-555-0142
            """,
            1,
        ),
        "of numbers that have moved nothing is asked": (
            """
            LOA: Order | Account | Business Name | Telephone Numbers
                 PO-1  | 8841    | Other Inc     | 212-555-0142
            Port Orders: Order | Account | FOC Date   | Completed On
                         PO-1  | 8841    | 2026-10-02 | 2026-10-02
            CSR: Account | Carrier        | Business Name | Telephone Numbers
                 8841    | Tri-River Bell | Acme Inc      | 212-555-0142
            """,
            0,
        ),
        "one letter that moves several numbers is one finding": (
            """
            LOA: Order | Account | Business Name | Telephone Numbers
                 PO-1  | 8841    | Other Inc     | 212-555-0142-0149
            CSR: Account | Carrier        | Business Name | Telephone Numbers
                 8841    | Tri-River Bell | Acme Inc      | 212-555-0142-0149
            """,
            1,
        ),
    },
)
def name_differs() -> Condition:
    """The carrier looks the customer up by the name on its record; a nickname or a DBA is somebody else to it."""
    return _compared(_weighs)


@rule(
    code="POR-021",
    name="Service address differs from CSR",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=letters("service_address"),
    message="Order {subject}: the LOA says '{loa}', the CSR of account {of_account} '{csr}': {difference}.",
    fix="Use the service address of the CSR, its suite included, and have the letter signed again.",
    cites=("ilec-guide: address mismatch",),
    needs=("loa.service_address", "carrier_number.service_address"),
    points_at=("service_address", "pon"),
    milder=_only_spelling,
    bad="""
        LOA: Order | Account | Service Address | City   | State | Telephone Numbers
             PO-1  | 8841    | 100 S Main St   | Austin | TX    | 212-555-0142
        CSR: Account | Carrier        | Service Address | City   | State | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St   | Austin | TX    | 212-555-0142
    """,
    good="""
        LOA: Order | Account | Service Address       | City   | State | Telephone Numbers
             PO-1  | 8841    | 100 N Main St Ste 200 | Austin | TX    | 212-555-0142
        CSR: Account | Carrier        | Service Address       | City   | State | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St Ste 200 | Austin | TX    | 212-555-0142
    """,
    more={
        "spelled otherwise it is a finding, though a minor one": (
            """
            LOA: Order | Account | Service Address            | Telephone Numbers
                 PO-1  | 8841    | 100 NORTH MAIN STREET #200 | 212-555-0142
                 PO-2  | 8842    | 100 North Main Street      | 212-555-0143
            CSR: Account | Carrier        | Service Address     | Telephone Numbers
                 8841    | Tri-River Bell | 100 N Main St # 200 | 212-555-0142
                 8842    | Tri-River Bell | 100 N Main St       | 212-555-0143
            """,
            2,
        ),
        "a wrong account number does not hide the address": (
            """
            LOA: Order | Account | Service Address | Telephone Numbers
                 PO-1  | 8899    | 100 S Main St   | 212-555-0142
            CSR: Account | Carrier        | Service Address | Telephone Numbers
                 8841    | Tri-River Bell | 100 N Main St   | 212-555-0142
            """,
            1,
        ),
        "the town in one of them decides nothing": (
            """
            LOA: Order | Account | Service Address | Telephone Numbers
                 PO-1  | 8841    | 100 N Main St   | 212-555-0142
            CSR: Account | Carrier        | Service Address | City   | State | Telephone Numbers
                 8841    | Tri-River Bell | 100 N Main St   | Austin | TX    | 212-555-0142
            """,
            0,
        ),
    },
)
def service_address_differs() -> Condition:
    """Most orders that come back do so for the service address, and each time the interval begins anew."""
    silent = and_(ComparedField.c.level.in_(DIFFERS), ComparedField.c.severity == "")
    return _compared(case((silent, None), else_=_weighs))


@rule(
    code="POR-022",
    name="Suite missing on one side",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=letters("service_address"),
    message="Order {subject}: {difference}; the CSR of account {of_account} has '{csr}', the LOA '{loa}'.",
    fix="Copy the suite as the CSR has it; where the CSR has none, leave it off the letter.",
    cites=("ilec-guide: port bounced three times over a suite number",),
    needs=("loa.service_address", "carrier_number.service_address"),
    points_at=("service_address", "pon"),
    milder=_only_spelling,
    bad="""
        LOA: Order | Account | Service Address       | Telephone Numbers
             PO-1  | 8841    | 100 N Main St         | 212-555-0142
             PO-2  | 8842    | 200 N Main St Suite 5 | 212-555-0143
        CSR: Account | Carrier        | Service Address       | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St Ste 200 | 212-555-0142
             8842    | Tri-River Bell | 200 N Main St         | 212-555-0143
    """,
    good="""
        LOA: Order | Account | Service Address       | Telephone Numbers
             PO-1  | 8841    | 100 N Main St # 200   | 212-555-0142
             PO-2  | 8842    | 300 N Main St         | 212-555-0143
        CSR: Account | Carrier        | Service Address       | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St Ste 200 | 212-555-0142
             8842    | Tri-River Bell | 200 N Main St Ste 5   | 212-555-0143
    """,
)
def suite_missing() -> Condition:
    """One suite number has sent the same order back three times; nothing else was wrong with it."""
    missing = ComparedField.c.parts.contains("unit: missing", autoescape=True)
    return _compared(and_(ComparedField.c.level == "token difference", missing))


@rule(
    code="POR-023",
    name="Billing or mailing address used as service address",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=letters("service_address"),
    message="Order {subject}: the LOA gives '{loa}' as service address, which is where account {of_account} is "
    "billed; its service address is '{csr}'.",
    fix="Use the service address of the CSR.",
    cites=("ilec-guide: do not use the mailing address",),
    needs=("loa.service_address", "carrier_number.service_address", "carrier_number.street"),
    points_at=("service_address", "pon"),
    milder=_only_spelling,
    bad="""
        LOA: Order | Account | Service Address | Telephone Numbers
             PO-1  | 8841    | P.O. Box 12     | 212-555-0142
        CSR: Account | Carrier        | Service Address | Billing Address | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St   | PO Box 12       | 212-555-0142
    """,
    good="""
        LOA: Order | Account | Service Address | Telephone Numbers
             PO-1  | 8841    | 100 N Main St   | 212-555-0142
             PO-2  | 8842    | 200 N Main St   | 212-555-0143
        CSR: Account | Carrier        | Service Address | Billing Address | Telephone Numbers
             8841    | Tri-River Bell | 100 N Main St   | 100 N Main St   | 212-555-0142
             8842    | Tri-River Bell | 200 N Main St   | PO Box 12       | 212-555-0143
    """,
)
def billing_used() -> Condition:
    """The law has the letter carry the billing address, and the carrier checks the other: they are easily swapped."""
    return _compared(ComparedField.c.crossed.contains("billing address", autoescape=True))


@rule(
    code="POR-024",
    name="ZIP differs or lost its leading zero",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=letters("zip"),
    message="Order {subject}: the LOA has the ZIP '{loa}', the CSR of account {of_account} '{csr}': {difference}.",
    fix="Use the five digits of the CSR's service ZIP, in a column that holds text.",
    cites=("47 CFR 52.36(b)",),
    needs=("loa.service_zip", "carrier_number.service_zip"),
    points_at=("service_zip", "pon"),
    bad="""
        LOA: Order | Account | ZIP   | Telephone Numbers
             PO-1  | 8841    | 8701  | 212-555-0142
             PO-2  | 8842    | 08702 | 212-555-0143
        CSR: Account | Carrier        | ZIP   | Telephone Numbers
             8841    | Tri-River Bell | 08701 | 212-555-0142
             8842    | Tri-River Bell | 08701 | 212-555-0143
    """,
    good="""
        LOA: Order | Account | ZIP        | Telephone Numbers
             PO-1  | 8841    | 08701-1234 | 212-555-0142
             PO-2  | 8842    | 08701      | 212-555-0143
        CSR: Account | Carrier        | ZIP   | Telephone Numbers
             8841    | Tri-River Bell | 08701 | 212-555-0142
             8842    | Tri-River Bell | 8701  | 212-555-0143
    """,
)
def zip_differs() -> Condition:
    """The ZIP is one of the few fields that a carrier may check even of the simplest port."""
    return _compared(_weighs)


_Ordered = ComparedField.alias("of_order")


def _with_order_account() -> Among:
    among = letters("account", _or_none(_Ordered.c.loa).label("ordered"))
    on = and_(_Ordered.c.loa_id == ComparedField.c.loa_id, _Ordered.c.field == "order_account")
    return Among(name=among.name, tables=among.tables, query=among.query.join(_Ordered, on))


@rule(
    code="POR-025",
    name="Account number differs or is damaged",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=_with_order_account(),
    message="Order {subject}: the CSR has account '{csr}', the LOA '{loa}', the order '{ordered}'.",
    fix="Confirm the account number with the owner of the bill, and keep it in a column that holds text.",
    cites=("47 CFR 52.36(b)", "ilec-guide: account mismatch"),
    needs=("loa.account or port_order.account", "carrier_number.account"),
    points_at=("account", "pon"),
    bad="""
        LOA: Order | Account     | Telephone Numbers
             PO-1  | 12345678    | 212-555-0142
             PO-2  | 1.23457E+12 | 212-555-0143
             PO-3  | 8842        | 212-555-0144
             PO-4  | 8850        | 212-555-0145
        Port Orders: Order | Account | FOC Date
                     PO-4  | 8851    | 2026-12-02
        CSR: Account       | Carrier        | Telephone Numbers
             0012345678    | Tri-River Bell | 212-555-0142
             1234571234567 | Tri-River Bell | 212-555-0143
             8841          | Tri-River Bell | 212-555-0144
             8850          | Tri-River Bell | 212-555-0145
    """,
    good="""
        LOA: Order | Account | Telephone Numbers
             PO-1  | 88-41   | 212-555-0142
             PO-2  | 8850    | 212-555-0145
        Port Orders: Order | Account | FOC Date
                     PO-2  | 88 50   | 2026-12-02
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142
             8850    | Tri-River Bell | 212-555-0145
    """,
)
def account_differs() -> Condition:
    """Without the right account number the carrier finds no customer, and spreadsheets damage such numbers silently."""
    neither = and_(ComparedField.c.level == CANNOT, _Ordered.c.level == CANNOT)
    return case((neither, None), else_=or_(_weighs, _Ordered.c.severity != ""))


_Office = ComparedField.alias("office")


def _with_office() -> Among:
    among = letters("signer", _or_none(_Office.c.loa).label("office"), _or_none(_Office.c.csr).label("known_office"))
    on = and_(_Office.c.loa_id == ComparedField.c.loa_id, _Office.c.field == "title")
    return Among(name=among.name, tables=among.tables, query=among.query.join(_Office, on))


@rule(
    code="POR-028",
    name="Signer not authorised",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_with_office(),
    message="Order {subject}: the LOA is signed by '{loa}' ({office}); the CSR of account {of_account} authorises "
    "'{csr}' ({known_office}).",
    fix="Have a contact whom the CSR names sign, with name and title as the CSR has them.",
    cites=("ilec-guide: unauthorized",),
    needs=("loa.signer", "carrier_number.authorized_contacts"),
    points_at=("signer", "pon"),
    milder=(Severity.MAJOR, lambda: ComparedField.c.level.not_in(DIFFERS)),
    bad="""
        LOA: Order | Account | Telephone Numbers | Signer     | Title
             PO-1  | 8841    | 212-555-0142      | Bob Ray    | CFO
             PO-2  | 8842    | 212-555-0143      | Darin Ward |
             PO-3  | 8841    | 212-555-0142      | Ann Lee    | Owner
        CSR: Account | Carrier        | Telephone Numbers | Authorized Contacts
             8841    | Tri-River Bell | 212-555-0142      | Ann Lee, CFO
             8842    | Tri-River Bell | 212-555-0143      | Darin L. Ward
    """,
    good="""
        LOA: Order | Account | Telephone Numbers | Signer    | Title
             PO-1  | 8841    | 212-555-0142      | ANN LEE   | Chief Financial Officer
             PO-2  | 8842    | 212-555-0143      | Eve Poe   | Owner
        CSR: Account | Carrier        | Telephone Numbers | Authorized Contacts
             8841    | Tri-River Bell | 212-555-0142      | Bob Ray (Owner); Ann Lee, CFO
             8842    | Tri-River Bell | 212-555-0143      | Poe, Eve
    """,
)
def signer_unknown() -> Condition:
    """A letter is worth what its signer may decide; the carrier knows a few names, and their middle initials."""
    office = and_(_Office.c.level.in_(DIFFERS), _Office.c.severity != "")
    return _compared(or_(_weighs, office))


@rule(
    code="POR-035",
    name="New BTN invalid",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=letters("new_btn"),
    message="Order {subject}: the new billing number {difference}.",
    fix="Name a number of the account that stays and is in service.",
    cites=("carrier reject lists: new billing number invalid, on the port list, or the old one",),
    needs=("loa.new_btn", "loa.e164"),
    points_at=("new_btn", "pon"),
    bad="""
        LOA: Order | Account | BTN          | New BTN      | Telephone Numbers
             PO-1  | 8841    | 212-555-0142 | 212-555-0143 | 212-555-0142-0143
             PO-2  | 8842    | 212-555-0152 | 212-555-0152 | 212-555-0153
             PO-3  | 8843    | 212-555-0162 | 212-555-0199 | 212-555-0162
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0149
             8842    | Tri-River Bell | 212-555-0152-0159
             8843    | Tri-River Bell | 212-555-0162-0169
    """,
    good="""
        LOA: Order | Account | BTN          | New BTN      | Telephone Numbers
             PO-1  | 8841    | 212-555-0142 | 212-555-0149 | 212-555-0142-0143
             PO-2  | 8842    | 212-555-0152 |              | 212-555-0153
        CSR: Account | Carrier        | Telephone Numbers
             8841    | Tri-River Bell | 212-555-0142-0149
             8842    | Tri-River Bell | 212-555-0152-0159
    """,
)
def new_btn_unfit() -> Condition:
    """What remains of the account is billed to the new number, so that it must stay, and belong to the account."""
    return case((ComparedField.c.loa == "", None), else_=_compared(_weighs))
