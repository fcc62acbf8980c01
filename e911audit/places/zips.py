"""ZIP codes and states: which ZIP areas belong to which state, and what a lost zero proves."""

import re
from functools import lru_cache

from e911audit.places.tables import AREAS, STATE_NAMES, STATES
from e911audit.places.zip_table import zip_area, zips_of

SUGGESTED = 3
"""ZIPs that a suggestion names at most."""


def state_code(text: str) -> str:
    """Return the two-letter code for a state's code or name in plain tokens, or ""."""
    return STATES.get(tuple(text.split()), "")


def fits(zip_code: str, state: str) -> bool:
    """Tell whether the ZIP's area belongs to the state."""
    return state in AREAS.get(zip_code[:3], ())


@lru_cache(maxsize=65536)
def zip_fault(zip_code: str, state: str) -> str:
    """Say why ZIP and state cannot both be right, or ""; a missing one is no fault.

    >>> zip_fault("10001", "TX")
    'ZIP 10001 is in NY, not TX'
    """
    if not zip_code or not state:
        return ""
    if state not in STATE_NAMES:
        return f"{state} is not a state of the USPS list"
    area = zip_area(zip_code)
    states = (area.state,) if area else AREAS.get(zip_code[:3], ())
    if not states or zip_code == "99999":
        return f"ZIP {zip_code} does not exist"
    if state not in states:
        return f"ZIP {zip_code} is in {states[0]}, not {state}"
    return ""


@lru_cache(maxsize=65536)
def postal_doubt(zip_code: str, city: str, state: str, *, street: bool) -> str:
    """Say why a city or a street address is odd for a ZIP, and what would fit; behind a fault only what would fit.

    Only a doubt: the city of the post is not always the community of the 911 centre, and a table grows old.

    >>> postal_doubt("78701", "DALLAS", "TX", street=True)
    'ZIP 78701 is AUSTIN, not DALLAS'
    """
    if not zip_code:
        return ""
    area = zip_area(zip_code)
    if zip_fault(zip_code, state):
        said = ""
    elif area is None:
        said = f"ZIP {zip_code} is not in the ZIP table"
    elif not area.in_use:
        said = f"ZIP {zip_code} is out of use"
    elif city and area.type != "MILITARY" and not area.has(city):
        return f"ZIP {zip_code} is {' or '.join(area.cities[:SUGGESTED])}, not {city}"
    elif street and area.type == "PO BOX":
        said = f"ZIP {zip_code} holds PO boxes only"
    else:
        return ""
    return "; ".join(filter(None, (said, suggestion(zip_code, city, state))))


def suggestion(zip_code: str, city: str, state: str) -> str:
    """Name the ZIPs for street addresses of the city that are nearest to the one written, "" where it has none."""
    near = sorted(zips_of(city, state) if city else (), key=lambda other: abs(int(other) - int(zip_code)))[:SUGGESTED]
    return f"street addresses in {city} have {' or '.join(sorted(near))}" if near else ""


def restored_zip(digits: str, state: str) -> str:
    """Return a ZIP that lost its leading zeros, where the state's areas prove it; else ""."""
    padded = digits.zfill(5)
    return padded if len(digits) < 5 and fits(padded, state) else ""


PROVINCE_CODES = frozenset(["ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "YT", "NU"])


ZIP = re.compile(r"(\d{5})(?:-?(\d{4}))?")


SHORT_ZIP = re.compile(r"(\d{3,4})(?:-(\d{4}))?|(\d{4})(\d{4})")
