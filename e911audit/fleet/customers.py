"""Whose exports lie where: a folder with one folder for each customer, or a list in a spreadsheet."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from e911audit.errors import NoInput
from e911audit.sheets import File, read

COLUMNS = ("customer", "path")
NO_NAME = re.compile(r"[^A-Za-z0-9 ._-]+")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
LONGEST = 60


@dataclass(frozen=True)
class Customer:
    """A customer's name and the folder, file or .zip with its exports."""

    name: str
    path: Path

    @property
    def folder(self) -> str:
        """A name for the customer's reports that every system takes; one that had to be changed ends in a digest."""
        safe = NO_NAME.sub("_", self.name).strip(" .")[:LONGEST].rstrip(" .")
        if safe == self.name and not RESERVED.match(safe):
            return safe
        return f"{safe or 'customer'}-{hashlib.sha256(self.name.encode()).hexdigest()[:6]}".replace(".", "_")

    @property
    def schema(self) -> str:
        """The customer's schema in a PostgreSQL database."""
        plain = re.sub(r"[^a-z0-9]+", "_", self.folder.lower()).strip("_")
        return plain if plain[:1].isalpha() else f"c_{plain}"


def find_customers(what: Path) -> tuple[Customer, ...]:
    """The customers of a folder (its folders and .zip files) or of a list (columns Customer and Path), by name.

    A path in a list counts from the list's folder. NoInput where there are none, or two have one name.
    """
    if not what.exists():
        raise NoInput(f"There is no file or folder '{what}'.", advice="Give a folder of customers, or a list of them.")
    found = sorted(_in_folder(what) if what.is_dir() else _in_list(what), key=lambda one: one.name)
    if not found:
        raise NoInput(
            f"{what} holds no customer.", advice="Put each customer's exports into a folder of its own there."
        )
    for told, names in (("name", [one.name for one in found]), ("folder", [one.folder.lower() for one in found])):
        name, count = Counter(names).most_common(1)[0]
        if count > 1:
            raise NoInput(
                f"{count} customers of {what} have the {told} '{name}'.", advice="Give each a name of its own."
            )
    return tuple(found)


def _in_folder(folder: Path) -> Iterator[Customer]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~")):
            continue
        if entry.is_dir():
            yield Customer(entry.name, entry)
        elif entry.suffix.lower() == ".zip":
            yield Customer(entry.stem, entry)


def _in_list(file: Path) -> Iterator[Customer]:
    for table in read(File(file)):
        if table.fault:
            raise NoInput(f"{file} {table.name}: {table.fault}")
        columns: list[int] = []
        for number, row in enumerate(table.rows, 1):
            words = [cell.strip() for cell in row]
            if not columns:
                lowered = [word.lower() for word in words]
                columns = [lowered.index(name) for name in COLUMNS] if {*COLUMNS} <= {*lowered} else []
            elif any(words):
                yield _customer(file, f"{table.name} row {number}".strip(), [words[at] for at in columns])


def _customer(file: Path, where: str, row: list[str]) -> Customer:
    name, path = row
    if not name or not path:
        raise NoInput(
            f"A customer has no {'path' if name else 'name'}, {file} {where}.", advice="Fill in both columns."
        )
    return Customer(name, file.parent / path)
