"""Coordinates beside facts: points that programs put where they know no better, and the states' extents."""

from functools import cache
from math import cos, hypot, radians

from e911audit.places.special import MILITARY_STATES
from e911audit.places.tables import rows
from e911audit.places.zip_table import centres, zip_area

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""
NEAR_METRES = 100.0
"""A point this near to a default one is that one: sources round it differently."""
ZIP_METRES = 20.0
"""The same for the centre of a ZIP, of which a city has many and honest buildings stand around each; tables tell it to
four decimals, 11 metres."""
DEGREE_METRES = 111_320.0
"""Metres of a degree of latitude."""
DECIMALS = 3
"""Degrees with no more decimals than these name an area of 100 metres, a block and not a building."""
MARGIN = 0.3
"""Degrees around the centres of a state's ZIP areas that may still be the state: a third of a degree is 30 km."""


@cache
def default_points() -> tuple[tuple[str, Point], ...]:
    """Return the points that geocoders and forms give for a country or a state, with what they are."""
    return tuple((what, (float(latitude), float(longitude))) for what, latitude, longitude in rows("points.csv"))


def near(one: Point, other: Point, metres: float = NEAR_METRES) -> bool:
    """Tell whether two points are within so many metres; the Earth is flat at that distance."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(one[0]))
    return hypot(north, east) * DEGREE_METRES <= metres


def point_doubt(point: Point, zip_code: str) -> str:
    """Say why coordinates are no surveyed point of a building, or "".

    >>> point_doubt((37.751, -97.822), "67202"), point_doubt((30.27, -97.74), "78701")
    ('the centre of the United States', 'known to three decimals or fewer, which is a block')
    """
    for what, default in default_points():
        if near(point, default):
            return what
    area = zip_area(zip_code)
    if area and area.centre and near(point, area.centre, ZIP_METRES):
        return f"the centre of ZIP {zip_code}"
    if all(round(degree, DECIMALS) == degree for degree in point):
        return "known to three decimals or fewer, which is a block"
    return ""


@cache
def extent(state: str) -> tuple[Point, Point] | None:
    """Return the south-western and the north-eastern corner around a state, None for one without ZIP areas."""
    found = () if state in MILITARY_STATES else centres(state)
    if not found:
        return None
    latitudes, longitudes = zip(*found, strict=True)
    return (min(latitudes) - MARGIN, min(longitudes) - MARGIN), (max(latitudes) + MARGIN, max(longitudes) + MARGIN)


def outside(point: Point, state: str) -> str | None:
    """Return the state where a point lies outside of its extent, "" where it does not, None where it cannot be told.

    An extent is a rectangle: a point inside may still be in a neighbouring state. Points that are nowhere in the United
    States are left to the rule of impossible coordinates, and so are those beyond the date line.

    >>> outside((40.7128, -74.0060), "TX"), outside((30.2672, -97.7431), "TX"), outside((30.2672, -97.7431), "")
    ('TX', '', None)
    """
    corners = extent(state)
    if corners is None or not (-15 <= point[0] <= 72 and (-180 <= point[1] <= -64 or state in ("GU", "MP", "AS"))):
        return None
    (south, west), (north, east) = corners
    return "" if south <= point[0] <= north and west <= point[1] <= east else state
