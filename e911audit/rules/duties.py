"""Rules that rest on the law of a state, and on the age of a telephone system: which duties hold for whom."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from e911audit.law import clauses
from e911audit.model.tables import Clause, Device, Evidence, Location, Site, System
from e911audit.rules.places import USED_LOCATIONS
from e911audit.rules.regime import SiteLaw, SiteSystems, core_installed_on, covers, in_force, undated
from e911audit.rules.rule import Among, Condition, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, SYSTEMS, Tallest, device_location
from e911audit.values import Basis, Severity

GRANDFATHERED_TO = date(2020, 2, 16)
"""Systems installed, or renewed in their core, after this day fall under 47 CFR 9.15."""


def of_state(*topics: str) -> tuple[str, ...]:
    """The citations of the known clauses of states about one of these topics."""
    return tuple(clause.citation for clause in clauses() if clause.topic in topics and clause.framework == "State law")


def _strictest(name: str, *topics: str) -> ColumnElement[str]:
    """Of a site's clauses about a topic the citation of the one with the least area."""
    law = SiteLaw.alias(name)
    about = select(law.c.cite).where(law.c.site == Site.c.code, law.c.topic.in_(topics))
    return about.order_by(law.c.area_sqft, law.c.clause).limit(1).correlate(Site).scalar_subquery()


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


_size_law = _strictest("size_law", "area", "size")
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


@rule(
    code="DEV-010",
    name="System installed after 2020-02-16, grandfathering claimed",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=Among(
        name=SYSTEMS.name,
        tables=SYSTEMS.tables,
        query=SYSTEMS.query.add_columns(core_installed_on.label("core")),
    ),
    message=(
        "{subject} has had its core since {core} and does not dial 911 directly: it is no grandfathered system;"
        " this does not meet 47 U.S.C. 623 on the data given."
    ),
    fix="Configure direct dialing of 911, then notification and locations.",
    cites=("47 CFR 9.15", "47 CFR 9.16"),
    needs=("system.installed_on or system.last_core_upgrade_on", "system.direct_911"),
    points_at=("last_core_upgrade_on", "installed_on", "direct_911"),
    bad="""
        Systems: System | Installed On | Last Core Upgrade On | Direct 911
                 PBX    | 2009-05-01   | 2022-06-01           | no
                 Cloud  | 2021-03-01   |                      | no
    """,
    good="""
        Systems: System | Installed On | Last Core Upgrade On | Direct 911
                 PBX    | 2021-03-01   |                      | yes
                 Key    | 2009-05-01   |                      | no
    """,
)
def grandfathering_claimed() -> Condition:
    """A new core ends the old days: who says that the system is from 2009 forgets the upgrade of last year."""
    return and_(known(System.c.direct_911) == "no", core_installed_on > GRANDFATHERED_TO)


_own_law = (
    select(Device.c.system, Clause.c.id, Clause.c.topic, Clause.c.cite, core_installed_on.label("core"))
    .select_from(Device)
    .join(System, and_(System.c.name == Device.c.system, not_(System.c.repeats)))
    .join(SiteLaw, SiteLaw.c.site == Device.c.site)
    .join(Clause, Clause.c.id == SiteLaw.c.clause)
    .where(
        SiteLaw.c.topic.in_(("dial", "location", "area")),
        in_force(),
        covers(core_installed_on.is_(None), core_installed_on, core_installed_on),
    )
    .distinct()
    .subquery("own_law")
)
_located = (
    select(Device.c.system, func.count().label("lost"))
    .join(Site, and_(Site.c.code == Device.c.site, not_(Site.c.repeats)), isouter=True)
    .where(device_location.is_(None), Device.c.address_id.is_(None), Device.c.system.is_not(None))
    .group_by(Device.c.system)
    .subquery("unlocated")
)
StateDuty = shared(
    "state_duty",
    select(
        _own_law.c.system,
        func.min(case((_own_law.c.topic == "dial", _own_law.c.cite))).label("dial"),
        func.min(case((_own_law.c.topic != "dial", _own_law.c.cite))).label("locate"),
        func.max(func.coalesce(_located.c.lost, 0)).label("lost"),
    )
    .join(_located, _located.c.system == _own_law.c.system, isouter=True)
    .group_by(_own_law.c.system),
    index="system",
)
"""For each system what the states of its sites ask of one of its age, and how many of its devices have no location."""

