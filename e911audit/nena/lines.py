"""A file as lines: which format it has, and what each line is. Bytes are positions, so a line is read as they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple, TextIO

from e911audit.nena.codec import Unfit
from e911audit.nena.layout import Format, Layout, formats

SAMPLE_BYTES = 64 << 10
LONGEST = 32 << 10
"""Most characters of a line; no record is near it, and a file of one endless line would fill the memory."""
BOM = b"\xef\xbb\xbf"
END_OF_RECORD = "*"
NOTHING = " \t\r\n\x1a"
"""Of these a blank line may consist; the last one is how DOS programs end a file."""
FRAME = re.compile(r"U[HT]L {2}")
HEADED = re.compile(r"UHL {2}[\d ]{6}")
END = re.compile(r"\r\n|\n|\r")


class Role(StrEnum):
    """What a line is. ``odd`` is one of another length, which is kept and reported but holds no values."""

    HEADER = "header"
    RECORD = "record"
    TRAILER = "trailer"
    BLANK = "blank"
    ODD = "odd"


class Line(NamedTuple):
    """A line without its end; ``number`` counts from 1 (records, where a file has no line ends)."""

    number: int
    role: Role
    text: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How the records of a file stand. ``end`` is what stands between them, empty for nothing."""

    format: Format
    end: str

    @property
    def unit(self) -> str:
        """What is counted: lines, or records where there are no lines."""
        return "line" if self.end else "record"


def recognise(stream: BinaryIO) -> Shape | None:
    """The shape of a file of NENA records, found by its first bytes; None where it is something else.

    Most lines have the length of a format and end with its mark, or the file begins with a header (UHL).
    """
    sample = stream.read(SAMPLE_BYTES)
    text = sample.removeprefix(BOM).decode("latin-1").rstrip(NOTHING)
    headed = HEADED.match(text) is not None
    end = END.search(text)
    if end is None:
        return _unbroken(text, headed)
    found = [line for line in END.split(text) if line.strip()]
    found = found[:-1] if len(sample) == SAMPLE_BYTES else found
    hits, _, name = max(
        (_hits(found, one.length, headed), _nearness(found, one.length), one.name) for one in formats().values()
    )
    return Shape(format=formats()[name], end=end.group()) if headed or hits * 2 > len(found) else None


def _hits(found: list[str], length: int, headed: bool) -> int:
    return sum(len(line) == length and (headed or line.endswith(END_OF_RECORD)) for line in found)


def _nearness(found: list[str], length: int) -> int:
    """Tells which format is meant where no line has the length of any."""
    return -abs(length - max(map(len, found), default=0))


def _unbroken(text: str, headed: bool) -> Shape | None:
    """The shape of a text without line ends: most of its records end with the mark, or its header does."""
    for one in formats().values():
        ends = text[one.length - 1 :: one.length]
        if ends.count(END_OF_RECORD) * 2 > len(ends) or (headed and ends[:1] == END_OF_RECORD):
            return Shape(format=one, end="\r\n" if len(text) == one.length else "")
    return None


def layout_of(text: str) -> Layout | None:
    """The layout of a header or trailer, by its mark and length; None for anything else."""
    if not FRAME.match(text):
        return None
    fitting = next((one for one in formats().values() if one.length == len(text)), None)
    if fitting is None:
        return None
    return fitting.header if text[1] == "H" else fitting.trailer


def lines(stream: BinaryIO, shape: Shape) -> Iterator[Line]:
    """Every line of a file from its start on, in order; Unfit where one never ends. Closes the stream."""
    with TextIOWrapper(stream, encoding="latin-1", newline=None if shape.end else "") as file:
        if file.read(len(BOM)) != BOM.decode("latin-1"):
            file.seek(0)
        pieces = _broken(file) if shape.end else iter(lambda: file.read(shape.format.length), "")
        for number, piece in enumerate(pieces, 1):
            text = _characters(piece, shape.format.length)
            yield Line(number, _role(text, shape), text)


def _broken(file: TextIO) -> Iterator[str]:
    while piece := file.readline(LONGEST):
        if len(piece) == LONGEST:
            raise Unfit(f"A line of more than {LONGEST:,} characters stands among the NENA records.")
        yield piece.removesuffix("\n")


def _characters(piece: str, length: int) -> str:
    """The piece as UTF-8 where only so it has the length of a record; standard records are ASCII and need neither."""
    if len(piece) <= length or piece.isascii():
        return piece
    try:
        text = piece.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return piece
    return text if len(text) == length else piece


def _role(text: str, shape: Shape) -> Role:
    if not text.strip(NOTHING):
        return Role.BLANK
    layout = layout_of(text)
    if layout:
        return Role.HEADER if text[1] == "H" else Role.TRAILER
    whole = len(text) == shape.format.length and (shape.end or text.endswith(END_OF_RECORD))
    return Role.RECORD if whole and not FRAME.match(text) else Role.ODD
