"""Family LOC, eighth part: is the network map sound in itself."""

from typing import Any

from sqlalchemy import Text, and_, case, cast, func, literal, not_, or_, select

from e911audit.model.tables import Device, Line, Location, NetworkElement, Number
from e911audit.rules.rule import Among, Condition, blank, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.wiremap import MapUse, element_name, element_site, elements
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
_number = func.count()
_seen = func.coalesce(func.sum(MapUse.c.devices), 0)
_grouped: Any = (
    select(
        literal("network_element").label("kind"),
        func.min(element_name).label("subject"),
        func.coalesce(element_site, "").label("site"),
        NetworkElement.c.sheet_id.label("sheet_id"),
        func.min(NetworkElement.c.row).label("row"),
        case((_seen > 0, _seen), else_=_number).label("affects"),
        case(
            (_number > 1, literal(" and ") + cast(_number - 1, Text) + literal(" more elements of its sheet tell")),
            else_=" tells",
        ).label("told"),
    )
    .select_from(NetworkElement)
    .join(Location, and_(Location.c.code == NetworkElement.c.location, not_(Location.c.repeats)), isouter=True)
    .join(MapUse, MapUse.c.element == NetworkElement.c.id, isouter=True)
    .join(_LocatedSpan, _LocatedSpan.c.low == NetworkElement.c.low, isouter=True)
    .join(_LocatedSwitch, _LocatedSwitch.c.name == func.upper(NetworkElement.c.identifier), isouter=True)
    .group_by(NetworkElement.c.sheet_id, func.coalesce(element_site, ""), _lost)
)


@rule(
    code="LOC-043",
    name="Network element without location",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="network elements", tables=("network_element",), query=_grouped),
    message="{subject}{told} no location.",
    fix="Give each the location where it is.",
    cites=("practice",),
    needs=("network_element.identifier", "network_element.location or network_element.site"),
    points_at=("location", "identifier"),
    bad="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
                 subnet | 10.1.2.0/24 |
                 subnet | 10.1.3.0/24 |
    """,
    good="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
        Network: Kind   | Identifier  | Port    | Location ID
                 subnet | 10.1.1.0/24 |         | HQ-1
                 subnet | 10.1.1.0/24 |         |
                 switch | SW-3        |         | HQ-1
                 port   | sw-3        | Gi1/0/1 |
    """,
    more={
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
    },
)
def element_without_location() -> Condition:
    """The network knows the element and can say nothing of it: the call goes out with the main office's address."""
    return case((not_(_any_location), None), else_=_lost)


_told_location = Among(
    name="network elements that tell a location",
    tables=("network_element",),
    query=elements(func.coalesce(NetworkElement.c.clash, "").label("clash")).where(given(NetworkElement.c.location)),
)


@rule(
    code="LOC-044",
    name="Network element with two locations",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_told_location,
    message="{subject} is listed with several locations: {clash}.",
    fix="Leave it with the location where it is.",
    cites=("practice",),
    needs=("network_element.location",),
    points_at=("location", "identifier"),
    bad="""
        Network: Kind   | Identifier        | Port     | Location ID
                 subnet | 10.1.1.0/24       |          | HQ-1
                 subnet | 10.1.1.9/24       |          | HQ-2
                 bssid  | f06e.0bc2.031a    |          | HQ-1
                 bssid  | F0-6E-0B-C2-03-1A |          | HQ-2
                 port   | SW-3              | Gi1/0/30 | HQ-1
                 port   | sw-3              | G1/0/30  | HQ-2
    """,
    good="""
        Network: Kind   | Identifier  | Port    | Location ID
                 subnet | 10.1.1.0/24 |         | HQ-1
                 subnet | 10.1.1.0/24 |         | HQ-1
                 subnet | 10.1.1.0/25 |         | HQ-2
                 port   | SW-3        | Gi1/0/1 | HQ-1
                 port   | SW-3        | Gi1/0/2 | HQ-2
                 switch | SW-3        |         | HQ-3
    """,
    more={
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
    },
)
def element_with_two_locations() -> Condition:
    """Which of the two a call will carry is a matter of chance, or of what was entered last."""
    return NetworkElement.c.clash != ""


_over = func.coalesce(NetworkElement.c.overlap_count, 0)
_overlap_told = case(
    (_over == 1, func.coalesce(NetworkElement.c.overlap, "") + literal(" overlaps it and tells another")),
    else_=cast(_over, Text)
    + literal(" others overlap it and tell others, ")
    + func.coalesce(NetworkElement.c.overlap, "")
    + literal(" first"),
)


