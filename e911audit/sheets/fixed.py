"""Files of NENA records (ALI, MSAG): fixed positions instead of delimiters and headers.

This room knows nothing of telephones; what stands in which positions is told by the layouts of ``e911audit.nena``.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from e911audit.errors import UnreadableFile
from e911audit.nena import Field, Layout, Line, Role, Shape, Tally, Unfit, decode, lines, recognise
from e911audit.nena.codec import DATE_FORMS
from e911audit.nena.layout import DATE, DIGITS, HOUSE, positions
from e911audit.sheets.file import File
from e911audit.sheets.table import Table

ASK = "Ask its sender for it again, or which format it has."


class Column(NamedTuple):
    """Neighbouring fields of one header."""

    header: str
    fields: tuple[Field, ...]

    @property
    def positions(self) -> str:
        """Where the column stands in a record."""
        return positions(self.fields[0].first, self.fields[-1].last)


def recognises(file: File) -> bool:
    """Whether the content of a file is NENA records."""
    return _shape(file) is not None


def read(file: File) -> Iterator[Table]:
    """Yield the one table of a file of NENA records; UnreadableFile where it holds none.

    A record is a row with a cell for each header. A header, a trailer or a line of another length is a row of one cell,
    which holds the whole line. The rows stand at their line numbers.
    """
    shape = _shape(file)
    if shape is None:
        raise UnreadableFile(
            f"{file.name} holds no NENA 2.1 records of fixed width.", advice=ASK, refusal="no-nena-records"
        )
    columns = columns_of(shape.format.record)
    tally = _tally(file, shape)
    yield Table(
        name="",
        position=0,
        rows=_rows(file, shape, columns),
        notes=_notes(tally),
        headers=tuple(column.header for column in columns),
        letters=tuple(f"positions {column.positions}, {shape.unit} " for column in columns),
        tally=tally,
    )


def _shape(file: File) -> Shape | None:
    with file.open() as stream:
        return recognise(stream)


def columns_of(layout: Layout) -> list[Column]:
    """The columns that a layout gives: all its fields but the marks."""
    return [Column(header, tuple(fields)) for header, fields in groupby(layout.values.values(), lambda one: one.header)]


def _tally(file: File, shape: Shape) -> Tally:
    """What is counted in the file, which is read once for it, so that it is known before its first row."""
    tally = Tally(shape=shape)
    try:
        for line in lines(file.open(), shape):
            tally.take(line)
    except Unfit as fault:
        raise UnreadableFile(f"{file.name} is damaged: {fault}", advice=ASK, refusal="nena-damaged") from None
    return tally


def _notes(tally: Tally) -> tuple[str, ...]:
    """Format, line ends and doubts."""
    shape = tally.shape
    ends = {"\r\n": "CRLF", "\n": "LF", "\r": "CR", "": "none"}[shape.end]
    said = f"{shape.format.title} records of {shape.format.length} characters: {tally.records:,}, line ends: {ends}"
    return (said, *tally.doubts)


def _rows(file: File, shape: Shape, columns: list[Column]) -> Iterator[list[str]]:
    for line in lines(file.open(), shape):
        if line.role is Role.RECORD:
            yield _cells(line, shape.format.record, columns)
        else:
            yield [] if line.role is Role.BLANK else [line.text]


def _cells(line: Line, layout: Layout, columns: list[Column]) -> list[str]:
    values = decode(line.text, layout)
    return [
        _cell(values[fields[0].name], fields[0]) if len(fields) == 1 else _joined(values, fields)
        for _, fields in columns
    ]


def _joined(values: dict[str, str], fields: tuple[Field, ...]) -> str:
    """The parts of one value: digits run together, texts (ZIP and ZIP+4) take a hyphen."""
    parts = [_cell(values[field.name], field) for field in fields]
    return ("" if fields[0].kind == DIGITS else "-").join(filter(None, parts))


def _cell(value: str, field: Field) -> str:
    """A value as a cell has it: without the filling of its field, a date as ISO 8601."""
    value = value.strip()
    if not value.isascii():
        value = _characters(value)
    if field.kind == HOUSE and len(value) == field.length:  # a shorter one may begin with a zero of its own
        return value.lstrip("0") or "0"
    return _date(value, field.length) if field.kind == DATE else value


def _characters(value: str) -> str:
    """Bytes that are UTF-8 as the characters they mean."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


@lru_cache(4096)  # the records of a file share few dates
def _date(value: str, length: int) -> str:
    """The date, empty where the field is filled with zeros; as written where it is none."""
    if not value.strip("0"):
        return ""
    try:
        return datetime.strptime(value, DATE_FORMS[length]).date().isoformat()  # noqa: DTZ007
    except ValueError:
        return value