_direct = known(System.c.direct_911)
_short = case(
    (and_(StateDuty.c.dial.is_not(None), _direct == "no"), literal("does not dial 911 directly; ") + StateDuty.c.dial),
    (
        and_(StateDuty.c.locate.is_not(None), StateDuty.c.lost > 0),
        literal("has devices without a location; ") + StateDuty.c.locate,
    ),
    else_=None,
)


@rule(
    code="DEV-011",
    name="Old system: state law check",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=Among(
        name=SYSTEMS.name,
        tables=SYSTEMS.tables,
        query=SYSTEMS.query.add_columns(core_installed_on.label("core"), func.coalesce(_short, "").label("short")).join(
            StateDuty, StateDuty.c.system == System.c.name, isouter=True
        ),
    ),
    message="{subject}, of {core}, {short} asks it of old systems, too; it does not meet this on the data given.",
    fix="Do what the state asks, or have somebody who knows its law confirm the exemption.",
    cites=of_state("dial", "location", "area"),
    needs=("system.installed_on or system.last_core_upgrade_on", "device.system", "site.state or site.street"),
    points_at=("installed_on", "direct_911"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
               MIAMI     | 8 Elm St         | Miami  | FL    | 33101
        Systems: System | Installed On | Direct 911
                 Key    | 2009-05-01   | no
                 PBX    | 2010-05-01   | yes
        Devices: Device Name | System | Site Code | Location ID
                 Phone 1     | Key    | HQ        |
                 Phone 2     | PBX    | MIAMI     |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
               TULSA     | 8 Elm St         | Tulsa  | OK    | 74103
               MIAMI     | 8 Elm St         | Miami  | FL    | 33101
        Locations: Location ID | Site Code
                   M-1         | MIAMI
        Systems: System | Installed On | Direct 911
                 Key    | 2009-05-01   | no
                 PBX    | 2010-05-01   | yes
                 Tele   | 2010-05-01   | yes
        Devices: Device Name | System | Site Code | Location ID
                 Phone 1     | Key    | TULSA     |
                 Phone 2     | PBX    | MIAMI     | M-1
                 Phone 3     | Tele   | HQ        |
    """,
)
def old_but_not_free() -> Condition:
    """Federal law spares systems from before 2020-02-16; several states had asked for as much long before."""
    old = core_installed_on <= GRANDFATHERED_TO
    asked = or_(StateDuty.c.dial.is_not(None), StateDuty.c.locate.is_not(None))
    unsaid = and_(StateDuty.c.dial.is_not(None), _direct.is_(None), _short.is_(None))
    return case((not_(func.coalesce(asked, False)), False), (unsaid, None), else_=and_(old, _short.is_not(None)))


_instructions = _strictest("instruction_law", "instructions")
_told = (
    select(Evidence.c.id)
    .where(Evidence.c.subject == Site.c.code, Evidence.c.kind == "user_instructions", Evidence.c.result == "pass")
    .correlate(Site)
    .exists()
)


@rule(
    code="CBN-017",
    name="User instructions missing where state asks",
    severity=Severity.MINOR,
    basis=Basis.LAW,
    among=Among(
        name="sites in states that ask for instructions",
        tables=("site",),
        query=SITES.query.add_columns(_instructions.label("law")).where(_instructions.is_not(None)),
    ),
    message="No proof says that the users of {subject} are told how to call 911; {law} asks for it.",
    fix="Post or send the instructions with the street address, and record it as evidence.",
    cites=of_state("instructions"),
    needs=("site.state or site.street", "evidence.kind"),
    points_at=("state", "street", "code"),
    bad="""
        Sites: Site Code | Street Address | City     | State | ZIP
               RICHMOND  | 8 Elm St       | Richmond | VA    | 23219
               DENVER    | 8 Elm St       | Denver   | CO    | 80202
        Evidence: Subject  | Kind              | Date       | Result
                  DENVER   | user_instructions | 2026-05-01 | fail
    """,
    good="""
        Sites: Site Code | Street Address   | City     | State | ZIP
               RICHMOND  | 8 Elm St         | Richmond | VA    | 23219
               HQ        | 100 Congress Ave | Austin   | TX    | 78701
        Evidence: Subject  | Kind              | Date       | Result
                  RICHMOND | user_instructions | 2026-05-01 | pass
    """,
)
def nobody_told() -> Condition:
    """Visitors and new people do not know whether they must dial a 9, nor where they are."""
    return not_(_told)
