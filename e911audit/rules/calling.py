"""Family CBN: does dialing 911 work at once, does somebody on site learn of it, and can the caller be called back."""

from typing import Any

from sqlalchemy import and_, case, func, not_, or_, select

from e911audit.model.tables import CarrierNumber, Line, Location, Number, System
from e911audit.rules.regime import GRANDFATHERED_TO, core_installed_on
from e911audit.rules.rule import Among, Condition, blank, given, is_in, known, rule
from e911audit.rules.subjects import LOCATED_DEVICES, SYSTEMS, callback, looked_at
from e911audit.values import Basis, Severity

older = func.coalesce(and_(System.c.installed_on <= GRANDFATHERED_TO, core_installed_on <= GRANDFATHERED_TO), False)
"""TRUE only where the dates say so: a system of unknown age is held to the law."""


@rule(
    code="CBN-001",
    name="911 needs a prefix",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SYSTEMS,
    message="On {subject}, 911 cannot be dialed without a prefix; this does not meet 47 U.S.C. 623 on the data given.",
    fix="Change the dial plan so that 911 alone goes out.",
    cites=(
        "47 U.S.C. 623",
        "47 CFR 9.16(b)(1)",
        "Tex. Health & Safety Code 771A.001",
        "Utah Code 69-5-205",
        "25 M.R.S. 2934-A",
    ),
    needs=("system.direct_911",),
    points_at=("direct_911",),
    bad="""
        Systems: System | Vendor | Direct 911
                 PBX    | Alpha  | no
    """,
    good="""
        Systems: System | Vendor | Direct 911
                 PBX    | Alpha  | yes
    """,
)
def prefix_needed() -> Condition:
    """Somebody in danger dials what every child learns; a telephone that wants a 9 first reaches nobody."""
    return known(System.c.direct_911) == "no"


@rule(
    code="CBN-004",
    name="Notification absent",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SYSTEMS,
    message="{subject} tells nobody on site of a 911 call; this does not meet 47 U.S.C. 623(c) on the data given.",
    fix="Configure the notification.",
    cites=("47 U.S.C. 623(c)", "47 CFR 9.16(b)(2)"),
    needs=("system.notification",),
    points_at=("notification",),
    bad="""
        Systems: System | Installed On | Notification
                 PBX    | 2021-03-01   | no
                 Hosted |              |
    """,
    good="""
        Systems: System  | Installed On | Notification
                 PBX     | 2021-03-01   | yes
                 Old key | 2009-05-01   | no
    """,
    more={
        "an old system with a new core is a new system": (
            """
            Systems: System | Installed On | Last Core Upgrade On | Notification
                     PBX    | 2009-05-01   | 2022-06-01           | no
            """,
            1,
        ),
    },
)
def no_notification() -> Condition:
    """Whoever knows of the call can open the door, lead the crew to the room, and help before it arrives."""
    return and_(not_(older), not_(is_in(System.c.notification, "yes")))


@rule(
    code="CBN-005",
    name="No notification target for site",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SYSTEMS,
    message="{subject} names nobody who is told of a 911 call; this does not meet 47 CFR 9.16(b)(2) on the data given.",
    fix="Add a target on or off site where somebody is likely to see or hear it.",
    cites=("47 CFR 9.16(b)(2)",),
    needs=("system.notification_targets",),
    points_at=("notification_targets",),
    bad="""
        Systems: System | Installed On | Notification | Notification Targets
                 PBX    | 2021-03-01   | yes          |
    """,
    good="""
        Systems: System  | Installed On | Notification | Notification Targets
                 PBX     | 2021-03-01   | yes          | security desk
                 Old key | 2009-05-01   | no           |
    """,
)
def no_notification_target() -> Condition:
    """A notification that goes to nobody is a log entry; nobody opens the door because of it."""
    return and_(not_(older), blank(System.c.notification_targets))


def _on(record: Any) -> Condition:
    return select(record.c.id).where(record.c.e164 == callback).exists()


