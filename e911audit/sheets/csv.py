"""Delimited text (.csv, .tsv, .txt): encoding and delimiter are found, never assumed."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from e911audit.errors import UnreadableFile
from e911audit.sheets.table import Table

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"
SAMPLE_BYTES = 64 << 10
CHECKED_BYTES = 1 << 20


def read(path: Path) -> Iterator[Table]:
    """Yield the one table of a text file; UnreadableFile where it is no text."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            sample = file.read(SAMPLE_BYTES)
        except UnicodeError as fault:
            raise UnreadableFile(f"{path.name} is no text in {encoding} ({fault}).") from None
        if "\0" in sample:
            raise UnreadableFile(f"{path.name} is no text file, whatever its name says.")
        delimiter = find_delimiter(sample)
        file.seek(0)
        note = f"{encoding}, delimiter {delimiter!r}"
        rows = csv.reader(file, delimiter=delimiter)
        yield Table(name="", position=0, rows=_numbered(rows, path), note=note)


def _numbered(rows: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    try:
        first = next(rows, None)
        if first is not None and not (len(first) <= 2 and first[0].lower().startswith("sep=")):
            rows = chain([first], rows)
        elif first is not None:
            yield []
        yield from rows
    except csv.Error as fault:
        raise UnreadableFile(f"{path.name} breaks off as a table ({fault}).") from None


def find_encoding(path: Path) -> str:
    """UTF-8 with or without BOM, UTF-16 by its BOM, else Windows-1252 (Latin-1 where it has bytes that 1252 lacks)."""
    with path.open("rb") as file:
        start = file.read(4)
        for bom, name in BOMS.items():
            if start.startswith(bom):
                return name
        file.seek(0)
        guesses = ["utf-8", "cp1252"]
        decoders = {name: _decoder(name) for name in guesses}
        while block := file.read(CHECKED_BYTES):
            guesses = [name for name in guesses if decoders[name](block)]
            if not guesses:
                return "latin-1"
    return guesses[0] if decoders[guesses[0]](b"", final=True) else "cp1252"


def _decoder(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    import codecs

    decoder = codecs.getincrementaldecoder(name)()

    def holds(block: bytes, *, final: bool = False) -> bool:
        try:
            decoder.decode(block, final)
        except UnicodeDecodeError:
            return False
        return True

    return holds


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
