"""Family DEV, third part: telephone systems, and the way that their 911 calls take."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Address, Device, Line, Place, Site, System
from e911audit.rules.elins import ErlPlace
from e911audit.rules.regime import GRANDFATHERED_TO
from e911audit.rules.rule import Among, Condition, blank, given, is_in, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import (
    SYSTEMS,
    SiteAddress,
    SitePlace,
    can_dial,
    device_location,
    first_site,
    looked_at,
)
from e911audit.values import Basis, Severity

_own_state = case((Address.c.civic, func.nullif(Place.c.state, "")), else_=None)
_state = func.coalesce(_own_state, func.nullif(ErlPlace.c.state, ""), func.nullif(SitePlace.c.state, ""))
Route = shared(
    "emergency_route",
    select(Device.c.system, Device.c.site, _state.label("state"), func.count().label("devices"))
    .select_from(Device)
    .join(Address, Address.c.id == Device.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(ErlPlace, ErlPlace.c.code == device_location, isouter=True)
    .join(Site, and_(Site.c.code == Device.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .where(given(Device.c.system), can_dial)
    .group_by(Device.c.system, Device.c.site, _state),
    index="system",
)
"""For each system the sites and states from which its devices call: the state of their own address, else of their
location, else of their site."""

_blank = literal(" ")
_region = System.c.emergency_trunk_region
_states = _blank + _region + _blank
_leaves_state = case(
    (_region == "nationwide", False), else_=not_(_states.contains(_blank + Route.c.state + _blank, autoescape=False))
)
_leaves_by_vpn = and_(known(Device.c.vpn_hairpin) == "yes", not_(is_in(_region, "nationwide")))
_trunk = func.coalesce(literal(" and the trunk '") + Device.c.emergency_trunk + literal("'"), "")


def _through_vpn(kind: str, subject: ColumnElement[str]) -> Select[Any]:
    return (
        looked_at(
            Device,
            kind,
            subject,
            Device.c.site,
            (literal("sends 911 calls through a VPN") + _trunk).label("told"),
            _leaves_by_vpn.label("leaves"),
        )
        .select_from(Device)
        .join(System, and_(System.c.name == Device.c.system, not_(System.c.repeats)), isouter=True)
        .where(or_(Device.c.endpoint_kind == "offprem", given(Device.c.vpn_hairpin)))
    )


_routes = union_all(
    looked_at(
        System,
        "system",
        System.c.name,
        Route.c.site,
        (literal("takes 911 calls from ") + Route.c.state + literal(" to ") + _region).label("told"),
        _leaves_state.label("leaves"),
        affects=Route.c.devices,
    )
    .select_from(System)
    .join(Route, Route.c.system == System.c.name)
    .where(not_(System.c.repeats)),
    _through_vpn("system", Device.c.system).where(given(Device.c.system)),
    _through_vpn("device", Device.c.name).where(blank(Device.c.system)),
).subquery("route_out")
_routes_query: Select[Any] = select(*_routes.c)


@rule(
    code="DEV-006",
    name="Emergency route leaves the region",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="systems where people call from, and devices outside or behind a VPN",
        tables=("system", "device"),
        query=_routes_query,
    ),
    message="{subject} {told}, and no provider is named that routes 911 calls nationwide.",
    fix="Let 911 break out locally, or use a nationwide 911 provider and say so in Emergency Trunk Region.",
    cites=("47 CFR 9.11 routing",),
    needs=("system.emergency_trunk_region or device.vpn_hairpin",),
    points_at=("emergency_trunk_region", "vpn_hairpin", "emergency_trunk"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
               DENVER    | 8 Elm St         | Denver | CO    | 80202
        Systems: System | Vendor | Emergency Trunk Region
                 PBX    | Alpha  | TX, OK
        Devices: Device Name | Endpoint Kind | System | Site Code | VPN Hairpin
                 Phone 1     | fixed_onprem  | PBX    | HQ        |
                 Phone 2     | fixed_onprem  | PBX    | DENVER    |
                 Laptop 7    | offprem       |        |           | yes
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
               DENVER    | 8 Elm St         | Denver | CO    | 80202
        Systems: System | Vendor | Emergency Trunk Region
                 PBX    | Alpha  | Texas
                 Cloud  | Beta   | nationwide
        Devices: Device Name | Endpoint Kind | System | Site Code | VPN Hairpin
                 Phone 1     | fixed_onprem  | PBX    | HQ        |
                 Phone 2     | fixed_onprem  | Cloud  | DENVER    |
                 Laptop 7    | offprem       | Cloud  |           | yes
                 Laptop 8    | offprem       | PBX    |           | no
    """,
    more={
        "four telephones of one site are one finding": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   DENVER    | 8 Elm St         | Denver | CO    | 80202
            Systems: System | Vendor | Emergency Trunk Region
                     PBX    | Alpha  | Canada
            Devices: Device Name | Endpoint Kind | System | Site Code
                     Phone 1     | fixed_onprem  | PBX    | DENVER
                     Phone 2     | fixed_onprem  | PBX    | DENVER
                     Phone 3     | fixed_onprem  | PBX    | DENVER
                     Phone 4     | fixed_onprem  | PBX    | DENVER
            """,
            1,
        ),
        "softphones of one site behind one VPN are one finding": (
            """
            Systems: System | Vendor | Emergency Trunk Region
                     PBX    | Alpha  | TX
            Devices: Device Name | Endpoint Kind | System | Site Code | VPN Hairpin
                     Laptop 7    | offprem       | PBX    | HQ        | yes
                     Laptop 8    | offprem       | PBX    | HQ        | yes
            """,
            1,
        ),
        "the location's state goes before the site's": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
            Locations: Location ID | Site Code | Street Address | City   | State | ZIP
                       HOME-1      | HQ        | 9 Elm St       | Denver | CO    | 80202
            Systems: System | Vendor | Emergency Trunk Region
                     PBX    | Alpha  | TX
            Devices: Device Name | Endpoint Kind | System | Site Code | Location ID
                     Laptop 7    | offprem       | PBX    | HQ        | HOME-1
            """,
            1,
        ),
        "a place without a state leaves it open": (
            """
            Systems: System | Vendor | Emergency Trunk Region
                     PBX    | Alpha  | TX
            Devices: Device Name | Endpoint Kind | System | Site Code
                     Phone 1     | fixed_onprem  | PBX    | DENVER
            """,
            0,
        ),
    },
)
def route_leaves_region() -> Condition:
    """A carrier's trunk reaches the 911 centres of its region; a call from another state ends at a stranger's desk."""
    return _routes.c.leaves


