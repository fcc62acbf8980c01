"""Family LOC, fourth part: coordinates, which lead to a door only together with an address."""

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select

from e911audit.model.tables import Address, Location, Place, Site
from e911audit.rules.places import USED_LOCATIONS, Coordinates, LocationUse
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import SiteAddress, SitePlace, first_site
from e911audit.values import Basis, Severity

_Written = Location.alias("written_location")
_WrittenAddress = Address.alias("written_address")
_sites_that_write = (
    select(_Written.c.site)
    .join(_WrittenAddress, _WrittenAddress.c.id == _Written.c.address_id)
    .where(_WrittenAddress.c.civic, _Written.c.site.is_not(None))
)
"""Sites whose locations repeat the street address: there a location without one does not mean its site's."""


@rule(
    code="LOC-008",
    name="Coordinates only on fixed endpoint",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=USED_LOCATIONS,
    message="{subject} serves fixed telephones and gives coordinates but no street address.",
    fix="Add the civic address.",
    cites=("47 CFR 9.16(b)(3)(i)",),
    needs=("location.latitude", "location.longitude", "location.street or site.street", "device.endpoint_kind"),
    points_at=("street", "latitude"),
    bad="""
        Locations: Location ID | Site Code | Street Address | City | State | Latitude | Longitude
                   HQ-1        |           |                |      |       | 30.2672  | -97.7431
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Locations: Location ID | Site Code | Street Address | City   | State | Latitude | Longitude
                   HQ-1        | HQ        |                |        |       | 30.2672  | -97.7431
                   HQ-2        |           | 8 Elm St       | Austin | TX    | 30.2672  | -97.7431
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
    """,
    more={
        "where other locations write their street, a blank is none": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
            Locations: Location ID | Site Code | Street Address   | City   | State | Latitude | Longitude
                       HQ-1        | HQ        | 100 Congress Ave | Austin | TX    |          |
                       GATE        | HQ        |                  |        |       | 30.2672  | -97.7431
            Devices: Device Name | Endpoint Kind | Location ID
                     Phone 1     | fixed_onprem  | HQ-1
                     Phone 2     | fixed_onprem  | GATE
            """,
            1,
        ),
        "a remote worker's coordinates may do": (
            """
            Locations: Location ID | Street Address | Latitude | Longitude
                       HOME-7      |                | 30.2672  | -97.7431
            Devices: Device Name | Endpoint Kind | Location ID
                     Laptop 7    | offprem       | HOME-7
            """,
            0,
        ),
    },
)
def coordinates_only() -> Condition:
    """A point on a map names no door, no floor and no suite; a telephone that never moves can have all three."""
    inherits = and_(SiteAddress.c.civic.is_(True), not_(func.coalesce(Location.c.site.in_(_sites_that_write), False)))
    return and_(
        LocationUse.c.fixed > 0,
        Location.c.latitude.is_not(None),
        Location.c.longitude.is_not(None),
        Address.c.civic.is_not(True),
        not_(inherits),
    )


def _coordinate_trouble(
    latitude: ColumnElement[float], longitude: ColumnElement[float], state: ColumnElement[str]
) -> ColumnElement[str]:
    """Words for what is wrong with a pair of degrees; NULL where nothing is."""
    pacific = state.in_(("GU", "MP", "AS"))
    aleutians = and_(state == "AK", latitude.between(50, 56), longitude.between(172, 180))
    return case(
        (or_(latitude.is_(None), longitude.is_(None)), "one of the two is missing"),
        (and_(latitude == 0, longitude == 0), "both are zero, a point in the Gulf of Guinea"),
        (and_(latitude.between(-180, -64), longitude.between(17, 72)), "latitude and longitude are swapped"),
        (or_(func.abs(latitude) > 90, func.abs(longitude) > 180), "there is no such point on Earth"),
        (or_(pacific, aleutians), None),
        (longitude > 0, "the longitude lacks its minus sign"),
        (not_(and_(latitude.between(17, 72), longitude.between(-180, -64))), "the point is outside the United States"),
        else_=None,
    )


_state = func.coalesce(func.nullif(Place.c.state, ""), SitePlace.c.state, "")
_trouble = _coordinate_trouble(Coordinates.c.latitude, Coordinates.c.longitude, _state)
_coordinates: Select[tuple[object, ...]] = select(
    *Coordinates.c,
    func.coalesce(_trouble, "").label("trouble"),
)
COORDINATES = Among(
    name="sites and locations with coordinates",
    tables=("site", "location"),
    query=_coordinates.select_from(Coordinates)
    .join(Address, Address.c.id == Coordinates.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(Site, and_(Site.c.code == Coordinates.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .where(
        func.coalesce(Place.c.kind, "") != "foreign",
        or_(Coordinates.c.latitude.is_not(None), Coordinates.c.longitude.is_not(None)),
    ),
)


@rule(
    code="LOC-009",
    name="Coordinates null-island or out of range",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=COORDINATES,
    message="{subject} has coordinates that cannot be right: {trouble}.",
    fix="Correct the coordinates or leave both blank.",
    cites=("practice",),
    needs=("site.latitude or location.latitude", "site.longitude or location.longitude"),
    points_at=("latitude", "longitude"),
    bad="""
        Sites: Site Code | City   | State | Latitude | Longitude
               ZERO      | Austin | TX    | 0        | 0
               HALF      | Austin | TX    | 30.2672  |
               SIGN      | Austin | TX    | 30.2672  | 97.7431
               SWAP      | Austin | TX    | -97.7431 | 30.2672
               FAR       | Austin | TX    | 30.2672  | -190.5
               SOUTH     | Austin | TX    | -30.2672 | -97.7431
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Latitude | Longitude
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | 30.2672  | -97.7431
               GUAM      | 100 Marine Dr    | Tamuning | GU  | 96913 | 13.4443  | 144.7937
               PAGO      | 1 Harbor Rd      | Pago Pago | AS | 96799 | -14.2756 | -170.702
               EMPTY     | 8 Elm St         | Austin | TX    | 78701 |          |
    """,
    more={
        "a location takes the state of its site": (
            """
            Sites: Site Code | City     | State
                   GUAM      | Tamuning | GU
            Locations: Location ID | Site Code | Floor | Latitude | Longitude
                       GUAM-1      | GUAM      | 1     | 13.4443  | 144.7937
                       GUAM-2      | GUAM      | 2     | 13.4443  |
            """,
            1,
        ),
    },
)
def impossible_coordinates() -> Condition:
    """A wrong sign sends the map of the dispatcher to China; zeros send it into the sea."""
    return _trouble.is_not(None)
