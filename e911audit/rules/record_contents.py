"""Family NUM, sixth part: is a 911 record complete, of this decade, and of the company that serves the number."""

from sqlalchemy import case, func, or_, select

from e911audit.model.tables import CarrierNumber, E911Record
from e911audit.rules.held_records import HELD, RECORDS, Held, plain, together
from e911audit.rules.rule import Among, Condition, blank, day, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

NENA = "NENA-STA-015"
THREE_YEARS = 1096
"""Days."""

_extracted = func.coalesce(E911Record.c.extract_date, E911Record.c.completion_date)


@rule(
    code="NUM-015",
    name="ALI record old or undated",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=RECORDS,
    message="{subject} has a 911 record without a date, or one older than {days} days.",
    fix="Compare the record with the place, and send it again.",
    cites=("911 database practice",),
    needs=("e911_record.extract_date or e911_record.completion_date",),
    points_at=("extract_date", "completion_date", "e164"),
    options={"days": THREE_YEARS},
    bad="""
        E911 Records: Telephone Number | Street Name | Community | Extract Date
                      212-555-0142     | 8 Elm St    | Austin    | 2019-03-01
                      212-555-0143     | 8 Elm St    | Austin    |
    """,
    good="""
        E911 Records: Telephone Number | Street Name | Community | Extract Date
                      212-555-0142     | 8 Elm St    | Austin    | 2025-03-01
    """,
    more={
        "the day on which the order was completed will do; a deleted record has no age": (
            """
            E911 Records: Telephone Number | Street Name | Community | Extract Date | Completion Date | Function
                          212-555-0142     | 8 Elm St    | Austin    |              | 2025-03-01      | I
                          212-555-0143     | 8 Elm St    | Austin    |              |                 | D
                          212-555-0144     | 8 Elm St    | Austin    |              |                 | C
            """,
            1,
        ),
    },
)
def old_record(days: int) -> Condition:
    """Offices move and floors are let again; a record that nobody looked at for years describes the former tenant."""
    return or_(_extracted.is_(None), _extracted < day("as_of", days))


NAME_LENGTH = 32
"""Characters of field 13 of a NENA 2.1 record."""
NO_NAME = ("N/A", "NA", "NONE", "NULL", "TBD", "UNKNOWN", "-", ".", "X")
"""What stands for no name."""


@rule(
    code="NUM-016",
    name="Customer name missing or over length",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=RECORDS,
    message="{subject} has a 911 record whose customer name is missing or longer than 32 characters ({name_length}).",
    fix="Send the record with the name at the door, in 32 characters; a blank one is refused with code 105.",
    cites=("NENA-STA-015 field 13", "DBMS error 105"),
    needs=("e911_record.customer_name",),
    points_at=("customer_name", "e164"),
    bad="""
        E911 Records: Telephone Number | Street Name | Community | Customer Name
                      212-555-0142     | 8 Elm St    | Austin    |
                      212-555-0143     | 8 Elm St    | Austin    | LARKSPUR HOLLOW HOLDINGS OF TEXAS
    """,
    good="""
        E911 Records: Telephone Number | Street Name | Community | Customer Name
                      212-555-0142     | 8 Elm St    | Austin    | LARKSPUR HOLLOW HOLDINGS OF TEXA
                      212-555-0143     | 8 Elm St    | Austin    | AL
    """,
    more={
        "what stands for nothing is no name": (
            """
            E911 Records: Telephone Number | Street Name | Community | Customer Name
                          212-555-0142     | 8 Elm St    | Austin    | N/A
            """,
            1,
        ),
    },
)
def name_missing_or_long() -> Condition:
    """The call taker asks for the firm by this name, and the crew looks for it at the door."""
    name = E911Record.c.customer_name
    return or_(blank(name), plain(name).in_(NO_NAME), func.length(func.trim(name)) > NAME_LENGTH)


