"""Distances on the Earth."""

from functools import lru_cache

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


@lru_cache(maxsize=65536)
def metres(one: Point, other: Point) -> float:
    """Return the length of the geodesic between two points, in metres."""
    from geopy.distance import geodesic

    return float(geodesic(one, other).m)
