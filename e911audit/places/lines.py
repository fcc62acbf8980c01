"""The two mailing lines of a place, and the keys that are equal for texts of one place."""

import re
from functools import lru_cache

from e911audit.places.clean import ascii_fold, segments
from e911audit.places.inside import Company, Interior
from e911audit.places.spell import fold_code, fold_name
from e911audit.places.split import take
from e911audit.places.street import Street
from e911audit.places.tables import AREAS, DIRECTIONS
from e911audit.places.words import use

Parts = dict[str, str]

DESIGNATORS = {"building": "BLDG", "room": "RM", "zone": "ZONE"}
FLOOR_LINES = {"BASEMENT": "BSMT", "LOWER LEVEL": "LOWER LEVEL"} | {
    name: name for name in ("MEZZANINE", "ROOF", "SUBBASEMENT", "ATTIC", "CELLAR")
}
"""Floors that are named without the word FL."""
CODED = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*(?: & [A-Z0-9-]+)?|[A-Z]|[IVX]+")
QUEENS = re.compile(r"(\d{2,3})-(\d{2})")
QUEENS_AREAS = ("111", "113", "114", "116")
"""ZIP areas of the borough of Queens, where 112-10 is also written 11210."""


def second_line(parts: Parts) -> str:
    """Return the secondary line: building, floor, unit, room, seat, zone; names stand between commas."""
    if not parts:
        return ""
    coded = [
        labelled("building", parts.get("building", "")),
        floor_line(parts.get("floor", "")),
        unit_line(parts.get("unit_type", ""), parts.get("unit", "")),
        labelled("room", parts.get("room", "")),
    ]
    zone = parts.get("zone", "")
    bare = zone in DIRECTIONS and not any(coded)
    named = [parts.get("seat", ""), f"ZONE {zone}" if bare else labelled("zone", zone)]
    words = [text for text in coded + named if text]
    plain = (
        all(CODED.fullmatch(parts.get(name) or "1") for name in ("building", "room"))
        and not any(named)
        and bool(parts.get("unit")) == ("unit_type" in parts)
    )
    return (" " if plain else ", ").join(words)


@lru_cache(maxsize=4096)
def labelled(field: str, value: str) -> str:
    """Return a value behind its designator, or a name on its own if it says by itself what it is (North Tower)."""
    if not value:
        return ""
    if field == "zone" or not CODED.fullmatch(value):
        inside = Interior()
        runs = [run for part in segments(value) for run in take(part, Company.OWN, inside)]
        if not runs and inside.parts == {field: value}:
            return value
    return f"{DESIGNATORS[field]} {value}"


def floor_line(floor: str) -> str:
    """Return a floor as a line says it: FL 3, FL B1, BSMT, GROUND FL."""
    if not floor:
        return ""
    if floor in FLOOR_LINES:
        return FLOOR_LINES[floor]
    return f"FL {floor}" if any(char.isdigit() for char in floor) or len(floor) == 1 else f"{floor} FL"


def unit_line(designator: str, number: str) -> str:
    """Return a unit as a line says it: STE 200, # 200, REAR."""
    return f"{designator} {number}".strip()


def fold_house(street: Street, zip_code: str) -> str:
    """Return one spelling of a house number; in Queens 112-10 equals 11210."""
    house = fold_code(street.house)
    if zip_code.startswith(QUEENS_AREAS) and (match := QUEENS.fullmatch(house)):
        house = match[1] + match[2]
    suffix = street.house_suffix
    return f"{house} {suffix}" if suffix[:1].isdigit() else f"{house}{suffix}"


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


def building_key(street: Street, city: str, state: str, zip_code: str) -> str:
    """Return the key of a street address, "" without a house number, a street, or a town or ZIP."""
    if not street.house or not (street.street or street.pretype) or not (city or zip_code):
        return ""
    name = f"{street.sort} {fold_name(street.street)}" if street.sort else fold_name(street.street)
    road = " ".join(part for part in (street.predir, name, street.posttype, street.postdir) if part)
    where = state or " ".join(AREAS.get(zip_code[:3], ())[:1])
    return f"{fold_house(street, zip_code)} {road}|{fold_name(city)}|{where} {zip_code}".strip()


def place_key(building: str, parts: Parts) -> str:
    """Return the key of a dispatchable place: the building's key and what is inside; a unit's kind does not count."""
    if not building or not parts:
        return building
    unit = parts.get("unit", "")
    inside = (
        ("B", fold_phrase(parts.get("building", ""))),
        ("F", fold_code(parts.get("floor", ""))),
        ("U", fold_code(unit) if unit else parts.get("unit_type", "")),
        ("R", fold_phrase(parts.get("room", ""))),
        ("S", fold_phrase(parts.get("seat", ""))),
        ("Z", fold_phrase(parts.get("zone", "")).removeprefix("ZONE").strip()),
    )
    return "|".join([building, *(f"{label} {value}" for label, value in inside if value)])
