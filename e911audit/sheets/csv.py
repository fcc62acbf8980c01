"""Delimited text (.csv, .tsv, .txt): encoding and delimiter are found, never assumed."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import File
from e911audit.sheets.table import Table

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"
SAMPLE_BYTES = 64 << 10
CHECKED_BYTES = 1 << 20
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")
FEW, MOST_CONTROLS = 3, 20
"""More control characters than a few and one in so many, and a file is no text; stray zeros are left out."""
END = "\x1e"
"""ASCII record separator: a line of it is put behind the last one to see whether a quoted cell is still open there."""


def read(file: File) -> Iterator[Table]:
    """Yield the one table of a text file; UnreadableFile where it is no text."""
    encoding = find_encoding(file)
    with TextIOWrapper(file.open(), encoding=encoding, newline="") as stream:
        try:
            sample = stream.read(SAMPLE_BYTES)
        except UnicodeError as fault:
            raise _no_text(file, encoding, fault) from None
        if len(CONTROLS.findall(sample)) > FEW + len(sample) // MOST_CONTROLS:
            raise UnreadableFile(f"{file.name} is no text file, whatever its name says.")
        delimiter = find_delimiter(sample)
        stream.seek(0)
        notes = (f"{encoding}, delimiter {delimiter!r}",)
        lines = (line.replace("\0", "") for line in stream)
        rows = csv.reader(chain(lines, [END]), delimiter=delimiter)
        yield Table(name="", position=0, rows=_whole(rows, file, encoding), notes=notes)


def _whole(rows: Iterator[list[str]], file: File, encoding: str) -> Iterator[list[str]]:
    """The rows up to the mark that was put behind them; where a quoted cell has swallowed it, the file is damaged."""
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if row and END in row[-1]:
                if row == [END]:
                    return
                break
            if number == 1 and len(row) <= 2 and row[:1] and row[0].lower().startswith("sep="):
                yield []
            else:
                yield row
    except csv.Error as fault:
        raise UnreadableFile(f"{file.name} breaks off as a table behind row {number:,} ({fault}).") from None
    except UnicodeError as fault:
        raise _no_text(file, encoding, fault) from None
    raise UnreadableFile(f"{file.name} has a quotation mark in row {number:,} that is never closed.")


def _no_text(file: File, encoding: str, fault: UnicodeError) -> UnreadableFile:
    return UnreadableFile(f"{file.name} is no text in {encoding} ({fault}).")


def find_encoding(file: File) -> str:
    """UTF-8 or UTF-16, with BOM or without, else Windows-1252 (Latin-1 where it has bytes that 1252 lacks)."""
    with file.open() as stream:
        start = stream.read(SAMPLE_BYTES)
        for bom, name in BOMS.items():
            if start.startswith(bom):
                return name
        for half, name in enumerate(("utf-16-be", "utf-16-le")):
            if start[half::2].count(0) * 4 > len(start):  # ASCII letters have their zero byte there
                return name
        guesses = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
        stream.seek(0)
        while block := stream.read(CHECKED_BYTES):
            guesses = {name: decoder for name, decoder in guesses.items() if _holds(decoder, block)}
    return next((name for name, decoder in guesses.items() if _holds(decoder, b"", final=True)), "latin-1")


def _holds(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def find_delimiter(sample: str) -> str:
    """The delimiter that gives the most lines of one same width, and the widest among equals."""
    if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS:
        return sample[4]
    lines = sample.splitlines()[:200]

    def weight(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        widest = max((w for w in widths if w > 1), key=widths.count, default=0)
        return (widths.count(widest) if widest else 0, widest)

    try:
        return max(DELIMITERS, key=weight)
    except csv.Error:
        return ","
