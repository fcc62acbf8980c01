"""Family LOC, eighth part: does the network map know the networks, elements and locations that there are."""

from sqlalchemy import Text, and_, case, cast, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Device, Line, Location, NetworkElement, Number
from e911audit.rules.rule import Among, Condition, blank, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import can_dial
from e911audit.rules.wiremap import MapUse, aspect, element_name, element_site, elements
from e911audit.values import Basis, Severity

_Other = NetworkElement.alias("other_element")
_any_location = select(_Other.c.id).where(given(_Other.c.location)).exists()
_LocatedSpan = shared(
    "located_span",
    select(_Other.c.low.label("low"), func.max(_Other.c.high).label("high"))
    .where(given(_Other.c.location), _Other.c.low.is_not(None))
    .group_by(_Other.c.low),
    index="low",
)
_LocatedSwitch = shared(
    "located_switch",
    select(func.upper(_Other.c.identifier).label("name"))
    .where(given(_Other.c.location), func.coalesce(_Other.c.kind, "switch") == "switch")
    .distinct(),
    index="name",
)
_Within = _LocatedSpan.alias("located_within")
_around_others = (
    select(_Within.c.low)
    .where(_Within.c.low >= NetworkElement.c.low, _Within.c.low <= NetworkElement.c.high)
    .correlate(NetworkElement)
    .exists()
)
"""A network around others that tell locations, as Teams has them for its sites."""
_lost = and_(
    blank(NetworkElement.c.location),
    _LocatedSpan.c.low.is_(None),
    _LocatedSwitch.c.name.is_(None),
    not_(_around_others),
)
_seen_on = func.coalesce(func.nullif(Device.c.unmapped, ""), literal("what the map knows"))
_unknown_networks = aspect(
    select(
        literal("device").label("kind"),
        _seen_on.label("subject"),
        func.coalesce(Device.c.site, "").label("site"),
        Device.c.sheet_id.label("sheet_id"),
        func.min(Device.c.row).label("row"),
        func.count().label("affects"),
    )
    .where(Device.c.mapped_by.is_not(None), can_dial, not_(is_in(Device.c.endpoint_kind, "offprem")))
    .group_by(Device.c.sheet_id, Device.c.site, Device.c.unmapped),
    case((Device.c.unmapped.is_(None), None), else_=Device.c.unmapped != ""),
    "is known to no network element, ",
    case(
        (func.max(case((Device.c.mapped_by == "none", 1), else_=0)) == 1, "and nothing else places "),
        else_="and only their subnet places ",
    ),
    "the devices seen on it: ",
    cast(func.count(), Text),
    ", ",
    func.min(Device.c.name),
    " for one",
    field="ip_address",
)
_number = func.count()
_seen = func.coalesce(func.sum(MapUse.c.devices), 0)
_lost_elements = aspect(
    select(
        literal("network_element").label("kind"),
        func.min(element_name).label("subject"),
        func.coalesce(element_site, "").label("site"),
        NetworkElement.c.sheet_id.label("sheet_id"),
        func.min(NetworkElement.c.row).label("row"),
        case((_seen > 0, _seen), else_=_number).label("affects"),
    )
    .select_from(NetworkElement)
    .join(Location, and_(Location.c.code == NetworkElement.c.location, not_(Location.c.repeats)), isouter=True)
    .join(MapUse, MapUse.c.element == NetworkElement.c.id, isouter=True)
    .join(_LocatedSpan, _LocatedSpan.c.low == NetworkElement.c.low, isouter=True)
    .join(_LocatedSwitch, _LocatedSwitch.c.name == func.upper(NetworkElement.c.identifier), isouter=True)
    .group_by(NetworkElement.c.sheet_id, element_site, _lost),
    case((not_(_any_location), None), else_=_lost),
    case((_number > 1, literal("and ") + cast(_number - 1, Text) + literal(" more of its sheet tell")), else_="tells"),
    " no location",
)
_named_by_hand = (
    select(record.c.location.label("code")).where(given(record.c.location)).distinct()
    for record in (Device, Number, Line, NetworkElement)
)
_Named = shared("location_named", next(_named_by_hand).union(*_named_by_hand), index="code")
_MappedSite = shared(
    "mapped_site",
    select(Location.c.site.label("site"))
    .join(NetworkElement, NetworkElement.c.location == Location.c.code)
    .where(Location.c.site.is_not(None))
    .distinct(),
    index="site",
)
_silent = _Named.c.code.is_(None)