_named = select(
    plain(CarrierNumber.c.carrier).label("carrier"), func.min(plain(CarrierNumber.c.company_id)).label("company_id")
).where(CarrierNumber.c.carrier.is_not(None), CarrierNumber.c.company_id.is_not(None))
_OfCarrier = shared(
    "company_of_carrier",
    _named.group_by(plain(CarrierNumber.c.carrier)).having(
        func.min(plain(CarrierNumber.c.company_id)) == func.max(plain(CarrierNumber.c.company_id))
    ),
    index="carrier",
)
"""Carriers whose lists agree on one company ID."""
_OnList = shared(
    "company_on_list",
    select(CarrierNumber.c.e164, func.min(plain(CarrierNumber.c.company_id)).label("company_id"))
    .where(CarrierNumber.c.e164.is_not(None), CarrierNumber.c.company_id.is_not(None))
    .group_by(CarrierNumber.c.e164),
    index="e164",
)
_serving = case((Held.c.carrier.is_not(None), _OfCarrier.c.company_id), else_=_OnList.c.company_id)
_expected = func.coalesce(_serving, plain(Held.c.expected_id))
"""The company ID of a number's carrier: by its name, else by the list that has the number, else by the number list."""


@rule(
    code="NUM-017",
    name="Company ID not the current carrier",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records",
        tables=HELD,
        query=together(
            "company_id",
            "company ",
            func.coalesce(plain(Held.c.company_id), ""),
            " instead of ",
            func.coalesce(_expected, ""),
        )
        .add_columns(func.coalesce(Held.c.carrier, "the carrier on file").label("whose"))
        .join(_OfCarrier, _OfCarrier.c.carrier == plain(Held.c.carrier), isouter=True)
        .join(_OnList, _OnList.c.e164 == Held.c.e164, isouter=True),
    ),
    message="Numbers of {whose} have 911 records of {subject}.",
    fix="Let the old company unlock the record and the new one migrate it; codes 756-758 and 792 tell where not.",
    cites=(NENA, "DBMS errors 756, 757, 758 and 792"),
    needs=(
        "number.company_id or e911_record.company_id",
        "carrier_number.company_id or number.company_id",
    ),
    points_at=("company_id", "e164"),
    bad="""
        Numbers: Telephone Number | Status | Carrier | Company ID
                 212-555-0142     | active | Beta    | ALPHA
        CSR: Account | Carrier | NENA Company ID | Telephone Numbers
             8841    | Beta    | BETA1           | 212-555-0150
    """,
    good="""
        Numbers: Telephone Number | Status | Carrier | Company ID
                 212-555-0142     | active | Beta    | beta1
        CSR: Account | Carrier | NENA Company ID | Telephone Numbers
             8841    | Beta    | BETA1           | 212-555-0150
    """,
    more={
        "the record's own company beside the list on which the number stands, or the number list": (
            """
            Numbers: Telephone Number | Status | Company ID
                     212-555-0142     | active |
                     212-555-0143     | active | GAMMA
                     212-555-0144     | active | GAMMA
            E911 Records: Telephone Number | Street Name | Community | Company ID
                          212-555-0142     | 8 Elm St    | Austin    | ALPHA
                          212-555-0143     | 8 Elm St    | Austin    | ALPHA
                          212-555-0144     | 8 Elm St    | Austin    | GAMMA
            CSR: Account | Carrier | NENA Company ID | Telephone Numbers
                 8841    | Beta    | BETA1           | 212-555-0142
            """,
            2,
        ),
        "a carrier of unknown or of two companies is not judged": (
            """
            Numbers: Telephone Number | Status | Carrier | Company ID
                     212-555-0142     | active | Beta    | ALPHA
                     212-555-0143     | active | Gamma   | ALPHA
            CSR: Account | Carrier | NENA Company ID | Telephone Numbers
                 8841    | Beta    | BETA1           | 212-555-0150
                 8842    | Beta    | BETA2           | 212-555-0151
            """,
            0,
        ),
    },
)
def record_of_another_company() -> Condition:
    """A record that the former carrier still holds keeps the old address; the new one's corrections are refused.

    A provider may have its records kept by another company: then enter that company's ID for the carrier.
    """
    return plain(Held.c.company_id) != _expected
