"""The written addresses of a store: each distinct one is kept once and resolved once."""

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, union_all, update

from e911audit.intake.profile import ADDRESS_PARTS
from e911audit.model.origin import join_cells, split_cells
from e911audit.model.tables import INVENTORY, Address, Place
from e911audit.places.place import Written
from e911audit.store.store import add, next_id

CIVIC = ("street", "city", "zip")
LABELS = {"building": "building ", "floor": "floor ", "unit": "unit ", "room": "room "}
SHOWN_IN_ORDER = ("street", "interior", "building", "floor", "unit", "room", "zone", "city", "state", "zip")
PLACE_COLUMNS = list(Place.c.keys())


class AddressBook:
    """Written address -> id, for the length of one load."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.ids: dict[str, int] = {text: id_ for text, id_ in connection.execute(select(Address.c.text, Address.c.id))}
        self.next = next_id(connection, Address)
        self.new: list[tuple[int, str, str, bool]] = []
        self.unresolved: list[tuple[int, str]] = []

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
        self.unresolved += ((id_, text) for id_, text, _, _ in self.new)
        self.new = []

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

    def resolve(self, executor: Executor | None = None) -> int:
        """Give the new addresses the places that they mean; the number of new ones."""
        from e911audit.places.resolve import resolve

        written = [Written(*split_cells(text)) for _, text in self.unresolved]
        known: dict[tuple[Any, ...], int] = {}
        start = next_id(self.connection, Place)
        meant = []
        for (id_, _), place in zip(self.unresolved, resolve(written, executor), strict=True):
            values = tuple(
                "; ".join(place.doubts) if name == "doubts" else getattr(place, name) for name in PLACE_COLUMNS[1:]
            )
            meant.append({"address": id_, "place": known.setdefault(values, start + len(known))})
        add(self.connection, Place, PLACE_COLUMNS, [(id_, *values) for values, id_ in known.items()])
        if meant:
            means = update(Address).where(Address.c.id == bindparam("address")).values(place_id=bindparam("place"))
            self.connection.execute(means, meant)
        self.unresolved = []
        return len(meant)

    def forget_unused(self) -> None:
        """Remove addresses and places that no record uses any more."""
        columns = [table.columns for table in INVENTORY.values()]
        users = [column for found in columns for column in found if column.name.endswith("address_id")]
        for kept, used in ((Address, users), (Place, [Address.c.place_id])):
            ids = union_all(*(select(column).where(column.is_not(None)) for column in used)).subquery()
            self.connection.execute(delete(kept).where(kept.c.id.not_in(select(ids.c[0]))))
