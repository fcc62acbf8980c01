"""Corrected locations and numbers of Teams as lists, in the columns of its own exports."""

from collections.abc import Iterator

from e911audit.reports.fixes.rows import delimited, note
from e911audit.reports.fixes.teams import AS_WRITTEN, PARAMETERS, locations, pointed
from e911audit.views.correction import Correction, Corrections

LOCATIONS, NUMBERS = "teams-locations.csv", "teams-numbers.csv"
NAMES = (LOCATIONS, NUMBERS)
CIVIC = (*AS_WRITTEN, *PARAMETERS, "CountryOrRegion")
WHY = ("Was", "Becomes", "Finding")


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The lists that hold something."""
    first = (note(corrections),)
    places = [
        (*(location.columns[name] for name in CIVIC), location.inside, "", "", *_why(*location.corrections))
        for location in locations(corrections)
    ]
    if places:
        yield LOCATIONS, delimited([first, (*CIVIC, "Location", "CivicAddressId", "LocationId", *WHY), *places])
    numbers = [(e164, place, *_why(correction)) for e164, place, correction in pointed(corrections)]
    if numbers:
        yield NUMBERS, delimited([first, ("TelephoneNumber", "LocationId", *WHY), *numbers])


def _why(*corrections: Correction) -> tuple[str, str, str]:
    """What was, what becomes and why, of one record: a part for each field."""
    was = "; ".join(f"{one.field}: {one.was}" for one in corrections)
    becomes = "; ".join(f"{one.field}: {one.becomes}" for one in corrections)
    return was, becomes, "; ".join(dict.fromkeys(one.finding for one in corrections))