_new_core = func.coalesce(System.c.last_core_upgrade_on > GRANDFATHERED_TO, False)


@rule(
    code="DEV-012",
    name="System install date unknown",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=SYSTEMS,
    message="{subject} has no installation date, so that nobody can say which 911 duties it has.",
    fix="Find the date on the purchase order or the first invoice and enter it.",
    cites=("47 CFR 9.15",),
    needs=("system.installed_on",),
    points_at=("installed_on", "name"),
    bad="""
        Systems: System | Vendor | Installed On | Last Core Upgrade On
                 PBX    | Alpha  |              |
                 Key    | Alpha  |              | 2014-05-01
    """,
    good="""
        Systems: System | Vendor | Installed On | Last Core Upgrade On
                 PBX    | Alpha  | 2009-03-01   |
                 Cloud  | Beta   |              | 2022-05-01
    """,
)
def installed_nobody_knows_when() -> Condition:
    """Which 911 duties a telephone system has depends on the day it was installed, or its core was replaced."""
    return and_(System.c.installed_on.is_(None), not_(_new_core))


_failover_sites = select(Line.c.site).where(Line.c.kind == "failover", Line.c.site.is_not(None))
_with_failover = select(Device.c.system).where(Device.c.site.in_(_failover_sites), Device.c.system.is_not(None))


@rule(
    code="DEV-013",
    name="Survivable mode untested",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SYSTEMS,
    message="Nobody has shown that 911 works on {subject} while a branch runs on its failover.",
    fix="Cut the branch from the network and test 911 (933 where the provider offers it) and the callback.",
    cites=("practice", "47 U.S.C. 623"),
    needs=("system.survivable_911",),
    points_at=("survivable_911", "name"),
    bad="""
        Lines: Line Number  | Line Type | Site Code
               212-555-0177 | failover  | BRANCH
        Devices: Device Name | Endpoint Kind | Site Code | System
                 Phone 1     | fixed_onprem  | BRANCH    | Cloud
        Systems: System | Vendor | Survivable 911
                 PBX    | Alpha  | untested
                 Key    | Alpha  | failed
                 Cloud  | Beta   |
    """,
    good="""
        Systems: System | Vendor | Survivable 911
                 PBX    | Alpha  | passed
                 Cloud  | Beta   |
    """,
    more={
        "a failover line at a site of another system": (
            """
            Lines: Line Number  | Line Type | Site Code
                   212-555-0177 | failover  | BRANCH
            Devices: Device Name | Endpoint Kind | Site Code | System
                     Phone 1     | fixed_onprem  | BRANCH    | Cloud
            Systems: System | Vendor | Survivable 911
                     PBX    | Alpha  |
                     Cloud  | Beta   | yes
            """,
            0,
        ),
    },
)
def survivability_untested() -> Condition:
    """In failover a branch dials by other trunks and rules: ordinary calls pass the test, and 911 is forgotten."""
    return case(
        (System.c.survivable_911.is_not(None), System.c.survivable_911 != "yes"),
        (System.c.name.in_(_with_failover), True),
        else_=None,
    )
