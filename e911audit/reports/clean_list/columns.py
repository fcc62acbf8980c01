"""The columns that a cleaned list has behind its own: lines, kind, what changed, doubts, components, keys."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from e911audit.places.changes import changes
from e911audit.places.components import Standard, columns, components, misfits
from e911audit.places.grade import grade
from e911audit.places.place import Kind, Place, Written
from e911audit.places.zip_table import zip_area


class Cleaned(NamedTuple):
    """One row of a list: its own cells, the address in them, what of it could not be taken, and the place."""

    cells: tuple[str, ...]
    written: Written
    faults: tuple[str, ...] = ()
    place: Place | None = None
    """None for a row without an address."""


class Column(NamedTuple):
    """A column behind the list's own: its title, width in characters, how it looks, and its text for a place."""

    title: str
    width: float
    look: str
    value: Callable[[Cleaned, Place], str]


PARTS = {
    "house": "House Number", "house_suffix": "House Number Suffix", "predir": "Predirectional", "pretype": "Pretype",
    "street": "Street Name", "posttype": "Street Type", "postdir": "Postdirectional", "building": "Clean Building",
    "floor": "Clean Floor", "unit_type": "Unit Type", "unit": "Clean Unit", "room": "Clean Room", "seat": "Seat",
    "zone": "Clean Zone",
}  # fmt: skip
"""Component of a place -> its column's title."""


def _kind(_row: Cleaned, place: Place) -> str:
    return place.kind.replace("po_box", "PO box").replace("_", " ")


def _zip(_row: Cleaned, place: Place) -> str:
    return f"{place.zip}-{place.zip4}" if place.zip4 else place.zip


def _changed(row: Cleaned, place: Place) -> str:
    return changes(row.written, place)


def _doubts(row: Cleaned, place: Place) -> str:
    return "; ".join(filter(None, (*row.faults, *place.doubts, place.zip_fault, place.postal_doubt)))


def _confidence(_row: Cleaned, place: Place) -> str:
    return "" if place.kind == Kind.PLACEHOLDER else place.confidence


def _county(_row: Cleaned, place: Place) -> str:
    area = zip_area(place.zip)
    return area.county if area and not place.zip_fault else ""


def _grade(_row: Cleaned, place: Place) -> str:
    return grade(place).grade.name


def _part(name: str) -> Callable[[Cleaned, Place], str]:
    return lambda _row, place: str(getattr(place, name))


LINES = (
    Column("Kind", 11, "line", _kind),
    Column("Clean Line 1", 28, "line", lambda _row, place: place.line1),
    Column("Clean Line 2", 28, "line", lambda _row, place: place.line2),
    Column("Clean City", 18, "line", lambda _row, place: place.city),
    Column("Clean State", 7, "line", lambda _row, place: place.state),
    Column("Clean ZIP", 11, "id", _zip),
    Column("What Changed And Why", 44, "text", _changed),
    Column("Doubts", 44, "text", _doubts),
    Column("Confidence", 11, "line", _confidence),
    Column("Grade", 7, "line", _grade),
    Column("County Of ZIP", 26, "line", _county),
)
WIDE = {"street": 22, "building": 22, "room": 16, "seat": 14, "zone": 18}
"""Width of components whose texts are longer than their titles."""
COMPONENTS = tuple(Column(title, WIDE.get(part, 15), "id", _part(part)) for part, title in PARTS.items())
KEYS = (
    Column("Key", 44, "key", lambda _row, place: place.key),
    Column("Building Key", 36, "key", lambda _row, place: place.building_key),
)


@lru_cache(maxsize=16)
def _in_standard(place: Place, standard: Standard) -> dict[str, str]:
    """The columns of a standard, made once for a place however many of them are written."""
    return components(place, standard)


def _of_standard(standard: Standard, name: str) -> Callable[[Cleaned, Place], str]:
    return lambda _row, place: _in_standard(place, standard)[name]


def of_standard(standard: Standard) -> Iterator[Column]:
    """Yield the columns of a standard, and one that says what of the place it cannot hold."""
    for column in columns(standard):
        yield Column(f"{standard.upper()} {column.name}", 16, "id", _of_standard(standard, column.name))
    yield Column(
        f"{standard.upper()} Does Not Hold", 30, "text", lambda _row, place: "; ".join(misfits(place, standard))
    )


def chosen(standards: Iterable[Standard]) -> tuple[Column, ...]:
    """Return all columns behind the list's own, with those of the standards that were asked for."""
    further = (column for standard in standards for column in of_standard(standard))
    return (*LINES, *COMPONENTS, *further, *KEYS)
