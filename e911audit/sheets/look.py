"""What a workbook says of itself, apart from the values of its cells: its kind, its damage, the marks of its sheets."""

import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from typing import NamedTuple

from e911audit.sheets.file import File
from e911audit.sheets.guard import DAMAGE, damaged, guard, inspect
from e911audit.sheets.kind import ODS, OLE, XLSB, XLSX, Kind, kind_of_archive, kind_of_compound
from e911audit.sheets.marks import Marks, signs
from e911audit.sheets.parts import Parts, find_parts
from e911audit.sheets.records import xls_marks, xlsb_marks

Source = str | BytesIO
"""What zip readers take: the path, or the bytes of a member."""
MarksBySheet = dict[int, Marks]
"""Marks by the position of their sheet; none for a sheet without any."""
MACROS, LINKS = "vbaproject", "externallinks/"
MAC = "1904 dates"
UNSEEN = "hidden rows and formats of .ods files are not seen"


class Seen(NamedTuple):
    """What is known of a workbook; ``marks`` waits for them, and raises UnreadableFile where the file is damaged."""

    kind: Kind
    notes: tuple[str, ...]
    marks: Callable[[], MarksBySheet]


def look(file: File, source: Source, searched: int) -> Seen:
    """What the file says of itself; UnreadableFile where it is no sound workbook.

    Parts of up to ``searched`` bytes are searched for stray cells before anything else may read them. Larger ones are
    looked through while the reader works: calamine and Python's zlib run outside of Python's lock.
    """
    try:
        with file.open() as stream:
            if stream.read(len(OLE)) == OLE:
                stream.seek(0)
                kind = kind_of_compound(file, stream)
                return _seen_in_records(file, kind, *xls_marks(stream))
        with zipfile.ZipFile(source) as archive:
            guard(file, archive)
            kind = kind_of_archive(file, archive)
            if kind is XLSB:
                inspect(file, archive, lambda _: False, searched)
                return _seen_in_records(file, kind, *xlsb_marks(archive))
            parts = find_parts(archive) if kind is XLSX else Parts({})
            names = " ".join(archive.namelist()).lower()
            large = any(about.file_size > searched for about in archive.infolist())
    except DAMAGE as fault:
        raise damaged(file, fault) from None
    facts = (
        (kind is ODS, UNSEEN),
        (parts.mac_calendar, MAC),
        (LINKS in names, "external links: values may be stale"),
        (MACROS in names, "macros are not run"),
    )
    notes = (*_other_ending(file, kind), *(note for true, note in facts if true))
    work = partial(_marks, file, source, parts, searched)
    return Seen(kind, notes, _beside(work) if large and isinstance(source, str) else _at_once(work))


def _seen_in_records(file: File, kind: Kind, marks: MarksBySheet, mac: bool) -> Seen:
    return Seen(kind, (*_other_ending(file, kind), *([MAC] if mac else [])), lambda: marks)


def _other_ending(file: File, kind: Kind) -> tuple[str, ...]:
    return () if file.ending in kind.endings else (f"really {kind.name}",)


def _at_once(work: Callable[[], MarksBySheet]) -> Callable[[], MarksBySheet]:
    marks = work()
    return lambda: marks


def _beside(work: Callable[[], MarksBySheet]) -> Callable[[], MarksBySheet]:
    pool = ThreadPoolExecutor(1)
    task = pool.submit(work)
    pool.shutdown(wait=False)
    return task.result


def _marks(file: File, source: Source, parts: Parts, searched: int) -> MarksBySheet:
    """The marks of the sheets whose bytes show a sign of any."""
    try:
        with zipfile.ZipFile(source) as archive:
            signed = inspect(file, archive, signs(parts.zeros, uncalculated=parts.uncalculated), searched)
            return {
                position: marks_of(archive, member, parts)
                for position, member in enumerate(parts.sheets.values())
                if member in signed
            }
    except DAMAGE as fault:
        raise damaged(file, fault) from None


def marks_of(archive: zipfile.ZipFile, member: str, parts: Parts) -> Marks:
    """What the XML of one sheet says."""
    with archive.open(member) as stream:
        return Marks(stream, parts.zeros, uncalculated=parts.uncalculated)
