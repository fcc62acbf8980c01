"""The written addresses of a store: each distinct one is kept once and resolved once."""

from collections.abc import Iterable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, union_all, update

from e911audit.beside import ask
from e911audit.intake.profile import ADDRESS_PARTS
from e911audit.model.origin import join_cells, split_cells
from e911audit.model.tables import INVENTORY, Address, Place
from e911audit.places.place import Place as ReadPlace
from e911audit.places.place import Written
from e911audit.store.store import add, next_id

CIVIC = ("street", "city", "zip")
BATCH = 500
"""Addresses that are worth a task of their own for an executor: some tenths of a second."""
LABELS = {"building": "building ", "floor": "floor ", "unit": "unit ", "room": "room "}
SHOWN_IN_ORDER = ("street", "interior", "building", "floor", "unit", "room", "zone", "city", "state", "zip")
PLACE_COLUMNS = ["id", *ReadPlace._fields]


_DOUBTS = ReadPlace._fields.index("doubts")
Meaning = tuple[str, ...]
"""A place's values in the order of its table, without the id."""


def meaning(place: ReadPlace) -> Meaning:
    """The values of a place."""
    values: list[Any] = [*place]
    values[_DOUBTS] = "; ".join(place.doubts)
    return tuple(values)


class AddressBook:
    """Written address -> id, for the length of one load."""

    def __init__(self, connection: Connection, executor: Executor | None = None) -> None:
        self.connection = connection
        self.executor = executor
        self.ids: dict[str, int] = dict(connection.execute(select(Address.c.text, Address.c.id)).all())
        self.next = next_id(connection, Address)
        self.new: list[tuple[int, str, str, bool]] = []
        self.waiting: list[tuple[int, Written]] = []
        self.given_out: list[tuple[list[int], list[Written], Future[list[ReadPlace]]]] = []
        """Batches that the executor resolves while the load goes on."""

    def ids_of(self, parts: tuple[str, ...], columns: Iterable[tuple[str | None, ...]]) -> list[int | None]:
        """The address ids of records; ``parts`` names the columns, a record without any part has none."""
        memo: dict[tuple[str | None, ...], int | None] = {}
        found = []
        for values in columns:
            if values not in memo:
                memo[values] = self._id(dict(zip(parts, values, strict=True))) if any(values) else None
            found.append(memo[values])
        self._store_new()
        return found

    def _store_new(self) -> None:
        """Addresses stand before the records that refer to them, as databases with foreign keys demand."""
        add(self.connection, Address, ("id", "text", "shown", "civic"), self.new)
        self.waiting += ((id_, Written(*split_cells(text))) for id_, text, _, _ in self.new)
        self.new = []
        if self.executor and len(self.waiting) >= BATCH:
            from e911audit.places.resolve import resolve_batch

            ids, written = map(list, zip(*self.waiting, strict=True))
            self.given_out.append((ids, written, ask(self.executor, resolve_batch, written)))
            self.waiting = []

    def _id(self, parts: dict[str, str | None]) -> int:
        text = join_cells([parts.get(part) or "" for part in ADDRESS_PARTS])
        if text not in self.ids:
            shown = ", ".join(
                f"{LABELS.get(part, '')}{value}" for part in SHOWN_IN_ORDER if (value := parts.get(part)) is not None
            )
            self.ids[text] = self.next
            self.new.append((self.next, text, shown, any(parts.get(part) for part in CIVIC)))
            self.next += 1
        return self.ids[text]

    def resolve(self) -> int:
        """Give the new addresses the places that they mean; the number of new ones."""
        from e911audit.places.resolve import resolve

        found = [(ids, _answered(written, batch)) for ids, written, batch in self.given_out]
        found.append(([id_ for id_, _ in self.waiting], resolve([written for _, written in self.waiting])))
        known: dict[Meaning, int] = {}
        start = next_id(self.connection, Place)
        meant = [
            {"address": id_, "place": known.setdefault(meaning(place), start + len(known))}
            for ids, batch in found
            for id_, place in zip(ids, batch, strict=True)
        ]
        add(self.connection, Place, PLACE_COLUMNS, [(id_, *values) for values, id_ in known.items()])
        if meant:
            means = update(Address).where(Address.c.id == bindparam("address")).values(place_id=bindparam("place"))
            self.connection.execute(means, meant)
        self.waiting, self.given_out = [], []
        return len(meant)

    def forget_unused(self) -> None:
        """Remove addresses and places that no record uses any more."""
        columns = [table.columns for table in INVENTORY.values()]
        users = [column for found in columns for column in found if column.name.endswith("address_id")]
        for kept, used in ((Address, users), (Place, [Address.c.place_id])):
            ids = union_all(*(select(column).where(column.is_not(None)) for column in used)).subquery()
            self.connection.execute(delete(kept).where(kept.c.id.not_in(select(ids.c[0]))))


def _answered(written: list[Written], batch: "Future[list[ReadPlace]]") -> list[ReadPlace]:
    """The places of a batch; our own where the worker has died."""
    from e911audit.places.resolve import resolve

    try:
        return batch.result()
    except BrokenExecutor:
        return resolve(written)
