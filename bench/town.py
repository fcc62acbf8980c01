"""Made-up streets and telephone numbers: what the inventory of `inventory.py` is built from.

Every function is a pure function of its arguments, so that equal sizes give equal workbooks.
"""

from random import Random
from typing import NamedTuple


class City(NamedTuple):
    """A city with the area of its ZIPs and the last two digits of some, one area code, and its middle in degrees."""

    name: str
    state: str
    area: str
    zips: str
    npa: int
    lat: float
    lon: float


class Address(NamedTuple):
    """An address as somebody typed it; the ZIP may be a number, as Excel makes of it."""

    street: str
    city: str
    state: str
    zip: str | int


CITIES = (
    City("Cambridge", "MA", "021", "38 39 40 41 42", 617, 42.37, -71.11),
    City("Austin", "TX", "787", "01 02 03 04 05 17 19", 512, 30.27, -97.74),
    City("Chicago", "IL", "606", "01 02 03 04 05 06 07 08", 312, 41.88, -87.63),
    City("Newark", "NJ", "071", "02 03 04 05 06 07 08", 973, 40.74, -74.17),
    City("Denver", "CO", "802", "02 03 04 05 06 07 09", 303, 39.74, -104.98),
    City("Hartford", "CT", "061", "03 05 06 12 14 20", 860, 41.76, -72.68),
    City("Seattle", "WA", "981", "01 02 03 04 05 06 07", 206, 47.61, -122.33),
    City("Atlanta", "GA", "303", "05 06 07 08 09 10 11", 404, 33.75, -84.39),
    City("Phoenix", "AZ", "850", "03 04 06 07 08 09 12", 602, 33.45, -112.07),
    City("Portland", "ME", "041", "01 02 03", 207, 43.66, -70.26),
    City("Saint Paul", "MN", "551", "01 02 03 04 05 06 07", 651, 44.95, -93.09),
    City("Columbus", "OH", "432", "01 02 03 04 05 06 07", 614, 39.96, -83.0),
    City("Nashville", "TN", "372", "01 03 04 05 06 07 08", 615, 36.16, -86.78),
    City("Providence", "RI", "029", "03 04 05 06 07 08 09", 401, 41.82, -71.41),
    City("Richmond", "VA", "232", "19 20 21 22 23 24 25", 804, 37.54, -77.44),
    City("Boise", "ID", "837", "02 03 04 05 06 09", 208, 43.62, -116.2),
    City("Concord", "NH", "033", "01 03", 603, 43.21, -71.54),
    City("Omaha", "NE", "681", "02 04 05 06 07 08 10", 402, 41.26, -95.94),
    City("Raleigh", "NC", "276", "01 03 04 05 06 07 08", 919, 35.78, -78.64),
    City("Salt Lake City", "UT", "841", "01 02 03 04 05 06 07", 801, 40.76, -111.89),
)
NAMES = (
    "Main", "Oak", "Elm", "Maple", "Cedar", "Washington", "Lincoln", "Jackson", "Franklin", "Highland", "Sunset",
    "Canal", "Mill", "Spring", "Prospect", "Chestnut", "Lakeview", "Madison", "Jefferson", "Walnut", "Harrison",
    "Hickory", "Juniper", "Pleasant", "Summit", "Commerce", "Industrial", "Liberty", "Monroe",
)  # fmt: skip
TYPES = {
    "Street": ("St", "ST", "St.", "Str"),
    "Avenue": ("Ave", "AVE", "Av", "Ave."),
    "Boulevard": ("Blvd", "BLVD"),
    "Road": ("Rd", "RD", "Rd."),
    "Drive": ("Dr", "DR", "Dr."),
    "Parkway": ("Pkwy", "PKWY"),
    "Lane": ("Ln", "LN"),
}
DIRECTIONS = ("", "", "", "", "N", "S", "E", "W", "North", "West", "N.")
INTERIORS = (
    "", "Ste {n}00", "Fl {n}", "Floor {n}", "Suite {n}0{m}", "Rm {n}1{m}", "Fl {n} Ste {n}2{m}", "Bldg {b} Fl {n}",
)  # fmt: skip
CASES = (str, str, str, str.upper, str.upper, str.lower)
PER_SITE = 20
HOMES = 6
"""Of the PER_SITE addresses of a site, the last HOMES are those of people who work elsewhere."""


