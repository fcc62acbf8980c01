"""Which 911 record a call brings up, and where the caller then is by the inventory.

The number of the record is found as telephone systems find it: the number that the telephone shows or has, else the
ELIN of its location, else the main number of its site.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Address, Building, Device, Line, Location, Number, Place, Site
from e911audit.rules.held_records import Held
from e911audit.rules.numbers import local
from e911audit.rules.places import LocationUse
from e911audit.rules.rule import is_in
from e911audit.rules.shared import shared
from e911audit.rules.subjects import (
    SiteAddress,
    SitePlace,
    Tallest,
    can_dial,
    device_location,
    first_site,
    number_active,
)

OUTSIDE = ("house", "house_suffix", "predir", "street", "posttype", "postdir", "city", "state", "zip")
INSIDE = ("building", "floor", "unit", "room", "zone")

_recorded = select(Held.c.e164).where(Held.c.e164.is_not(None), Held.c.address_id.is_not(None))
SiteMain = shared(
    "site_main",
    select(Number.c.site, func.min(Number.c.e164).label("e164"))
    .where(Number.c.kind == "main", Number.c.site.is_not(None), Number.c.e164.is_not(None), number_active)
    .group_by(Number.c.site)
    .having(func.min(Number.c.e164) == func.max(Number.c.e164)),
    index="site",
)
"""The main number of each site that has exactly one."""


def _caller(record: Any, number: ColumnElement[Any], name: ColumnElement[Any], location: ColumnElement[Any]) -> Any:
    own = record.c.address_id if record is not Location else literal(None)
    return select(
        number.label("e164"),
        name.label("caller"),
        record.c.site.label("site"),
        own.label("address_id"),
        location.label("location"),
    )


_at = Location.alias("device_location")
_own_street = select(Address.c.id).where(Address.c.civic)
_shown = case(
    (Device.c.emergency_caller_id.is_not(None), Device.c.emergency_caller_id),
    (Device.c.e164.in_(_recorded), Device.c.e164),
    else_=func.coalesce(_at.c.elin, SiteMain.c.e164),
)
_locations: Select[Any] = (
    _caller(Location, Location.c.elin, literal("location ") + Location.c.code, Location.c.code)
    .add_columns(func.coalesce(LocationUse.c.users, 1).label("users"))
    .select_from(Location)
    .join(LocationUse, LocationUse.c.location == Location.c.code, isouter=True)
    .where(Location.c.elin.is_not(None), not_(Location.c.repeats))
)
_devices: Select[Any] = (
    _caller(Device, _shown, Device.c.name, device_location)
    .add_columns(literal(1).label("users"))
    .select_from(Device)
    .join(_at, and_(_at.c.code == device_location, not_(_at.c.repeats)), isouter=True)
    .join(SiteMain, SiteMain.c.site == Device.c.site, isouter=True)
    .where(
        can_dial,
        not_(is_in(Device.c.endpoint_kind, "offprem")),
        or_(_shown != func.coalesce(_at.c.elin, ""), Device.c.address_id.in_(_own_street)),
    )
)
"""Without those at the ELIN of their own location, which speaks for them."""
_spoken_for = union_all(
    *(
        select(number.label("e164")).where(number.is_not(None), *where)
        for number, where in (
            (func.coalesce(Device.c.emergency_caller_id, Device.c.e164), ()),
            (Device.c.e164, (Device.c.endpoint_kind == "offprem",)),
            (Location.c.elin, ()),
            (Line.c.e164, ()),
        )
    )
).subquery("spoken_for")
"""Numbers that a device shows, that follow a person, that stand for a location or belong to a line."""
_numbers: Select[Any] = (
    _caller(Number, Number.c.e164, literal("its place on the number list"), Number.c.location)
    .add_columns(literal(1).label("users"))
    .where(
        number_active,
        local,
        or_(Number.c.e164.not_in(select(_spoken_for.c.e164)), Number.c.address_id.in_(_own_street)),
    )
)
"""Numbers of which nothing else tells the place, and those with an address of their own."""
_lines: Select[Any] = (
    _caller(Line, Line.c.e164, literal("line ") + Line.c.name, Line.c.location)
    .add_columns(literal(1).label("users"))
    .where(Line.c.e164.is_not(None))
)
_calls = union_all(_locations, _devices, _numbers, _lines).subquery("call")

_Own, _OwnPlace = Address.alias("own_address"), Place.alias("own_place")
_There, _ThereAddress, _TherePlace = (
    Location.alias("there"),
    Address.alias("there_address"),
    Place.alias("there_place"),
)


def _street_of(part: str) -> ColumnElement[Any]:
    """The part of the address outside: the caller's own, else its location's, else its site's."""
    return case(
        (_Own.c.civic, _OwnPlace.c[part]), (_ThereAddress.c.civic, _TherePlace.c[part]), else_=SitePlace.c[part]
    )


def _inside_of(part: str) -> ColumnElement[Any]:
    """The part inside: the caller's own, else its location's; the site's where its street counts."""
    by_site = case((or_(_Own.c.civic, _ThereAddress.c.civic), ""), else_=SitePlace.c[part])
    own, there = (func.nullif(place.c[part], "") for place in (_OwnPlace, _TherePlace))
    return func.coalesce(own, there, by_site, "")


_buildings = (
    select(Building.c.site, func.count().label("buildings"))
    .where(not_(Building.c.repeats))
    .group_by(Building.c.site)
    .subquery("site_buildings")
)
Caller = shared(
    "caller",
    select(
        func.row_number(type_=Integer).over(order_by=(_calls.c.e164, _calls.c.caller)).label("id"),
        _calls.c.e164,
        _calls.c.caller,
        func.coalesce(_calls.c.site, "").label("site"),
        _calls.c.users,
        func.coalesce(_street_of("building_key"), "").label("building_key"),
        *(func.coalesce(_street_of(part), "").label(part) for part in OUTSIDE),
        *(_inside_of(part).label(part) for part in INSIDE),
        func.coalesce(Site.c.buildings, _buildings.c.buildings, 1).label("buildings"),
        Tallest.c.floors,
    )
    .select_from(_calls)
    .join(_Own, _Own.c.id == _calls.c.address_id, isouter=True)
    .join(_OwnPlace, _OwnPlace.c.id == _Own.c.place_id, isouter=True)
    .join(_There, and_(_There.c.code == _calls.c.location, not_(_There.c.repeats)), isouter=True)
    .join(_ThereAddress, _ThereAddress.c.id == _There.c.address_id, isouter=True)
    .join(_TherePlace, _TherePlace.c.id == _ThereAddress.c.place_id, isouter=True)
    .join(Site, and_(Site.c.code == func.coalesce(_There.c.site, _calls.c.site), first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .join(_buildings, _buildings.c.site == Site.c.code, isouter=True)
    .join(Tallest, Tallest.c.site == Site.c.code, isouter=True)
    .where(_calls.c.e164.in_(_recorded)),
    index="e164",
)
"""Everything from which 911 can be called on the premises, by the number of the record that the call brings up; only
where there is such a record.

``users`` is how many devices and numbers stand behind it; ``buildings`` and ``floors`` are those of its site.
"""
