"""Family CBN, part on ELINs: are there enough of them for a location, and is each one kept for emergencies."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Device, Location, Number
from e911audit.rules.elins import Elin, ElinCallers, ElinPool
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import can_dial, looked_at, number_active
from e911audit.values import Basis, Severity

HOLD_MINUTES = 180
"""How long Cisco Emergency Responder remembers whose call went out under an ELIN (its default)."""
KEPT_FOR = ("elin", "erl", "emergency", "911", "e911", "security", "reserved")
"""Words of a holder's name that say an ELIN is kept for emergencies, or rings those who answer for them."""


@rule(
    code="CBN-014",
    name="ELIN pool too small",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="locations with an ELIN",
        tables=("location",),
        query=looked_at(
            Location,
            "location",
            Location.c.code,
            Location.c.site,
            ElinPool.c.elins.label("elins"),
            ElinCallers.c.callers.label("devices"),
            affects=func.coalesce(ElinCallers.c.callers, 1),
        )
        .select_from(Location)
        .join(ElinPool, ElinPool.c.location == Location.c.code)
        .join(ElinCallers, ElinCallers.c.location == Location.c.code, isouter=True)
        .where(not_(Location.c.repeats)),
    ),
    message="{subject} has {elins} ELIN for {devices} telephones: of {callers} callers within "
    f"{HOLD_MINUTES} minutes the last takes over the callback of an earlier one.",
    fix="Add an ELIN for each caller that may be expected at the same time.",
    cites=("Cisco Emergency Responder practice",),
    needs=("location.elin", "device.location or network_element.location"),
    points_at=("elin", "code"),
    options={"callers": 2},
    bad="""
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
        Devices: Device Name | Endpoint Kind | Location ID | Emergency Caller ID
                 Phone 1     | fixed_onprem  | HQ-1        |
                 Phone 2     | fixed_onprem  | HQ-1        | 212-555-0190
    """,
    good="""
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0191
                   HQ-2        | 100 Congress Ave | 2     | 212-555-0192
                   HQ-3        | 100 Congress Ave | 3     |
        Devices: Device Name | Endpoint Kind | Location ID | Emergency Caller ID
                 Phone 1     | fixed_onprem  | HQ-1        |
                 Phone 2     | fixed_onprem  | HQ-1        |
                 Phone 3     | fixed_onprem  | HQ-2        |
                 Phone 4     | fixed_onprem  | HQ-2        | 212-555-0142
                 Phone 5     | fixed_onprem  | HQ-3        |
    """,
    more={
        "the second ELIN stands in the list of numbers": (
            """
            Numbers: Telephone Number | Kind | Location ID
                     212-555-0191     | ELIN | HQ-1
            Locations: Location ID | Street Address   | Floor | ELIN
                       HQ-1        | 100 Congress Ave | 1     | 212-555-0190
            Devices: Device Name | Endpoint Kind | Location ID
                     Phone 1     | fixed_onprem  | HQ-1
                     Phone 2     | fixed_onprem  | HQ-1
            """,
            0,
        ),
        "the same ELIN in both lists is one": (
            """
            Numbers: Telephone Number | Kind | Location ID
                     (212) 555-0190   | ELIN | HQ-1
            Locations: Location ID | Street Address   | Floor | ELIN
                       HQ-1        | 100 Congress Ave | 1     | 212-555-0190
            Devices: Device Name | Endpoint Kind | Location ID
                     Phone 1     | fixed_onprem  | HQ-1
                     Phone 2     | fixed_onprem  | HQ-1
            """,
            1,
        ),
        "the network map brings the telephones": (
            """
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.0.0/24 | HQ-1
            Locations: Location ID | Street Address   | Floor | ELIN
                       HQ-1        | 100 Congress Ave | 1     | 212-555-0190
            Devices: Device Name | Endpoint Kind | IP Address
                     Phone 1     | fixed_onprem  | 10.1.0.7
                     Phone 2     | fixed_onprem  | 10.1.0.8
            """,
            1,
        ),
    },
)
def too_few_elins(callers: int) -> Condition:
    """A second caller of the floor gets the same ELIN, and a 911 centre that calls the first back reaches the second.

    A telephone alone at its location needs one ELIN, and one with a caller ID of its own needs none.
    """
    at_once = case((ElinCallers.c.callers < callers, ElinCallers.c.callers), else_=callers)
    return ElinPool.c.elins < func.coalesce(at_once, 0)