_carriers_listed = select(CarrierNumber.c.id).where(CarrierNumber.c.e164.is_not(None)).exists()
_dialable = and_(callback.like("+1%"), func.length(callback) == len("+12125550142"))
_listed = case((_carriers_listed, _on(CarrierNumber)), else_=or_(_on(Number), _on(Line)))
_trouble = case(
    (blank(callback), "it has neither an emergency caller ID nor an ELIN"),
    (not_(_dialable), "it is no ten-digit number"),
    (and_(_carriers_listed, not_(_listed)), "no carrier lists it"),
    (not_(_listed), "no number list has it"),
    else_="",
)


@rule(
    code="CBN-011",
    name="Callback number not dialable",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=Among(
        name=LOCATED_DEVICES.name,
        tables=LOCATED_DEVICES.tables,
        query=LOCATED_DEVICES.query.add_columns(_trouble.label("trouble")),
    ),
    message="{subject} gives 911 {callback} to call back: {trouble}.",
    fix="Give it a direct number of the site as emergency caller ID.",
    cites=("47 CFR 9.3 callback number",),
    needs=(
        "device.emergency_caller_id",
        "carrier_number.e164 or number.e164",
    ),
    points_at=("emergency_caller_id", "e164", "extension", "name"),
    bad="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
        Devices: Device Name | MAC               | Telephone Number | Emergency Caller ID
                 Phone 1     | 00:11:22:33:44:55 |                  |
                 Phone 2     | 00:11:22:33:44:66 | 212-555-0142     | 4101
                 Phone 3     | 00:11:22:33:44:77 | 212-555-0142     | 212-555-0199
                 Phone 4     | 00:11:22:33:44:88 | 212-555-0142     |
    """,
    good="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
                 212-555-0190     | active
        Locations: Location ID | Street Address   | ELIN
                   HQ-1        | 100 Congress Ave | 212-555-0190
        Devices: Device Name | MAC               | Telephone Number | Location ID | Emergency Caller ID
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     |             | 212-555-0142
                 Phone 2     | 00:11:22:33:44:66 |                  | HQ-1        |
                 Phone 3     | 00:11:22:33:44:77 |                  |             | 212-555-0142
    """,
    more={
        "the carrier's list decides where there is one": (
            """
            Numbers: Telephone Number | Status
                     212-555-0142     | active
                     212-555-0143     | active
            CSR: Account | Carrier | Telephone Numbers
                 8841    | Alpha   | 212-555-0142
            Devices: Device Name | MAC               | Emergency Caller ID
                     Phone 1     | 00:11:22:33:44:55 | 212-555-0142
                     Phone 2     | 00:11:22:33:44:66 | 212-555-0143
            """,
            1,
        ),
    },
)
def no_way_back() -> Condition:
    """Calls drop and callers hang up in panic; the 911 centre then dials the number it saw."""
    return _trouble != ""


_Shared = (
    select(
        Location.c.elin.label("elin"),
        func.min(Location.c.code).label("first"),
        func.max(Location.c.code).label("last"),
    )
    .where(given(Location.c.elin), not_(Location.c.repeats))
    .group_by(Location.c.elin)
    .subquery("elin_use")
)


@rule(
    code="CBN-012",
    name="ELIN on two locations",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=Among(
        name="locations with an ELIN",
        tables=("location",),
        query=looked_at(
            Location,
            "location",
            Location.c.code,
            Location.c.site,
            Location.c.elin.label("elin"),
            case((Location.c.code == _Shared.c.first, _Shared.c.last), else_=_Shared.c.first).label("other"),
        )
        .join(_Shared, _Shared.c.elin == Location.c.elin)
        .where(not_(Location.c.repeats)),
    ),
    message="{subject} has the ELIN {elin}, which location {other} has too.",
    fix="Give each location an ELIN of its own.",
    cites=("ERL and ELIN practice",),
    needs=("location.elin",),
    points_at=("elin",),
    bad="""
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
                   HQ-2        | 100 Congress Ave | 2     | (212) 555-0190
    """,
    good="""
        Locations: Location ID | Street Address   | Floor | ELIN
                   HQ-1        | 100 Congress Ave | 1     | 212-555-0190
                   HQ-2        | 100 Congress Ave | 2     | 212-555-0191
                   HQ-3        | 100 Congress Ave | 3     |
    """,
)
def elin_twice() -> Condition:
    """The ELIN is the key to one address; with two locations behind it the crew goes to one of them by chance."""
    return _Shared.c.first != _Shared.c.last
