"""Where the records of one load go: whole columns into the tables of the inventory."""

from sqlalchemy import Connection

from e911audit.intake.addresses import AddressBook
from e911audit.intake.columns import KEYS, Columns
from e911audit.intake.profile import ADDRESS_PARTS
from e911audit.model.tables import INVENTORY
from e911audit.store.store import add, next_id

FURTHER_ADDRESSES = {
    "e911_address_id": {"e911_address": "street", "e911_location": "interior"},
    "service_address_id": {
        "service_address": "street",
        "service_city": "city",
        "service_state": "state",
        "service_zip": "zip",
    },
}
"""A second address that a record has -> its fields, the street first, and what part of an address each is."""


class Inventory:
    """The inventory of one store, with its address book and the next free id of each table."""

    def __init__(self, connection: Connection, addresses: AddressBook) -> None:
        self.connection = connection
        self.addresses = addresses
        self.next = {name: next_id(connection, table) for name, table in INVENTORY.items()}

    def add(self, name: str, sheet: int, columns: Columns, rows: list[int]) -> None:
        """Store a record for each position of the columns whose key is not blank; ``rows`` are their row numbers."""
        table = INVENTORY[name]
        known = set(table.c.keys())
        if "address_id" in known:
            self._give_addresses(columns)
        for second in FURTHER_ADDRESSES.keys() & known:
            self._give_further_address(second, columns)
        columns |= {written: columns[name] for name in columns if (written := f"{name}_written") in known}
        names = [column for column in columns if column in known]
        values = zip(columns[KEYS[name]], rows, *(columns[column] for column in names), strict=True)
        first = self.next[name]
        extra = {"repeats": False} if "repeats" in known else {}
        records = [
            (first + position, sheet, *record, *extra.values())
            for position, record in enumerate(record for key, *record in values if key is not None)
        ]
        self.next[name] += len(records)
        add(self.connection, table, ("id", "sheet_id", "row", *names, *extra), records)

    def _give_further_address(self, name: str, columns: Columns) -> None:
        parts = FURTHER_ADDRESSES[name]
        street = columns.get(next(iter(parts)))
        if street is not None:
            written = (columns.get(field) or [None] * len(street) for field in parts)
            columns[name] = self.addresses.ids_of(tuple(parts.values()), zip(*written, strict=True))

    def _give_addresses(self, columns: Columns) -> None:
        parts = tuple(part for part in ADDRESS_PARTS if part in columns)
        if parts:
            written = zip(*(columns[part] for part in parts), strict=True)
            columns["address_id"] = self.addresses.ids_of(parts, written)
