"""Circuit IDs and CLLI codes in the forms that local exchange carriers write (Common Language).

A circuit of another provider has an ID of that provider's own, which is no fault: only what is written as a carrier
writes, with its four letters between points or slashes, is held against the forms.
"""

import re

CARRIER_FORM = re.compile(r"\s*[A-Z0-9]{0,3}[./]\s*[A-Z]{4}\s*[./]", re.IGNORECASE)
"""How an ID of a carrier begins: prefix, then service code and modifier as four letters."""
MARKS = r"[./]"
SERIAL = re.compile(
    rf"[A-Z0-9]{{0,2}}{MARKS}[A-Z]{{4}}{MARKS}\d{{1,6}}(?:-\d{{1,6}})?(?:{MARKS}[A-Z0-9]{{0,3}}(?:{MARKS}[A-Z]{{0,4}}"
    rf"(?:{MARKS}[A-Z0-9]{{0,3}})?)?)?",
    re.IGNORECASE,
)
"""``73/HCGS/123456/000/NE``: prefix, code, number, suffix, company, segment; parts at the end may be missing.

A group of trunks has the first and the last number with a hyphen between."""
BY_NUMBER = re.compile(
    rf"[A-Z0-9]{{0,2}}{MARKS}[A-Z]{{4}}{MARKS}\d{{3}}{MARKS}\d{{3}}{MARKS}\d{{4}}(?:{MARKS}[A-Z0-9-]{{0,6}}){{0,2}}",
    re.IGNORECASE,
)
"""``12.FXMX.732.555.1234.T22``: a circuit that is called by a telephone number."""
FACILITY = re.compile(
    rf"[A-Z0-9]{{3,5}}{MARKS}[A-Z0-9]{{2,6}}{MARKS}([A-Z0-9]{{8,11}}){MARKS}([A-Z0-9]{{8,11}})", re.IGNORECASE
)
"""``101/T3/AUSTTXGR/DLLSTXTADS0``, a facility (CLFI): designation, type, and the CLLI codes of its two ends."""
FORMS = ((FACILITY, "facility (CLFI)"), (BY_NUMBER, "telephone number"), (SERIAL, "serial number (CLCI)"))
SITE_CLLI = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
"""Place, state, building, and in 11 characters the switch or room."""
OTHER_CLLI = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z]\d{4}")
"""A pole, a manhole or another place that is no building: one letter and four digits after the state."""


def id_fault(text: str) -> str:
    """Say what is wrong with a circuit ID that is written as local exchange carriers write; "" where nothing is.

    >>> id_fault("73/HCGS/123456/000/NE")
    ''
    >>> id_fault("73/HCGS/12345678/000/NE")
    'is no circuit ID of a local exchange carrier, though it begins like one'
    >>> id_fault("ITSP-trunk 7")
    ''
    """
    bare = "".join(text.split())
    facility = FACILITY.fullmatch(bare)
    if facility:
        wrong = [end for end in facility.groups() if clli_fault(end)]
        return f"names the end {wrong[0].upper()}, which {clli_fault(wrong[0])}" if wrong else ""
    if not CARRIER_FORM.match(text) or id_form(text):
        return ""
    return "is no circuit ID of a local exchange carrier, though it begins like one"


def id_form(text: str) -> str:
    """Tell in which form of local exchange carriers a circuit ID is written; "" for a provider's own.

    >>> id_form("12.FXMX.732.555.1234.T22"), id_form("101/T3/AUSTTXGR/DLLSTXTA"), id_form("ITSP-trunk 7")
    ('telephone number', 'facility (CLFI)', '')
    """
    bare = "".join(text.split())
    return next((form for pattern, form in FORMS if pattern.fullmatch(bare)), "")


def clli_fault(text: str) -> str:
    """Say what is wrong with a CLLI code; "" where it has the form of one.

    >>> clli_fault("AUSTTXGR"), clli_fault("AUSTTXGRDS0")
    ('', '')
    >>> clli_fault("AUSTTX")
    'has 6 characters instead of 8 or 11'
    """
    bare = "".join(text.split()).upper()
    if SITE_CLLI.fullmatch(bare) or OTHER_CLLI.fullmatch(bare):
        return ""
    if len(bare) not in (8, 11):
        return f"has {len(bare)} characters instead of 8 or 11"
    return "does not begin with four letters of a place and two of a state"
