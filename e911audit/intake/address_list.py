"""A list of addresses as any program exports it: which columns hold them, and its rows one by one."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import Any

from e911audit.errors import NoInput
from e911audit.intake.cells import Unread, plain
from e911audit.intake.header import HEADER_SEARCHED
from e911audit.intake.known import profiles
from e911audit.intake.profile import ADDRESS_PARTS, ProfileField
from e911audit.intake.secrets import is_secret, name_without_secret
from e911audit.places.place import Kind, Written
from e911audit.places.resolve import resolve_one
from e911audit.sheets import File, Table, letter, read

NO_ADDRESS = frozenset((Kind.UNREAD, Kind.LANDMARK, Kind.PLACEHOLDER))
"""What the first row of a single column without a known header may read as when it is a header."""
HEADERS_WANTED = "Name them in a header row: Street Address, City, State, ZIP; or Address for all in one column."
Columns = dict[str, tuple[int, ...]]
"""Part of an address -> the columns, counted from 0, that hold it; several are joined by blanks."""


@dataclass(frozen=True, kw_only=True)
class AddressList:
    """One sheet of addresses. ``rows`` yields its data rows with their numbers, from 1, in any width."""

    name: str
    headers: tuple[str, ...]
    columns: Columns
    secrets: tuple[int, ...]
    """Columns that hold PINs or passwords, which are not carried over."""
    rows: Iterator[tuple[int, list[str]]]
    above: int
    """Rows above the header, which are not carried over."""
    others: tuple[str, ...]
    """Sheets before this one that hold no addresses."""

    def written(self, row: Sequence[str]) -> tuple[Written, list[str]]:
        """The address of a row, and what could not be taken as it stands."""
        parts: dict[str, str] = {}
        faults = []
        for part, columns in self.columns.items():
            texts = []
            for column in columns:
                text = row[column].strip() if column < len(row) else ""
                try:
                    text = readers()[part].read(text) or "" if text else ""
                except Unread as fault:
                    faults.append(f"{self.headers[column]}: '{text}' {fault}")
                texts.append(text)
            parts[part] = " ".join(filter(None, texts))
        return Written(**parts), faults


@cache
def words() -> dict[str, Any]:
    """The lists of ``address_list.toml``."""
    return tomllib.loads(files("e911audit.intake").joinpath("address_list.toml").read_text(encoding="utf-8"))


@cache
def readers() -> dict[str, ProfileField]:
    """Part of an address -> the profile's field that says how its cells are read."""
    by_name = {profile.name: profile for profile in profiles()}
    fields = [field for name in reversed(words()["profiles"]) for field in by_name[name].fields]
    return {field.name: field for field in fields if field.name in ADDRESS_PARTS}


@cache
def parts_of_headers(*, in_pieces: bool) -> dict[str, str]:
    """Plain header -> the part of an address that it names, in a list whose streets stand in pieces or not."""
    by_name = {profile.name: profile for profile in profiles()}
    found: dict[str, str] = {}
    for name in [words()["joined"]] * in_pieces + words()["profiles"]:
        for field in by_name[name].fields:
            if field.name in ADDRESS_PARTS:
                for header in (*field.headers, *chain.from_iterable(field.parts if len(field.parts) == 1 else ())):
                    found.setdefault(plain(header), field.name)
    for part, headers in words()["further"].items():
        for header in headers:
            found.setdefault(plain(header), part)
    return found


def columns_of(cells: Sequence[str]) -> Columns:
    """The columns of a header row that hold parts of an address; none where no street is among them."""
    pieces = _pieces(cells)
    known = parts_of_headers(in_pieces=bool(pieces))
    found: Columns = {"street": pieces} if pieces else {}
    for column, cell in enumerate(cells):
        part = known.get(plain(cell)) if column not in pieces and not is_secret(cell) else None
        if part and part not in found:
            found[part] = (column,)
    return found if "street" in found else {}


