"""Family HYG: are the spreadsheets fresh and complete enough to be judged by."""

from typing import Any

from sqlalchemy import Select, Text, and_, cast, func, literal, not_, select, union_all

from e911audit.model.tables import (
    Building,
    Device,
    Elevator,
    Line,
    Location,
    NetworkElement,
    Number,
    Sheet,
    Site,
    Source,
    System,
)
from e911audit.rules.rule import Among, Condition, day, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SHEETS
from e911audit.values import Basis, Severity


@rule(
    code="HYG-001",
    name="Inventory older than freeze",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=SHEETS,
    message="{subject} was exported on {exported_on}, more than {days} days before the cutover.",
    fix="Export it again.",
    cites=("practice",),
    needs=("run.cutover", "sheet.exported_on"),
    points_at=("exported_on",),
    options={"days": 30},
    bad="""
        Run: Cutover
             2026-12-15
        Numbers: Telephone Number | Status | Exported On
                 212-555-0142     | active | 2026-10-01
    """,
    good="""
        Run: Cutover
             2026-12-15
        Numbers: Telephone Number | Status | Exported On
                 212-555-0142     | active | 2026-11-20
    """,
)
def old_export(days: int) -> Condition:
    """People move and lines are added between the export and the cutover; the audit saw none of it."""
    return Sheet.c.exported_on < day("cutover", days)


def _key_names(record: Any, field: str, own: Any) -> Select[Any]:
    """The names by which the records of a table call what another sheet defines, each once for each sheet.

    Where no sheet defines anything of the kind there is nothing to compare with, and nothing is looked at.
    """
    name = record.c[field]
    used = (
        select(name.label("name"), record.c.sheet_id, func.min(record.c.row).label("row"), func.count().label("rows"))
        .where(given(name))
        .group_by(name, record.c.sheet_id)
        .subquery(f"{field}_of_{record.name}")
    )
    return (
        select(
            literal("sheet").label("kind"),
            used.c.name.label("subject"),
            literal("").label("site"),
            used.c.sheet_id,
            used.c.row,
            used.c.rows.label("affects"),
            literal(field).label("field"),
            (
                literal("'")
                + used.c.name
                + literal(f"' stands for a {field} in ")
                + cast(used.c.rows, Text)
                + literal(" rows, and no sheet defines it, or several do")
            ).label("told"),
            own.is_(None).label("lost"),
        )
        .select_from(used)
        .outerjoin(own.table, and_(own == used.c.name, not_(own.table.c.repeats)))
        .where(select(own.table.c.id).exists())
    )


_rejected = SHEETS.query.add_columns(
    literal("").label("field"),
    (
        cast(Sheet.c.rejected, Text)
        + literal(" of ")
        + cast(Sheet.c.rows, Text)
        + literal(" rows of ")
        + func.rtrim(Source.c.name + literal(" ") + Sheet.c.name)
        + literal(" could not be loaded and were not judged")
    ).label("told"),
    (Sheet.c.rejected > 0).label("lost"),
).subquery("rejected")
_LOOKED_AT = ("kind", "subject", "site", "sheet_id", "row", "affects", "field", "told", "lost")
_Lost = shared(
    "lost_at_import",
    union_all(
        select(*(_rejected.c[name] for name in _LOOKED_AT)),
        *(
            _key_names(record, field, own)
            for field, own, records in (
                ("site", Site.c.code, (Building, Location, NetworkElement, Number, Device, Line, Elevator)),
                ("location", Location.c.code, (NetworkElement, Number, Device, Line)),
                ("system", System.c.name, (Device,)),
            )
            for record in records
        ),
    ),
)


@rule(
    code="HYG-006",
    name="Rows skipped at import",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="sheets, and the names that join them", tables=("sheet",), query=select(*_Lost.c)),
    message="{told}.",
    fix="Correct the rows listed on the sheet Rejected Rows, or the name, and load the file again.",
    cites=("practice",),
    needs=(),
    points_at=(),
    bad="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
                 front desk       | active
    """,
    good="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
    """,
    more={
        "a name that joins to nothing": (
            """
            Locations: Location ID | Street Address   | City   | State
                       HQ-1        | 100 Congress Ave | Austin | TX
            Devices: Device Name | Model | Location ID
                     Phone 1     | A     | HQ-1
                     Phone 2     | A     | OH1-FL1
                     Phone 3     | A     | OH1-FL1
            """,
            1,
        ),
        "without any location there is nothing to join to": (
            """
            Devices: Device Name | Model | Location ID
                     Phone 1     | A     | HQ-1
            """,
            0,
        ),
    },
)
def lost_at_import() -> Condition:
    """A row that was skipped, or that names what no sheet defines, may be the telephone that cannot reach 911."""
    return _Lost.c.lost
