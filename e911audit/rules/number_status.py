"""Family NUM, third part: what the provider and the carrier say of a number beside what the inventory says."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import CarrierNumber, Device, E911Record, Number
from e911audit.rules.held_records import CARRIERS, Held, Listed, plain, still_held, told, used
from e911audit.rules.numbers import local
from e911audit.rules.rule import Among, Condition, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import NUMBERS, looked_at, number_active, number_name
from e911audit.values import Basis, Severity


@rule(
    code="NUM-005",
    name="Provider 911 status not good",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=told("status", "911 records and their status"),
    message="The 911 record of {subject} is {status} at {provider}; this does not meet 47 CFR 9.11 on the data given.",
    fix="Clear the error with the provider, then make a test call; a status alone proves no dispatchable location.",
    cites=("47 CFR 9.11",),
    needs=("number.e911_status or e911_record.provider_status",),
    points_at=("provider_status", "e911_status", "e164"),
    bad="""
        Numbers: Telephone Number | Status | E911 Status
                 212-555-0142     | active | Pending
                 212-555-0143     | active | unverified
                 212-555-0144     |        | REJECTED
    """,
    good="""
        Numbers: Telephone Number | Status       | E911 Status
                 212-555-0142     | active       | Registered
                 212-555-0143     | disconnected | failed
                 800-555-0144     | active       | failed
    """,
    more={
        "the provider's own list counts before the number list": (
            """
            Numbers: Telephone Number | Status | E911 Status
                     212-555-0142     | active |
                     212-555-0143     | active | failed
            E911 Records: Telephone Number | Street Name   | Community | E911 Status
                          212-555-0142     | 8 Elm St      | Austin    | No match
                          212-555-0143     | 8 Elm St      | Austin    | Validated
                          212-555-0150     | 8 Elm St      | Austin    | Draft
            """,
            2,
        ),
        "no word is no answer": (
            """
            Numbers: Telephone Number | Status | E911 Status
                     212-555-0142     | active |
                     212-555-0143     | active | unknown
            """,
            0,
        ),
        "a record that is taken out of the database": (
            """
            E911 Records: Telephone Number | Street Name | Community | Function | E911 Status
                          212-555-0142     | 8 Elm St    | Austin    | D        | failed
                          212-555-0143     | 8 Elm St    | Austin    | I        | failed
            """,
            1,
        ),
    },
)
def status_not_good() -> Condition:
    """A record that the provider has not accepted is not in the 911 database, whatever the number list says.

    The other way round nothing is proved: providers call addresses validated that no responder could find.
    """
    return known(Held.c.status).in_(("pending", "rejected"))


_in_database = select(E911Record.c.id).where(E911Record.c.e164 == Number.c.e164, still_held).correlate(Number).exists()


@rule(
    code="NUM-007",
    name="Spare or disconnected number still provisioned",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=NUMBERS.name,
        tables=NUMBERS.tables,
        query=NUMBERS.query.add_columns(func.coalesce(Number.c.status, "").label("status")),
    ),
    message="{subject} is {status} and the 911 database still has a record of it.",
    fix="Let the provider delete the record once; a second delete is refused (code 704: no such record).",
    cites=("911 database practice", "DBMS error 704"),
    needs=("number.status", "number.e911_provisioned or e911_record.e164"),
    points_at=("status", "e911_provisioned", "e164"),
    bad="""
        Numbers: Telephone Number | Status       | E911 Provisioned
                 212-555-0142     | spare        | yes
                 212-555-0143     | disconnected | yes
    """,
    good="""
        Numbers: Telephone Number | Status       | E911 Provisioned
                 212-555-0142     | spare        | no
                 212-555-0143     | active       | yes
                 212-555-0144     | reserved     | yes
    """,
    more={
        "the record itself tells it, unless it was deleted": (
            """
            Numbers: Telephone Number | Status
                     212-555-0142     | disconnected
                     212-555-0143     | disconnected
            E911 Records: Telephone Number | Street Name | Community | Function
                          212-555-0142     | 8 Elm St    | Austin    | I
                          212-555-0143     | 8 Elm St    | Austin    | D
            """,
            1,
        ),
        "what no list assigns may still be an ELIN or a caller ID": (
            """
            Numbers: Telephone Number | Status | E911 Provisioned
                     212-555-0142     | spare  | yes
                     212-555-0143     | spare  | yes
                     212-555-0144     | spare  | yes
            Locations: Location ID | Street Address   | ELIN
                       HQ-1        | 100 Congress Ave | 212-555-0142
            Devices: Device Name | MAC               | Emergency Caller ID
                     Phone 1     | 00:11:22:33:44:55 | 212-555-0143
            """,
            1,
        ),
    },
)
def idle_but_provisioned() -> Condition:
    """When the carrier gives the number to somebody else, help is sent to the old address until the new one is known.

    Numbers that stand for a location, or that a telephone shows to 911, are in use whatever their status says.
    """
    provisioned = case((_in_database, True), else_=known(Number.c.e911_provisioned) == "yes")
    return and_(Number.c.status.in_(("spare", "disconnected")), not_(used(Number.c.e164)), provisioned)


_on_devices = looked_at(Device, "device", Device.c.e164, Device.c.site, Device.c.e164, null().label("carrier")).where(
    Device.c.e164.is_not(None), Device.c.e164.not_in(select(Listed.c.e164))
)
"""Numbers that only the export of a telephone system has."""
_active = union_all(
    looked_at(Number, "number", number_name, Number.c.site, Number.c.e164, Number.c.carrier).where(
        number_active, local, Number.c.e164.is_not(None)
    ),
    _on_devices,
).subquery("active_number")
_active_query: Select[Any] = select(*_active.c, func.coalesce(_active.c.carrier, "a carrier").label("whose"))
_Carried = shared(
    "carried_number",
    select(CarrierNumber.c.e164).where(CarrierNumber.c.e164.is_not(None)).distinct(),
    index="e164",
)
_SiteListed = shared(
    "listed_site",
    select(Number.c.site)
    .join(_Carried, _Carried.c.e164 == Number.c.e164)
    .where(Number.c.site.is_not(None))
    .union(select(Device.c.site).join(_Carried, _Carried.c.e164 == Device.c.e164).where(Device.c.site.is_not(None))),
    index="site",
)
"""Sites of which the carriers' lists have at least one number."""


