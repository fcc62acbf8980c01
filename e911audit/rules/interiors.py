"""Family LOC, fifth part: does the location name what is needed to find the caller inside the building."""

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.sql.expression import literal

from e911audit.model.tables import Device, Site, System
from e911audit.rules.area_rules import AREA_RULES, AreaRule
from e911audit.rules.places import SPOTS, Spot, floors, spot_needs
from e911audit.rules.rule import Among, Condition, blank, day, given, rule
from e911audit.rules.subjects import SITES, SitePlace, Tallest
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


_Inventory = (
    select(
        Device.c.site.label("site"),
        func.count().label("devices"),
        func.sum(case((System.c.installed_on.is_(None), 1), else_=0)).label("undated"),
        func.min(System.c.installed_on).label("oldest"),
        func.max(System.c.installed_on).label("newest"),
    )
    .join(System, and_(System.c.name == Device.c.system, not_(System.c.repeats)), isouter=True)
    .group_by(Device.c.site)
    .subquery("site_inventory")
)
"""For each site its devices, how many belong to no dated system, and the days of installation."""

_undated = func.coalesce(_Inventory.c.undated, 1) > 0


def _in_force(law: AreaRule) -> Condition:
    """Whether this law may apply to the site; a system of unknown age may always fall under it."""
    as_of = day("as_of")
    limits = [SitePlace.c.state == law.state]
    limits += [as_of >= law.starts] if law.starts else []
    limits += [as_of <= law.ends] if law.ends else []
    limits += [or_(_undated, _Inventory.c.newest >= law.installed_from)] if law.installed_from else []
    limits += [or_(_undated, _Inventory.c.oldest <= law.installed_to)] if law.installed_to else []
    return and_(*limits)


UNSURE = {"memory": " (unverified)", "summary": " (by summary)"}
"""What a message adds to a law whose own text was not seen."""


def _first_law() -> ColumnElement[str]:
    return case(*((_in_force(law), law.citation + UNSURE.get(law.certainty, "")) for law in AREA_RULES), else_="")


_MISSING = (
    (Site.c.workspace_sqft.is_(None), "workspace area"),
    (Tallest.c.floors.is_(None), "floors"),
    (func.coalesce(_Inventory.c.devices, 0) == 0, "devices"),
    (_undated, "installation date of the telephone system"),
)


def _lacking() -> ColumnElement[str]:
    words: ColumnElement[str] = literal("")
    for missing, word in _MISSING:
        words = words + case((missing, f"{word}, "), else_="")
    return func.rtrim(words, ", ")


_SITES_BY_LAW = Among(
    name="sites in states with a size threshold",
    tables=("site",),
    query=SITES.query.add_columns(_first_law().label("law"), _lacking().label("lacking"))
    .join(_Inventory, _Inventory.c.site == Site.c.code, isouter=True)
    .where(or_(*(_in_force(law) for law in AREA_RULES))),
)


@rule(
    code="LOC-024",
    name="Cannot judge state threshold",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=_SITES_BY_LAW,
    message="{subject} falls under {law}, which depends on size; missing: {lacking}.",
    fix="Collect the missing facts.",
    cites=tuple(law.citation for law in AREA_RULES),
    needs=("site.state or site.street",),
    points_at=("workspace_sqft", "state", "street", "code"),
    bad="""
        Sites: Site Code | Street Address | City    | State | ZIP   | Workspace Sq Ft
               LANSING   | 8 Elm St       | Lansing | MI    | 48933 |
    """,
    good="""
        Sites: Site Code | Street Address | City    | State | ZIP   | Workspace Sq Ft
               LANSING   | 8 Elm St       | Lansing | MI    | 48933 | 9,000
        Buildings: Site Code | Building | Floors
                   LANSING   | Main     | 1
        Systems: System | Installed On
                 PBX    | 2021-03-01
        Devices: Device Name | System | Site Code
                 Phone 1     | PBX    | LANSING
    """,
    more={
        "no size rule in Texas, a repealed one in Pennsylvania": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
                   PITT      | 8 Elm St         | Pittsburgh | PA | 15222
            """,
            0,
        ),
        "Illinois asks size of old systems only": (
            """
            Sites: Site Code | Street Address | City    | State | ZIP
                   LOOP      | 8 W Monroe St  | Chicago | IL    | 60603
            Systems: System | Installed On
                     PBX    | 2021-03-01
            Devices: Device Name | System | Site Code
                     Phone 1     | PBX    | LOOP
            """,
            0,
        ),
    },
)
def threshold_unknown() -> Condition:
    """Some states ask for a location on every so many square feet; without the size nobody can say who is short."""
    return _lacking() != ""
