"""How to read one kind of sheet: a TOML file, no code.

A row of the sheet tells one record, or several: a Teams civic address is a site and a location, a telephone of CUCM has
many lines. Each of them is a ``Block`` of fields; the first block is what the sheet is about.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from e911audit.intake.cells import Transformer, like, plain, words
from e911audit.intake.transformers import TRANSFORMERS

ADDRESS_PARTS = ("street", "interior", "city", "state", "zip", "building", "floor", "unit", "room", "zone")
"""Fields that together are one written address."""
NUMBER = "{n}"
"""In a header of a repeated block: 1, 2, 3 ..., as far as the sheet goes."""


@dataclass(frozen=True, kw_only=True)
class ProfileField:
    """One field: the headers that feed it (the template's own first) and how its cells are read.

    ``parts`` are the headers of a text that is put together from several columns, each with its synonyms, joined by
    ``by``; ``value`` is the same for every row. ``unseen`` marks headers that no real export has shown us: synonyms
    that the system's manuals, interfaces or users suggest.
    """

    name: str
    headers: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    by: str = " "
    value: str = ""
    as_: str = "text"
    vocabulary: str = ""
    says: tuple[tuple[str, str], ...] = ()
    """The system's own words and what they mean here, before those of the vocabulary; ``*`` stands for any letters."""
    in_template: bool = True
    unseen: bool = False

    @cached_property
    def read(self) -> Transformer:
        """The transformer of this field's cells."""
        transformer = words(self.vocabulary) if self.vocabulary else TRANSFORMERS[self.as_]
        own = [(like(word), meaning or None) for word, meaning in self.says]
        if not own:
            return transformer

        def read(text: str) -> Any:
            for pattern, meaning in own:
                if pattern.fullmatch(plain(text)):
                    return meaning
            return transformer(text)

        return read


@dataclass(frozen=True, kw_only=True)
class Block:
    """One record that a row tells: the table and its fields. ``repeats`` where it stands once for each ``{n}``."""

    loads: str
    fields: tuple[ProfileField, ...]
    repeats: bool = False


EXPORTED_ON = ProfileField(
    name="exported_on", headers=("Exported On", "Export Date", "Report Date"), as_="date", in_template=False
)
"""Every sheet may tell its own date in a column; it belongs to the sheet, not to a record."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How to read a sheet.

    ``known_by`` lists headers that all stand in an export of this system, and ``must`` what a sheet needs to be of
    use: fields. Entries of both may join alternatives by `` or ``. ``keep`` are headers that are understood and stay
    in the row but feed no field; ``{n}`` in one stands for any number. ``beside`` are others of that sort, which a
    row may hold without being a record: formulas and examples that were drawn down too far. ``hints`` are words of
    sheet and file names that speak for the profile. ``ignore`` maps a header to the words of rows that are no record
    (comparing as headers do; ``*`` stands for any letters), ``only`` to the words of rows that are one.
    ``answers`` are the headers of a form's questions: a row with none of them filled in is no record yet. ``positions``
    name the columns of an export without headers, ``proof`` how some of them must read to be recognised, its first in
    every row, each other in some.
    """

    name: str
    title: str
    about: str
    must: tuple[str, ...]
    blocks: tuple[Block, ...]
    known_by: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    ignore: tuple[tuple[str, tuple[str, ...]], ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    answers: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    proof: tuple[tuple[str, str], ...] = ()
    in_template: bool = True
    origin: str = ""
    """Where the profile comes from: empty for the package's own, else its folder or plug-in."""

    @property
    def loads(self) -> str:
        """The table of the record that a row is about."""
        return self.blocks[0].loads

    @property
    def fields(self) -> tuple[ProfileField, ...]:
        """The fields of that record."""
        return self.blocks[0].fields

    @cached_property
    def by_header(self) -> dict[str, str]:
        """Plain header -> the field that it feeds by itself, or an empty name for one that is only kept."""
        known = {plain(header): "" for header in (*self.keep, *self.beside)}
        return known | {plain(header): field.name for field in reversed(self.fields) for header in field.headers}

    @cached_property
    def further_headers(self) -> frozenset[str]:
        """Plain headers that joined fields and further blocks read, and that choose rows."""
        single = (header for block in self.blocks[1:] for field in block.fields for header in field.headers)
        joined = (header for block in self.blocks for field in block.fields for part in field.parts for header in part)
        chosen = (header for header, _ in (*self.ignore, *self.only))
        return frozenset(plain(header) for headers in (single, joined, chosen, self.answers) for header in headers)

    @cached_property
    def known_by_plain(self) -> tuple[frozenset[str], ...]:
        """The alternatives of each entry of ``known_by``, plain."""
        return tuple(frozenset(map(plain, entry.split(" or "))) for entry in self.known_by)

    @cached_property
    def kept_for_each(self) -> frozenset[str]:
        """Plain headers that are only kept, without the number that they end in."""
        return frozenset(plain(header.replace(NUMBER, "")) for header in self.keep if NUMBER in header)

    def knows(self, text: str) -> bool:
        """Whether a plain header is read or kept."""
        known = text in self.by_header or text in self.further_headers
        return known or text.rstrip("0123456789") in self.kept_for_each

    def fits(self, found: set[str]) -> bool:
        """Whether these fields satisfy ``must``."""
        return all(set(entry.split(" or ")) & found for entry in self.must)
