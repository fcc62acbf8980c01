"""Links within the workbook: from a finding to its rule, site and source, and from these to their first finding."""

from collections.abc import Callable
from typing import Any, NamedTuple

from e911audit.reports.excel.records import findings, received, ruled
from e911audit.reports.tally import sites_in_order
from e911audit.values import Status
from e911audit.views.result import Finding, Result


class Lead(NamedTuple):
    """Where a cell leads: to a sheet, and there to the record that ``key`` of its own record names in one respect."""

    sheet: str
    respect: str
    key: Callable[[Any], Any]


class Index:
    """The rows of the records that can be led to; a key that several have leads to the first."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[Any, int]] = {}

    def add(self, sheet: str, respect: str, key: Any, row: int) -> None:
        """Tell the row of a record."""
        self._rows.setdefault((sheet, respect), {}).setdefault(key, row)

    def row(self, lead: Lead, record: Any) -> int:
        """The row to which this record leads, 0 where it leads nowhere."""
        return self.find(lead.sheet, lead.respect, lead.key(record))

    def find(self, sheet: str, respect: str, key: Any) -> int:
        """The row of a record, 0 where the sheet has none."""
        return self._rows.get((sheet, respect), {}).get(key, 0)


def index(result: Result) -> Index:
    """The rows of a result's rules, sites, sources, surviving lines and open findings."""
    found = Index()
    for row, rule in enumerate(ruled(result), 2):
        found.add("Rules", "rule", rule.code, row)
    for row, site in enumerate(sites_in_order(result), 2):
        found.add("Sites", "site", site.code, row)
    for row, source in enumerate(received(result), 2):
        found.add("Sources", "sheet", (source.source.path, source.sheet.name if source.sheet else ""), row)
    for row, line in enumerate(result.must_survive, 2):
        found.add("Must Survive", "line", line.line, row)
    for row, record in enumerate(findings(Status.OPEN)(result), 2):
        finding = record.finding
        found.add("Findings", "rule", finding.rule, row)
        found.add("Findings", "subject", finding.subject, row)
        found.add("Findings", "site", finding.site, row)
        found.add("Findings", "group", (finding.rule, finding.site), row)
        found.add("Findings", "sheet", sheet_of(finding), row)
    return found


def sheet_of(finding: Finding) -> tuple[str, str]:
    """Path and sheet of the first cell that a finding cites."""
    return (finding.cells[0].path, finding.cells[0].sheet) if finding.cells else ("", "")
