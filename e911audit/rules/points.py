"""Family LOC, sixth part: coordinates beside facts, which ``intake/points.py`` compared once all sheets were there."""

from typing import Any

from sqlalchemy import Select, not_, select, union_all

from e911audit.model.tables import Location, Site
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import first_site, looked_at
from e911audit.values import Basis, Severity

WARNING_METRES = 250
ERROR_METRES = 1_000
HAS_COORDINATES = ("site.latitude or location.latitude", "site.longitude or location.longitude")


def _points(record: Any, kind: str, site: Any) -> Select[Any]:
    worked_out = (record.c.point_doubt, record.c.outside, record.c.off_m, record.c.off_from)
    both = (record.c.latitude.is_not(None), record.c.longitude.is_not(None))
    return looked_at(record, kind, record.c.code, site, *worked_out).where(*both)


Points = union_all(
    _points(Site, "site", Site.c.code).where(first_site),
    _points(Location, "location", Location.c.site).where(not_(Location.c.repeats)),
).subquery("points")
_points_query: Select[Any] = select(*Points.c)
POINTS = Among(name="sites and locations with coordinates", tables=("site", "location"), query=_points_query)


@rule(
    code="LOC-010",
    name="Coordinates are a default centroid",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=POINTS,
    message="{subject} has coordinates that are no surveyed point: {point_doubt}.",
    fix="Survey the point, or leave both coordinates blank.",
    cites=("practice",),
    needs=HAS_COORDINATES,
    points_at=("latitude", "longitude"),
    bad="""
        Sites: Site Code | Street Address   | City    | State | ZIP   | Latitude  | Longitude
               COUNTRY   | 100 Main St      | Wichita | KS    | 67202 | 37.751    | -97.822
               STATE     | 100 Main St      | Wichita | KS    | 67202 | 39.011902 | -98.484246
               ZIP       | 100 Congress Ave | Austin  | TX    | 78701 | 30.2713   | -97.7426
               BLOCK     | 100 Congress Ave | Austin  | TX    | 78701 | 30.264    | -97.745
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Latitude | Longitude
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | 30.26345 | -97.74468
    """,
)
def default_point() -> Condition:
    """A geocoder that knows no better answers with the middle of the ZIP, the state or the country, where nobody is."""
    return Points.c.point_doubt != ""


@rule(
    code="LOC-011",
    name="Coordinates far from address",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=POINTS,
    message="{subject} has coordinates {off_m:,.0f} metres from {off_from}.",
    fix="Correct the coordinates or the address, whichever is wrong.",
    cites=("NENA GIS practice",),
    needs=(*HAS_COORDINATES, "location.address_point_latitude or run.geocodes"),
    points_at=("latitude", "longitude", "street"),
    options={"metres": WARNING_METRES},
    bad="""
        Locations: Location ID | Floor | Latitude | Longitude | Address Point Latitude | Address Point Longitude
                   HQ-1        | 1     | 30.28345 | -97.74468 | 30.26345               | -97.74468
    """,
    good="""
        Locations: Location ID | Floor | Latitude | Longitude | Address Point Latitude | Address Point Longitude
                   HQ-1        | 1     | 30.26355 | -97.74478 | 30.26345               | -97.74468
    """,
    more={
        "300 metres are a warning, and without a point to compare with nothing is judged": (
            """
            Locations: Location ID | Floor | Latitude | Longitude | Address Point Latitude | Address Point Longitude
                       HQ-1        | 1     | 30.26615 | -97.74468 | 30.26345               | -97.74468
                       HQ-2        | 2     | 30.36615 | -97.74468 |                        |
            """,
            1,
        ),
    },
    milder=(Severity.MINOR, lambda: Points.c.off_m <= ERROR_METRES),
)
def far_from_address(metres: int) -> Condition:
    """Where map and address disagree by more than a block, the dispatcher sends to one of two places, and one is wrong.

    The point of the address is its surveyed one, else the exact answer of a geocoder (``e911audit geocode``).
    """
    return Points.c.off_m > metres


@rule(
    code="LOC-012",
    name="Coordinates outside county or state",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=POINTS,
    message="{subject} has coordinates outside of {outside}, the state of its address.",
    fix="Correct the coordinates or the address, whichever is wrong.",
    cites=("NENA-STA-006",),
    needs=HAS_COORDINATES,
    points_at=("latitude", "longitude", "state"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Latitude | Longitude
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | 40.71284 | -74.00602
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Latitude | Longitude
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | 30.26345 | -97.74468
    """,
    more={
        "a location takes the state of its site; without any state nothing is judged": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
            Locations: Location ID | Site Code | Floor | Latitude | Longitude
                       HQ-1        | HQ        | 1     | 40.71284 | -74.00602
                       LOST        |           | 1     | 40.71284 | -74.00602
            """,
            1,
        ),
    },
)
def outside_of_state() -> Condition:
    """Coordinates in another state came from another record, and a call that is routed by them goes to strangers.

    Compared with the rectangle around the state's ZIP areas; counties are not judged.
    """
    return Points.c.outside != ""
