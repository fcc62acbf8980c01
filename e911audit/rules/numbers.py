"""Family NUM: is every telephone number real, held once, and known to the 911 database."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, not_, or_, select, union_all

from e911audit.model.tables import CarrierNumber, Device, Line, Location, Number
from e911audit.numbers import TOLL_FREE
from e911audit.rules.rule import Among, Condition, blank, given, is_in, rule
from e911audit.rules.subjects import (
    ACTIVE_NUMBERS,
    CARRIER_NUMBERS,
    DIALING_DEVICES,
    LOCATED_DEVICES,
    looked_at,
    number_name,
)
from e911audit.values import Basis, Severity

NO_PLACE = tuple(f"+1{code}" for code in (*sorted(TOLL_FREE), "900"))
"""First digits of numbers that belong to no place: toll-free codes, and 900 for premium services (NANP)."""


def _prefix(number: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(number, 1, 5)


local = and_(not_(is_in(Number.c.kind, "tollfree", "extension")), not_(is_in(_prefix(Number.c.e164), *NO_PLACE)))
"""Numbers that belong to a place, and so have a 911 record of their own."""
_own_numbers = Among(
    name="active numbers from which calls can be placed",
    tables=ACTIVE_NUMBERS.tables,
    query=ACTIVE_NUMBERS.query.where(local),
)


@rule(
    code="NUM-001",
    name="Active number without 911 record",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=_own_numbers,
    message="{subject} is in service and is not known to be in the 911 database (E911 Provisioned: {answer}).",
    fix="Provision its 911 record with the provider.",
    cites=("47 CFR 9.11", "47 CFR 9.8", "47 CFR 9.16"),
    needs=("number.e911_provisioned",),
    points_at=("e911_provisioned", "e164"),
    bad="""
        Numbers: Telephone Number | Status  | E911 Provisioned
                 212-555-0142     | active  | no
                 212-555-0143     |         |
                 212-555-0144     | porting | unknown
    """,
    good="""
        Numbers: Telephone Number | Status       | E911 Provisioned
                 212-555-0142     | active       | yes
                 212-555-0143     | disconnected | no
                 800-555-0144     | active       | no
    """,
)
def not_provisioned() -> Condition:
    """The 911 centre looks the calling number up; a number that is not there arrives without an address."""
    return not_(is_in(Number.c.e911_provisioned, "yes"))


_texts: Subquery = union_all(
    looked_at(Number, "number", number_name, Number.c.site, Number.c.text.label("text"), Number.c.fault),
    looked_at(Device, "device", Device.c.name, Device.c.site, Device.c.text.label("text"), Device.c.fault).where(
        given(Device.c.text)
    ),
    looked_at(Line, "line", Line.c.name, Line.c.site, Line.c.text.label("text"), Line.c.fault).where(
        given(Line.c.text)
    ),
).subquery("number_text")
_texts_query: Select[Any] = select(*_texts.c)


@rule(
    code="NUM-002",
    name="Number not valid NANP",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(name="numbers as written", tables=("number", "device", "line"), query=_texts_query),
    message="{subject}: '{text}' cannot be a telephone number of the North American plan: {fault}.",
    fix="Correct the number.",
    cites=("North American Numbering Plan",),
    needs=("number.e164 or device.e164 or line.e164",),
    points_at=("e164",),
    options={"allow_fictitious": False},
    bad="""
        Numbers: Telephone Number
                 212-555-0142
                 512-111-4420
                 12345
    """,
    good="""
        Numbers: Telephone Number
                 212-736-5000
                 +1 (512) 463-4630
    """,
    more={
        "devices and lines have numbers too": (
            """
            Devices: Device Name | MAC               | Telephone Number
                     Phone 1     | 00:11:22:33:44:55 | 12345
            Lines: Line Number  | Line Type
                   512-111-4420 | fax
            """,
            2,
        ),
    },
)
def impossible_number(allow_fictitious: bool) -> Condition:
    """Nobody can call such a number back, and no 911 database accepts it."""
    faulty = given(_texts.c.fault)
    return and_(faulty, _texts.c.fault != "fictitious") if allow_fictitious else faulty


def _holds(record: Any) -> Condition:
    return select(record.c.id).where(record.c.e164 == CarrierNumber.c.e164).correlate(CarrierNumber).exists()


@rule(
    code="NUM-009",
    name="Carrier number missing from inventory",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=CARRIER_NUMBERS,
    message="{subject} is billed by {carrier} (account {account}) and is on no number, device or line list.",
    fix="Trace the line; it may serve an alarm panel or an elevator (see LEG-003).",
    cites=("practice",),
    needs=("carrier_number.e164", "number.e164"),
    points_at=("e164",),
    bad="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
        CSR: Account | Carrier | Telephone Numbers
             8841    | Alpha   | 212-555-0142; 212-555-0177
    """,
    good="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
        Lines: Line Number  | Line Type
               212-555-0177 | elevator
        CSR: Account | Carrier | Telephone Numbers
             8841    | Alpha   | 212-555-0142; 212-555-0177
    """,
)
def unknown_to_inventory() -> Condition:
    """A line that is billed and that nobody lists is often the one behind a fire panel or an elevator."""
    listed = or_(*(_holds(record) for record in (Number, Line, Device)))
    return and_(CarrierNumber.c.e164.is_not(None), not_(listed))


@rule(
    code="NUM-010",
    name="Toll-free or non-geographic as emergency caller ID",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=DIALING_DEVICES,
    message="{subject} shows {emergency_caller_id} to 911, a number that belongs to no place.",
    fix="Use a local number of the site.",
    cites=("ALI keyed by telephone number",),
    needs=("device.emergency_caller_id",),
    points_at=("emergency_caller_id",),
    bad="""
        Devices: Device Name | MAC               | Emergency Caller ID
                 Phone 1     | 00:11:22:33:44:55 | 800-555-1234
                 Phone 2     | 00:11:22:33:44:66 | 1-900-555-1234
    """,
    good="""
        Devices: Device Name | MAC               | Emergency Caller ID
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142
                 Phone 2     | 00:11:22:33:44:66 |
    """,
)
def caller_id_without_place() -> Condition:
    """The 911 database is keyed by local numbers; a toll-free one has neither an address nor a nearest centre."""
    return is_in(_prefix(Device.c.emergency_caller_id), *NO_PLACE)


@rule(
    code="NUM-018",
    name="Extension without number and no ELIN",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=Among(
        name="devices with an extension",
        tables=LOCATED_DEVICES.tables,
        query=LOCATED_DEVICES.query.where(given(Device.c.extension)),
    ),
    message="{subject} has extension {extension} only: no number, no emergency caller ID, no ELIN at its location.",
    fix="Assign a number, an emergency caller ID or an ELIN.",
    cites=("47 CFR 9.16", "47 CFR 9.3 callback number"),
    needs=("device.extension", "device.e164 or device.emergency_caller_id or location.elin"),
    points_at=("extension", "e164"),
    bad="""
        Locations: Location ID | Street Address   | ELIN
                   HQ-1        | 100 Congress Ave |
        Devices: Device Name | Extension | Telephone Number | Location ID | Emergency Caller ID
                 Phone 1     | 4101      |                  | HQ-1        |
                 Phone 2     | 4102      |                  |             |
    """,
    good="""
        Locations: Location ID | Street Address   | ELIN
                   HQ-1        | 100 Congress Ave | 212-555-0190
        Devices: Device Name | Extension | Telephone Number | Location ID | Emergency Caller ID
                 Phone 1     | 4101      |                  | HQ-1        |
                 Phone 2     | 4102      | 212-555-0142     |             |
                 Phone 3     | 4103      |                  |             | 212-555-0143
    """,
)
def extension_only() -> Condition:
    """The 911 centre cannot call an extension back, and cannot look its address up."""
    return and_(blank(Device.c.e164), blank(Device.c.emergency_caller_id), blank(Location.c.elin))
