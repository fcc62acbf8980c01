"""The flat wiremap of TeamsE911Automation: its rows as they were, with the corrected columns and a warning of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from e911audit.reports.fixes.rows import answers, imported
from e911audit.reports.fixes.teams import FLAT
from e911audit.views.correction import Correction, Corrections, Texts

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
    """The rows of all network elements that tell what is corrected; one that tells something else is left alone."""
    rows = _rows(corrections)
    if rows:
        yield WIREMAP, imported([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])


def _rows(corrections: Corrections) -> list[dict[str, str]]:
    changed: dict[tuple[str, str], dict[str, str]] = {}
    by_record: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for one in corrections.corrections:
        if one.profile == FLAT and one.field in FIELDS:
            by_record[one.kind, one.record].append(one)
    for changes in by_record.values():
        for use in changes[0].uses:
            written = _columns(use.row)
            if all(written[FIELDS[one.field]].split() == one.was.split() for one in changes):
                _change(changed.setdefault((use.kind, written["NetworkObjectIdentifier"]), written), changes)
    return list(changed.values())


def _change(row: dict[str, str], changes: Iterable[Correction]) -> None:
    for one in changes:
        row[FIELDS[one.field]] = one.becomes
        row[WARNING] = f"{row[WARNING]}; {answers(one)}" if row[WARNING] else f"Proposed, not applied: {answers(one)}"


def _columns(row: Texts) -> dict[str, str]:
    """A row by the names of the columns; what an earlier run warned of is not repeated."""
    texts = {header.casefold(): text for header, text in row.items()}
    return {name: texts.get(name.casefold(), "") if name != WARNING else "" for name in COLUMNS}