@rule(
    code="NUM-008",
    name="Active number missing from carrier list",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="active numbers", tables=("number", "device"), query=_active_query),
    message="{subject} is in service here and on no list of {whose}.",
    fix="Ask the carrier who holds the number; it may be mistyped, already ported away or on an account not seen yet.",
    cites=("practice",),
    needs=("number.e164 or device.e164", "carrier_number.e164"),
    points_at=("e164",),
    bad="""
        Numbers: Telephone Number | Status  | Site Code
                 212-555-0142     | active  | HQ
                 212-555-0143     | active  | HQ
                 212-555-0144     | porting | HQ
        CSR: Account | Carrier | Telephone Numbers
             8841    | Alpha   | 212-555-0142
    """,
    good="""
        Numbers: Telephone Number | Status       | Site Code
                 212-555-0142     | active       | HQ
                 212-555-0143     | disconnected | HQ
                 212-555-0144     | spare        | HQ
                 800-555-0145     | active       | HQ
        CSR: Account | Carrier | Telephone Numbers
             8841    | Alpha   | 212-555-0142
    """,
    more={
        "lists of one carrier, or of one site, say nothing of the others": (
            """
            Numbers: Telephone Number | Status | Site Code | Carrier
                     212-555-0142     | active | HQ        | Alpha
                     212-555-0143     | active | HQ        | Beta
                     212-555-0144     | active | DEPOT     | Alpha
                     212-555-0145     | active | HQ        | ALPHA
                     212-555-0146     | active | HQ        |
            CSR: Account | Carrier | Telephone Numbers
                 8841    | Alpha   | 212-555-0142
            """,
            2,
        ),
        "a telephone's number that no number list has": (
            """
            Devices: Device Name | MAC               | Site Code | Telephone Number
                     Phone 1     | 00:11:22:33:44:55 | HQ        | 212-555-0142
                     Phone 2     | 00:11:22:33:44:66 | HQ        | 212-555-0143
            CSR: Account | Carrier | Telephone Numbers
                 8841    | Alpha   | 212-555-0142
            """,
            1,
        ),
    },
)
def unknown_to_carrier() -> Condition:
    """A number that no carrier bills cannot be ported, cannot be called back, and its 911 record is nobody's to change.

    Judged where the lists cover it: they are of its carrier, and they have other numbers of its site.
    """
    unnamed = select(CarrierNumber.c.id).where(CarrierNumber.c.carrier.is_(None)).exists()
    of_carrier = or_(_active.c.carrier.is_(None), plain(_active.c.carrier).in_(CARRIERS), unnamed)
    of_site = or_(_active.c.site == "", _active.c.site.in_(select(_SiteListed.c.site)))
    missing = _active.c.e164.not_in(select(_Carried.c.e164))
    return case((not_(missing), False), (and_(of_carrier, of_site), True), else_=literal(None))
