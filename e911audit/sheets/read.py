"""Which reader takes which file."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from e911audit.errors import UnreadableFile
from e911audit.sheets import child
from e911audit.sheets.file import BROKEN, EXPORT_AGAIN, File
from e911audit.sheets.kind import BINARY, WORKBOOKS
from e911audit.sheets.table import Table

ARCHIVE = ".zip"
TEXTS = (".csv", ".tsv", ".tab", ".psv", ".txt", ".asc", ".dat", ".prn", ".ali", ".msag")
OTHERS = (".numbers", ".dbf", ".slk", ".dif", ".gz", ".7z", ".rar", ".xml", ".htm", ".html", ".pdf")
"""Endings of data that is refused by what it is, where a file of any other ending is merely no export."""
WORKBOOK_ENDINGS = frozenset(ending for kind in WORKBOOKS for ending in kind.endings)
ENDINGS = WORKBOOK_ENDINGS.union(TEXTS, OTHERS, {ARCHIVE})
NO_SHEETS = frozenset(".docx .docm .doc .odt .pptx .pptm .ppt .odp .vsdx .vsd .msg .kmz .jar .whl .epub".split())
"""Endings of files that begin like a workbook and are none."""
START = 8
Reader = Callable[[File], Iterator[Table]]


def is_export(file: File) -> bool:
    """Whether its ending or its content says that it holds rows."""
    if file.ending in ENDINGS or file.ending in NO_SHEETS:
        return file.ending in ENDINGS
    try:
        return _is_workbook(file)
    except (OSError, UnreadableFile):
        return False


def _is_workbook(file: File) -> bool:
    """Whether the first bytes are those of an Excel workbook, under whatever ending."""
    with file.open() as stream:
        return stream.read(START).startswith(BINARY)


def _reader(file: File) -> Reader:
    if _is_workbook(file):
        return child.read
    from e911audit.sheets import fixed, text

    return fixed.read if fixed.recognises(file) else text.read


def foresee(files: Iterable[File]) -> None:
    """Let the first workbook be read while the program still starts; costs nothing where there is none."""
    first = next((file for file in files if file.ending in WORKBOOK_ENDINGS), None)
    with suppress(OSError, UnreadableFile):  # which reading it tells
        if first and _is_workbook(first):
            child.foresee(first)


def _some(file: File, tables: Iterator[Table]) -> Iterator[Table]:
    """The sheets; UnreadableFile where there are none, which a damaged list of sheets looks like."""
    first = next(tables, None)
    if first is None:
        raise UnreadableFile(f"{file.name} holds no sheet.", advice=EXPORT_AGAIN, refusal="no-workbook")
    yield first
    yield from tables


def read(file: File) -> Iterator[Table]:
    """Yield the sheets of a file; UnreadableFile with one sentence where it cannot be read."""
    try:
        if file.size() == 0:
            raise UnreadableFile(f"{file.name} is empty (0 bytes).", advice="Export it again.", refusal="empty")
        yield from _some(file, _reader(file)(file))
    except PermissionError:
        raise UnreadableFile(
            f"{file.name} is locked or may not be read.",
            advice="Close it in Excel, or copy it, and run again.",
            refusal="locked",
        ) from None
    except BROKEN as fault:
        raise UnreadableFile(
            f"{file.name} is damaged in its archive ({fault}).", advice=EXPORT_AGAIN, refusal="damaged"
        ) from None
    except OSError as fault:
        raise UnreadableFile(f"{file.name} cannot be read ({fault.strerror or fault}).", refusal="unreadable") from None
