"""Family DEV: is every telephone classified, at a site, and able to call 911."""

from sqlalchemy import and_, func, not_, or_, select

from e911audit.model.tables import Device, Number
from e911audit.rules.rule import Among, Condition, blank, is_in, known, rule
from e911audit.rules.subjects import DEVICES, number_active
from e911audit.values import Basis, Severity


@rule(
    code="DEV-001",
    name="Endpoint type not classified",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=DEVICES,
    message="Nobody has said whether {subject} is fixed, moves within the premises, or works outside them.",
    fix="Classify it: fixed_onprem, nonfixed_onprem, offprem, guest_room, cellular_gw or nondial.",
    cites=("47 CFR 9.16(b)(3)",),
    needs=("device.endpoint_kind",),
    points_at=("endpoint_kind", "name"),
    bad="""
        Devices: Device Name | MAC               | Endpoint Kind
                 Phone 1     | 00:11:22:33:44:55 |
    """,
    good="""
        Devices: Device Name | MAC               | Endpoint Kind
                 Phone 1     | 00:11:22:33:44:55 | fixed_onprem
    """,
)
def unclassified() -> Condition:
    """The law asks another kind of location of a desk phone than of a laptop; without the kind none can be checked."""
    return blank(Device.c.endpoint_kind)


@rule(
    code="DEV-003",
    name="Device at no site",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=DEVICES,
    message="{subject} works on the premises and is at no site.",
    fix="Assign it to its site.",
    cites=("practice",),
    needs=("device.site", "device.endpoint_kind"),
    points_at=("site", "name"),
    bad="""
        Devices: Device Name | Site Code | Endpoint Kind
                 Phone 1     |           | fixed_onprem
    """,
    good="""
        Devices: Device Name | Site Code | Endpoint Kind
                 Phone 1     | HQ        | fixed_onprem
                 Laptop 7    |           | offprem
    """,
)
def at_no_site() -> Condition:
    """A telephone that belongs nowhere is in nobody's plan, and no cutover list will show that it lost 911."""
    return and_(blank(Device.c.site_written), Device.c.endpoint_kind != "offprem")


_elsewhere = and_(Number.c.e164 == Device.c.e164, Number.c.site != Device.c.site, number_active)
_number_site = select(func.min(Number.c.site)).where(_elsewhere).correlate(Device).scalar_subquery()


@rule(
    code="DEV-005",
    name="Device location site differs from number site",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=DEVICES.name,
        tables=DEVICES.tables,
        query=DEVICES.query.add_columns(
            func.coalesce(Device.c.e164, "").label("number"), func.coalesce(_number_site, "").label("number_site")
        ),
    ),
    message="{subject} is at site {site}, and its number {number} is listed at site {number_site}.",
    fix="Find out which of the two is right and correct the other.",
    cites=("practice",),
    needs=("device.site", "device.e164", "number.site"),
    points_at=("site", "e164"),
    bad="""
        Numbers: Telephone Number | Site Code
                 212-555-0142     | HQ
        Devices: Device Name | MAC               | Telephone Number | Site Code
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | BRANCH
    """,
    good="""
        Numbers: Telephone Number | Site Code
                 212-555-0142     | HQ
        Devices: Device Name | MAC               | Telephone Number | Site Code
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | HQ
                 Phone 2     | 00:11:22:33:44:66 |                  | BRANCH
    """,
    more={
        "a spare number is at no site in earnest": (
            """
            Numbers: Telephone Number | Site Code | Status
                     212-555-0142     | HQ        | spare
            Devices: Device Name | MAC               | Telephone Number | Site Code
                     Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | BRANCH
            """,
            0,
        ),
    },
)
def site_differs() -> Condition:
    """A telephone that was moved with its number keeps the old building's address at the 911 centre."""
    return _number_site.is_not(None)


@rule(
    code="DEV-007",
    name="Lobby, hotel-house or courtesy phone cannot dial 911",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=DEVICES,
    message="{subject} is open to visitors and cannot dial 911; this does not meet 47 U.S.C. 623(b) on the data given.",
    fix="Open 911 in its class of restriction.",
    cites=("47 U.S.C. 623(b)",),
    needs=("device.kind or device.endpoint_kind", "device.can_dial_911"),
    points_at=("can_dial_911", "kind"),
    bad="""
        Devices: Device Name | Kind     | Can Dial 911
                 Entrance    | lobby    | no
                 Hallway 2   | courtesy | no
                 Room 214    | guest    | no
    """,
    good="""
        Devices: Device Name | Kind       | Can Dial 911
                 Entrance    | lobby      | yes
                 Gate 3      | intercom   | no
    """,
)
def visitors_cannot_dial() -> Condition:
    """Visitors and guests reach for the telephone on the wall; in an emergency it must work without a key or code."""
    public = or_(Device.c.kind.in_(("lobby", "courtesy", "guest")), is_in(Device.c.endpoint_kind, "guest_room"))
    can_dial_at_all = not_(is_in(Device.c.endpoint_kind, "nondial"))
    return and_(public, known(Device.c.can_dial_911) == "no", can_dial_at_all)
