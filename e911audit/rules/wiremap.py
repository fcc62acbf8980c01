"""Family LOC, seventh part: does the network map tell each device one place, and the one where the inventory has it.

Teams and CER look up the port, then the switch, the access point and the smallest subnet of a device. What can be wrong
with an element is an aspect: one select, one condition, the words that tell it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Address, Device, Location, NetworkElement, Place
from e911audit.rules.rule import Among, Condition, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at
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


def elements(affects: Any = None) -> Any:
    """Select network elements with the location that each tells and the devices found by it."""
    return (
        looked_at(
            NetworkElement,
            "network_element",
            element_name,
            element_site,
            affects=func.coalesce(MapUse.c.devices, 1) if affects is None else affects,
        )
        .select_from(NetworkElement)
        .join(Location, and_(Location.c.code == NetworkElement.c.location, not_(Location.c.repeats)), isouter=True)
        .join(MapUse, MapUse.c.element == NetworkElement.c.id, isouter=True)
    )


def aspect(query: Any, wrong: Condition, *told: Any, field: str = "location", mild: Any = False) -> Select[Any]:
    """One thing that may be wrong: who is looked at, when it is, how it is told, in which field, and if it is minor."""
    words: ColumnElement[str] = literal("")
    for part in told:
        words = words + part
    lesser = mild if isinstance(mild, ColumnElement) else literal(mild)
    aspect_of: Select[Any] = query.add_columns(
        words.label("told"), wrong.label("is_wrong"), lesser.label("is_minor"), literal(field).label("field")
    )
    return aspect_of


def _of(number: Any, words: str) -> ColumnElement[str]:
    return cast(number, Text) + literal(" of ") + cast(MapUse.c.devices, Text) + literal(words)


_location = func.coalesce(NetworkElement.c.location, "no location")
_by_devices = (MapUse.c.away > 0) | (MapUse.c.away_at_all == MapUse.c.devices)
_by_map = func.lower(NetworkElement.c.site) != func.lower(Location.c.site)
_judged_by_devices = case((MapUse.c.sited > 0, _by_devices), else_=None)
_another_site = aspect(
    elements(case((MapUse.c.away_at_all > 0, MapUse.c.away_at_all), else_=1)),
    or_(func.coalesce(_by_map, _judged_by_devices), func.coalesce(_judged_by_devices, _by_map)),
    "tells ",
    _location,
    ", which is at ",
    Location.c.site,
    ", but ",
    case(
        (
            MapUse.c.away_at_all > 0,
            _of(MapUse.c.away_at_all, " devices found by it belong to other sites, for example ")
            + MapUse.c.away_example,
        ),
        else_=literal("the map enters it at ") + NetworkElement.c.site,
    ),
)
_in_use = elements().where(MapUse.c.devices > 0)
_spread = or_(MapUse.c.buildings > 1, MapUse.c.floors > 1)
_over_floors = aspect(
    _in_use,
    case((MapUse.c.placed > 0, _spread), else_=None),
    "tells ",
    _location,
    " alone, but its fixed devices are recorded ",
    case(
        (MapUse.c.buildings > 1, literal("in ") + cast(MapUse.c.buildings, Text) + literal(" buildings")),
        else_=literal("on ")
        + cast(MapUse.c.floors, Text)
        + literal(" floors, ")
        + func.coalesce(MapUse.c.one_floor, "")
        + literal(" and ")
        + func.coalesce(MapUse.c.other_floor, "")
        + literal(" among them"),
    ),
)
_recorded_elsewhere = aspect(
    _in_use,
    case((MapUse.c.placed > 0, and_(not_(_spread), MapUse.c.elsewhere > 0)), else_=None),
    "tells ",
    _location,
    ", but ",
    _of(MapUse.c.elsewhere, " devices found by it are recorded elsewhere, "),
    func.coalesce(MapUse.c.elsewhere_example, ""),
    " for one",
)
_told = elements().where(given(NetworkElement.c.location))
_two_locations = aspect(
    _told,
    NetworkElement.c.clash != "",
    "is listed with several locations, ",
    func.coalesce(NetworkElement.c.clash, ""),
)
_over = func.coalesce(NetworkElement.c.overlap_count, 0)
_overlaps = aspect(
    _told.where(NetworkElement.c.kind.in_(("subnet", "bssid"))),
    NetworkElement.c.overlap != "",
    "tells ",
    _location,
    "; ",
    case(
        (_over == 1, func.coalesce(NetworkElement.c.overlap, "") + literal(" overlaps it and tells another")),
        else_=cast(_over, Text)
        + literal(" others overlap it and tell others, ")
        + func.coalesce(NetworkElement.c.overlap, "")
        + literal(" first"),
    ),
    field="identifier",
    mild=and_(NetworkElement.c.kind == "subnet", NetworkElement.c.overlap_how == "inside"),
)
_faults = union_all(_another_site, _over_floors, _recorded_elsewhere, _two_locations, _overlaps).subquery("map_fault")


@rule(
    code="LOC-036",
    name="Network map points to wrong site",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="network elements, each aspect", tables=("network_element",), query=select(*_faults.c)),
    message="{subject} {told}.",
    fix="Give each element the one location where it is, split networks that reach further, or correct the inventory.",
    cites=("practice", "47 CFR 9.3 floor level"),
    needs=("network_element.location",),
    milder=(Severity.MINOR, lambda: _faults.c.is_minor.is_(True)),
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
        "an element over floors": (
            """
            Locations: Location ID | Site Code | Building | Floor
                       HQ-1        | HQ        | Main     | 1
                       HQ-3        | HQ        | Main     | 3
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.1.0/24 | HQ-1
            Devices: Device Name | Endpoint Kind | Site Code | Location ID | IP Address
                     Phone 1     | fixed_onprem  | HQ        | HQ-1        | 10.1.1.7
                     Phone 2     | fixed_onprem  | HQ        | HQ-3        | 10.1.1.8
            """,
            1,
        ),
        "sound: not an element over floors": (
            """
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
            0,
        ),
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
        "the map and the inventory contradict each other": (
            """
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
            2,
        ),
        "sound: not the map and the inventory contradict each other": (
            """
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
            0,
        ),
        "one element, two locations": (
            """
            Network: Kind   | Identifier        | Port     | Location ID
                     subnet | 10.1.1.0/24       |          | HQ-1
                     subnet | 10.1.1.9/24       |          | HQ-2
                     bssid  | f06e.0bc2.031a    |          | HQ-1
                     bssid  | F0-6E-0B-C2-03-1A |          | HQ-2
                     port   | SW-3              | Gi1/0/30 | HQ-1
                     port   | sw-3              | G1/0/30  | HQ-2
            """,
            3,
        ),
        "listed twice at one place, and half a subnet at another: only that overlaps": (
            """
            Network: Kind   | Identifier  | Port    | Location ID
                     subnet | 10.1.1.0/24 |         | HQ-1
                     subnet | 10.1.1.0/24 |         | HQ-1
                     subnet | 10.1.1.0/25 |         | HQ-2
                     port   | SW-3        | Gi1/0/1 | HQ-1
                     port   | SW-3        | Gi1/0/2 | HQ-2
                     switch | SW-3        |         | HQ-3
            """,
            1,
        ),
        "each element once, in whatever spelling": (
            """
            Network: Kind   | Identifier         | Location ID
                     subnet | 2001:db8::/64      | HQ-1
                     subnet | 2001:0db8:0::0/64  | HQ-2
                     subnet | 2001:DB8::/64      | HQ-3
                     subnet | 10.1.2.0           | HQ-1
                     subnet | 10.1.2.0/24        | HQ-2
            """,
            2,
        ),
        "elements overlap": (
            """
            Network: Kind   | Identifier        | Location ID
                     subnet | 10.1.0.0/16       | HQ-1
                     subnet | 10.1.1.0/24       | HQ-2
                     bssid  | F0-6E-0B-C2-03-*  | HQ-1
                     bssid  | F0-6E-0B-C2-03-1A | HQ-2
                     bssid  | 00-11-22-33-44-5* | HQ-1
            """,
            2,
        ),
        "sound: not elements overlap": (
            """
            Network: Kind   | Identifier        | Location ID
                     subnet | 10.1.0.0/23       | HQ-1
                     subnet | 10.1.1.0/24       | HQ-1
                     subnet | 10.1.2.0/24       | HQ-2
                     bssid  | F0-6E-0B-C2-03-1* | HQ-1
                     bssid  | F0-6E-0B-C2-03-2* | HQ-2
                     subnet | 10.1.9.10-10.1.9.99 | HQ-3
                     subnet | 2001:db8::/64     | HQ-4
            """,
            0,
        ),
        "one finding for the larger one": (
            """
            Network: Kind   | Identifier  | Location ID
                     subnet | 10.1.0.0/16 | HQ-1
                     subnet | 10.1.1.0/24 | HQ-2
                     subnet | 10.1.2.0/24 | HQ-3
                     subnet | 10.1.3.0-10.1.3.9 | HQ-4
                     subnet | 10.1.3.5-10.1.3.20 | HQ-5
            """,
            2,
        ),
    },
)
def map_misleads() -> Condition:
    """The network tells the location of a call before the caller can; the wrong one sends help to another place.

    Wireless subnets reach through whole buildings, and of two networks that overlap each system picks its own.
    """
    return _faults.c.is_wrong
