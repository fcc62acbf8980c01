"""Service and billing addresses, compared part by part as they are written: a carrier knows no dispatchable place.

The address engine reads the parts. What it takes for one place, a carrier may take for two: STE 200 and # 200, 12-34
and 1234. City and state are compared; the ZIP has a field of its own.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from e911audit.places.keys import fold_phrase, route_sort
from e911audit.places.lines import unit_line
from e911audit.places.place import Kind, Place, Written
from e911audit.places.resolve import resolve_one
from e911audit.places.spell import fold_city, fold_code, fold_name, no_zeros
from e911audit.porting.levels import Level, Part, Verdict, bare, straight
from e911audit.porting.names import ALIKE

UNREAD = frozenset((Kind.UNREAD, Kind.PLACEHOLDER, Kind.CITY_ONLY))
HOUSE, STREET, CITY, STATE, UNIT, UNIT_TYPE = "house number", "street", "city", "state", "unit", "kind of unit"
Parts = dict[str, str]


@lru_cache(maxsize=65536)
def read(address: Written) -> Place:
    """The parts of an address; equal ones are read once."""
    return resolve_one(Written(*map(straight, address)))


@lru_cache(maxsize=65536)
def parts(address: Written) -> tuple[tuple[str, str], ...]:
    """The parts that are compared, each in one spelling; what cannot be read is one part, its letters and digits."""
    place = read(address)
    if place.kind in UNREAD or not (place.house or place.street or place.line1):
        return (("text", re.sub(r"[\W_]", "", " ".join(filter(None, address))).casefold()),)
    street = place.kind == Kind.STREET
    sort = route_sort(place.pretype) if place.pretype else ""
    unit, room = fold_code(place.unit), fold_phrase(place.room)
    return (
        ("kind of address", place.kind),
        (HOUSE, f"{no_zeros(place.house) if place.house else ''} {place.house_suffix}".strip()),
        ("direction before the street", place.predir),
        (STREET, f"{sort} {fold_name(place.street)}".strip() if street else fold_phrase(place.line1)),
        ("kind of street", place.posttype),
        ("direction behind the street", place.postdir),
        ("building", fold_phrase(place.building)),
        ("floor", fold_code(place.floor)),
        (UNIT_TYPE, place.unit_type or ("RM" if room else "")),
        (UNIT, unit or room),
        ("second room", room if unit else ""),
        ("seat", fold_phrase(place.seat)),
        ("zone", fold_phrase(place.zone)),
        (CITY, fold_city(place.city)),
        (STATE, place.state),
    )


def is_read(address: Written) -> bool:
    """Whether the engine made parts of the address."""
    return parts(address)[0][0] != "text"


def crosses(one: Written, other: Written) -> bool:
    """Whether two addresses are the same, where both say it; one of them may be silent on city and state."""
    if not is_read(one) or not is_read(other):
        return False
    pairs = zip(parts(one._replace(zip="")), parts(other._replace(zip="")), strict=True)
    return all(x == y or (name in (CITY, STATE) and not (x and y)) for (name, x), (_, y) in pairs)


def compare_addresses(csr: Written, loa: Written) -> Verdict:
    """Compare two addresses as the columns gave them; the ZIP does not count."""
    csr, loa = csr._replace(zip=""), loa._replace(zip="")
    if not csr.street.strip() or not loa.street.strip():
        silent = [name for name, one in (("CSR", csr), ("LOA", loa)) if not one.street.strip()]
        return Verdict(Level.UNCOMPARABLE, note=f"no address in {' and '.join(silent)}")
    if [*map(bare, csr)] == [*map(bare, loa)]:
        return Verdict(Level.EXACT)
    if parts(csr) == parts(loa):
        return Verdict(Level.EQUAL_NORMALISED)
    if not is_read(csr) or not is_read(loa):
        silent = [name for name, one in (("CSR", csr), ("LOA", loa)) if not is_read(one)]
        return Verdict(Level.UNCOMPARABLE, note=f"the address of {' and '.join(silent)} cannot be read")
    differ = _differences(csr, loa)
    return Verdict(Level.MISMATCH if any(map(_contradicts, differ)) else Level.TOKEN_DIFF, tuple(differ))


def _differences(csr: Written, loa: Written) -> list[Part]:
    """The parts that differ; the kind of a unit is told with its number where that differs too."""
    one, other = dict(parts(csr)), dict(parts(loa))
    if one["kind of address"] != other["kind of address"]:
        lines = [f"{place.line1} {place.line2}".strip() for place in (read(csr), read(loa))]
        return [Part("kind of address", lines[0], lines[1])]
    names = [name for name in one if one[name] != other[name]]
    if UNIT in names:
        names = [name for name in names if name != UNIT_TYPE]
    found = [Part(name, _shown(name, one, csr), _shown(name, other, loa)) for name in names]
    missing = {part.csr for part in found if not part.loa} & {part.loa for part in found if not part.csr}
    return [part._replace(moved=True) if (part.csr or part.loa) in missing else part for part in found]


def _shown(name: str, found: Parts, address: Written) -> str:
    """A part as a reader would say it: a unit with its kind, a name as it is spelled."""
    place = read(address)
    if name == UNIT and found[UNIT]:
        return unit_line(found[UNIT_TYPE], place.unit or place.room)
    spelled = {
        STREET: f"{place.pretype} {place.street}".strip() or place.line1,
        CITY: place.city,
        "building": place.building,
        "seat": place.seat,
        "zone": place.zone,
    }
    return spelled.get(name, found[name]) if found[name] else ""


def _contradicts(part: Part) -> bool:
    """Whether a part proves another address: another number, another street, another kind of address."""
    _, csr, loa, _ = part
    if part.component == HOUSE:
        return re.sub(r"\W", "", csr) != re.sub(r"\W", "", loa)
    if part.component == STREET:
        first, second = sorted((csr, loa))
        digits = any(map(str.isdigit, first + second))
        return not (csr and loa) or digits or SequenceMatcher(None, first, second).ratio() < ALIKE
    return part.component == "kind of address"
