"""Corrected locations and numbers of Teams, as its script and its lists take them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from e911audit.views.correction import Correction, Corrections, Texts, Use

TEAMS, FLAT = "teams-", "teams-wiremap"
"""How the profiles of Teams' own exports begin, and the one that is written as a wiremap instead."""
PARAMETERS = {
    "HouseNumber": "house",
    "HouseNumberSuffix": "house_suffix",
    "PreDirectional": "predir",
    "StreetName": "street",
    "StreetSuffix": "posttype",
    "PostDirectional": "postdir",
    "City": "city",
    "StateOrProvince": "state",
    "PostalCode": "zip",
}
"""Parameter of New-CsOnlineLisCivicAddress, which is also the column of an export -> the component of a place."""
AS_WRITTEN = ("CompanyName", "Description", "Latitude", "Longitude", "Elin")
"""Columns that stay as they are."""


class Location(NamedTuple):
    """One corrected location or civic address: its columns, the corrections in it, and who points to it."""

    columns: Texts
    inside: str
    corrections: tuple[Correction, ...]
    uses: tuple[Use, ...]


class Pointed(NamedTuple):
    """A number that gets another location, by the location's GUID."""

    e164: str
    location: str
    correction: Correction


def _of_teams(correction: Correction) -> bool:
    return correction.profile.startswith(TEAMS) and correction.profile != FLAT


def locations(corrections: Corrections) -> Iterator[Location]:
    """Yield each corrected location once, with all its corrections."""
    by_record: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for one in corrections.corrections:
        if _of_teams(one) and one.kind in ("location", "site"):
            by_record[one.kind, one.record].append(one)
    for (kind, _), changes in by_record.items():
        whole = changes[0].whole
        told = next((one.becomes for one in changes if one.field == "interior"), whole.get("Location", ""))
        yield Location(
            {**_civic(whole), "CountryOrRegion": "US"}, told, tuple(changes),
            changes[0].uses if kind == "location" else (),
        )  # fmt: skip


def _civic(whole: Texts) -> dict[str, str]:
    kept = {name: whole.get(name, "") for name in AS_WRITTEN}
    kept["Description"] = kept["Description"] or whole["site"]
    parts = {name: whole[part] for name, part in PARAMETERS.items()}
    parts["StreetName"] = f"{whole['pretype']} {whole['street']}".strip()
    return {**kept, **parts}


def pointed(corrections: Corrections) -> Iterator[Pointed]:
    """Yield the numbers that get another location, where it has a GUID in Teams."""
    for one in corrections.corrections:
        if _of_teams(one) and one.field == "location" and one.whole.get("LocationId") and one.whole.get("e164"):
            yield Pointed(one.whole["e164"], one.whole["LocationId"], one)
