"""A profile against a sample: what a folder's exports become, and whether that is what is expected.

A sample is a folder with exports and ``expected.toml``. Profiles of one's own (other .toml files) may lie beside them;
they are read before the package's.
"""

import difflib
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from sqlalchemy import Connection, select

from e911audit.errors import BadProfile, CannotWrite, NoInput
from e911audit.intake.known import EXPECTED, NO_PROFILES, with_folder
from e911audit.intake.load import load
from e911audit.model.origin import SEPARATOR
from e911audit.model.tables import INVENTORY, Address, Row, Sheet, Source
from e911audit.store.store import Store
from e911audit.values import RowState

HIDDEN = frozenset(
    "id sheet_id row address_id e911_address_id service_address_id mapped_element "
    "kind_here inferred_here words_here field_here safety_here".split()
)
"""Columns that tell nothing of what was read, or that others repeat."""
RECEIPT = ("loaded", "ignored", "rejected", "complaints", "not_understood", "secrets", "notes")


def samples(folder: Path) -> list[Path]:
    """The samples under a folder, itself included; NoInput where there is none."""
    found = sorted(file.parent for file in folder.rglob(EXPECTED)) or ([folder] if _exports(folder) else [])
    if not found:
        raise NoInput(f"There is no sample under {folder}.", advice=f"Put an export and an {EXPECTED} into one folder.")
    return found


def differences(sample: Path) -> list[str]:
    """How what is read differs from what is expected, as lines of a comparison; empty where it does not."""
    file = sample / EXPECTED
    try:
        expected = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise NoInput(f"There is no {file}.", advice="Make it with --write, then read it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadProfile(f"{file} is no TOML ({fault}).", advice="Make it anew with --write, then read it.") from None
    was, now = (tomli_w.dumps(text).splitlines() for text in (expected, what_is_read(sample)))
    return list(difflib.unified_diff(was, now, "expected", "read", lineterm="", n=1))


def write_expected(sample: Path) -> Path:
    """Write what is read as what is expected from now on; returns the file."""
    file = sample / EXPECTED
    try:
        file.write_text(tomli_w.dumps(what_is_read(sample)), encoding="utf-8")
    except OSError as fault:
        raise CannotWrite(f"{file} cannot be written ({fault.strerror}).") from None
    return file


def what_is_read(sample: Path) -> dict[str, Any]:
    """The receipts, the records by table and the rows that became none, with blanks left out."""
    exports = _exports(sample)
    own = any(file.suffix == ".toml" and file.name not in NO_PROFILES for file in sample.iterdir())
    store = Store.open("sqlite://")
    try:
        load(store, exports, profiles=with_folder(sample if own else None))
        with store.work() as connection:
            return {
                "sheet": [*_receipts(connection)],
                **{name: records for name in INVENTORY if (records := [*_records(connection, name)])},
                "not_loaded": [*_not_loaded(connection)],
            }
    finally:
        store.close()


def _exports(sample: Path) -> list[Path]:
    if not sample.is_dir():
        raise NoInput(f"There is no folder '{sample}'.")
    return sorted(file for file in sample.iterdir() if file.is_file() and file.suffix not in {".toml", ".py", ".md"})


def _receipts(connection: Connection) -> Iterator[dict[str, Any]]:
    rows = connection.execute(
        select(Source.c.name, *Sheet.c).join(Source).order_by(Source.c.path, Sheet.c.position, Sheet.c.id)
    )
    for row in rows.mappings():
        facts = {name: row[name] for name in RECEIPT if row[name]}
        where = " ".join(filter(None, (row[Source.c.name], row[Sheet.c.name])))
        yield {"where": where, "profile": row["profile"], "state": row["state"], **facts}


def _records(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    table = INVENTORY[name]
    query = (
        select(table, Sheet.c.position)
        .join(Sheet)
        .join(Source)
        .order_by(Source.c.path, Sheet.c.position, table.c.row, table.c.id)
    )
    if "address_id" in table.c:
        query = query.add_columns(Address.c.shown.label("address")).outerjoin(
            Address, Address.c.id == table.c.address_id
        )
    for record in connection.execute(query).mappings():
        yield {
            column: _plain(record[column])
            for column in (*table.c.keys(), "address")
            if column not in HIDDEN and not _tells_nothing(record, column)
        }


def _tells_nothing(record: Any, column: str) -> bool:
    """Whether a column is blank, or repeats a name that means what was written; a zero tells something."""
    value = record.get(column)
    repeated = column.endswith("_written") and value == record[column.removesuffix("_written")]
    return value is None or value is False or repeated


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.split(SEPARATOR) if isinstance(value, str) and SEPARATOR in value else value


def _not_loaded(connection: Connection) -> Iterator[str]:
    rows = select(Source.c.name, Sheet.c.name.label("sheet"), Row.c.number, Row.c.state, Row.c.reason)
    rows = rows.join_from(Row, Sheet, Sheet.c.id == Row.c.sheet_id).join(Source)
    rows = rows.where((Row.c.state != RowState.LOADED) | (Row.c.reason != ""))
    for name, sheet, number, state, reason in connection.execute(
        rows.order_by(Source.c.path, Sheet.c.position, Row.c.number)
    ):
        yield f"{f'{name} {sheet}'.strip()} row {number} {state}: {reason}"
