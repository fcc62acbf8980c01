"""Workbooks (.xlsx .xlsm .xlsb .xls .ods) through python-calamine, about seven times as fast as openpyxl's reader."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import EXPORT_AGAIN, MOST_BYTES, File
from e911audit.sheets.kind import XLSX, locked
from e911audit.sheets.look import Seen, Source, look
from e911audit.sheets.marks import Marks
from e911audit.sheets.pieces import cut
from e911audit.sheets.rows import overlaid
from e911audit.sheets.table import MERGED_ROWS, Range, Table, text_of


def read(file: File, searched: int = MOST_BYTES) -> Iterator[Table]:
    """Yield the sheets of a workbook; UnreadableFile says in one sentence why a file is refused.

    Parts of up to ``searched`` bytes are searched for stray cells; larger ones need not be where the memory is limited.
    """
    source = _source(file)
    seen = look(file, source, searched)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    pieces = dict[int, range]()
    try:
        if seen.kind is XLSX and (package := cut(source)):
            book, pieces = CalamineWorkbook.from_object(package.stream), package.pieces
        else:
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
        for table in _tables(file, book, seen, pieces):
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


def _tables(file: File, book: Any, seen: Seen, pieces: dict[int, range]) -> Iterator[Table]:
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    sheets = book.sheets_metadata[: min((at.start for at in pieces.values()), default=None)]
    for position, about in enumerate(sheets):
        facts = {"name": about.name, "position": position, "hidden": about.visible is not SheetVisibleEnum.Visible}
        if about.typ is not SheetTypeEnum.WorkSheet:
            yield Table(**facts, rows=iter(()), fault="not a worksheet")
            continue
        own = pieces.get(position, range(position, position + 1))
        try:
            sheet = book.get_sheet_by_index(own[-1])
        except (CalamineError, ValueError) as fault:
            seen.marks()
            yield Table(**facts, rows=iter(()), fault=f"its cells cannot be read ({fault})")
            continue
        marks = seen.marks().get(position) or Marks()
        rows = overlaid(_joined(file, book, own) if position in pieces else _texts(sheet.iter_rows(), sheet), marks)
        notes = (*seen.notes, *marks.notes())
        yield Table(**facts, rows=rows, notes=notes, merged=merged(sheet.merged_cell_ranges or ()))


def merged(ranges: Any) -> tuple[Range, ...]:
    """The ranges that begin in the rows where a header may be."""
    return tuple(sorted((*first, *last) for first, last in ranges if first[0] < MERGED_ROWS))


def _joined(file: File, book: Any, pieces: range) -> Iterator[list[str]]:
    """The rows of a sheet's pieces, and the blank ones between them."""
    from python_calamine import CalamineError

    given = 0
    for position in pieces:
        try:
            sheet = book.get_sheet_by_index(position)
        except (CalamineError, ValueError) as fault:
            raise UnreadableFile(f"{file.name} is damaged ({fault}).", advice=EXPORT_AGAIN, refusal="damaged") from None
        if sheet.start:
            if sheet.start[0] < given:
                raise UnreadableFile(
                    f"{file.name} has a cell that says it stands in another row than its own.",
                    advice=EXPORT_AGAIN,
                    refusal="damaged",
                )
            yield from ([] for _ in range(given, sheet.start[0]))
            yield from _texts(sheet.to_python(skip_empty_area=True), sheet)
            given = sheet.end[0] + 1


def _texts(rows: Iterable[list[Any]], sheet: Any) -> Iterator[list[str]]:
    skipped = [""] * (sheet.start[1] if sheet.start else 0)
    for row in rows:
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        yield skipped + texts if skipped else texts
