"""Family DEV and CBN, of law: which duties hold for a telephone system by its age, and for a site by its state."""

from sqlalchemy import and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Clause, Device, Evidence, Site, System
from e911audit.rules.regime import GRANDFATHERED_TO, SiteLaw, core_installed_on, covers, in_force, of_state, strictest
from e911audit.rules.rule import Among, Condition, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, SYSTEMS, device_location
from e911audit.values import Basis, Severity


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


_home = select(Device.c.system, Device.c.site).distinct().subquery("home_of_system")
_own_law = (
    select(_home.c.system, Clause.c.id, Clause.c.topic, Clause.c.cite, core_installed_on.label("core"))
    .select_from(_home)
    .join(System, and_(System.c.name == _home.c.system, not_(System.c.repeats)))
    .join(SiteLaw, SiteLaw.c.site == _home.c.site)
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


_instructions = strictest("instruction_law", "instructions")
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
