"""Do two addresses mean the same place? Component by component, never by the likeness of whole texts.

N and S Main St, 123 and 132, Oak Ct and Oak Cir differ by one letter and are other places. Likeness of letters only
serves to suggest that one of two names may be misspelled, and only where everything else agrees.
"""

from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from e911audit.places.keys import Parts, inside, outside
from e911audit.places.place import INSIDE, Kind, Place

ALIKE = 0.8
"""Share of letters that two names must have in common before one may be called a misspelling of the other."""
GENERIC = frozenset(("HWY", "RTE", "RD"))
"""Sorts of road that leave the kind open: Highway 9 may be State Highway 9 or US Highway 9."""
NAMES = frozenset(("street", "city"))


class Level(StrEnum):
    """How far two addresses mean the same."""

    SAME_PLACE = "same place"
    """One dispatchable place: all components agree."""
    SAME_BUILDING = "same building"
    """One building, but not the same place in it, or only one of the two says where in it."""
    DIFFERENT = "different"
    """Two buildings or two addresses: a component contradicts."""
    UNKNOWN = "unknown"
    """Not judged: one of the two leaves out what would decide, or is no street address."""


class Difference(NamedTuple):
    """A component that is not equal, with both values; "" where one address does not say it."""

    component: str
    one: str
    other: str

    @property
    def contradicts(self) -> bool:
        """Whether both sides say something, so that both cannot be right."""
        return bool(self.one and self.other)

    def __str__(self) -> str:
        return f"{self.component} '{self.one}' and '{self.other}'" if self.contradicts else self.unsaid

    @property
    def unsaid(self) -> str:
        """The difference where one side is silent."""
        return f"{self.component} '{self.one or self.other}' is said by one only"


class Comparison(NamedTuple):
    """How far two addresses mean the same, what differs, and a suggestion where a name may be misspelled."""

    level: Level
    differs: tuple[Difference, ...] = ()
    suggestion: str = ""

    def __str__(self) -> str:
        said = ", ".join(map(str, self.differs))
        return "; ".join(part for part in (f"{self.level}: {said}" if said else self.level, self.suggestion) if part)


def compare(one: Place, other: Place) -> Comparison:
    """Compare two places. Equal keys and nothing else are the same place; blank keys are never equal.

    >>> from e911audit.places.resolve import resolve
    >>> here = resolve(["12 Elm St Fl 2, Ames, IA 50010"])[0]
    >>> for text in ["12 Elm Street, Floor 3, Ames IA 50010", "12 Elm, Ames, IA 50010", "12 Elms St, Ames IA 50010"]:
    ...     print(compare(here, resolve([text])[0]))
    same building: floor '2' and '3'
    unknown: posttype 'ST' is said by one only, floor '2' is said by one only
    different: street 'ELM' and 'ELMS', floor '2' is said by one only; one of 'ELM' and 'ELMS' may be misspelled
    """
    if one.key and one.key == other.key:
        return Comparison(Level.SAME_PLACE)
    outer = differences(street_of(one), street_of(other))
    inner = differences(inside_of(one), inside_of(other))
    level = level_of(one, other, outer, inner)
    return Comparison(level, (*outer, *inner), suggestion(outer))


def level_of(one: Place, other: Place, outer: list[Difference], inner: list[Difference]) -> Level:
    """Judge two places whose keys are not equal."""
    one_zip = one.zip != "" and one.zip == other.zip
    if one.kind == other.kind == Kind.STREET and any(proves(difference, one_zip=one_zip) for difference in outer):
        return Level.DIFFERENT
    if not one.building_key or one.building_key != other.building_key:
        return Level.UNKNOWN
    building = [difference for difference in inner if difference.component == "building"]
    if not building:
        return Level.SAME_BUILDING
    return Level.DIFFERENT if building[0].contradicts else Level.UNKNOWN


def proves(difference: Difference, *, one_zip: bool) -> bool:
    """Tell whether a difference proves two addresses; a city's name does not within one ZIP, nor a hyphen alone."""
    component, one, other = difference
    if component == "street" and loose(one, other):
        return False
    if component == "house" and one.replace("-", "") == other.replace("-", ""):
        return False
    return difference.contradicts and not (component == "city" and one_zip)


def loose(one: str, other: str) -> bool:
    """Tell whether two routes of one number may be one road, because one of them does not say its kind."""
    (sort, _, number), (sort2, _, number2) = one.rpartition(" "), other.rpartition(" ")
    return number == number2 and bool(sort and sort2) and (sort in GENERIC or sort2 in GENERIC)


def street_of(place: Place) -> Parts:
    """Return the folded components of a place's street address."""
    return outside(place, place.city, place.state, place.zip)._asdict()


def inside_of(place: Place) -> Parts:
    """Return the folded components inside of a place's building."""
    return inside({name: getattr(place, name) for name in INSIDE})


def differences(one: Parts, other: Parts) -> list[Difference]:
    """List the components that are not equal."""
    return [Difference(name, value, other[name]) for name, value in one.items() if value != other[name]]


def suggestion(outer: list[Difference]) -> str:
    """Suggest a misspelling where one name is all that differs outside, and only by a letter or two."""
    if len(outer) != 1 or outer[0].component not in NAMES or not outer[0].contradicts:
        return ""
    _, *names = outer[0]
    first, second = sorted(names)
    if any(char.isdigit() for char in first + second) or SequenceMatcher(None, first, second).ratio() < ALIKE:
        return ""
    return f"one of '{first}' and '{second}' may be misspelled"
