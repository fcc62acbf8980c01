"""A place in the columns of a standard: PIDF-LO, NENA CLDXF, ALI 2.1, USPS lines.

``data/components.csv`` says which columns a standard has, in order, of what each is made, how long it may be, and
whether the name was seen in a published source or is known from memory only. Values are never cut: ``misfits`` says
what does not fit.
"""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from e911audit.places.clean import ascii_fold
from e911audit.places.lines import CODED, second_line
from e911audit.places.place import INSIDE, Kind, Place
from e911audit.places.street import MODIFIERS
from e911audit.places.tables import rows
from e911audit.places.words import FULL

Parts = dict[str, str]


class Standard(StrEnum):
    """Whose columns: what each name means is in ``docs/address-tables.md``."""

    PIDF_LO = "pidf-lo"
    """IETF location object: RFC 4119, 5139, 6848."""
    CLDXF = "cldxf"
    """NENA-STA-004 in the field names of the NENA GIS data model and the National Address Database."""
    ALI = "ali"
    """NENA 2.1 data exchange record; upper case ASCII of fixed width."""
    USPS = "usps"
    """Publication 28 lines."""


class Column(NamedTuple):
    """A standard's column: the parts that it joins, the longest value it holds (0: no limit known), its source."""

    name: str
    of: tuple[str, ...]
    longest: int
    seen: bool
    note: str


HOUSE = re.compile(r"(?P<prefix>[A-Z0-9]*[A-Z]|\d+-|)(?P<number>\d+)-?(?P<suffix>[A-Z]*)")
"""A house number's number and the prefix and suffix that GIS keeps apart: N6W 23001, 112- 10, 12 A."""
MAILED = frozenset((Kind.PO_BOX, Kind.RURAL_ROUTE, Kind.MILITARY))
"""Kinds whose delivery line is a box."""


@cache
def columns(standard: Standard) -> tuple[Column, ...]:
    """Return a standard's columns in order."""
    return tuple(
        Column(name, tuple(of.split()), int(longest or 0), seen == "yes", note)
        for whose, name, of, longest, seen, note in rows("components.csv")
        if whose == standard
    )


def components(place: Place, standard: Standard) -> dict[str, str]:
    """Return the standard's columns in order with the place's values, "" where the place says nothing.

    >>> from e911audit.places.resolve import resolve
    >>> [place] = resolve(["N6W23001 Old US Highway 18 Bldg 3 Fl 2 Ste 20, Waukesha, WI 53188"])
    >>> filled = {name: value for name, value in components(place, Standard.PIDF_LO).items() if value}
    >>> filled["HNP"], filled["HNO"], filled["PRM"], filled["STP"], filled["RD"], filled["FLR"], filled["UNIT"]
    ('N6W', '23001', 'OLD', 'US HIGHWAY', '18', '2', 'STE 20')
    """
    parts = parts_of(place)
    values = {
        column.name: " ".join(value for part in column.of if (value := parts[part])) for column in columns(standard)
    }
    return {name: ascii_fold(value) for name, value in values.items()} if standard is Standard.ALI else values


def misfits(place: Place, standard: Standard) -> list[str]:
    """Say in one sentence each what of the place the standard cannot hold: too long, not ASCII, no field for it.

    >>> misfits(Place(kind="po_box", line1="PO BOX 12"), Standard.ALI)
    ["'PO BOX 12' has no field in ali: it is no street address"]
    """
    values = components(place, standard)
    found = [
        f"{column.name} '{value}' has {len(value)} characters, {standard} holds {column.longest}"
        for column in columns(standard)
        if column.longest and len(value := values[column.name]) > column.longest
    ]
    if standard is Standard.ALI:
        words = dict.fromkeys(" ".join(place[1:16]).split())
        found += [f"'{word}' is written '{ascii_fold(word)}'" for word in words if word != ascii_fold(word)]
    line = "" if place.kind == Kind.STREET else other_parts(place)["box"] or place.line1
    if line and not any(line in value for value in values.values()):
        found.append(f"'{line}' has no field in {standard}: it is no street address")
    return found


