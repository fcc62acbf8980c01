"""How far a place leads a responder, on the scale G0 to G5, and what is missing for its building.

The scale and the conditions are the product's own reading of 47 CFR 9.3 ("dispatchable location"). A grade is a lower
bound: a fact that nobody supplied never raises it, and is named in ``unknown`` instead.
"""

from enum import IntEnum
from typing import NamedTuple

from e911audit.places.place import Kind, Place

ROOM_BASED = frozenset(("hotel", "dorm", "hospital", "care", "school"))
"""Occupancies where responders look for a room."""
ZONE_ABOVE = 7000.0
"""Square feet of a floor above which a zone is asked for: the smallest area that a state law names."""


class Grade(IntEnum):
    """What an address is enough for."""

    G0 = 0
    """No address, or a placeholder: enough for nothing."""
    G1 = 1
    """City or ZIP only, a mail box, a crossing, a landmark, a street without a number: nothing fixed."""
    G2 = 2
    """Street and number that nobody validated: nothing until they are."""
    G3 = 3
    """Validated street address: a small site of one storey and one tenant."""
    G4 = 4
    """And the building where there are several, and the floor where there are several: most offices."""
    G5 = 5
    """And the unit, room or zone: hotels, dormitories, hospitals, schools, large floors."""


class Setting(NamedTuple):
    """Facts of the site and building that a place is in; None or "" where nobody supplied them."""

    buildings: int | None = None
    """How many buildings the site has."""
    floors: int | None = None
    """How many floors the building has."""
    multi_tenant: bool | None = None
    occupancy: str = ""
    """What the site is used for, in the words of the Sites sheet: office, hotel, hospital, ..."""
    floor_area: float | None = None
    """Square feet of the floor."""


NOTHING_KNOWN = Setting()


class Graded(NamedTuple):
    """A place's grade, the grade that its setting needs, and why they differ."""

    grade: Grade
    needed: Grade
    missing: tuple[str, ...]
    """What the address must still say or have, in the order of the scale."""
    unknown: tuple[str, ...]
    """Facts without which more may be needed than ``needed`` says."""

    @property
    def enough(self) -> bool | None:
        """Whether a responder is led far enough; None where a fact is unknown and nothing else is missing."""
        if self.missing:
            return False
        return None if self.unknown else True


class Need(NamedTuple):
    """What a fact of the setting asks of an address."""

    part: str
    fact: str
    grade: Grade


NEEDS = (
    Need("building", "buildings", Grade.G4),
    Need("floor", "floors", Grade.G4),
    Need("unit", "multi_tenant", Grade.G5),
    Need("room", "occupancy", Grade.G5),
    Need("zone", "floor_area", Grade.G5),
)


def grade(
    place: Place, setting: Setting = NOTHING_KNOWN, *, validated: bool | None = None, zone_above: float = ZONE_ABOVE
) -> Graded:
    """Grade a place. ``validated`` says whether MSAG, LVF or the 911 provider accepted its street address.

    >>> place = Place("street", "12", street="ELM", posttype="ST", floor="3", key="k", building_key="k")
    >>> graded = grade(place, Setting(buildings=1, floors=9, multi_tenant=True), validated=True)
    >>> graded.grade.name, graded.needed.name, graded.missing, graded.unknown
    ('G4', 'G5', ('unit',), ('occupancy', 'floor_area'))
    """
    asked = {need: asks(need, setting, zone_above) for need in NEEDS}
    missing = [need.part for need, wanted in asked.items() if wanted and not meets(place, need.part, setting)]
    unknown = [need.fact for need, wanted in asked.items() if wanted is None]
    street = street_grade(place, validated=validated)
    if street < Grade.G2:
        missing.insert(0, "street address")
    if validated is None:
        unknown.insert(0, "validation")
    elif not validated:
        missing.insert(street < Grade.G2, "validation")
    needed = max((need.grade for need, wanted in asked.items() if wanted), default=Grade.G3)
    return Graded(inside_grade(place, street, asked), needed, tuple(missing), tuple(unknown))


def street_grade(place: Place, *, validated: bool | None) -> Grade:
    """Grade what leads to the building: G0 to G3."""
    if place.kind in (Kind.PLACEHOLDER, Kind.UNREAD, Kind.FOREIGN):
        return Grade.G0
    if place.kind != Kind.STREET or not place.building_key or not place.house.strip("0"):
        return Grade.G1
    return Grade.G3 if validated else Grade.G2


def inside_grade(place: Place, street: Grade, asked: dict[Need, bool | None]) -> Grade:
    """Raise G3 to G4 or G5 for what the address says of the inside, or need not say."""
    to_floor = all(
        wanted is False or one(getattr(place, need.part)) for need, wanted in asked.items() if need.grade == Grade.G4
    )
    if street < Grade.G3 or not to_floor:
        return street
    return Grade.G5 if place.unit_type or place.room or place.zone or place.seat else Grade.G4


def asks(need: Need, setting: Setting, zone_above: float) -> bool | None:
    """Tell whether a fact of the setting asks for its part; None where the fact is unknown."""
    fact = getattr(setting, need.fact)
    if fact is None or fact == "":
        return None
    if need.fact == "occupancy":
        return fact in ROOM_BASED
    if need.fact == "floor_area":
        return bool(fact > zone_above)
    return bool(fact) if need.fact == "multi_tenant" else bool(fact > 1)


def meets(place: Place, part: str, setting: Setting) -> bool:
    """Tell whether the address names the part, or one that is narrower: a room lies in one zone, not so a suite."""
    if part in ("building", "floor"):
        return one(getattr(place, part))
    if part == "unit":
        return bool(place.unit_type)
    if part == "zone":
        return bool(place.zone or place.room or place.seat)
    lodging = setting.occupancy in ("hotel", "dorm")
    return bool(place.room or (lodging and place.unit_type))


def one(value: str) -> bool:
    """Tell whether a value names one floor or building and not several: ``2-4`` and ``2 & 3`` do not."""
    return value not in ("", "ALL") and " & " not in value and not ("-" in value and value.replace("-", "").isdigit())
