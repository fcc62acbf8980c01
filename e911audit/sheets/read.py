"""Which reader takes which file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from e911audit.errors import UnreadableFile
from e911audit.sheets import child, csv
from e911audit.sheets.table import Table

SAVE_AS = "Open it in Excel and save it as .xlsx or .csv."
Reader = Callable[[Path], Iterator[Table]]

READERS: dict[str, Reader] = {
    ".xlsx": child.read,
    ".csv": csv.read,
    ".tsv": csv.read,
    ".txt": csv.read,
}
"""Ending -> reader."""
OTHER_SPREADSHEETS = (".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".zip")
"""Endings of data that is not read: such a file is refused, where any other is merely no export."""


def foresee(paths: Iterable[Path]) -> None:
    """Let the first workbook be read while the program still starts; costs nothing where there is none."""
    first = next((path for path in paths if READERS.get(path.suffix.lower()) is child.read), None)
    if first and first.stat().st_size:
        child.foresee(first)


def read(path: Path) -> Iterator[Table]:
    """Yield the sheets of a file; UnreadableFile with one sentence where it cannot be read."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(f"{path.name} has the ending '{path.suffix}', which is not read.", advice=SAVE_AS)
    try:
        if path.stat().st_size == 0:
            raise UnreadableFile(f"{path.name} is empty (0 bytes).", advice="Export it again.")
        yield from reader(path)
    except PermissionError:
        raise UnreadableFile(
            f"{path.name} is locked or may not be read.", advice="Close it in Excel, or copy it, and run again."
        ) from None
    except OSError as fault:
        raise UnreadableFile(f"{path.name} cannot be read ({fault.strerror or fault}).") from None
