"""Family LOC, of size: does a location cover more than a state's law, or good design, lets one cover."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, select

from e911audit.model.tables import Location, Site
from e911audit.rules.places import USED_LOCATIONS
from e911audit.rules.regime import SiteLaw, SiteSystems, of_state, strictest, undated
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, Tallest
from e911audit.values import Basis, Severity

_MISSING = (
    (Site.c.workspace_sqft.is_(None), "workspace area"),
    (Tallest.c.floors.is_(None), "floors"),
    (func.coalesce(SiteSystems.c.devices, 0) == 0, "devices"),
    (undated, "installation date of the telephone system"),
)


def _lacking() -> ColumnElement[str]:
    words: ColumnElement[str] = literal("")
    for missing, word in _MISSING:
        words = words + case((missing, f"{word}, "), else_="")
    return func.rtrim(words, ", ")


_size_law = strictest("size_law", "area", "size")
_SITES_BY_LAW = Among(
    name="sites in states with a size threshold",
    tables=("site",),
    query=SITES.query.add_columns(_size_law.label("law"), _lacking().label("lacking"))
    .join(SiteSystems, SiteSystems.c.site == Site.c.code, isouter=True)
    .where(_size_law.is_not(None)),
)


@rule(
    code="LOC-024",
    name="Cannot judge state threshold",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=_SITES_BY_LAW,
    message="{subject} falls under {law}, which depends on size; missing: {lacking}.",
    fix="Collect the missing facts.",
    cites=of_state("area", "size"),
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


AreaLaw = shared(
    "area_law",
    select(
        SiteLaw.c.site,
        func.min(SiteLaw.c.area_sqft).label("area_sqft"),
        func.min(SiteLaw.c.cite).label("cite"),
        # one clause that is not exempt, or that nobody can say of, decides for all of them
        func.min(case((SiteLaw.c.exempt.is_(True), 2), (SiteLaw.c.exempt.is_(None), 1), else_=0)).label("exempt"),
    )
    .where(SiteLaw.c.topic == "area")
    .group_by(SiteLaw.c.site),
    index="site",
)
"""For each site the least area that a law of its state allows a location; ``exempt`` 2 means yes, 1 unknown."""

_area = func.coalesce(Location.c.area_sqft, 0)
_AREAS = Among(
    name=USED_LOCATIONS.name,
    tables=USED_LOCATIONS.tables,
    query=USED_LOCATIONS.query.add_columns(
        _area.label("area"), AreaLaw.c.area_sqft.label("limit"), AreaLaw.c.cite.label("law")
    ).join(AreaLaw, AreaLaw.c.site == Location.c.site, isouter=True),
)


@rule(
    code="LOC-025",
    name="Area per location over state threshold",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=_AREAS,
    message=(
        "{subject} covers {area:,.0f} sq ft, more than the {limit:,} sq ft of {law};"
        " this does not meet it on the data given."
    ),
    fix="Divide the location into smaller ones.",
    cites=of_state("area"),
    needs=("location.area_sqft", "site.state or site.street"),
    points_at=("area_sqft", "code"),
    bad="""
        Sites: Site Code | Street Address | City    | State | ZIP
               LANSING   | 8 Elm St       | Lansing | MI    | 48933
        Buildings: Site Code | Building | Floors
                   LANSING   | Main     | 3
        Locations: Location ID | Site Code | Floor | Area Sq Ft
                   L-1         | LANSING   | 1     | 12,000
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | LANSING   | L-1
    """,
    good="""
        Sites: Site Code | Street Address | City    | State | ZIP
               LANSING   | 8 Elm St       | Lansing | MI    | 48933
               TULSA     | 9 Elm St       | Tulsa   | OK    | 74103
        Locations: Location ID | Site Code | Floor | Area Sq Ft
                   L-1         | LANSING   | 1     | 7,000
                   T-1         | TULSA     | 1     | 90,000
        Systems: System | Installed On
                 PBX    | 2021-03-01
        Buildings: Site Code | Building | Floors
                   LANSING   | Main     | 3
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | System
                 Phone 1     | fixed_onprem  | LANSING   | L-1         | PBX
                 Phone 2     | fixed_onprem  | TULSA     | T-1         | PBX
    """,
    more={
        "a small office with an old system is exempt in Michigan": (
            """
            Sites: Site Code | Street Address | City    | State | ZIP   | Workspace Sq Ft
                   LANSING   | 8 Elm St       | Lansing | MI    | 48933 | 12,000
            Buildings: Site Code | Building | Floors
                       LANSING   | Main     | 1
            Locations: Location ID | Site Code | Floor | Area Sq Ft
                       L-1         | LANSING   | 1     | 12,000
            Systems: System | Installed On
                     PBX    | 2015-03-01
            Devices: Device Name | Endpoint Kind | Site Code | Location ID | System
                     Phone 1     | fixed_onprem  | LANSING   | L-1         | PBX
            """,
            0,
        ),
        "Illinois asks it of old systems only": (
            """
            Sites: Site Code | Street Address | City        | State | ZIP
                   LOOP      | 8 W Monroe St  | Chicago     | IL    | 60603
                   LAKE      | 8 Lake St      | Springfield | IL    | 62701
            Locations: Location ID | Site Code | Floor | Area Sq Ft
                       L-1         | LOOP      | 1     | 50,000
                       K-1         | LAKE      | 1     | 50,000
            Systems: System | Installed On
                     PBX    | 2021-03-01
                     Key    | 2009-03-01
            Devices: Device Name | Endpoint Kind | Site Code | Location ID | System
                     Phone 1     | fixed_onprem  | LOOP      | L-1         | PBX
                     Phone 2     | fixed_onprem  | LAKE      | K-1         | Key
            """,
            1,
        ),
    },
)
def over_state_area() -> Condition:
    """A crew that is sent to a location of half a hectare searches it room by room."""
    exempt = case((AreaLaw.c.exempt == 1, None), else_=AreaLaw.c.exempt == 2)
    over = and_(Location.c.area_sqft > AreaLaw.c.area_sqft, not_(exempt))
    return case((AreaLaw.c.site.is_(None), False), else_=over)


@rule(
    code="LOC-026",
    name="Area per location over design threshold",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_AREAS,
    message="{subject} covers {area:,.0f} sq ft, more than the {sqft:,} sq ft that a crew can search quickly.",
    fix="Divide the location into smaller ones.",
    cites=("NENA model legislation",),
    needs=("location.area_sqft",),
    options={"sqft": 40_000},
    levels={"strict": {"sqft": 7_000}},
    points_at=("area_sqft", "code"),
    bad="""
        Locations: Location ID | Site Code | Floor | Area Sq Ft
                   T-1         | TULSA     | 1     | 90,000
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 2     | fixed_onprem  | TULSA     | T-1
    """,
    good="""
        Sites: Site Code | Street Address | City    | State | ZIP
               LANSING   | 8 Elm St       | Lansing | MI    | 48933
        Locations: Location ID | Site Code | Floor | Area Sq Ft
                   T-1         | TULSA     | 1     | 40,000
                   L-1         | LANSING   | 1     | 90,000
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | TULSA     | T-1
                 Phone 2     | fixed_onprem  | LANSING   | L-1
    """,
)
def over_design_area(sqft: int) -> Condition:
    """Where no state names a size, a hall of several thousand square metres under one location is still too much."""
    return case((AreaLaw.c.site.is_not(None), False), else_=Location.c.area_sqft > sqft)
