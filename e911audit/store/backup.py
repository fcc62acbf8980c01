"""Copies of SQLite stores, made before a newer schema changes them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, literal, select, table

from e911audit.errors import StoreRefused
from e911audit.whole_file import whole

MARK = ".before-schema-"
"""Between the name of a store and the number of the schema that it was copied before, in the name of the copy."""


def backups(file: Path) -> list[Path]:
    """The copies that lie beside a store, sorted by name."""
    start = f"{file.stem}{MARK}"
    return sorted(one for one in file.parent.glob(f"*{MARK}*.db") if one.name.startswith(start))


def holds_data(connection: Connection) -> bool:
    """Whether any table but the list of schema steps holds a row."""
    names = set(inspect(connection).get_table_names()) - {"schema_step"}
    return any(connection.scalar(select(literal(1)).select_from(table(name)).limit(1)) for name in sorted(names))


def back_up(file: Path, schema: int) -> Path:
    """Copy a store beside itself and return the copy; StoreRefused where there is no place for it.

    The caller holds the store against other writers, so what is copied is what the schema's steps will change. No
    older copy is overwritten.
    """
    names = (f"{file.stem}{MARK}{schema}{f'-{number}' if number > 1 else ''}.db" for number in range(1, 1000))
    target = next(path for path in map(file.with_name, names) if not path.exists())
    try:
        with (
            whole(target) as part,
            closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(f"{part.resolve().as_uri()}?nolock=1", uri=True)) as copy,  # whole() holds it
        ):
            source.backup(copy)
            shutil.copymode(file, part)
    except (OSError, sqlite3.Error) as fault:
        raise StoreRefused(
            f"The store {file} needs a newer schema, and the copy {target.name} cannot be made first ({fault}).",
            advice="Make room beside the store, or copy it to a folder where there is some.",
        ) from None
    return target
