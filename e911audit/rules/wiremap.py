"""Family LOC, seventh part: does the network map send responders to where the inventory says that devices are."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, not_, or_, select

from e911audit.model.tables import Address, Device, Location, NetworkElement, Place
from e911audit.rules.rule import Among, Condition, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import can_dial, looked_at
from e911audit.values import Basis, Severity

_own, _own_address, _own_place = Location.alias("own"), Address.alias("own_address"), Place.alias("own_place")
_settled = not_(is_in(Device.c.endpoint_kind, "nonfixed_onprem", "offprem"))
"""A device that does not move: one that does may be seen far from where the inventory keeps it."""
_at_home = and_(_settled, func.lower(Device.c.site) == func.lower(Location.c.site))
_away = func.lower(Device.c.site) != func.lower(Location.c.site)
_placed = and_(_at_home, or_(given(_own_place.c.building), given(_own_place.c.floor)))


def _differs(part: str) -> Condition:
    """Whether the device's own location and that of the map both name this part, and name another."""
    own, mapped = _own_place.c[part], Place.c[part]
    spans_floors = or_(own.like("%-%"), mapped.like("%-%")) if part == "floor" else literal(False)
    return and_(given(own), given(mapped), own != mapped, not_(spans_floors))


_in_another_room = and_(Device.c.mapped_by == "port", or_(_differs("unit"), _differs("room")))
_elsewhere = and_(_at_home, or_(_differs("building"), _differs("floor"), _in_another_room))


def _count(condition: Condition) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


