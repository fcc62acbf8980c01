"""Workbooks (.xlsx .xlsm .xlsb .xls .ods) through python-calamine, about seven times as fast as openpyxl's reader."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import MOST_BYTES, File
from e911audit.sheets.guard import DAMAGE, damaged, guard, inspect
from e911audit.sheets.kind import OLE, XLSX, Kind, kind_of_archive, kind_of_compound, locked
from e911audit.sheets.marks import Marks, signs
from e911audit.sheets.parts import Parts, find_parts
from e911audit.sheets.rows import overlaid
from e911audit.sheets.table import MERGED_ROWS, Range, Table, text_of

Source = str | BytesIO
MACROS, LINKS = "vbaproject", "externallinks/"
NOT_IN_XML = "hidden rows, error cells and formats are not known of this format: save it as .xlsx to have them checked"
END_OF_CELLS = b"\x92\x01\x00"
"""The record behind the last row of a sheet in an .xlsb ([MS-XLSB] 2.4.344)."""


class Seen(NamedTuple):
    """What is known of a workbook before it is read: its kind, parts, marks by sheet, and notes."""

    kind: Kind
    marks: dict[str, Marks]
    notes: tuple[str, ...]


def read(file: File, searched: int = MOST_BYTES) -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile says in one sentence why a file is refused.

    Parts of up to ``searched`` bytes are searched for stray cells; larger ones need not be where the memory is limited.
    """
    source = _source(file)
    seen = _look(file, source, searched)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        named_so = file.ending in seen.kind.endings  # calamine trusts the ending of a path
        book = CalamineWorkbook.from_object(source if named_so else _bytes(file))
    except PasswordError:
        raise locked(file) from None
    except (CalamineError, OSError, ValueError) as fault:
        if seen.kind is not XLSX:
            raise UnreadableFile(f"{file.name} is no workbook that can be read ({fault}).") from None
        from e911audit.sheets import second

        yield from second.read(file, source, seen.notes, fault)
        return
    with book:
        for table in _tables(book, seen):
            yield (table.fault and seen.kind is XLSX and _again(file, source, seen, table)) or table


def _again(file: File, source: Source, seen: Seen, table: Table) -> Table | None:
    """A sheet that calamine could not read, from the second reader; None where that cannot read it either."""
    from e911audit.sheets import second

    try:
        return next((other for other in second.read(file, source, seen.notes) if other.name == table.name), None)
    except UnreadableFile:
        return None


def _source(file: File) -> Source:
    """What zip readers take: the path, or the bytes of a member."""
    return _bytes(file) if file.member else str(file.path)


def _bytes(file: File) -> BytesIO:
    with file.open() as stream:
        return BytesIO(stream.read())


def _look(file: File, source: Source, searched: int) -> Seen:
    """What the file says of itself; UnreadableFile where it is no sound workbook."""
    with file.open() as stream:
        if stream.read(len(OLE)) == OLE:
            stream.seek(0)
            kind = kind_of_compound(file, stream)
            return Seen(kind, {}, (*_other_ending(file, kind), NOT_IN_XML))
    try:
        with zipfile.ZipFile(source) as archive:
            guard(file, archive)
            kind = kind_of_archive(file, archive)
            return _look_inside(file, archive, kind, searched)
    except DAMAGE as fault:
        raise damaged(file, fault) from None


def _look_inside(file: File, archive: zipfile.ZipFile, kind: Kind, searched: int) -> Seen:
    names = " ".join(archive.namelist()).lower()
    parts = find_parts(archive) if kind is XLSX else Parts({})
    signed = inspect(file, archive, signs(parts.zeros, uncalculated=parts.uncalculated), searched)
    marks = {name: marks_of(archive, member, parts) for name, member in parts.sheets.items() if member in signed}
    facts = (
        (kind is not XLSX, NOT_IN_XML),
        (parts.mac_calendar, "1904 dates"),
        (LINKS in names, "external links: values may be stale"),
        (MACROS in names, "macros are not run"),
        (parts.uncalculated and any(mark.formulas for mark in marks.values()),
         "formulas are to be calculated when Excel opens the file: their values may be stale"),
    )  # fmt: skip
    return Seen(kind, marks, (*_other_ending(file, kind), *(note for true, note in facts if true)))


def marks_of(archive: zipfile.ZipFile, member: str, parts: Parts) -> Marks:
    """What the XML of one sheet says."""
    with archive.open(member) as stream:
        return Marks(stream, parts.zeros)


def _other_ending(file: File, kind: Kind) -> tuple[str, ...]:
    return () if file.ending in kind.endings else (f"really {kind.name}",)


def _tables(book: Any, seen: Seen) -> Iterator[Table]:
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    for position, about in enumerate(book.sheets_metadata):
        facts = {"name": about.name, "position": position, "hidden": about.visible is not SheetVisibleEnum.Visible}
        if about.typ is not SheetTypeEnum.WorkSheet:
            yield Table(**facts, rows=iter(()), fault="not a worksheet")
            continue
        try:
            sheet = book.get_sheet_by_index(position)
        except (CalamineError, ValueError) as fault:
            yield Table(**facts, rows=iter(()), fault=f"its cells cannot be read ({fault})")
            continue
        marks = seen.marks.get(about.name) or Marks()
        skipped = [""] * (sheet.start[1] if sheet.start else 0)
        rows = overlaid(_texts(sheet.iter_rows(), skipped), marks)
        notes = (*seen.notes, *marks.notes())
        yield Table(**facts, rows=rows, notes=notes, merged=merged(sheet.merged_cell_ranges or ()))


def merged(ranges: Any) -> tuple[Range, ...]:
    """The ranges that begin in the rows where a header may be."""
    return tuple(sorted((*first, *last) for first, last in ranges if first[0] < MERGED_ROWS))


def _texts(rows: Iterator[list[Any]], skipped: list[str]) -> Iterator[list[str]]:
    for row in rows:
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        yield skipped + texts if skipped else texts
