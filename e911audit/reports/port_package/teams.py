"""The list that the port wizard of the Teams admin center takes: exactly one column."""

from pathlib import Path

from e911audit.reports.port_package.delimited import write_rows
from e911audit.views.port_package import PortPackage


def write(package: PortPackage, path: Path) -> None:
    """Write the numbers that may port, in E.164."""
    write_rows(path, [["PhoneNumber"], *([one.number] for one in package.goes)])