@rule(
    code="LOC-045",
    name="Network elements overlap with different locations",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    milder=(
        Severity.MINOR,
        lambda: and_(NetworkElement.c.kind == "subnet", NetworkElement.c.overlap_how == "inside"),
    ),
    among=Among(
        name="subnets and access points that tell a location",
        tables=("network_element",),
        query=elements(_overlap_told.label("told")).where(
            given(NetworkElement.c.location), NetworkElement.c.kind.in_(("subnet", "bssid"))
        ),
    ),
    message="{subject} tells {location}; {told}.",
    fix="Split the larger one so that each address has one location, or confirm that your system takes the smallest.",
    cites=("practice",),
    needs=("network_element.location",),
    points_at=("identifier",),
    bad="""
        Network: Kind   | Identifier        | Location ID
                 subnet | 10.1.0.0/16       | HQ-1
                 subnet | 10.1.1.0/24       | HQ-2
                 bssid  | F0-6E-0B-C2-03-*  | HQ-1
                 bssid  | F0-6E-0B-C2-03-1A | HQ-2
                 bssid  | 00-11-22-33-44-5* | HQ-1
    """,
    good="""
        Network: Kind   | Identifier        | Location ID
                 subnet | 10.1.0.0/23       | HQ-1
                 subnet | 10.1.1.0/24       | HQ-1
                 subnet | 10.1.2.0/24       | HQ-2
                 bssid  | F0-6E-0B-C2-03-1* | HQ-1
                 bssid  | F0-6E-0B-C2-03-2* | HQ-2
                 subnet | 10.1.9.10-10.1.9.99 | HQ-3
                 subnet | 2001:db8::/64     | HQ-4
    """,
    more={
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
def overlapping_elements() -> Condition:
    """Systems differ in which of two networks counts; a caller in both may be told on the wrong floor or site."""
    return NetworkElement.c.overlap != ""


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


@rule(
    code="LOC-046",
    name="Location that no network element tells",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="sites with a network map",
        tables=("location",),
        query=select(
            literal("site").label("kind"),
            Location.c.site.label("subject"),
            Location.c.site.label("site"),
            Location.c.sheet_id.label("sheet_id"),
            func.min(Location.c.row).label("row"),
            func.count().label("affects"),
            func.min(Location.c.code).label("example"),
        )
        .select_from(Location)
        .join(_MappedSite, _MappedSite.c.site == Location.c.site)
        .join(_Named, _Named.c.code == Location.c.code, isouter=True)
        .where(not_(Location.c.repeats))
        .group_by(Location.c.sheet_id, Location.c.site, _silent),
    ),
    message="No network element, number, device or line tells {affects} locations of {subject}, {example} for one.",
    fix="Map the network there, or delete locations that are no more.",
    cites=("practice",),
    needs=("network_element.location", "location.site"),
    points_at=("code",),
    bad="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
                   HQ-2        | HQ        | 2
                   HQ-3        | HQ        | 3
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
    """,
    good="""
        Locations: Location ID | Site Code | Floor
                   HQ-1        | HQ        | 1
                   HQ-2        | HQ        | 2
                   SAT-1       | SAT       | 1
        Network: Kind   | Identifier  | Location ID
                 subnet | 10.1.1.0/24 | HQ-1
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-2
    """,
)
def location_without_element() -> Condition:
    """A room that somebody described for responders, and that no call will ever name, is where help comes late."""
    return _silent


@rule(
    code="LOC-047",
    name="Network identifier unusable",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    milder=(
        Severity.MINOR,
        lambda: or_(
            NetworkElement.c.network_fault.like("is an address within%"),
            NetworkElement.c.network_fault.like("has a wildcard%"),
        ),
    ),
    among=Among(
        name="subnets and access points",
        tables=("network_element",),
        query=elements(func.coalesce(NetworkElement.c.network_fault, "").label("fault")).where(
            NetworkElement.c.kind.in_(("subnet", "bssid"))
        ),
    ),
    message="{subject} {fault}.",
    fix="Enter the network's first address with its size, or the BSSID that the access point sends.",
    cites=("practice", "IEEE 802 group addresses"),
    needs=("network_element.identifier", "network_element.kind"),
    points_at=("identifier",),
    bad="""
        Network: Kind   | Identifier        | Location ID
                 subnet | 192.168.1.5/24    | HQ-1
                 subnet | 169.254.0.0/16    | HQ-1
                 subnet | fe80::/64         | HQ-1
                 subnet | voice VLAN        | HQ-1
                 subnet | 0.0.0.0/0         | HQ-1
                 bssid  | 01-00-5E-00-00-01 | HQ-1
                 bssid  | F0-6E-0B-*        | HQ-1
    """,
    good="""
        Network: Kind   | Identifier        | Location ID
                 subnet | 192.168.1.0/24    | HQ-1
                 subnet | 192.168.2.0       | HQ-1
                 subnet | 10.1.9.10-10.1.9.99 | HQ-1
                 subnet | 2001:db8::/32     | HQ-1
                 bssid  | F0-6E-0B-C2-03-*  | HQ-1
                 switch | HQ SW 3           | HQ-1
    """,
)
def unusable_identifier() -> Condition:
    """A subnet entered by one of its hosts' addresses, or an address no radio has, is looked up and never found."""
    return NetworkElement.c.network_fault != ""
