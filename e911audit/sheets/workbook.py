"""Workbooks (.xlsx .xlsm .xlsb .xls .ods) through python-calamine, about seven times as fast as openpyxl's reader."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import MOST_BYTES, File
from e911audit.sheets.kind import XLSX, locked
from e911audit.sheets.look import Seen, Source, look
from e911audit.sheets.marks import Marks
from e911audit.sheets.rows import overlaid
from e911audit.sheets.table import MERGED_ROWS, Range, Table, text_of


def read(file: File, searched: int = MOST_BYTES) -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile says in one sentence why a file is refused.

    Parts of up to ``searched`` bytes are searched for stray cells; larger ones need not be where the memory is limited.
    """
    source = _source(file)
    seen = look(file, source, searched)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        named_so = file.ending in seen.kind.endings  # calamine trusts the ending of a path
        book = CalamineWorkbook.from_object(source if named_so else _bytes(file))
    except PasswordError:
        raise locked(file) from None
    except (CalamineError, OSError, ValueError) as fault:
        seen.marks()  # where the file is damaged, this says so better
        if seen.kind is not XLSX:
            raise UnreadableFile(
                f"{file.name} is no workbook that can be read ({fault}).", refusal="no-workbook"
            ) from None
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
    return _bytes(file) if file.member else str(file.path)


def _bytes(file: File) -> BytesIO:
    with file.open() as stream:
        return BytesIO(stream.read())


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
            seen.marks()
            yield Table(**facts, rows=iter(()), fault=f"its cells cannot be read ({fault})")
            continue
        marks = seen.marks().get(position) or Marks()
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