def parts_of(place: Place) -> Parts:
    """Return everything that a column can be made of, by the names that ``components.csv`` uses."""
    return {
        **place._asdict(),
        **house_parts(place),
        **street_parts(place),
        **inside_parts(place),
        **other_parts(place),
        "postal_code": f"{place.zip}-{place.zip4}" if place.zip4 else place.zip,
    }


def house_parts(place: Place) -> Parts:
    """Part a house number as GIS does; what is no plain number, such as ``10 & 12``, stays whole."""
    match = HOUSE.fullmatch(place.house)
    prefix, number, suffix = match.group("prefix", "number", "suffix") if match else ("", place.house, "")
    return {
        "number_prefix": prefix,
        "number": number,
        "number_suffix": f"{suffix} {place.house_suffix}".strip(),
    }


def street_parts(place: Place) -> Parts:
    """Part a modifier (Old, Business) from a street's pretype, and spell types and directionals in full."""
    words = place.pretype.split()
    count = next((index for index, word in enumerate(words) if word not in MODIFIERS), len(words))
    modifier, pretype = " ".join(words[:count]), " ".join(words[count:])
    return {
        "premodifier": modifier,
        "premodifier_full": modifier,
        "pretype": pretype,
        "route": place.pretype,
        "pretype_full": in_full("suffixes.csv").get(pretype, pretype),
        "posttype_full": in_full("suffixes.csv").get(place.posttype, place.posttype),
        "predir_full": FULL.get(place.predir, ""),
        "postdir_full": FULL.get(place.postdir, ""),
    }


def inside_parts(place: Place) -> Parts:
    """Spell the inside of a building: with designators for CLDXF, on one line for ALI."""
    designator = "" if place.unit_type == "#" else place.unit_type
    whole = in_full("units.csv").get(designator, designator)
    inside = {name: value for name in INSIDE if (value := getattr(place, name))}
    return {
        "unit": f"{designator} {place.unit}".strip(),
        "unit_full": f"{whole} {place.unit}".strip(),
        "building_full": named("BUILDING", place.building),
        "floor_full": named("FLOOR", place.floor),
        "room_full": named("ROOM", place.room),
        "location": second_line(inside),
    }


def other_parts(place: Place) -> Parts:
    """Return the delivery line of a place without a street under what it is, and the country."""
    inside = {name: value for name in INSIDE if (value := getattr(place, name))}
    boxed = place.line1 if place.kind in MAILED else place.line2.removeprefix(second_line(inside)).strip()
    landmark = place.line1 if place.kind == Kind.LANDMARK else ""
    elsewhere = place.line1 if place.kind in (Kind.INTERSECTION, Kind.FOREIGN, Kind.UNREAD) else ""
    abroad = place.kind in (Kind.FOREIGN, Kind.UNREAD, Kind.PLACEHOLDER)
    return {
        "box": boxed,
        "landmark": landmark,
        "elsewhere": elsewhere,
        "country": "" if abroad else "US",
    }


def named(designator: str, value: str) -> str:
    """Return a number behind its designator, a name as it is.

    >>> named("FLOOR", "3"), named("FLOOR", "MEZZANINE"), named("BUILDING", "NORTH TOWER")
    ('FLOOR 3', 'MEZZANINE', 'NORTH TOWER')
    """
    return f"{designator} {value}" if CODED.fullmatch(value) else value


@cache
def in_full(table: str) -> Parts:
    """Map each abbreviation of a table to its word in full: the first written form, unless that is a plural or shorter.

    >>> in_full("suffixes.csv")["BLVD"], in_full("suffixes.csv")["LOOP"], in_full("suffixes.csv")["OVAL"]
    ('BOULEVARD', 'LOOP', 'OVAL')
    """
    found = {}
    for short, written, *_ in rows(table):
        first = (written.split() or [short])[0]
        found[short] = first if len(first) > len(short) and first != f"{short}S" else short
    return found
