"""The keys of a place, equal for texts of one place, and the components that they are made of.

Every component is folded to one spelling first, so that two places have equal keys exactly where all their components
are equal; ``compare`` looks at the same components one by one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from e911audit.places.clean import ascii_fold
from e911audit.places.place import Place
from e911audit.places.spell import fold_code, fold_name, no_zeros
from e911audit.places.street import Street
from e911audit.places.tables import AREAS, DIRECTIONS, ROUTE_SORTS
from e911audit.places.words import use

Parts = dict[str, str]

QUEENS = re.compile(r"(\d{2,3})-(\d{2})")
QUEENS_AREAS = ("111", "113", "114", "116")
"""ZIP areas of the borough of Queens, where 112-10 is also written 11210."""


class Outside(NamedTuple):
    """What a street address is made of, folded."""

    house: str
    predir: str
    street: str
    """The sort of road and its name: ``US 20`` for US Highway 20 and US Route 20."""
    posttype: str
    postdir: str
    city: str
    state: str
    zip: str


def outside(place: Place | Street, city: str, state: str, zip_code: str) -> Outside:
    """Return the folded components of a street address; a state that is not written follows from the ZIP."""
    sort = route_sort(place.pretype) if place.pretype else ""
    name = fold_name(place.street)
    where = state or " ".join(AREAS.get(zip_code[:3], ())[:1])
    return Outside(
        fold_house(place.house, place.house_suffix, zip_code),
        place.predir,
        f"{sort} {name}" if sort else name,
        place.posttype,
        place.postdir,
        fold_name(city),
        where,
        zip_code,
    )


def inside(parts: Parts) -> Parts:
    """Return the folded components inside of a building; a unit's kind does not count where it has a number."""
    unit = parts.get("unit", "")
    return {
        "building": fold_phrase(parts.get("building", "")),
        "floor": fold_code(parts.get("floor", "")),
        "unit": fold_code(unit) if unit else parts.get("unit_type", ""),
        "room": fold_phrase(parts.get("room", "")),
        "seat": fold_phrase(parts.get("seat", "")),
        "zone": fold_phrase(parts.get("zone", "")).removeprefix("ZONE").strip(),
    }


def building_key(street: Street, city: str, state: str, zip_code: str) -> str:
    """Return the key of a street address, "" without a house number, a street, or a town or ZIP."""
    if not street.house or not (street.street or street.pretype) or not (city or zip_code):
        return ""
    house, predir, name, posttype, postdir, town, where, _ = outside(street, city, state, zip_code)
    road = " ".join(filter(None, (predir, name, posttype, postdir)))
    return f"{house} {road}|{town}|{where} {zip_code}".strip()


def place_key(building: str, parts: Parts) -> str:
    """Return the key of a dispatchable place: the building's key and what is inside."""
    if not building or not parts:
        return building
    return building + inside_key(tuple(parts.items()))


@lru_cache(maxsize=65536)
def inside_key(parts: tuple[tuple[str, str], ...]) -> str:
    """Return what the key of a place adds to that of its building: ``|F 3|R 214``."""
    return "".join(f"|{name[0].upper()} {value}" for name, value in inside(dict(parts)).items() if value)


@lru_cache(maxsize=4096)
def route_sort(pretype: str) -> str:
    """Return what two names of one kind of road have in common; a pretype that is no route is its own sort.

    >>> route_sort("STATE ROUTE"), route_sort("OLD US HIGHWAY"), route_sort("CALLE")
    ('SR', 'OLD US', 'CALLE')
    """
    words = pretype.split()
    for index in range(len(words)):
        if sort := ROUTE_SORTS.get(" ".join(words[index:])):
            return " ".join([*words[:index], sort])
    return pretype


def fold_house(number: str, suffix: str, zip_code: str) -> str:
    """Return one spelling of a house number; in Queens 112-10 equals 11210."""
    if not suffix and number.isdecimal():
        return no_zeros(number)
    house = fold_code(number)
    if zip_code.startswith(QUEENS_AREAS) and (match := QUEENS.fullmatch(house)):
        house = match[1] + match[2]
    return f"{house} {suffix}" if suffix[:1].isdigit() else f"{house}{suffix}"


@lru_cache(maxsize=65536)
def fold_phrase(text: str) -> str:
    """Return one spelling of a building's, room's or zone's name."""
    words = [DIRECTIONS.get(word) or fold_place_word(word) for word in ascii_fold(text).split()]
    return fold_code(" ".join(words))


def fold_place_word(word: str) -> str:
    """Return one spelling of a word of the inside."""
    return (
        use(word, "room", "noun", "before", "word")
        or use(word, "zone", "noun", "before")
        or use(word, "building", "noun")
        or word
    )
