"""The paper of one port order: data of the letter, lists of numbers, files for vendors, the runbook.

The names of the files are fixed, so that no order's name can lead out of the folder. No file holds a PIN.
"""

from importlib import import_module
from pathlib import Path

from e911audit.errors import CannotWrite
from e911audit.reports import REASONS, placed
from e911audit.views.port_package import PortPackage

FILES = {
    "loa-data.xlsx": "letter",
    "runbook.xlsx": "runbook_book",
    "runbook.md": "runbook_text",
    "teams-numbers.csv": "teams",
    "numbers.csv": "generic",
    "telnyx-order.json": "telnyx",
    "bandwidth-order.csv": "bandwidth",
}
"""File -> the module of this folder whose ``write(package, path)`` writes it."""


def write(package: PortPackage, folder: Path) -> list[Path]:
    """Write every file and return them; CannotWrite where the folder cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        reason = REASONS.get(failure.errno, failure.strerror or "the system refused")
        raise CannotWrite(f"The folder {folder} cannot be made: {reason}.") from failure
    for name, module in FILES.items():
        with placed(folder / name) as part:
            import_module(f"{__name__}.{module}").write(package, part)
    return [folder / name for name in FILES]
