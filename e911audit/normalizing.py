"""A list of addresses in, the same list with what was understood of each address out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from e911audit.errors import NoInput
from e911audit.intake.address_list import AddressList, address_list
from e911audit.intake.secrets import drop_answers, drop_said, is_about_secret, without_secret
from e911audit.places.components import Standard
from e911audit.places.place import Kind
from e911audit.places.resolve import resolve
from e911audit.reports import check_ending
from e911audit.reports.clean_list import CleanList, write
from e911audit.reports.clean_list.columns import Cleaned, chosen
from e911audit.sheets import letter

AT_ONCE = 1_000
"""Rows that are in memory at once."""
Tell = Callable[[str, int], None]
"""Told the name of what is read and how many rows of it have been."""


@dataclass
class Normalized:
    """What came of a list."""

    rows: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """How many addresses are of each kind."""
    doubted: int = 0
    """Addresses of which something was guessed, left over, or does not fit its ZIP."""
    notes: list[str] = field(default_factory=list)
    """What was not carried over, in sentences."""

    @property
    def addresses(self) -> int:
        """Rows that hold an address."""
        return self.kinds.total()

    @property
    def streets(self) -> int:
        """Addresses of a street, the only ones to which help can be sent."""
        return self.kinds[Kind.STREET]


def normalize(
    path: Path,
    output: Path,
    standards: Iterable[Standard] = (),
    *,
    sheet: str = "",
    tell: Tell = lambda _name, _rows: None,
) -> Normalized:
    """Write the list of one file with its addresses cleaned: one row out for each row in, blank ones included.

    NoInput where no column is known to hold addresses or no row holds anything, UnreadableFile and CannotWrite
    where a file is at fault.
    """
    check_ending(output, "clean_list")
    found = address_list(path, sheet)
    done = Normalized(notes=_notes(found))
    kept = [column for column in range(len(found.headers)) if column not in found.secrets]
    write(
        CleanList(
            headers=tuple(without_secret(found.headers[column]) for column in kept),
            columns=chosen(standards),
            rows=_some(path.name, _clean(found, kept, done, lambda: tell(path.name, done.rows))),
        ),
        output,
    )
    return done


def _some(name: str, rows: Iterator[Cleaned]) -> Iterator[Cleaned]:
    """The rows; NoInput where all of them are blank."""
    filled = False
    for row in rows:
        filled = filled or any(map(str.strip, row.cells))
        yield row
    if not filled:
        raise NoInput(f"{name} has no row below its header.", advice="Export it again, with its rows.")


def _clean(found: AddressList, kept: list[int], done: Normalized, told: Callable[[], None]) -> Iterator[Cleaned]:
    """The rows with their places, a thousand at a time."""
    below, about = set[int](), [column for column, header in enumerate(found.headers) if is_about_secret(header)]
    while chunk := list(islice(found.rows, AT_ONCE)):
        drop_said([row for _, row in chunk], below)
        drop_answers([row for _, row in chunk], about)
        read = [found.written(row) for _, row in chunk]
        places = iter(resolve([written for written, _ in read if any(written)]))
        for (_, row), (written, faults) in zip(chunk, read, strict=True):
            place = next(places) if any(written) else None
            done.rows += 1
            beyond = [f"{letter(column)}: '{cell}'" for column, cell in enumerate(row) if column >= len(found.headers)]
            said = [*faults, *(f"cell beyond the headers {cell}" for cell in beyond if not cell.endswith(": ''"))]
            if place:
                done.kinds[place.kind] += 1
                done.doubted += bool(said or place.doubts or place.zip_fault or place.postal_doubt)
            cells = tuple(row[column] if column < len(row) else "" for column in kept)
            yield Cleaned(cells, written, tuple(said), place)
        told()


def _notes(found: AddressList) -> list[str]:
    told = []
    if found.above:
        told.append(f"{found.above} rows above the header were not carried over.")
    if found.secrets:
        names = ", ".join(without_secret(found.headers[column]) for column in found.secrets)
        told.append(f"Columns with PINs or passwords were not carried over: {names}.")
    if found.others:
        told.append(f"Sheets without addresses were left out: {', '.join(found.others)}.")
    return told
