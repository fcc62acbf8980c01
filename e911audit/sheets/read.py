"""Which reader takes which file."""

from collections.abc import Callable, Iterable, Iterator

from e911audit.errors import UnreadableFile
from e911audit.sheets import child, csv
from e911audit.sheets.file import File
from e911audit.sheets.table import Table

SAVE_AS = "Open it in Excel and save it as .xlsx or .csv."
Reader = Callable[[File], Iterator[Table]]

READERS: dict[str, Reader] = {
    ".xlsx": child.read,
    ".csv": csv.read,
    ".tsv": csv.read,
    ".txt": csv.read,
}
"""Ending -> reader."""
ARCHIVE = ".zip"
OTHER_SPREADSHEETS = (".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ARCHIVE)
"""Endings of data that is not read: such a file is refused, where any other is merely no export."""


def is_export(file: File) -> bool:
    """Whether its ending says that it holds rows; what it says is not trusted when it is read."""
    return file.ending in {*READERS, *OTHER_SPREADSHEETS}


def foresee(files: Iterable[File]) -> None:
    """Let the first workbook be read while the program still starts; costs nothing where there is none."""
    first = next((file for file in files if READERS.get(file.ending) is child.read), None)
    if first and first.size():
        child.foresee(first)


def read(file: File) -> Iterator[Table]:
    """Yield the sheets of a file; UnreadableFile with one sentence where it cannot be read."""
    reader = READERS.get(file.ending)
    if reader is None:
        raise UnreadableFile(f"{file.name} has the ending '{file.ending}', which is not read.", advice=SAVE_AS)
    try:
        if file.size() == 0:
            raise UnreadableFile(f"{file.name} is empty (0 bytes).", advice="Export it again.")
        yield from reader(file)
    except PermissionError:
        raise UnreadableFile(
            f"{file.name} is locked or may not be read.", advice="Close it in Excel, or copy it, and run again."
        ) from None
    except OSError as fault:
        raise UnreadableFile(f"{file.name} cannot be read ({fault.strerror or fault}).") from None