_Stood = (
    select(Elin.c.e164, func.max(Elin.c.location).label("location"), func.max(ElinCallers.c.devices).label("devices"))
    .join(ElinCallers, ElinCallers.c.location == Elin.c.location, isouter=True)
    .group_by(Elin.c.e164)
    .subquery("elin_location")
)


def _held(record: Any, kind: str, holder: ColumnElement[Any], active: Condition) -> Select[Any]:
    return (
        looked_at(
            record,
            kind,
            record.c.e164,
            record.c.site,
            holder.label("holder"),
            _Stood.c.devices,
            func.coalesce(literal(" of ") + func.nullif(_Stood.c.location, ""), "").label("of_location"),
        )
        .select_from(record)
        .join(_Stood, _Stood.c.e164 == record.c.e164)
        .where(active)
    )


_holders = union_all(
    _held(Number, "number", Number.c.assigned_to, number_active), _held(Device, "device", Device.c.name, can_dial)
).subquery("elin_holder")
_holders_query: Select[Any] = select(*_holders.c)


@rule(
    code="CBN-015",
    name="ELIN assigned to a user phone",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="numbers that are ELINs", tables=("number", "device"), query=_holders_query),
    message="{subject} is the ELIN{of_location} and belongs to '{holder}': whoever is called back, it rings there.",
    fix="Give the user another number and keep the ELIN for emergencies.",
    cites=("ERL and ELIN practice",),
    needs=("number.assigned_to or device.e164", "location.elin or number.kind"),
    points_at=("assigned_to", "e164"),
    bad="""
        Numbers: Telephone Number | Kind | Location ID | Assigned To
                 212-555-0190     | did  | HQ-1        | Ana Abbott
                 212-555-0191     | ELIN |             | Ben Park
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
                   HQ-2        | 100 Congress Ave | 2     | 212-555-0192
        Devices: Device Name | Endpoint Kind | Location ID | Telephone Number
                 Phone 1     | fixed_onprem  | HQ-2        | 212-555-0192
                 Phone 2     | fixed_onprem  | HQ-2        | 212-555-0142
    """,
    good="""
        Numbers: Telephone Number | Kind | Location ID | Assigned To
                 212-555-0142     | did  | HQ-1        | Ana Abbott
                 212-555-0190     | ELIN | HQ-1        |
                 212-555-0191     | ELIN | HQ-2        | ELIN floor 2
                 212-555-0192     | ELIN | HQ-3        | Security desk
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
                   HQ-2        | 100 Congress Ave | 2     | 212-555-0191
                   HQ-3        | 100 Congress Ave | 3     | 212-555-0192
    """,
    more={
        "alone at its location, a telephone's own number is its ELIN": (
            """
            Numbers: Telephone Number | Kind | Location ID | Assigned To
                     212-555-0190     | did  | HOME-1      | Ana Abbott
            Locations: Location ID | Street Address | ELIN
                       HOME-1      | 8 Elm St       | 212-555-0190
            Devices: Device Name | Endpoint Kind | Location ID | Telephone Number
                     Laptop 7    | offprem       | HOME-1      | 212-555-0190
            """,
            0,
        ),
        "a word of a name is no word of its own": (
            """
            Numbers: Telephone Number | Kind | Assigned To
                     212-555-0190     | ELIN | Angelina Sterling
            """,
            1,
        ),
        "one ELIN, held in both lists": (
            """
            Numbers: Telephone Number | Site Code | Kind | Location ID | Assigned To
                     212-555-0190     | HQ        | did  | HQ-1        | Ana Abbott
            Locations: Location ID | Site Code | Street Address   | ELIN
                       HQ-1        | HQ        | 100 Congress Ave | 212-555-0190
            Devices: Device Name | Site Code | Endpoint Kind | Location ID | Telephone Number
                     Phone 1     | HQ        | fixed_onprem  | HQ-1        | 212-555-0190
                     Phone 2     | HQ        | fixed_onprem  | HQ-1        | 212-555-0142
            """,
            1,
        ),
    },
)
def elin_of_a_user() -> Condition:
    """The 911 centre calls an ELIN back to reach a floor; a user's telephone rings at one desk or is forwarded away."""
    words = literal(" ") + func.lower(_holders.c.holder) + literal(" ")
    kept = or_(*(words.contains(f" {word} ") for word in KEPT_FOR))
    alone = func.coalesce(_holders.c.devices == 1, False)
    return func.coalesce(and_(not_(kept), not_(alone)), False)
