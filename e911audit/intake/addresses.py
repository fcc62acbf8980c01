"""The written addresses of a store: each distinct one is kept once and resolved once."""

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any

from sqlalchemy import Connection, delete, func, select, union_all

from e911audit.intake.profile import ADDRESS_PARTS
from e911audit.model import INVENTORY, Address, Place
from e911audit.model.origin import join_cells, split_cells
from e911audit.places.place import Written
from e911audit.store.store import add, next_id

CIVIC = ("street", "city", "zip")
LABELS = {"building": "building ", "floor": "floor ", "unit": "unit ", "room": "room "}
PLACE_COLUMNS = [column.name for column in Place.__table__.columns]  # type: ignore[attr-defined]


class AddressBook:
    """Written address -> id, for the length of one load."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.ids: dict[str, int] = {text: id_ for text, id_ in connection.execute(select(Address.text, Address.id))}
        self.next = next_id(connection, Address)
        self.new: list[tuple[int, str, str, bool]] = []

    def ids_of(self, parts: tuple[str, ...], columns: Iterable[tuple[str | None, ...]]) -> list[int | None]:
        """The address ids of records; ``parts`` names the columns, a record without any part has none."""
        memo: dict[tuple[str | None, ...], int | None] = {}
        found = []
        for values in columns:
            if values not in memo:
                memo[values] = self._id(dict(zip(parts, values, strict=True))) if any(values) else None
            found.append(memo[values])
        return found

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
        """Store the new addresses with the places that they mean; the number of new ones."""
        from e911audit.places.resolve import resolve

        written = [Written(**dict(zip(ADDRESS_PARTS, split_cells(text), strict=True))) for _, text, _, _ in self.new]
        known: dict[Any, int] = {}
        start = next_id(self.connection, Place)
        rows, places = [], []
        for (id_, text, shown, civic), place in zip(self.new, resolve(written, executor), strict=True):
            values = tuple("; ".join(place.doubts) if name == "doubts" else getattr(place, name) for name in PLACE_COLUMNS[1:])
            if values not in known:
                known[values] = start + len(known)
                places.append((known[values], *values))
            rows.append((id_, text, shown, civic, known[values]))
        add(self.connection, Place, PLACE_COLUMNS, places)
        add(self.connection, Address, ("id", "text", "shown", "civic", "place_id"), rows)
        self.new.clear()
        return len(rows)


    def forget_unused(self) -> None:
        """Remove addresses and places that no record uses any more."""
        tables = [table for table in INVENTORY.values() if "address_id" in table.model_fields]
        for kept, used in ((Address, [table.address_id for table in tables]), (Place, [Address.place_id])):
            ids = union_all(*(select(column).where(column.is_not(None)) for column in used)).subquery()
            self.connection.execute(delete(kept).where(kept.id.not_in(select(ids.c[0]))))


SHOWN_IN_ORDER = ("street", "interior", "building", "floor", "unit", "room", "zone", "city", "state", "zip")


def count_addresses(connection: Connection) -> int:
    """How many distinct addresses the store holds."""
    return connection.scalar(select(func.count()).select_from(Address)) or 0
