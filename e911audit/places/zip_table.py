"""The ZIP codes of the United States: type, state, county, centre and city names of each; read when first asked for.

``data/zips.csv`` is written by ``tables/zips.py``, never by hand. Its lines are sorted, so that a ZIP is found by
bisection and only the lines asked for are ever taken apart.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from e911audit.places.spell import fold_city
from e911audit.places.tables import AREAS

VINTAGE = "3.0.0"
"""The release of the ``zipcodes`` package that the facts are from."""
TYPES = {"S": "STANDARD", "P": "PO BOX", "U": "UNIQUE", "M": "MILITARY"}


class ZipArea(NamedTuple):
    """What a ZIP code is: a line of the table, taken apart only as far as it is asked."""

    zip: str
    letter: str
    """The first letter of its type, small where the ZIP is out of use."""
    state: str
    county: str
    """The county with most of its addresses, "" where unknown."""
    latitude: str
    longitude: str
    names: str
    others: str

    @property
    def type(self) -> str:
        """STANDARD, PO BOX, UNIQUE (one firm's) or MILITARY."""
        return TYPES[self.letter.upper()]

    @property
    def in_use(self) -> bool:
        """Whether the post still uses it."""
        return self.letter.isupper()

    @property
    def centre(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees (WGS 84); None for military mail."""
        return (float(self.latitude), float(self.longitude)) if self.latitude else None

    @property
    def cities(self) -> tuple[str, ...]:
        """Names that the post accepts, its own first."""
        return tuple(self.names.split("|"))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Names that people use and the post does not: subdivisions, boroughs, older names."""
        return tuple(filter(None, self.others.split("|")))

    def has(self, city: str) -> bool:
        """Tell whether the city goes by this name in the ZIP's area."""
        name = fold_city(city)
        return name in zip_cities(self.zip) or name in zip_other_names(self.zip)


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
    return ZipArea(*lines[index].split(","))


@lru_cache(maxsize=65536)
def zip_cities(zip_code: str) -> frozenset[str]:
    """Return the folded names of a ZIP's cities that the post accepts."""
    area = zip_area(zip_code) if zip_code else None
    return frozenset(map(fold_city, area.cities)) if area else frozenset()


@lru_cache(maxsize=65536)
def zip_other_names(zip_code: str) -> frozenset[str]:
    """Return the folded names of a ZIP's cities that only people use."""
    area = zip_area(zip_code) if zip_code else None
    return frozenset(map(fold_city, area.other_names)) if area else frozenset()


@cache
def _lines_of(state: str) -> list[str]:
    """The lines of a state's ZIPs, in order."""
    lines = _lines()
    found: list[str] = []
    for area in (area for area, states in AREAS.items() if state in states):
        first, behind = bisect_left(lines, area), bisect_left(lines, f"{area}~")
        found += (line for line in lines[first:behind] if line[8:10] == state)
    return found


@lru_cache(maxsize=65536)
def zips_of(city: str, state: str) -> tuple[str, ...]:
    """Return the ZIPs for street addresses of a city, in order: as it is written, else in any spelling."""
    lines = [line for line in _lines_of(state) if line[6] == "S"]
    if found := tuple(line[:5] for line in lines if city in line and city in _names(line)):
        return found
    name = fold_city(city)
    return tuple(line[:5] for line in lines if name in map(fold_city, _names(line)))


def _names(line: str) -> list[str]:
    """All names of a ZIP's line."""
    return line.split(",", 6)[6].replace(",", "|").split("|")


@cache
def cities_of(state: str) -> frozenset[str]:
    """Return the folded names of a state's cities that the post accepts."""
    names = {name for line in _lines_of(state) for name in line.split(",", 7)[6].split("|")}
    return frozenset(map(fold_city, names))


@cache
def centres(state: str) -> tuple[tuple[float, float], ...]:
    """Return the centres of a state's ZIP areas."""
    found = map(zip_area, (line[:5] for line in _lines_of(state)))
    return tuple(area.centre for area in found if area and area.centre)