_silent_locations = aspect(
    select(
        literal("site").label("kind"),
        Location.c.site.label("subject"),
        Location.c.site.label("site"),
        Location.c.sheet_id.label("sheet_id"),
        func.min(Location.c.row).label("row"),
        func.count().label("affects"),
    )
    .select_from(Location)
    .join(_MappedSite, _MappedSite.c.site == Location.c.site)
    .join(_Named, _Named.c.code == Location.c.code, isouter=True)
    .where(not_(Location.c.repeats))
    .group_by(Location.c.sheet_id, Location.c.site, _silent),
    _silent,
    "has ",
    cast(func.count(), Text),
    " locations that no network element, number, device or line tells, ",
    func.min(Location.c.code),
    " for one",
    field="code",
    mild=True,
)
_fault = func.coalesce(NetworkElement.c.network_fault, "")
_unusable = aspect(
    elements().where(NetworkElement.c.kind.in_(("subnet", "bssid"))),
    NetworkElement.c.network_fault != "",
    _fault,
    field="identifier",
    mild=or_(_fault.like("is an address within%"), _fault.like("has a wildcard%")),
)
_gaps = union_all(_unknown_networks, _lost_elements, _silent_locations, _unusable).subquery("map_gap")


@rule(
    code="LOC-037",
    name="Subnet or BSSID unmapped",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="networks on which devices are seen, network elements, and locations of mapped sites",
        tables=("device", "network_element", "location"),
        query=select(*_gaps.c),
    ),
    message="{subject} {told}.",
    fix="Enter it in the network map with the location where it is, or delete what is no more.",
    cites=("practice", "IEEE 802 group addresses"),
    needs=("network_element.location or network_element.site",),
    milder=(Severity.MINOR, lambda: _gaps.c.is_minor.is_(True)),
    points_at=("bssid", "switch", "ip_address", "location", "identifier", "code"),
    bad="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
        Devices: Device Name | Endpoint Kind | Site Code | IP Address
                 Phone 1     | fixed_onprem  | HQ        | 10.1.9.7
                 Phone 2     | fixed_onprem  | HQ        | 10.1.9.8
    """,
    good="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
        Network: Kind   | Identifier        | Location ID
                 subnet | 10.1.1.0/24       | HQ-1
                 bssid  | F0-6E-0B-C2-03-*  | HQ-1
                 subnet | 2001:db8:1::/64   | HQ-1
        Devices: Device Name | Endpoint Kind   | Site Code | IP Address     | BSSID
                 Phone 1     | fixed_onprem    | HQ        | 10.1.1.7       |
                 Phone 2     | fixed_onprem    | HQ        | 2001:db8:1::9  |
                 Phone 3     | fixed_onprem    | HQ        | ::ffff:10.1.1.9 |
                 Handset 1   | nonfixed_onprem | HQ        | 10.1.9.7       | f06e.0bc2.031a
                 Laptop 7    | offprem         | HQ        | 192.168.1.7    |
    """,
    more={
        "one finding for each unknown network": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            Devices: Device Name | Endpoint Kind   | Site Code | IP Address | Switch | BSSID
                     Phone 1     | fixed_onprem    | HQ        | 10.1.9.7   |        |
                     Phone 2     | fixed_onprem    | HQ        | 10.1.9.8   |        |
                     Phone 3     | fixed_onprem    | HQ        |            | sw-9   |
                     Handset 1   | nonfixed_onprem | HQ        |            |        | F0-6E-0B-C2-04-1A
                     Phone 4     | fixed_onprem    | HQ        | dhcp       |        |
            """,
            3,
        ),
        "an access point is missing where the site's others are in the map": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       SAT-1       | SAT       | 1
            Network: Kind   | Identifier        | Location ID
                     subnet | 10.1.1.0/24       | HQ-1
                     subnet | 10.2.1.0/24       | SAT-1
                     bssid  | F0-6E-0B-C2-03-1A | HQ-1
            Devices: Device Name | Endpoint Kind   | Site Code | IP Address | BSSID
                     Handset 1   | nonfixed_onprem | HQ        | 10.1.1.8   | F0-6E-0B-C2-04-1A
                     Handset 2   | nonfixed_onprem | SAT       | 10.2.1.8   | F0-6E-0B-C2-05-1A
            """,
            1,
        ),
        "nobody can tell how far a subnet without a size reaches": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier | Location ID
                     subnet | 10.1.8.0   | HQ-1
            Devices: Device Name | Endpoint Kind | Site Code | IP Address
                     Phone 1     | fixed_onprem  | HQ        | 10.1.9.7
            """,
            0,
        ),
        "an element without location": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
                     subnet | 10.1.2.0/24 |
                     subnet | 10.1.3.0/24 |
            """,
            1,
        ),
        "sound: not an element without location": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier  | Port    | Location ID
                     subnet | 10.1.1.0/24 |         | HQ-1
                     subnet | 10.1.1.0/24 |         |
                     switch | SW-3        |         | HQ-1
                     port   | sw-3        | Gi1/0/1 |
            """,
            0,
        ),
        "a list of subnets by site, without any map of locations": (
            """
            Sites: Site Code | City   | State
                   HQ        | Austin | TX
            Network: Kind   | Identifier  | Site Code | Location ID
                     subnet | 10.1.1.0/24 | HQ        |
            """,
            0,
        ),
        "a site's network around those of its floors": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier  | Site Code | Location ID
                     subnet | 10.1.0.0/16 | HQ        |
                     subnet | 10.1.1.0    | HQ        | HQ-1
                     subnet | 10.2.0.0/16 | SAT       |
            """,
            1,
        ),
        "one finding for all of a sheet and site": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Network: Kind   | Identifier  | Site Code | Location ID
                     subnet | 10.1.1.0/24 | HQ        | HQ-1
                     subnet | 10.1.2.0/24 | HQ        |
                     subnet | 10.1.3.0/24 | HQ        |
                     subnet | 10.2.3.0/24 | SAT       |
            """,
            2,
        ),
        "a location that nothing tells": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       HQ-2        | HQ        | 2
                       HQ-3        | HQ        | 3
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            """,
            1,
        ),
        "sound: not a location that nothing tells": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       HQ-2        | HQ        | 2
                       SAT-1       | SAT       | 1
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            Devices: Device Name | Endpoint Kind | Location ID
                     Phone 1     | fixed_onprem  | HQ-2
            """,
            0,
        ),
        "identifiers that nothing can match": (
            """
            Network: Kind   | Identifier        | Location ID
                     subnet | 192.168.1.5/24    | HQ-1
                     subnet | 169.254.0.0/16    | HQ-1
                     subnet | fe80::/64         | HQ-1
                     subnet | voice VLAN        | HQ-1
                     subnet | 0.0.0.0/0         | HQ-1
                     bssid  | 01-00-5E-00-00-01 | HQ-1
                     bssid  | F0-6E-0B-*        | HQ-1
            """,
            7,
        ),
        "sound: not identifiers that nothing can match": (
            """
            Network: Kind   | Identifier        | Location ID
                     subnet | 192.168.1.0/24    | HQ-1
                     subnet | 192.168.2.0       | HQ-1
                     subnet | 10.1.9.10-10.1.9.99 | HQ-1
                     subnet | 2001:db8::/32     | HQ-1
                     bssid  | F0-6E-0B-C2-03-*  | HQ-1
                     switch | HQ SW 3           | HQ-1
            """,
            0,
        ),
    },
)
def map_has_gaps() -> Condition:
    """Whoever calls from a network that the map does not know is at the main office, as far as responders are told.

    A subnet entered by one of its hosts' addresses, or an address that no radio has, is looked up and never found.
    """
    return _gaps.c.is_wrong
