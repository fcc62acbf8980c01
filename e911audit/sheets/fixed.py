"""Files of NENA records (ALI, MSAG): fixed positions instead of delimiters and headers.

This room knows nothing of telephones; what stands in which positions is told by the layouts of ``e911audit.nena``.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from e911audit.errors import UnreadableFile
from e911audit.nena import Field, Layout, Line, Role, Shape, Tally, decode, lines, recognise
from e911audit.nena.codec import DATE_FORMS
from e911audit.nena.layout import DATE, DIGITS, HOUSE, positions
from e911audit.sheets.table import Table


class Column(NamedTuple):
    """Neighbouring fields of one header."""

    header: str
    fields: tuple[Field, ...]

    @property
    def positions(self) -> str:
        """Where the column stands in a record."""
        return positions(self.fields[0].first, self.fields[-1].last)


def recognises(path: Path) -> bool:
    """Whether the content of a file is NENA records."""
    return recognise(path) is not None


def read(path: Path) -> Iterator[Table]:
    """Yield the one table of a file of NENA records; UnreadableFile where it holds none.

    A record is a row with a cell for each header. A header, a trailer or a line of another length is a row of one cell,
    which holds the whole line. The rows stand at their line numbers.
    """
    shape = recognise(path)
    if shape is None:
        raise UnreadableFile(
            f"{path.name} holds no NENA 2.1 records of fixed width.", advice="Ask its sender which format it has."
        )
    columns = columns_of(shape.format.record)
    yield Table(
        name="",
        position=0,
        rows=_rows(path, shape, columns),
        notes=(_note(path, shape),),
        headers=tuple(column.header for column in columns),
        letters=tuple(f"positions {column.positions}, {shape.unit} " for column in columns),
    )


def columns_of(layout: Layout) -> list[Column]:
    """The columns that a layout gives: all its fields but the marks."""
    return [Column(header, tuple(fields)) for header, fields in groupby(layout.values.values(), lambda one: one.header)]


def _note(path: Path, shape: Shape) -> str:
    """Format, line ends and doubts; the file is read once for them, so that they are known before its first row."""
    tally = Tally(shape=shape)
    for line in lines(path, shape):
        tally.take(line)
    ends = {"\r\n": "CRLF", "\n": "LF", "\r": "CR", "": "none"}[shape.end]
    said = f"{shape.format.title}, {tally.records:,} records of {shape.format.length} characters, line ends: {ends}"
    return "; ".join([said, *tally.doubts])


def _rows(path: Path, shape: Shape, columns: list[Column]) -> Iterator[list[str]]:
    for line in lines(path, shape):
        if line.role is Role.RECORD:
            yield _cells(line, shape.format.record, columns)
        else:
            yield [] if line.role is Role.BLANK else [line.text]


def _cells(line: Line, layout: Layout, columns: list[Column]) -> list[str]:
    values = decode(line.text, layout)
    return [_joined([_cell(values[field.name], field) for field in fields], fields[0]) for _, fields in columns]


def _joined(parts: list[str], field: Field) -> str:
    """The parts of one value: digits run together, texts (ZIP and ZIP+4) take a hyphen."""
    return ("" if field.kind == DIGITS else "-").join(filter(None, parts))


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


def _date(value: str, length: int) -> str:
    """The date, empty where the field is filled with zeros; as written where it is none."""
    if not value.strip("0"):
        return ""
    try:
        return datetime.strptime(value, DATE_FORMS[length]).date().isoformat()  # noqa: DTZ007
    except ValueError:
        return value
