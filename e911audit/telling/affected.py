"""Who stands behind a finding: the devices and numbers of a location, a site, or a system that one finding is about."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, select

from e911audit.errors import E911AuditError
from e911audit.model.tables import Device, Finding, Line, Number
from e911audit.rules.subjects import device_location, number_active, number_name
from e911audit.store.store import Store
from e911audit.telling.cells import Whereabouts
from e911audit.telling.recall import stored_run
from e911audit.views.result import Affected


class Record(NamedTuple):
    """A table whose records people know, the column that names them, and what is told beside the name."""

    kind: str
    table: Table
    name: ColumnElement[Any]
    told: tuple[ColumnElement[Any], ...]


RECORDS = (
    Record("device", Device, Device.c.name, (Device.c.extension, Device.c.e164)),
    Record("number", Number, number_name, (Number.c.assigned_to,)),
    Record("line", Line, Line.c.name, (Line.c.kind,)),
)
"""Who can call."""


def affected(store: Store, key: str, run: int | None = None) -> list[Affected]:
    """List the records behind a finding of a run (default: the newest), with their cells."""
    with store.work() as connection:
        held = stored_run(connection, run)
        finding = connection.execute(select(Finding).where(Finding.c.run_id == held.id, Finding.c.key == key)).first()
        if finding is None:
            raise E911AuditError(
                f"The run has no finding '{key}'.", advice="Take the key from findings.json: rule, colon, subject."
            )
        return list(_records(connection, finding.subject_kind, finding.subject))


def _records(connection: Connection, kind: str, subject: str) -> Iterator[Affected]:
    where = Whereabouts(connection)
    for record in RECORDS:
        belongs = _belongs(record, kind, subject)
        if belongs is None:
            continue
        query = select(record.name.label("name"), record.table.c.sheet_id, record.table.c.row, *record.told)
        for name, sheet, row, *told in connection.execute(
            query.where(belongs).order_by(record.name, record.table.c.id)
        ):
            yield Affected(record.kind, name, ", ".join(text for text in told if text), where.cell(sheet, row))


def _belongs(record: Record, kind: str, subject: str) -> ColumnElement[bool] | None:
    """Which of a table's records stand behind a subject of this kind; None where none can."""
    table = record.table
    if kind == record.kind:
        return record.name == subject
    if kind == "site":
        return table.c.site == subject
    if kind == "location":
        column = device_location if table is Device else table.c.location
        return (column == subject) & number_active if table is Number else column == subject
    if kind == "system" and table is Device:
        return Device.c.system == subject
    return None
