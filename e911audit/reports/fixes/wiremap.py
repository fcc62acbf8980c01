"""The flat wiremap of TeamsE911Automation: its rows as they were, with the corrected columns and a warning of each."""

from collections.abc import Iterator

from e911audit.correction import Corrections, Texts
from e911audit.reports.fixes.rows import answers, imported
from e911audit.reports.fixes.teams import FLAT

WIREMAP = "teams-wiremap.csv"
NAMES = (WIREMAP,)
WARNING = "Warning"
COLUMNS = (
    *("CompanyName", "CompanyTaxId", "Description", "Address", "Location", "City", "StateOrProvince", "PostalCode"),
    *("CountryOrRegion", "Latitude", "Longitude", "Elin", "NetworkDescription", "NetworkObjectType"),
    *("NetworkObjectIdentifier", "SkipMapsLookup", WARNING),
)
"""Without EntryHash: a row that brings one passes for unchanged."""
FIELDS = {"street": "Address", "interior": "Location", "city": "City", "state": "StateOrProvince", "zip": "PostalCode"}


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The rows of all network elements that tell a corrected address."""
    rows = _rows(corrections)
    if rows:
        yield WIREMAP, imported([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])


def _rows(corrections: Corrections) -> list[dict[str, str]]:
    changed: dict[tuple[str, str], dict[str, str]] = {}
    for one in corrections.corrections:
        for use in one.uses if one.profile == FLAT else ():
            written = _columns(use.row)
            if one.field in FIELDS and written["NetworkObjectIdentifier"]:
                row = changed.setdefault((use.kind, written["NetworkObjectIdentifier"]), written)
                row[FIELDS[one.field]] = one.becomes
                told = f"Proposed, not applied: {answers(one)}"
                row[WARNING] = told if not row[WARNING] else f"{row[WARNING]}; {answers(one)}"
    return list(changed.values())


def _columns(row: Texts) -> dict[str, str]:
    """A row by the names of the columns; what an earlier run warned of is not repeated."""
    texts = {header.casefold(): text for header, text in row.items()}
    return {name: texts.get(name.casefold(), "") if name != WARNING else "" for name in COLUMNS}
