"""Family HYG, sixth part: what was rewritten when the sheets were read."""

from typing import Any

from sqlalchemy import Integer, Select, cast, func, literal, select, union_all

from e911audit.model.tables import (
    Address,
    CarrierNumber,
    Device,
    E911Record,
    Line,
    Location,
    NetworkElement,
    Number,
    Place,
    Site,
)
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SHEETS
from e911audit.values import Basis, Severity


def _rewritten(record: Any, written: Any, meant: Any, *where: Any) -> Select[Any]:
    """By sheet, how many texts of one column were rewritten, and one of them."""
    return (
        select(
            record.c.sheet_id,
            func.count().label("changed"),
            func.min(literal("'") + written + literal("' as '") + meant + literal("'")).label("example"),
        )
        .where(written != meant, *where)
        .group_by(record.c.sheet_id)
    )


def _respelled(record: Any) -> Select[Any]:
    """The same for addresses: those in which the delivery line does not stand as it is understood."""
    return (
        _rewritten(record, Address.c.shown, Place.c.line1, Address.c.civic, Place.c.line1 != "")
        .join_from(record, Address, Address.c.id == record.c.address_id)
        .join(Place, Place.c.id == Address.c.place_id)
        .where((func.upper(Address.c.shown) + literal(",")).not_like(Place.c.line1 + literal(",%")))
    )


_changes = union_all(
    *(_rewritten(record, record.c.text, record.c.e164) for record in (Number, CarrierNumber, Device, Line, E911Record)),
    *(
        _rewritten(record, record.c.site_written, record.c.site)
        for record in (Location, NetworkElement, Number, Device, Line)
    ),
    *(_rewritten(record, record.c.location_written, record.c.location) for record in (Number, Device, Line)),
    *(_respelled(record) for record in (Site, Location, Number, Device, Line)),
).subquery("changes")
_Rewritten = shared(
    "rewritten",
    select(
        _changes.c.sheet_id,
        cast(func.sum(_changes.c.changed), Integer).label("changed"),
        func.min(_changes.c.example).label("example"),
    ).group_by(_changes.c.sheet_id),
    index="sheet_id",
)
_sheets = SHEETS.query.subquery("sheets")


@rule(
    code="HYG-008",
    name="Whitespace/format normalisation applied",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name=SHEETS.name,
        tables=SHEETS.tables,
        query=select(
            *(_sheets.c[name] for name in ("kind", "subject", "site", "sheet_id", "row")),
            func.coalesce(_Rewritten.c.changed, 0).label("affects"),
            _Rewritten.c.changed,
            _Rewritten.c.example,
        ).join_from(_sheets, _Rewritten, _Rewritten.c.sheet_id == _sheets.c.sheet_id, isouter=True),
    ),
    message="Of {subject}, {changed} cells were read in another spelling than they are written in, "
    "for example {example}.",
    fix="Nothing must be done; compare the original values, and the sheet Addresses, where a finding surprises.",
    cites=("practice",),
    needs=(),
    points_at=(),
    bad="""
        Numbers: Telephone Number | Status
                 (212) 555-0142   | active
    """,
    good="""
        Numbers: Telephone Number | Status
                 +12125550142     | active
    """,
    more={
        "a site's code in another spelling, an address in another": (
            """
            Sites: Site Code | Street Address      | City   | State | ZIP
                   HQ        | 100 Congress Avenue | Austin | TX    | 78701
            Buildings: Site Code | Building | Floors
                       HQ        | Main     | 1
            Numbers: Telephone Number | Status | Site Code
                     +12125550142     | active | hq
            """,
            2,
        ),
    },
)
def read_otherwise() -> Condition:
    """A finding quotes what was understood; in the file it may stand otherwise."""
    return _Rewritten.c.changed.is_not(None)