def addresses(site: int) -> list[Address]:
    """The PER_SITE address texts of a site: its buildings with many interior parts, then the homes."""
    rng = Random(f"addresses {site}")
    city = CITIES[site % len(CITIES)]
    buildings = [street(rng) for _ in range(1 + site % 3)]
    inside = [buildings[k % len(buildings)] for k in range(PER_SITE - HOMES)]
    homes = [street(rng) for _ in range(HOMES)]
    interiors = [rng.choice(INTERIORS) if k < len(inside) else "" for k in range(PER_SITE)]
    filled = [text.format(n=floor(k), m=k % 4 + 1, b=k % len(buildings) + 1) for k, text in enumerate(interiors)]
    return [typed(rng, parts, interior, city) for parts, interior in zip(inside + homes, filled, strict=True)]


def floor(index: int) -> int:
    """The floor that the interior of an address names, so that the Locations sheet can agree with it."""
    return index % 9 + 1


def street(rng: Random) -> tuple[int, str, str, str]:
    """House number, direction, name and type."""
    return rng.randint(101, 9899), rng.choice(DIRECTIONS), rng.choice(NAMES), rng.choice(list(TYPES))


def typed(rng: Random, parts: tuple[int, str, str, str], interior: str, city: City) -> Address:
    """The same address as different people type it."""
    house, direction, name, kind = parts
    word = rng.choice((kind, *TYPES[kind]))
    line = " ".join(filter(None, (str(house), direction, name, word)))
    if interior:
        line += rng.choice((" ", ", ")) + interior
    case = rng.choice(CASES)
    return Address(case(line), case(city.name), city.state, zip_cell(rng, city.area + rng.choice(city.zips.split())))


def zip_cell(rng: Random, five: str) -> str | int:
    """A ZIP as text, with its four more digits, or as the number Excel makes of it (02139 becomes 2139)."""
    return rng.choice((five, five, f"{five}-{rng.randint(1000, 9999)}", int(five), str(int(five))))


PREFIXES = [nxx for nxx in range(200, 1000) if nxx % 100 != 11 and nxx // 10 not in (55, 70, 95, 97)]
"""Central office codes: no N11, and none of the 55X, 70X, 95X and 97X that hold special uses."""
SPREAD = 3_000_017
"""A prime, so that following numbers do not look alike."""


def number(npa: int, serial: int) -> str:
    """The ten digits of a valid number; different serials below 7 million give different numbers."""
    prefix, last = divmod(serial * SPREAD % (len(PREFIXES) * 10_000), 10_000)
    return f"{npa}{PREFIXES[prefix]}{last:04}"


# Nobody can hold these: N11 and N9X area codes, a central office code that begins with 0 or 1, and 555-01XX.
BAD = ("911{nxx}{last}", "29{digit}{nxx}{last}", "{npa}0{two}{last}", "{npa}1{two}{last}", "{npa}55501{two}")


def bad_number(serial: int) -> str:
    """Ten digits that are no North American number; different serials below 10,000 give different ones."""
    npa = CITIES[serial // 500 % len(CITIES)].npa
    two = serial // len(BAD) % 100
    digits = number(npa, serial)
    return BAD[serial % len(BAD)].format(npa=npa, nxx=digits[3:6], last=digits[6:], digit=serial % 10, two=f"{two:02}")


def telephone(rng: Random, digits: str) -> str | int:
    """Ten digits as one of the ways in which exports write them."""
    area, prefix, last = digits[:3], digits[3:6], digits[6:]
    style = rng.randrange(12)
    if style < 2:
        return int(digits)
    return (
        f"({area}) {prefix}-{last}", f"{area}-{prefix}-{last}", f"{area}.{prefix}.{last}", f"+1{digits}", f"1{digits}",
        f"+1 {area}-{prefix}-{last}", f"{area} {prefix} {last}", f"tel:+1{digits}", f" {area}-{prefix}-{last} ", digits,
    )[style - 2]  # fmt: skip
