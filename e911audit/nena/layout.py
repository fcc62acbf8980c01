"""What stands where in a record, read from the data files.

Each field names its sources and how certain it is: ``seen`` (the sources show it), ``memory`` (those who know the
format say so, no source at hand does) or ``assumed`` (nobody said so).
"""

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

TEXT, HOUSE, DIGITS, DATE, COUNT, MARK = "text", "house", "digits", "date", "count", "mark"
KINDS = {
    TEXT: "Capitals, digits and signs of ASCII from the left, blanks behind them.",
    HOUSE: "A house number, written as text is; some senders put it to the right behind zeros.",
    DIGITS: "A digit in every position, or blank.",
    DATE: "A date in digits, MMDDYY in six positions and YYYYMMDD in eight, or blank.",
    COUNT: "Digits at the right, blanks before them; some senders write zeros instead.",
    MARK: "Always the same characters.",
}
"""Kind of field -> what it may hold and where that stands in its positions."""
ASSUMED = "assumed"
"""The certainty of what no source shows."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a record. ``first`` and ``last`` are positions counted from 1, as in the standard.

    ``header`` is what the template calls it (neighbours of one header are one value in two parts); of a mark it is the
    mark itself.
    """

    name: str
    first: int
    length: int
    kind: str
    header: str
    meaning: str
    sources: tuple[str, ...]
    certainty: str

    @cached_property
    def last(self) -> int:
        """The last position."""
        return self.first + self.length - 1

    @property
    def positions(self) -> str:
        """Where it stands, in words: ``28-87``, ``220``."""
        return positions(self.first, self.last)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The fields of one kind of record, in order and without gaps."""

    name: str
    fields: tuple[Field, ...]

    @property
    def length(self) -> int:
        """Characters of a record."""
        return self.fields[-1].last

    @cached_property
    def values(self) -> dict[str, Field]:
        """The fields that hold something, by name: all but the marks."""
        return {field.name: field for field in self.fields if field.kind != MARK}


@dataclass(frozen=True, kw_only=True)
class Format:
    """A kind of file: its records, and the header and trailer around them."""

    name: str
    title: str
    record: Layout
    header: Layout
    trailer: Layout

    @property
    def length(self) -> int:
        """Characters of every record, header and trailer."""
        return self.record.length

    @property
    def framed(self) -> bool:
        """Whether a source shows that files of this format have a header and a trailer."""
        return all(field.certainty != ASSUMED for field in (*self.header.fields, *self.trailer.fields))


def positions(first: int, last: int) -> str:
    """Two positions in words."""
    return str(first) if first == last else f"{first}-{last}"


@cache
def formats() -> dict[str, Format]:
    """The known formats by name: ``ali`` and ``msag``."""
    titles = {"ali": "NENA 2.1 ALI", "msag": "NENA 2.1 MSAG"}
    return {
        name: Format(
            name=name,
            title=title,
            record=_layout(name, f"{title} record"),
            header=_layout(f"{name}_header", f"{title} header"),
            trailer=_layout(f"{name}_trailer", f"{title} trailer"),
        )
        for name, title in titles.items()
    }


@cache
def sources() -> dict[str, str]:
    """Short name of a source -> what it is."""
    return {row["source"]: row["title"] for row in _rows("sources")}


def _layout(file: str, name: str) -> Layout:
    return Layout(
        name=name,
        fields=tuple(
            Field(
                name=row["field"],
                first=int(row["first"]),
                length=int(row["length"]),
                kind=row["kind"],
                header=row["header"],
                meaning=row["meaning"],
                sources=tuple(row["source"].split()),
                certainty=row["certainty"],
            )
            for row in _rows(file)
        ),
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files("e911audit.nena").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
