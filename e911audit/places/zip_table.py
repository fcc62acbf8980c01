"""The ZIP codes of the United States: type, state, county, centre and city names of each; read when first asked for.

``data/zips.csv`` is written by ``tables/zips.py``, never by hand. Its lines are sorted, so that a ZIP is found by
bisection and only the lines asked for are ever taken apart.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from e911audit.places.spell import fold_city

VINTAGE = "3.0.0"
"""The release of the ``zipcodes`` package that the facts are from."""
TYPES = {"S": "STANDARD", "P": "PO BOX", "U": "UNIQUE", "M": "MILITARY"}


class ZipArea(NamedTuple):
    """What a ZIP code is. ``county`` is the one with most of its addresses, "" where unknown; degrees are WGS 84."""

    zip: str
    type: str
    in_use: bool
    state: str
    county: str
    centre: tuple[float, float] | None
    """Latitude and longitude; None for military mail."""
    cities: tuple[str, ...]
    """Names that the post accepts, its own first."""
    other_names: tuple[str, ...]
    """Names that people use and the post does not: subdivisions, boroughs, older names."""

    def has(self, city: str) -> bool:
        """Tell whether the city goes by this name in the ZIP's area."""
        return fold_city(city) in map(fold_city, (*self.cities, *self.other_names))


@cache
def _lines() -> list[str]:
    text = files("e911audit.places").joinpath("data", "zips.csv").read_text(encoding="utf-8")
    return text.splitlines()[1:]


@lru_cache(maxsize=65536)
def zip_area(zip_code: str) -> ZipArea | None:
    """Return what a ZIP of five digits is, None where the table does not hold it.

    >>> zip_area("78701").cities, zip_area("96799").type
    (('AUSTIN',), 'PO BOX')
    """
    lines = _lines()
    index = bisect_left(lines, zip_code)
    if len(zip_code) != 5 or index == len(lines) or not lines[index].startswith(zip_code):
        return None
    code, letter, state, county, latitude, longitude, cities, others = lines[index].split(",")
    return ZipArea(
        code,
        TYPES[letter.upper()],
        letter.isupper(),
        state,
        county,
        (float(latitude), float(longitude)) if latitude else None,
        tuple(cities.split("|")),
        tuple(filter(None, others.split("|"))),
    )


@cache
def _by_state() -> dict[str, list[str]]:
    states: dict[str, list[str]] = {}
    for line in _lines():
        states.setdefault(line[8:10], []).append(line)
    return states


def _lines_of(state: str) -> list[str]:
    """The lines of a state's ZIPs, in order."""
    return _by_state().get(state, [])


@lru_cache(maxsize=1024)
def zips_of(city: str, state: str) -> tuple[str, ...]:
    """Return the ZIPs for street addresses of a city, in order."""
    found = (zip_area(line[:5]) for line in _lines_of(state) if line[6] == "S")
    return tuple(area.zip for area in found if area and area.has(city))


@cache
def cities_of(state: str) -> frozenset[str]:
    """Return the folded names of a state's cities that the post accepts."""
    found = map(zip_area, (line[:5] for line in _lines_of(state)))
    return frozenset(fold_city(city) for area in found if area for city in area.cities)


@cache
def centres(state: str) -> tuple[tuple[float, float], ...]:
    """Return the centres of a state's ZIP areas."""
    found = map(zip_area, (line[:5] for line in _lines_of(state)))
    return tuple(area.centre for area in found if area and area.centre)
