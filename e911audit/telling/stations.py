"""From where a 911 test call can be dialed: devices that can dial, and numbers of sites where no device is listed."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, literal, not_, null, select

from e911audit.line_kinds import line_kinds
from e911audit.model.tables import Address, Device, Line, Location, Number, Place, Site
from e911audit.rules.rule import is_in
from e911audit.rules.subjects import callback, can_dial, device_location, number_active

DIALING_LINES = ("voice", *(name for name, kind in line_kinds().items() if "test_call_911" in kind.proofs))
"""Kinds of line from which somebody dials 911."""
NO_TELEPHONE = ("tollfree", "elin", "fax", "extension")
"""Kinds of number that no telephone dials with."""


class Station(NamedTuple):
    """One telephone: where it stands, what it dials through, which number it shows. Texts are empty where unknown."""

    name: str
    number: str
    off_premises: bool
    site: str
    building: str
    floor: str
    location: str
    system: str
    trunk_group: str
    callback: str
    address: str


def stations(connection: Connection) -> list[Station]:
    """Every device that can dial; at sites without one their active numbers and the lines that reach 911."""
    return [station for query in (_devices(), _numbers(), _lines()) for station in _stations(connection, query)]


_off_premises = is_in(Device.c.endpoint_kind, "offprem")
_sites_with_devices = select(Device.c.site).where(can_dial, not_(_off_premises), Device.c.site.is_not(None))


def _devices() -> Any:
    return _told(
        Device,
        device_location,
        name=Device.c.name,
        number=func.coalesce(Device.c.e164, Device.c.extension),
        off_premises=_off_premises,
        system=Device.c.system,
        trunk_group=Device.c.emergency_trunk,
        callback=callback,
    ).where(can_dial)


def _numbers() -> Any:
    dials = and_(number_active, Number.c.e164.is_not(None), not_(is_in(Number.c.kind, *NO_TELEPHONE)))
    return _numbered(Number).where(dials)


def _lines() -> Any:
    return _numbered(Line).where(Line.c.e164.is_not(None), Line.c.kind.in_(DIALING_LINES))


def _numbered(record: Any) -> Any:
    """A number or line is its own name, and what it shows to 911."""
    own = dict.fromkeys(("name", "number", "callback"), record.c.e164)
    told = _told(record, record.c.location, off_premises=literal(False), system=null(), trunk_group=null(), **own)
    return told.where(record.c.site.not_in(_sites_with_devices))


_own, _there, _home = Place.alias("own"), Place.alias("there"), Place.alias("home")
_PARTS = ("line1", "line2", "city", "state", "zip", "building", "floor")


def _told(record: Any, location: Any, **columns: Any) -> Any:
    """A record with three places: its own, its location's and its site's."""
    addresses = [Address.alias(name) for name in ("own_address", "there_address", "home_address")]
    query = select(
        *(column.label(name) for name, column in columns.items()),
        record.c.site,
        location.label("location"),
        Location.c.building.label("building"),
        *(place.c[part].label(f"{place.name}_{part}") for place in (_own, _there, _home) for part in _PARTS),
    ).select_from(record)
    query = query.join(Location, and_(Location.c.code == location, not_(Location.c.repeats)), isouter=True)
    query = query.join(Site, and_(Site.c.code == record.c.site, not_(Site.c.repeats)), isouter=True)
    for holder, address, place in zip((record, Location, Site), addresses, (_own, _there, _home), strict=True):
        query = query.join(address, address.c.id == holder.c.address_id, isouter=True)
        query = query.join(place, place.c.id == address.c.place_id, isouter=True)
    # Of telephones that reach the same the first is taken: one that can be called back.
    return query.order_by(record.c.site, columns["callback"].is_(None), columns["name"], record.c.id)


def _stations(connection: Connection, query: Any) -> Iterator[Station]:
    for row in connection.execute(query).mappings():
        yield Station(
            name=row["name"],
            number=row["number"] or "",
            off_premises=bool(row["off_premises"]),
            site=row["site"] or "",
            building=row["building"] or row["own_building"] or row["there_building"] or "",
            floor=row["own_floor"] or row["there_floor"] or "",
            location=row["location"] or "",
            system=row["system"] or "",
            trunk_group=row["trunk_group"] or "",
            callback=row["callback"] or "",
            address=_address(row),
        )


def _address(row: Any) -> str:
    """The address that should be read back: the nearest street with its city, and what is known of the inside."""
    street = next((place for place in ("own", "there", "home") if row[f"{place}_line1"]), "home")
    inside = row["own_line2"] or row["there_line2"]
    last = " ".join(filter(None, (row[f"{street}_state"], row[f"{street}_zip"])))
    return ", ".join(filter(None, (row[f"{street}_line1"], inside, row[f"{street}_city"], last)))
