"""Where a point of the United States stands on the map of the report.

Three equal-area conics of Albers, as in the maps of the us-atlas package: the forty-eight states, and Alaska (at 35 %
of their scale) and Hawaii moved below them. Formulas: Snyder, Map Projections, USGS Professional Paper 1395 (1987),
14-1 to 14-6, on a sphere.
"""

from collections.abc import Callable
from math import cos, radians, sin, sqrt
from typing import NamedTuple

SCALE = 1300
"""Units of the sphere's radius."""


class Conic(NamedTuple):
    """A conic of Albers, what it is for, and where its origin stands on the map; degrees and units."""

    within: Callable[[float, float], bool]
    meridian: float
    """The longitude that stands upright."""
    parallels: tuple[float, float]
    origin: tuple[float, float]
    """Latitude and longitude of the point that stands at ``at``."""
    at: tuple[float, float]
    scale: float = SCALE


CONICS = (
    Conic(
        lambda lat, lon: 24 < lat < 50 and -125.5 < lon < -66.5,
        -96,
        (29.5, 45.5),
        (38.7, -96.6),
        (487.5, 305),
    ),
    Conic(
        lambda lat, lon: 50 < lat < 72 and (lon < -129 or lon > 172),
        -154,
        (55, 65),
        (58.5, -156),
        (487.5 - 0.307 * SCALE, 305 + 0.201 * SCALE),
        0.35 * SCALE,
    ),
    Conic(
        lambda lat, lon: 18.5 < lat < 23 and -161 < lon < -154,
        -157,
        (8, 18),
        (19.9, -160),
        (487.5 - 0.205 * SCALE, 305 + 0.212 * SCALE),
    ),
)


def project(latitude: float, longitude: float) -> tuple[float, float] | None:
    """The point's units from the left and the top; None outside of the fifty states (territories, wrong coordinates).

    >>> project(39.7392, -104.9903)  # Denver
    (342.8, 273.9)
    """
    conic = next((conic for conic in CONICS if conic.within(latitude, longitude)), None)
    if conic is None:
        return None
    x, y = _plane(conic, latitude, longitude)
    from_x, from_y = _plane(conic, *conic.origin)
    return round(conic.at[0] + conic.scale * (x - from_x), 1), round(conic.at[1] - conic.scale * (y - from_y), 1)


def _plane(conic: Conic, latitude: float, longitude: float) -> tuple[float, float]:
    """Right and up from the cone's tip, in radii of the sphere."""
    first, second = (radians(parallel) for parallel in conic.parallels)
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)
    rho = sqrt(c - 2 * n * sin(radians(latitude))) / n
    theta = n * radians((longitude - conic.meridian + 180) % 360 - 180)
    return rho * sin(theta), -rho * cos(theta)
