"""What 911 databases hold of each number: its 911 record, else what the number list says of one."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import CarrierNumber, Device, E911Record, Line, Location, Number
from e911audit.rules.numbers import local
from e911audit.rules.rule import Among, Condition, is_in
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at, number_active, number_name

HELD = ("e911_record", "number")
"""The tables whose records are looked at."""
TAKEN_OUT = ("D", "DELETE", "E", "U", "UNLOCK")
"""Functions of a record that takes another out of the database, or lets another company take it (NENA-STA-015)."""


def plain(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """A code or a name without case and outer blanks."""
    return func.upper(func.trim(text))


still_held = not_(is_in(plain(E911Record.c.function), *TAKEN_OUT))

_listed = select(
    Number.c.e164.label("e164"),
    func.min(Number.c.site).label("site"),
    func.min(Number.c.service).label("service"),
    func.min(Number.c.carrier).label("carrier"),
    func.min(Number.c.company_id).label("company_id"),
)
Listed = shared("listed_number", _listed.where(Number.c.e164.is_not(None)).group_by(Number.c.e164), index="e164")
"""What the number lists say of each number; of several the first by the alphabet."""
ElinSite = shared(
    "elin_site",
    select(Location.c.elin.label("elin"), func.min(Location.c.site).label("site"))
    .where(Location.c.elin.is_not(None))
    .group_by(Location.c.elin),
    index="elin",
)
FIELDS = ("class_of_service", "type_of_service", "company_id")
Held = shared(
    "held_record",
    union_all(
        looked_at(
            E911Record,
            "e911_record",
            func.coalesce(E911Record.c.e164, E911Record.c.text),
            func.coalesce(Listed.c.site, ElinSite.c.site),
            E911Record.c.e164,
            *(E911Record.c[field] for field in FIELDS),
            E911Record.c.provider_status.label("status"),
            func.coalesce(E911Record.c.provider, "the provider").label("provider"),
            E911Record.c.address_id,
            Listed.c.service,
            Listed.c.carrier,
            Listed.c.company_id.label("expected_id"),
        )
        .select_from(E911Record)
        .join(Listed, Listed.c.e164 == E911Record.c.e164, isouter=True)
        .join(ElinSite, ElinSite.c.elin == E911Record.c.e164, isouter=True)
        .where(still_held),
        looked_at(
            Number,
            "number",
            number_name,
            Number.c.site,
            Number.c.e164,
            *(Number.c[field] for field in FIELDS),
            Number.c.e911_status,
            func.coalesce(Number.c.carrier, "the provider"),
            Number.c.e911_address_id,
            Number.c.service,
            Number.c.carrier,
            null(),
        ).where(number_active, local),
    ),
    index="e164",
)
"""Every 911 record that is still in its database, and every active local number; ``address_id`` is the record's."""
_Other = Held.alias("other_record")


def tells(field: str) -> Condition:
    """Tell where a record has a field, a number list where no record has it, and either where nothing has it."""
    is_record = Held.c.kind == "e911_record"
    better = or_(_Other.c.kind == "e911_record", Held.c[field].is_(None))
    elsewhere = (
        select(_Other.c.e164)
        .where(_Other.c.e164 == Held.c.e164, _Other.c[field].is_not(None), better)
        .correlate(Held)
        .exists()
    )
    return or_(and_(is_record, Held.c[field].is_not(None)), not_(elsewhere))


def together(field: str, *words: str | ColumnElement[str]) -> Select[Any]:
    """Select what ``told`` does, under one name for all numbers of a site to which the words apply."""
    name: ColumnElement[str] = literal("")
    for word in words:
        name = name + word
    at_site = case((Held.c.site != "", literal(" at ") + Held.c.site), else_="")
    columns = [column for column in Held.c if column.key != "subject"]
    return select((name + at_site).label("subject"), *columns).where(tells(field))


def told(field: str, name: str = "911 records") -> Among:
    """Select for each number what tells a field; where nothing does, all that might."""
    query: Select[Any] = select(*Held.c).where(tells(field))
    return Among(name=name, tables=HELD, query=query)


_used = [
    select(column.label("e164")).where(column.is_not(None))
    for column in (Device.c.e164, Device.c.emergency_caller_id, Location.c.elin, Line.c.e164)
]
UsedNumber = shared("used_number", union_all(*_used).subquery().select().distinct(), index="e164")
"""Numbers that a device has or shows to 911, that stand for a location, or that a line has."""


def used(number: ColumnElement[str]) -> Condition:
    """Tell where something in the inventory uses the number."""
    return number.in_(select(UsedNumber.c.e164))


RECORDS = Among(
    name="911 records",
    tables=("e911_record",),
    query=looked_at(
        E911Record,
        "e911_record",
        func.coalesce(E911Record.c.e164, E911Record.c.text),
        func.coalesce(Listed.c.site, ElinSite.c.site, literal("")),
        func.coalesce(func.length(E911Record.c.customer_name), 0).label("name_length"),
    )
    .select_from(E911Record)
    .join(Listed, Listed.c.e164 == E911Record.c.e164, isouter=True)
    .join(ElinSite, ElinSite.c.elin == E911Record.c.e164, isouter=True)
    .where(still_held),
)
"""Every 911 record that is still in its database."""
CARRIERS = select(plain(CarrierNumber.c.carrier)).where(CarrierNumber.c.carrier.is_not(None))
"""Carriers of which a list of numbers is there."""