def _pieces(cells: Sequence[str]) -> tuple[int, ...]:
    """The columns of a street in pieces, in the order of a delivery line; none without a house number of its own."""
    where = {plain(cell): column for column, cell in reversed([*enumerate(cells)]) if cell.strip()}
    numbers = [where[text] for header in words()["house_number"] if (text := plain(header)) in where]
    if not numbers:
        return ()
    joined = next(profile for profile in profiles() if profile.name == words()["joined"])
    parts = next(field.parts for field in joined.fields if field.name == "street")[1:]
    rest = (next((where[text] for header in part if (text := plain(header)) in where), None) for part in parts)
    found = [column for column in rest if column is not None]
    return (numbers[0], *found) if found else ()


def address_list(path: Path, sheet: str = "") -> AddressList:
    """Open the first sheet of a file that holds addresses, or the one of this name; NoInput where there is none."""
    seen: list[str] = []
    called = name_without_secret(path.name)
    tables = read(File(path))
    for table in tables:
        seen.append(table.name)
        if sheet and table.name != sheet:
            continue
        if table.fault:
            raise NoInput(f"{called} {table.name}: {table.fault}.")
        if found := _opened(table, tuple(seen[:-1])):
            return replace(found, rows=_while_open(found.rows, tables))
        if sheet:
            raise NoInput(f"No column of {called} {sheet} is known to hold addresses.", advice=HEADERS_WANTED)
    if sheet:
        raise NoInput(f"{called} has no sheet '{sheet}'.", advice=f"It has {', '.join(seen) or 'none'}.")
    raise NoInput(f"No column of {called} is known to hold addresses.", advice=HEADERS_WANTED)


def _while_open(rows: Iterator[tuple[int, list[str]]], tables: Iterator[Table]) -> Iterator[tuple[int, list[str]]]:
    """The rows; the file is open as long as somebody holds its tables."""
    yield from rows
    del tables


def _opened(table: Table, others: tuple[str, ...]) -> AddressList | None:
    numbered = enumerate(table.rows, 1)
    head = list(islice(numbered, HEADER_SEARCHED))
    fits = [(columns_of(row), place) for place, (_, row) in enumerate(head)]
    columns, place = max(fits, key=lambda fit: len(fit[0]), default=({}, 0))
    if not columns:
        return _single(table, head, numbered, others)
    cells = head[place][1]
    return AddressList(
        name=table.name,
        headers=tuple(cell.strip() or letter(column) for column, cell in enumerate(cells)),
        columns=columns,
        secrets=tuple(column for column, cell in enumerate(cells) if is_secret(cell)),
        rows=chain(head[place + 1 :], numbered),
        above=sum(1 for _, row in head[:place] if any(map(str.strip, row))),
        others=others,
    )


def _single(
    table: Table, head: list[tuple[int, list[str]]], rest: Iterator[tuple[int, list[str]]], others: tuple[str, ...]
) -> AddressList | None:
    """A list whose only filled column holds addresses: its first row is its header if it reads as no address."""
    filled = {column for _, row in head for column, cell in enumerate(row) if cell.strip()}
    if len(filled) != 1:
        return None
    (column,) = filled
    place, first = next((place, row[column].strip()) for place, (_, row) in enumerate(head) if _has(row, column))
    is_header = resolve_one(Written(first)).kind in NO_ADDRESS and not any(map(str.isdigit, first))
    if is_header and not any(_has(row, column) for _, row in head[place + 1 :]):
        return None
    name = first if is_header and not is_secret(first) else "Address"
    return AddressList(
        name=table.name,
        headers=(*map(letter, range(column)), name),
        columns={"street": (column,)},
        secrets=(),
        rows=chain(head[place + is_header :], rest),
        above=0,
        others=others,
    )


def _has(row: Sequence[str], column: int) -> bool:
    return column < len(row) and bool(row[column].strip())
