"""Cells that hold parts of an address."""

import re

from e911audit.intake.cells import Unread, text, written
from e911audit.places.tables import COUNTRIES, STATE_NAMES, STATES

MADE_A_DATE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:-\d\d)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2})(?:[ T]00:00:00)?(?= |,|$)",
    re.IGNORECASE,
)
"""What Excel makes of house numbers such as 10-10 and 36-12."""
PARTED = re.compile(r"[,;/&|+]|\band\b", re.IGNORECASE)
NATIONWIDE = re.compile(r"(?:NATION(?:WIDE|AL)|ALL (?:STATES|U ?S)|U ?S(?: ?A)?|UNITED STATES)\b")
ZIP = re.compile(r"\d{4,5}(?:-?\d{4})?", re.ASCII)


def street(text_: str) -> str | None:
    """A street as it was written; Unread where a spreadsheet has made a date of its house number."""
    found = written(text_)
    if (
        found
        and (date_ := MADE_A_DATE.match(found))
        and not found[date_.end() :].lstrip().casefold().startswith("and ")
    ):
        raise Unread("begins with a date that a spreadsheet made of a house number such as 10-10; correct it there")
    return found


def state(text_: str) -> str | None:
    """A state or province in its two letters, as written; Unread for any other word, so that it can prove a column."""
    found = written(text_)
    if found and found.upper() not in STATE_NAMES:
        raise Unread("is no state")
    return found


def zip_code(text_: str) -> str | None:
    """A ZIP or ZIP+4 as written, its leading zero perhaps lost; Unread for anything else, so it can prove a column."""
    found = written(text_)
    if found and not ZIP.fullmatch(found):
        raise Unread("is no ZIP")
    return found


def region(text_: str) -> str | None:
    """Where a trunk hands calls over: its states by code (``OK TX``), a country, or ``nationwide``.

    Nationwide is what a provider does that routes a 911 call to any centre of the country.
    """
    found = text(text_)
    if found is None:
        return None
    parts = [" ".join(re.findall(r"\w+", part)).upper() for part in PARTED.split(found)]
    if any(NATIONWIDE.match(part) for part in parts):
        return "nationwide"
    known = {
        STATES.get(words) or (part if words in COUNTRIES else "") for part in parts for words in [tuple(part.split())]
    }
    if not known - {""}:
        raise Unread("is no state; write the states where the trunk hands 911 calls over (TX, OK), or nationwide")
    return " ".join(sorted(known - {""}))
