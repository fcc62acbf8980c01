"""Delimited text under any ending: encoding, delimiter and line ends are found, never assumed."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING

from e911audit.errors import UnreadableFile
from e911audit.sheets.encoding import Encoding, find_encoding
from e911audit.sheets.file import File
from e911audit.sheets.kind import START_BYTES, WORKBOOKS, refuse_other
from e911audit.sheets.table import Table

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ",;\t|"
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE = 64 << 10
SAMPLE_LINES = 200
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")
FEW, MOST_CONTROLS = 3, 20
"""More control characters than a few and one in so many, and a file is no text; stray zeros are left out."""
END = "\x1e"
"""ASCII record separator: a line of it is put behind the last one to see whether a quoted cell is still open there."""
SWALLOWED = 100
"""Lines of one row above which its cells are looked at: do they hold rows, because a quotation mark is missing."""
DIRECTIVE = re.compile(r"sep=.?$|#TYPE ", re.IGNORECASE)
"""Rows of programs, not of people: Excel's ``sep=;`` and PowerShell's ``#TYPE System.Object``."""
HASH = re.compile(r"#\s*(?=\w)")
"""Before the first header of some exports (Vodia: ``#alias;first_name``)."""


def read(file: File) -> Iterator[Table]:
    """Yield the one table of a text file; UnreadableFile where it is no text."""
    with file.open() as stream:
        refuse_other(file, stream.read(START_BYTES))
    encoding = find_encoding(file)
    with TextIOWrapper(file.open(), encoding=encoding.name, newline="") as stream:
        sample = _sample(file, stream, encoding)
        delimiter = find_delimiter(sample)
        named = any(file.ending in kind.endings for kind in WORKBOOKS)
        if named and delimiter not in sample:
            raise UnreadableFile(
                f"{file.name} is neither a workbook nor delimited text.", advice="Export it again.", refusal="no-table"
            )
        stream.seek(0)
        lines: Iterable[str] = stream
        if encoding.zeros:
            lines = (line.replace("\0", "") for line in stream)
        rows = csv.reader(chain(lines, [END]), delimiter=delimiter)
        notes = (
            f"{encoding.name}, delimiter {NAMES[delimiter]}",
            *encoding.notes,
            *(["really delimited text"] if named else []),
        )
        yield Table(name="", position=0, rows=_checked(rows, file, encoding, delimiter), notes=notes)


def _sample(file: File, stream: TextIOWrapper, encoding: Encoding) -> str:
    try:
        sample = stream.read(SAMPLE)
    except UnicodeError as fault:
        raise _no_text(file, encoding, fault) from None
    if len(CONTROLS.findall(sample)) > FEW + len(sample) // MOST_CONTROLS:
        raise UnreadableFile(f"{file.name} is neither a workbook nor text, whatever its name says.", refusal="no-text")
    return sample


def _checked(rows: "Reader", file: File, encoding: Encoding, delimiter: str) -> Iterator[list[str]]:
    """The rows, with what goes wrong in them as a sentence that tells the row."""
    number = 0
    try:
        for row in _whole(rows, delimiter):
            number += 1
            yield row
    except csv.Error as fault:
        raise UnreadableFile(
            f"{file.name} breaks off as a table behind row {number:,} ({fault}).", refusal="breaks-off"
        ) from None
    except UnicodeError as fault:
        raise _no_text(file, encoding, fault) from None
    except OpenQuote:
        raise UnreadableFile(
            f"{file.name} has a quotation mark in row {number + 1:,} that is never closed.",
            advice="Remove that quotation mark, or export the list again.",
            refusal="open-quote",
        ) from None


class OpenQuote(Exception):
    """A quoted cell holds rows."""


def _whole(rows: "Reader", delimiter: str) -> Iterator[list[str]]:
    """The rows up to the mark that was put behind them; where a quoted cell has swallowed it, the file is damaged."""
    headed, line = False, 0
    for row in rows:
        if row and END in row[-1]:
            break
        if rows.line_num - line > SWALLOWED and _holds_rows(row, delimiter):
            raise OpenQuote
        line = rows.line_num
        if headed:
            yield row
        elif row and DIRECTIVE.match(delimiter.join(row)):
            yield []
        else:
            headed = any(row)
            yield [HASH.sub("", row[0], count=1), *row[1:]] if len(row) > 1 and HASH.match(row[0]) else row
    if row != [END]:
        raise OpenQuote


def _holds_rows(row: list[str], delimiter: str) -> bool:
    """Whether the longest cell of a row looks like rows itself: a delimiter in nearly every line."""
    lines = max(row, key=len).splitlines()
    return sum(delimiter in line for line in lines) > len(lines) * 0.9


def _no_text(file: File, encoding: Encoding, fault: UnicodeError) -> UnreadableFile:
    return UnreadableFile(
        f"{file.name} is no text in {encoding.name} ({fault}).", advice="Export it again.", refusal="wrong-encoding"
    )


def find_delimiter(sample: str) -> str:
    """The delimiter that gives the most lines of one same width, and the widest among equals."""
    if sample[:4].lower() == "sep=" and sample[4:5] in NAMES:
        return sample[4]
    lines = sample.splitlines()[:SAMPLE_LINES]

    def weight(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        widest = max((w for w in widths if w > 1), key=widths.count, default=0)
        return (widths.count(widest) if widest else 0, widest)

    try:
        return max(DELIMITERS, key=weight)
    except csv.Error:
        return ","
