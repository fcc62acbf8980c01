"""What is worked out of circuits: at loading from a row alone, and after each load what each circuit carries."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, select

from e911audit.circuit_names import clli_fault, id_fault
from e911audit.intake.cells import plain
from e911audit.intake.cells_circuits import numbers_of
from e911audit.model.tables import Carried, Circuit, Line
from e911audit.store.store import add
from e911audit.traffic import channels_needed

FIRM_WORDS = re.compile(
    r"\b(?:the|inc|llc|lp|llp|corp|corporation|co|company|communications?|telecom|telephone|services?|business)\b",
    re.IGNORECASE,
)
"""Words in which two spellings of one firm differ."""
MOST_ERLANGS = 10_000
"""More calls at once than any trunk group has: the figure is in another unit, such as minutes."""


def firm(name: str) -> str | None:
    """A provider's name to compare by.

    >>> firm("AT&T Corp."), firm("ATT")
    ('att', 'att')
    """
    return plain(FIRM_WORDS.sub(" ", name)) or plain(name) or None


def _channels(load: float) -> int | None:
    return channels_needed(load) if 0 <= load <= MOST_ERLANGS else None


WORKED_OUT: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "last_mile": ("underlying_provider", firm),
    "channels_needed": ("busy_hour_erlangs", _channels),
    "id_fault": ("name", id_fault),
    "clli_fault": ("clli", clli_fault),
}
"""Column -> the field that it is worked out from, and how."""


def work_out(columns: dict[str, list[Any]]) -> None:
    """Add to the fields of circuits what only Python can tell of them."""
    for name, (field, tell) in WORKED_OUT.items():
        if field in columns:
            columns[name] = [None if value is None else tell(value) for value in columns[field]]


def list_carried(connection: Connection) -> None:
    """List anew what each circuit carries; safe to repeat."""
    connection.execute(delete(Carried))
    carried = [(number, *row) for number, row in enumerate(_carried(connection), 1)]
    add(connection, Carried, ("id", "circuit", "e164", "line"), carried)


def _carried(connection: Connection) -> Iterator[tuple[str, str | None, str | None]]:
    circuits = connection.execute(select(Circuit.c.name, Circuit.c.number_ranges)).all()
    ranges = {(name, told) for name, told in circuits if told}
    pairs = {(name, number) for name, told in ranges for number in numbers_of(told)}
    yield from ((name, number, None) for name, number in sorted(pairs))
    named = {plain(name): name for name, _ in circuits}
    lines = connection.execute(select(Line.c.circuit, Line.c.name).where(Line.c.circuit.is_not(None)).distinct())
    for circuit, line in sorted(lines.all()) if named else ():
        if plain(circuit) in named:
            yield named[plain(circuit)], None, line
