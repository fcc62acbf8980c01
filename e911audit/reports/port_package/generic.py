"""A list for any carrier: one row for each number, with the account's data beside it."""

from pathlib import Path

from e911audit.reports.port_package.delimited import write_rows
from e911audit.views.port_package import PortPackage

FROM_CSR = ("Business name", "Service address", "City", "State", "ZIP", "Account", "Billing telephone number")
FROM_ORDER = {
    "Losing Carrier": "losing_carrier",
    "Full Or Partial": "extent",
    "FOC Date": "foc_on",
    "FOC Time": "foc_time",
    "Time Zone": "time_zone",
}
"""Header -> column of the order."""


def write(package: PortPackage, path: Path) -> None:
    """Write the numbers that may port."""
    beside = [package.told(name) for name in FROM_CSR]
    beside += [package.facts.get(name, "") for name in FROM_ORDER.values()]
    headers = ["Telephone Number", "Order", *(name.title().replace("Zip", "ZIP") for name in FROM_CSR), *FROM_ORDER]
    write_rows(path, [headers, *([one.number, package.order, *beside] for one in package.goes)])
