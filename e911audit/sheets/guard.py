"""What is wrong with a zip package before a reader of workbooks sees it: damage, bombs, and stray cells.

Calamine keeps a sheet's bounding box in memory, 32 bytes a cell, so a tiny file with one far cell can exhaust it.
"""

import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import BROKEN, EXPORT_AGAIN, File, refuse_bomb
from e911audit.sheets.kind import locked
from e911audit.sheets.marks import column_of
from e911audit.sheets.parts import BadPart

MOST_CELLS = 20_000_000
"""Largest bounding box of a sheet."""
SPARSE_CELLS, MOST_SPREAD = 6_000_000, 30
"""A larger bounding box is honest only where at least one cell in so many holds something."""
BLOCK = 1 << 20
CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</)')
"""A cell that is not blank."""
FAR = re.compile(rb' r="(?:[A-Z]{3}\d|[C-Z][A-Z]\d|[AB][A-Z]\d{6}|[G-Z]\d{6})')
"""A cell without which no sheet is too large: behind column BZ, behind Z or G and row 99,999."""
CELL_BYTES = 200
"""More than the start tag of a cell takes."""
START = 4_096
"""Bytes within which a DOCTYPE stands."""
CHECKED = re.compile(r"sheets?[/\\]|sharedstrings|content\.xml", re.IGNORECASE)
"""Parts that are read to their end, so that their checksum is compared too."""
Test = Callable[[bytes], bool]


def guard(file: File, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is a bomb, encrypted, ambiguous or declares a DOCTYPE."""
    members = archive.infolist()
    refuse_bomb(file.name, members)
    names = Counter(about.filename.lower().replace("\\", "/") for about in members if not about.is_dir())
    twice = next((name for name, count in names.items() if count > 1), "")
    if twice:
        raise UnreadableFile(
            f"{file.name} holds the part {twice} more than once.", advice=EXPORT_AGAIN, refusal="repeated-part"
        )
    if any(about.flag_bits & 1 for about in members):
        raise locked(file)
    for about in members:
        if about.filename.lower().endswith((".xml", ".rels")):
            with archive.open(about) as stream:
                start = stream.read(START).replace(b"\0", b"")  # two bytes a letter in UTF-16
            if b"<!DOCTYPE" in start:
                raise UnreadableFile(
                    f"{file.name} declares a DOCTYPE, which no spreadsheet program writes.", refusal="doctype"
                )


def inspect(file: File, archive: zipfile.ZipFile, signed: Test, searched: int) -> set[str]:
    """Read the parts that hold cells, and return the names of those that a test finds signs in.

    Parts of up to ``searched`` bytes are searched for stray cells too.
    """
    found = set[str]()
    for about in archive.infolist():
        if not CHECKED.search(about.filename):
            continue
        far, hit, is_sheet = False, False, "sharedstrings" not in about.filename.lower()
        for text in blocks(archive, about):
            far = far or (is_sheet and about.file_size <= searched and FAR.search(text) is not None)
            hit = hit or (is_sheet and signed(text))
        if far:
            _guard_size(file, archive, about)
        if hit:
            found.add(about.filename)
    return found


def _guard_size(file: File, archive: zipfile.ZipFile, about: zipfile.ZipInfo) -> None:
    row, column, cells = 0, 0, 0
    for text in blocks(archive, about):
        letters, digits = zip(*CELL.findall(text), strict=True) if CELL.search(text) else ((), ())
        cells += len(digits)
        row = max(row, *map(int, set(digits)), 0)
        column = max(column, *(column_of(name.decode()) + 1 for name in set(letters)), 0)
    if row * column > MOST_CELLS or row * column > max(SPARSE_CELLS, MOST_SPREAD * cells):
        raise UnreadableFile(
            f"{file.name} has a stray cell that makes a sheet {row:,} rows by {column:,} columns.",
            advice="Delete the empty rows and columns behind the data and save it again.",
            refusal="stray-cell",
        )


def blocks(archive: zipfile.ZipFile, about: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member; each block begins with the end of the one before, so that no cell is cut in two."""
    with archive.open(about) as stream:
        end = b""
        while block := stream.read(BLOCK):
            yield end + block
            end = block[-CELL_BYTES:]


def damaged(file: File, fault: BaseException) -> UnreadableFile:
    """The refusal of an archive that breaks off or whose checksums differ."""
    return UnreadableFile(f"{file.name} is damaged ({fault}).", advice=EXPORT_AGAIN, refusal="damaged")


DAMAGE = (*BROKEN, OSError, BadPart, ValueError, LookupError, struct.error)
"""What reading a damaged package raises."""