MapUse = shared(
    "map_use",
    select(
        Device.c.mapped_element.label("element"),
        func.count().label("devices"),
        func.count(Device.c.site).label("sited"),
        _count(and_(_away, _settled)).label("away"),
        _count(_away).label("away_at_all"),
        func.min(case((_away, Device.c.name + literal(" of ") + Device.c.site))).label("away_example"),
        _count(_placed).label("placed"),
        _count(_elsewhere).label("elsewhere"),
        func.min(case((_elsewhere, Device.c.name + literal(" at ") + Device.c.location))).label("elsewhere_example"),
        func.count(case((_at_home, func.nullif(_own_place.c.building, ""))).distinct()).label("buildings"),
        func.count(case((_at_home, func.nullif(_own_place.c.floor, ""))).distinct()).label("floors"),
        func.min(case((_at_home, func.nullif(_own_place.c.floor, "")))).label("one_floor"),
        func.max(case((_at_home, func.nullif(_own_place.c.floor, "")))).label("other_floor"),
    )
    .select_from(Device)
    .join(Location, and_(Location.c.code == Device.c.mapped_location, not_(Location.c.repeats)), isouter=True)
    .join(Address, Address.c.id == Location.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(_own, and_(_own.c.code == Device.c.location, not_(_own.c.repeats)), isouter=True)
    .join(_own_address, _own_address.c.id == _own.c.address_id, isouter=True)
    .join(_own_place, _own_place.c.id == _own_address.c.place_id, isouter=True)
    .where(Device.c.mapped_element.is_not(None))
    .group_by(Device.c.mapped_element),
    index="element",
)
"""For each network element the devices that are found by it, and where the inventory keeps them."""

element_name = case(
    (NetworkElement.c.kind == "port", literal("port ") + func.coalesce(NetworkElement.c.port, "") + literal(" of ")),
    else_="",
) + func.coalesce(NetworkElement.c.identifier, "")
element_site = func.coalesce(Location.c.site, NetworkElement.c.site)


def elements(*further: Any, affects: Any = None) -> Any:
    """Select network elements with the location that each tells and the devices found by it."""
    return (
        looked_at(
            NetworkElement,
            "network_element",
            element_name,
            element_site,
            func.coalesce(NetworkElement.c.location, "no location").label("location"),
            *further,
            affects=func.coalesce(MapUse.c.devices, 1) if affects is None else affects,
        )
        .select_from(NetworkElement)
        .join(Location, and_(Location.c.code == NetworkElement.c.location, not_(Location.c.repeats)), isouter=True)
        .join(MapUse, MapUse.c.element == NetworkElement.c.id, isouter=True)
    )


def _of(number: Any, words: str) -> ColumnElement[str]:
    return cast(number, Text) + literal(" of ") + cast(MapUse.c.devices, Text) + literal(words)


_by_devices = (MapUse.c.away > 0) | (MapUse.c.away_at_all == MapUse.c.devices)
_stranger = (
    _of(MapUse.c.away_at_all, " devices found by it belong to other sites, for example ") + MapUse.c.away_example
)
_by_map = func.lower(NetworkElement.c.site) != func.lower(Location.c.site)
_entered = literal("the map enters it at ") + NetworkElement.c.site


@rule(
    code="LOC-036",
    name="Network map points to wrong site",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="network elements",
        tables=("network_element",),
        query=elements(
            Location.c.site.label("map_site"),
            case((MapUse.c.away_at_all > 0, _stranger), else_=_entered).label("told"),
            affects=case((MapUse.c.away_at_all > 0, MapUse.c.away_at_all), else_=1),
        ),
    ),
    message="{subject} tells {location}, which is at {map_site}, but {told}.",
    fix="Give it a location of the site that it is at, or correct the site of the devices.",
    cites=("practice",),
    needs=("network_element.location", "location.site", "device.site or network_element.site"),
    points_at=("location", "identifier"),
    bad="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
                   SAT-1       | SAT       | 1
        Network: Kind   | Identifier  | Location ID | Site Code
                 subnet | 10.1.1.0/24 | HQ-1        |
                 subnet | 10.2.1.0/24 | SAT-1       | HQ
        Devices: Device Name | Endpoint Kind | Site Code | IP Address
                 Phone 1     | fixed_onprem  | HQ        | 10.1.1.7
                 Phone 2     | fixed_onprem  | SAT       | 10.1.1.8
    """,
    good="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
                   SAT-1       | SAT       | 1
        Network: Kind   | Identifier  | Location ID | Site Code
                 subnet | 10.1.1.0/24 | HQ-1        |
                 subnet | 10.2.1.0/24 | SAT-1       | sat
        Devices: Device Name | Endpoint Kind | Site Code | IP Address
                 Phone 1     | fixed_onprem  | HQ        | 10.1.1.7
    """,
    more={
        "a laptop that visits another site proves nothing, many that are all from elsewhere do": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       SAT-1       | SAT       | 1
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
                     subnet | 10.2.1.0/24 | SAT-1
            Devices: Device Name | Endpoint Kind   | Site Code | IP Address
                     Phone 1     | fixed_onprem    | HQ        | 10.1.1.7
                     Laptop 1    | nonfixed_onprem | SAT       | 10.1.1.8
                     Laptop 2    | nonfixed_onprem | HQ        | 10.2.1.8
                     Laptop 3    | nonfixed_onprem | HQ        | 10.2.1.9
            """,
            1,
        ),
        "one finding for a subnet, however many telephones; the port counts before the subnet": (
            """
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       SAT-1       | SAT       | 1
            Network: Kind   | Identifier  | Port     | Location ID
                     subnet | 10.1.1.0/24 |          | HQ-1
                     port   | SAT-SW      | Gi1/0/30 | SAT-1
            Devices: Device Name | Endpoint Kind | Site Code | IP Address | Switch | Switch Port
                     Phone 1     | fixed_onprem  | SAT       | 10.1.1.7   |        |
                     Phone 2     | fixed_onprem  | SAT       | 10.1.1.8   |        |
                     Phone 3     | fixed_onprem  | SAT       | 10.1.1.9   | sat-sw | GigabitEthernet1/0/30
            """,
            1,
        ),
    },
)
def map_of_another_site() -> Condition:
    """The network tells the location of a call before the caller can; the wrong site sends help to another town."""
    by_devices = case((MapUse.c.sited > 0, _by_devices), else_=None)
    return or_(func.coalesce(_by_map, by_devices), func.coalesce(by_devices, _by_map))


_seen_on = func.coalesce(func.nullif(Device.c.unmapped, ""), literal("what the map knows"))
_networks = Among(
    name="networks on which devices are seen",
    tables=("device",),
    query=select(
        literal("device").label("kind"),
        _seen_on.label("subject"),
        func.coalesce(Device.c.site, "").label("site"),
        Device.c.sheet_id.label("sheet_id"),
        func.min(Device.c.row).label("row"),
        func.count().label("affects"),
        func.min(Device.c.name).label("example"),
        case(
            (func.max(case((Device.c.mapped_by == "none", 1), else_=0)) == 1, "and nothing else places them"),
            else_="and only their subnet places them",
        ).label("told"),
    )
    .where(Device.c.mapped_by.is_not(None), can_dial, not_(is_in(Device.c.endpoint_kind, "offprem")))
    .group_by(Device.c.sheet_id, func.coalesce(Device.c.site, ""), Device.c.unmapped),
)


@rule(
    code="LOC-037",
    name="Subnet or BSSID unmapped",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_networks,
    message="No network element knows {subject}, {told}; devices seen on it: {affects}, {example} for one.",
    fix="Enter it in the network map with the location where it is.",
    cites=("practice",),
    needs=("network_element.location", "device.ip_address or device.bssid or device.switch"),
    points_at=("bssid", "switch", "ip_address"),
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
    },
)
def unmapped_network() -> Condition:
    """Whoever calls from a network that the map does not know is at the main office, as far as responders are told."""
    return case((Device.c.unmapped.is_(None), None), else_=Device.c.unmapped != "")


_MOVED_NEEDS = (
    "network_element.location",
    "location.floor or location.building or location.interior",
    "device.location",
    "device.ip_address or device.bssid or device.switch",
)
_spread = or_(MapUse.c.buildings > 1, MapUse.c.floors > 1)
_how_far = case(
    (MapUse.c.buildings > 1, literal("in ") + cast(MapUse.c.buildings, Text) + literal(" buildings")),
    else_=literal("on ")
    + cast(MapUse.c.floors, Text)
    + literal(" floors, ")
    + func.coalesce(MapUse.c.one_floor, "")
    + literal(" and ")
    + func.coalesce(MapUse.c.other_floor, "")
    + literal(" among them"),
)
_elements_in_use = Among(
    name="network elements by which devices are found",
    tables=("network_element",),
    query=elements(
        _how_far.label("how_far"),
        _of(MapUse.c.elsewhere, " devices found by it are recorded elsewhere").label("told"),
        func.coalesce(MapUse.c.elsewhere_example, "").label("example"),
    ).where(MapUse.c.devices > 0),
)


@rule(
    code="LOC-041",
    name="Network element spans floors or buildings",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_elements_in_use,
    message="{subject} tells {location} alone, but its fixed devices are recorded {how_far}.",
    fix="Map switches, ports or access points for the other floors or buildings, or give each a subnet of its own.",
    cites=("47 CFR 9.3 floor level",),
    needs=_MOVED_NEEDS,
    points_at=("location", "identifier"),
    bad="""
        Locations: Location ID | Site Code | Building | Floor
                   HQ-1        | HQ        | Main     | 1
                   HQ-3        | HQ        | Main     | 3
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address
                 Phone 1     | fixed_onprem  | HQ        | HQ-1        | 10.1.1.7
                 Phone 2     | fixed_onprem  | HQ        | HQ-3        | 10.1.1.8
    """,
    good="""
        Locations: Location ID | Site Code | Building | Floor
                   HQ-1        | HQ        | Main     | 1
                   HQ-3        | HQ        | Main     | 3
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
                 switch | HQ-SW-3     | HQ-3
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address | Switch
                 Phone 1     | fixed_onprem  | HQ        | HQ-1        | 10.1.1.7   |
                 Phone 2     | fixed_onprem  | HQ        | HQ-3        | 10.1.1.8   | HQ-SW-3
    """,
    more={
        "what moves proves nothing": (
            """
            Locations: Location ID | Site Code | Building | Floor
                       HQ-1        | HQ        | Main     | 1
                       HQ-3        | HQ        | Main     | 3
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            Devices: Device Name | Endpoint Kind   | Site Code | Location ID | IP Address
                     Phone 1     | fixed_onprem    | HQ        | HQ-1        | 10.1.1.7
                     Handset 2   | nonfixed_onprem | HQ        | HQ-3        | 10.1.1.8
            """,
            0,
        ),
        "two buildings": (
            """
            Locations: Location ID | Site Code | Building | Floor
                       HQ-1        | HQ        | Main     | 1
                       HQ-A1       | HQ        | Annex    | 1
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address
                     Phone 1     | fixed_onprem  | HQ        | HQ-1        | 10.1.1.7
                     Phone 2     | fixed_onprem  | HQ        | HQ-A1       | 10.1.1.8
            """,
            1,
        ),
    },
)
def element_over_floors() -> Condition:
    """Wireless subnets often reach through a whole building: every caller in it is told at the one place of the map."""
    return case((MapUse.c.placed > 0, _spread), else_=None)


@rule(
    code="LOC-042",
    name="Network map contradicts recorded location",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_elements_in_use,
    message="{subject} tells {location}, but {told}: {example}.",
    fix="Find out where the devices are, then correct the map or the inventory.",
    cites=("practice",),
    needs=_MOVED_NEEDS,
    points_at=("location", "identifier"),
    bad="""
        Locations: Location ID | Site Code | Building | Floor | Room
                   HQ-1        | HQ        | Main     | 1     |
                   HQ-3-312    | HQ        | Main     | 3     | 312
                   HQ-3-314    | HQ        | Main     | 3     | 314
        Network: Kind   | Identifier  | Port    | Location ID
                 subnet | 10.1.1.0/24 |         | HQ-1
                 port   | SW-3        | Gi1/0/1 | HQ-3-312
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address | Switch | Switch Port
                 Phone 1     | fixed_onprem  | HQ        | HQ-3-312    | 10.1.1.7   |        |
                 Phone 2     | fixed_onprem  | HQ        | HQ-3-314    |            | SW-3   | Gi1/0/1
    """,
    good="""
        Locations: Location ID | Site Code | Building | Floor | Room
                   HQ-3        | HQ        | Main     | 3     |
                   HQ-3-312    | HQ        | Main     | 3     | 312
                   HQ-3-314    | HQ        | Main     | 3     | 314
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.3.0/24 | HQ-3
                 subnet | 10.1.4.0/24 | HQ-3-312
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address
                 Phone 1     | fixed_onprem  | HQ        | HQ-3-312    | 10.1.3.7
                 Phone 2     | fixed_onprem  | HQ        | HQ-3-314    | 10.1.4.8
    """,
)
def map_against_inventory() -> Condition:
    """Two records of one telephone's place: the floor that responders hear is that of the map, right or wrong."""
    return case((MapUse.c.placed > 0, and_(not_(_spread), MapUse.c.elsewhere > 0)), else_=None)
