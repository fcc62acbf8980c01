"""ZIP codes and states: which ZIP areas belong to which state, and what a lost zero proves."""

import re

from e911audit.places.tables import AREAS, STATE_NAMES, STATES


def state_code(text: str) -> str:
    """Return the two-letter code for a state's code or name in plain tokens, or ""."""
    return STATES.get(tuple(text.split()), "")


def fits(zip_code: str, state: str) -> bool:
    """Tell whether the ZIP's area belongs to the state."""
    return state in AREAS.get(zip_code[:3], ())


def zip_fault(zip_code: str, state: str) -> str:
    """Say why ZIP and state cannot both be right, or ""; a missing one is no fault.

    >>> zip_fault("10001", "TX")
    'ZIP 10001 is in NY, not TX'
    """
    if not zip_code or not state:
        return ""
    if state not in STATE_NAMES:
        return f"{state} is not a state of the USPS list"
    states = AREAS.get(zip_code[:3], ())
    if not states or zip_code == "99999":
        return f"ZIP {zip_code} does not exist"
    if state not in states:
        return f"ZIP {zip_code} is in {states[0]}, not {state}"
    return ""


def restored_zip(digits: str, state: str) -> str:
    """Return a ZIP that lost its leading zeros, where the state's areas prove it; else ""."""
    padded = digits.zfill(5)
    return padded if len(digits) < 5 and fits(padded, state) else ""


PROVINCE_CODES = frozenset(["ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "YT", "NU"])


ZIP = re.compile(r"(\d{5})(?:-?(\d{4}))?")


SHORT_ZIP = re.compile(r"(\d{3,4})(?:-(\d{4}))?|(\d{4})(\d{4})")
