"""Family LOC, fifth part: does the location name what is needed to find the caller inside the building."""

from sqlalchemy import and_, func, not_

from e911audit.model.tables import Site
from e911audit.rules.places import SPOTS, Spot, floors, spot_needs
from e911audit.rules.rule import Condition, blank, given, rule
from e911audit.rules.subjects import SitePlace
from e911audit.values import Basis, Severity

_in_use = Spot.c.on_premises == "yes"


@rule(
    code="LOC-020",
    name="Floor missing in multi-storey building",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SPOTS,
    message="{subject} is in a building of {floors} floors and names no floor.",
    fix="Add the floor.",
    cites=(
        "47 CFR 9.3",
        "47 CFR 9.3 alternative location information: floor level",
        "Utah Code 69-5-202",
        "35 Pa.C.S. 5311.16 until its 2024 repeal",
    ),
    needs=("building.floors", spot_needs("floor")),
    options={"floors_from": 2},
    levels={"strict": {"floors_from": 1}},
    points_at=("floor", "location", "interior", "street", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 4
        Locations: Location ID | Site Code | Building | Floor
                   HQ-1        | HQ        | Main     |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | HQ        | HQ-1
                 Phone 2     | fixed_onprem  | HQ        |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 4
        Locations: Location ID | Site Code | Building | Floor
                   HQ-1        | HQ        | Main     | 3
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | HQ        | HQ-1
    """,
    more={
        "a building of one floor needs none": (
            """
            Buildings: Site Code | Building | Floors
                       HQ        | Main     | 1
                       HQ        | Tower    | 9
            Locations: Location ID | Site Code | Building | Floor
                       HQ-1        | HQ        | Main     |
            Devices: Device Name | Endpoint Kind | Site Code | Location ID
                     Phone 1     | fixed_onprem  | HQ        | HQ-1
            """,
            0,
        ),
        "the site is one floor of a tower": (
            """
            Sites: Site Code | Street Address        | City   | State | ZIP
                   HQ        | 100 Congress Ave Fl 7 | Austin | TX    | 78701
            Buildings: Site Code | Building | Floors
                       HQ        | Main     | 22
            Devices: Device Name | Endpoint Kind | Site Code | Location ID
                     Phone 1     | fixed_onprem  | HQ        |
            """,
            0,
        ),
        "a remote worker's floor is not the site's": (
            """
            Buildings: Site Code | Building | Floors
                       HQ        | Main     | 4
            Devices: Device Name | Endpoint Kind | Site Code | Location ID
                     Laptop 7    | offprem       | HQ        |
            """,
            0,
        ),
    },
)
def floor_missing(floors_from: int) -> Condition:
    """A street address alone does not find a caller in a building with many floors."""
    one_floor = and_(given(SitePlace.c.floor), SitePlace.c.floor.not_like("%-%"))
    return and_(_in_use, floors >= floors_from, blank(Spot.c.floor), not_(func.coalesce(one_floor, False)))


@rule(
    code="LOC-021",
    name="Building missing on campus",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SPOTS,
    message="{subject} is on a campus of {buildings} buildings and names none of them.",
    fix="Add the building.",
    cites=("47 CFR 9.3", "Utah Code 69-5-201 to 205", "50 ILCS 750/15.5a", "MCL 484.1405 (2019 PA 30)"),
    needs=("site.buildings", spot_needs("building")),
    points_at=("building", "location", "interior", "street", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Buildings
               CAMPUS    | 100 Congress Ave | Austin | TX    | 78701 | 6
        Locations: Location ID | Site Code | Building | Floor
                   C-1         | CAMPUS    |          | 3
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | CAMPUS    | C-1
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Buildings
               CAMPUS    | 100 Congress Ave | Austin | TX    | 78701 | 6
               SHOP      | 8 Elm St         | Austin | TX    | 78701 | 1
        Locations: Location ID | Site Code | Building | Floor
                   C-1         | CAMPUS    | Library  | 3
                   S-1         | SHOP      |          |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | CAMPUS    | C-1
                 Phone 2     | fixed_onprem  | SHOP      | S-1
    """,
)
def building_missing() -> Condition:
    """Every building of a campus may share one gate and one street number; the caller is in one of them."""
    return and_(_in_use, Site.c.buildings > 1, blank(Spot.c.building), blank(Spot.c.building_name))


@rule(
    code="LOC-022",
    name="Unit or suite missing in multi-tenant site",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=SPOTS,
    message="{subject} is in a building of several tenants and names no suite.",
    fix="Add the unit or suite.",
    cites=("47 CFR 9.3 suite, apartment",),
    needs=("site.multi_tenant", spot_needs("unit")),
    points_at=("unit", "location", "interior", "street", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Multi Tenant
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
        Locations: Location ID | Site Code | Floor | Unit
                   HQ-1        | HQ        | 3     |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | HQ        | HQ-1
    """,
    good="""
        Sites: Site Code | Street Address           | City   | State | ZIP   | Multi Tenant
               HQ        | 100 Congress Ave         | Austin | TX    | 78701 | yes
               BRANCH    | 20 Boston Ave Suite 1500 | Tulsa  | OK    | 74103 | yes
        Locations: Location ID | Site Code | Floor | Unit
                   HQ-1        | HQ        | 3     | 310
                   B-1         | BRANCH    | 15    |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | HQ        | HQ-1
                 Phone 2     | fixed_onprem  | BRANCH    | B-1
    """,
)
def unit_missing() -> Condition:
    """Tenants lock their doors; responders need to know whose door it is."""
    return and_(_in_use, Site.c.multi_tenant == "yes", blank(Spot.c.unit), blank(func.coalesce(SitePlace.c.unit, "")))


ROOM_BASED = ("hotel", "dorm", "hospital", "care", "school")
"""Occupancies in which people are found by their room (47 CFR 9.3; WAC 118-68)."""


@rule(
    code="LOC-023",
    name="Room missing in room-based occupancy",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=SPOTS,
    message="{subject} is in a {occupancy} and names no room.",
    fix="Give every station its room.",
    cites=("47 CFR 9.3", "Utah Code 69-5-201 to 205", "WAC 118-68 building unit"),
    needs=("site.occupancy", spot_needs("room")),
    options={"every_occupancy": False},
    levels={"strict": {"every_occupancy": True}},
    points_at=("room", "location", "interior", "street", "code"),
    bad="""
        Sites: Site Code | Street Address | City   | State | ZIP   | Occupancy
               INN       | 8 Elm St       | Austin | TX    | 78701 | hotel
               WARD      | 9 Elm St       | Austin | TX    | 78701 | hospital
        Locations: Location ID | Site Code | Floor | Unit | Room
                   INN-2       | INN       | 2     |      |
                   WARD-2      | WARD      | 2     | 7    |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | guest_room    | INN       | INN-2
                 Phone 2     | fixed_onprem  | WARD      | WARD-2
    """,
    good="""
        Sites: Site Code | Street Address | City   | State | ZIP   | Occupancy
               INN       | 8 Elm St       | Austin | TX    | 78701 | hotel
               HALL      | 9 Elm St       | Austin | TX    | 78701 | dorm
               OFFICE    | 10 Elm St      | Austin | TX    | 78701 | office
        Locations: Location ID | Site Code | Floor | Unit | Room
                   INN-214     | INN       | 2     |      | 214
                   HALL-4C     | HALL      | 4     | 4C   |
                   OFFICE-1    | OFFICE    | 1     |      |
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | guest_room    | INN       | INN-214
                 Phone 2     | fixed_onprem  | HALL      | HALL-4C
                 Phone 3     | fixed_onprem  | OFFICE    | OFFICE-1
    """,
)
def room_missing(every_occupancy: bool) -> Condition:
    """Behind forty equal doors, only the room number leads to the guest, patient, student or resident who called."""
    apartment = and_(Site.c.occupancy.in_(("hotel", "dorm")), given(Spot.c.unit))
    rooms = Site.c.occupancy.is_not(None) if every_occupancy else Site.c.occupancy.in_(ROOM_BASED)
    return and_(_in_use, rooms, blank(Spot.c.room), not_(apartment))
