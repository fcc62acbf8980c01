"""The two mailing lines of a place."""

import re
from functools import lru_cache

from e911audit.places.clean import segments
from e911audit.places.inside import Company, Interior
from e911audit.places.split import take
from e911audit.places.tables import DIRECTIONS

Parts = dict[str, str]

DESIGNATORS = {"building": "BLDG", "room": "RM", "zone": "ZONE"}
FLOOR_LINES = {"BASEMENT": "BSMT", "LOWER LEVEL": "LOWER LEVEL"} | {
    name: name for name in ("MEZZANINE", "ROOF", "SUBBASEMENT", "ATTIC", "CELLAR")
}
"""Floors that are named without the word FL."""
CODED = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*(?: & [A-Z0-9-]+)?|[A-Z]|[IVX]+")


def second_line(parts: Parts) -> str:
    """Return the secondary line: building, floor, unit, room, seat, zone; names stand between commas."""
    return whole_second_line(tuple(parts.items())) if parts else ""


@lru_cache(maxsize=65536)
def whole_second_line(given: tuple[tuple[str, str], ...]) -> str:
    """Return the secondary line of parts as pairs; the same ones come again and again."""
    parts = dict(given)
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
        not any(named)
        and bool(parts.get("unit")) == ("unit_type" in parts)
        and (not (building := parts.get("building")) or CODED.fullmatch(building))
        and (not (room := parts.get("room")) or CODED.fullmatch(room))
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
