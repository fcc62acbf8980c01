"""Who the rules of 911 records look at, and the sites that the inventory gives these records."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from e911audit.model.tables import Device, E911Record, Line, Location, Number, Sheet, Source
from e911audit.rules.rule import Among, given
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at

HAS_STREET = ("e911_record.street_name or e911_record.street", "msag_range.street_name")
"""What a record and a street guide must have to be compared."""
NENA = "NENA-STA-015"

_held = union_all(
    *(
        select(number.label("e164"), number.table.c.site.label("site")).where(
            number.is_not(None), given(number.table.c.site)
        )
        for number in (Number.c.e164, Line.c.e164, Device.c.e164, Location.c.elin)
    )
).subquery("held_number")
RecordSite = shared(
    "record_site",
    select(_held.c.e164, func.min(_held.c.site).label("site"))
    .group_by(_held.c.e164)
    .having(func.count(_held.c.site.distinct()) == 1),
    index="e164",
)
"""The one site at which the inventory has a number: as a telephone number, a line, a device's or a location's ELIN."""

number_name = func.coalesce(E911Record.c.e164, E911Record.c.text)
file_name = func.rtrim(Source.c.name + literal(" ") + Sheet.c.name)


def records(subject: ColumnElement[Any] = number_name, *further: Any) -> Select[Any]:
    """Select 911 records under this name, with the site of their number."""
    return (
        looked_at(E911Record, "e911_record", subject, RecordSite.c.site, *further)
        .select_from(E911Record)
        .join(RecordSite, RecordSite.c.e164 == E911Record.c.e164, isouter=True)
    )


def by_file(subject: ColumnElement[Any], *further: Any) -> Select[Any]:
    """Select 911 records under a name that many of a file share, so that what is wrong with all is one finding."""
    query = looked_at(E911Record, "e911_record", subject, literal(""), *further).select_from(E911Record)
    return query.join(Sheet, Sheet.c.id == E911Record.c.sheet_id).join(Source, Source.c.id == Sheet.c.source_id)


RECORDS = Among(
    name="911 records",
    tables=("e911_record",),
    query=records(
        number_name, E911Record.c.msag_told, E911Record.c.msag_esn, E911Record.c.esn, E911Record.c.msag_community
    ),
)
