"""Who the rules of place look at: written addresses, locations in use, and the spots where people call from."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, not_, null, select, union_all

from e911audit.model.tables import Address, Building, Device, Line, Location, Number, Place, Site
from e911audit.rules.rule import Among, given, is_in
from e911audit.rules.shared import shared
from e911audit.rules.subjects import (
    SiteAddress,
    SitePlace,
    Tallest,
    can_dial,
    device_location,
    first_site,
    looked_at,
    number_active,
    number_name,
)

ADDRESSED = ("site", "location", "number", "device", "line")
ANY_ADDRESS = " or ".join(f"{table}.street" for table in ADDRESSED)
ON_PREMISES = ("fixed_onprem", "nonfixed_onprem", "guest_room")


def _written(record: Any, kind: str, subject: ColumnElement[Any], site: ColumnElement[Any]) -> Select[Any]:
    return (
        looked_at(record, kind, subject, site, Address.c.place_id.label("place_id"), Address.c.shown.label("written"))
        .join(Address, Address.c.id == record.c.address_id)
        .where(Address.c.civic)
    )


Written = shared(
    "written",
    union_all(
        _written(Site, "site", Site.c.code, Site.c.code).where(first_site),
        _written(Location, "location", Location.c.code, Location.c.site).where(not_(Location.c.repeats)),
        _written(Number, "number", number_name, Number.c.site).where(number_active),
        _written(Device, "device", Device.c.name, Device.c.site),
        _written(Line, "line", Line.c.name, Line.c.site),
    ),
    index="place_id",
)
_between = case((and_(Place.c.zip_fault != "", Place.c.postal_doubt != ""), "; "), else_="")
_zip_trouble = Place.c.zip_fault + _between + func.coalesce(Place.c.postal_doubt, "")
_written_query: Select[Any] = select(
    *Written.c,
    _zip_trouble.label("zip_trouble"),
    Place.c.doubts.label("doubts"),
)
WRITTEN_ADDRESSES = Among(
    name="written addresses",
    tables=ADDRESSED,
    query=_written_query.join(Place, Place.c.id == Written.c.place_id),
)
"""Every record with an address of its own; conditions speak of ``Place``."""
LocationPlace = shared(
    "location_place",
    select(
        Location.c.code.label("code"),
        Location.c.site.label("site"),
        case((Address.c.civic, Address.c.shown), else_=SiteAddress.c.shown).label("shown"),
        *(
            case((Address.c.civic, Place.c[field]), else_=SitePlace.c[field]).label(field)
            for field in ("kind", "building_key", "line1")
        ),
    )
    .select_from(Location)
    .join(Address, Address.c.id == Location.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(Site, and_(Site.c.code == Location.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .where(not_(Location.c.repeats)),
    index="code",
)
"""The street address of each location: its own, else its site's."""

_is_fixed = case((Device.c.endpoint_kind == "fixed_onprem", 1), else_=0)
_on_site = case((Device.c.endpoint_kind == "offprem", 0), else_=1)
_held_off_premises = (
    select(Device.c.id)
    .where(Device.c.e164 == Number.c.e164, Device.c.endpoint_kind == "offprem")
    .correlate(Number)
    .exists()
)
_users = union_all(
    select(
        device_location.label("location"),
        _on_site.label("on_site"),
        _on_site.label("device"),
        _is_fixed.label("fixed"),
    ).where(given(device_location)),
    select(
        Number.c.location.label("location"),
        case((_held_off_premises, 0), else_=1).label("on_site"),
        literal(0).label("device"),
        literal(0).label("fixed"),
    ).where(given(Number.c.location), number_active),
).subquery("location_user")
LocationUse = shared(
    "location_use",
    select(
        _users.c.location,
        func.count().label("users"),
        func.sum(_users.c.on_site).label("on_site"),
        func.sum(_users.c.device).label("devices"),
        func.sum(_users.c.fixed).label("fixed"),
    ).group_by(_users.c.location),
    index="location",
)
"""How many devices and active numbers each location serves; how many of them on the premises, how many of these are
devices, and how many fixed ones."""

USED_LOCATIONS = Among(
    name="locations in use",
    tables=("location",),
    query=looked_at(
        Location,
        "location",
        Location.c.code,
        Location.c.site,
        LocationUse.c.devices.label("devices"),
        func.coalesce(Location.c.validation, "none").label("validation"),
        affects=LocationUse.c.users,
    )
    .select_from(Location)
    .join(LocationUse, LocationUse.c.location == Location.c.code)
    .join(Address, Address.c.id == Location.c.address_id, isouter=True)
    .join(Site, and_(Site.c.code == Location.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(Tallest, Tallest.c.site == Location.c.site, isouter=True)
    .where(not_(Location.c.repeats)),
)


def _spot(query: Select[Any], record: Any) -> Select[Any]:
    return (
        query.add_columns(*(Place.c[part].label(part) for part in ("building", "floor", "unit", "room")))
        .join(Address, Address.c.id == record.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    )


_on_premises = case(
    (Device.c.endpoint_kind.in_(ON_PREMISES), "yes"), (Device.c.endpoint_kind.is_not(None), "no"), else_=None
)
_device_of_number = select(Device.c.id).where(Device.c.e164 == Number.c.e164).exists()
_located = Number.alias("located_number")
_located_elsewhere = select(_located.c.id).where(_located.c.e164 == Number.c.e164, given(_located.c.location)).exists()
Spot = shared(
    "spot",
    union_all(
        _spot(
            looked_at(
                Location,
                "location",
                Location.c.code,
                Location.c.site,
                literal("yes").label("on_premises"),
                Location.c.building.label("building_name"),
                affects=LocationUse.c.users,
            )
            .select_from(Location)
            .join(LocationUse, LocationUse.c.location == Location.c.code)
            .where(not_(Location.c.repeats), LocationUse.c.on_site > 0),
            Location,
        ),
        _spot(
            looked_at(
                Device,
                "device",
                Device.c.name,
                Device.c.site,
                _on_premises.label("on_premises"),
                null().label("building_name"),
            ).where(not_(given(device_location)), given(Device.c.site), can_dial),
            Device,
        ),
        _spot(
            looked_at(
                Number,
                "number",
                number_name,
                Number.c.site,
                literal("yes").label("on_premises"),
                null().label("building_name"),
            ).where(
                not_(given(Number.c.location)),
                given(Number.c.site),
                number_active,
                not_(_device_of_number),
                not_(_located_elsewhere),
                not_(is_in(Number.c.kind, "tollfree")),
            ),
            Number,
        ),
    ),
    index="site",
)

_named = Building.alias("named_building")
floors = func.coalesce(_named.c.floors, Tallest.c.floors)
"""Floors of the spot's building; of the site's tallest one where the building is not named. NULL where unknown."""

_spot_query: Select[Any] = select(
    *Spot.c,
    func.coalesce(floors, 0).label("floors"),
    Site.c.buildings.label("buildings"),
    func.coalesce(Site.c.occupancy, "").label("occupancy"),
)
SPOTS = Among(
    name="places where people call from",
    tables=("location", "device", "number"),
    query=_spot_query.select_from(Spot)
    .join(Site, and_(Site.c.code == Spot.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .join(
        _named,
        and_(
            _named.c.site == Spot.c.site,
            func.upper(_named.c.name) == func.upper(Spot.c.building_name),
            not_(_named.c.repeats),
        ),
        isouter=True,
    )
    .join(Tallest, Tallest.c.site == Spot.c.site, isouter=True),
)
"""Each location in use, and each device or number that has a site but no location; conditions speak of ``Spot``."""


def spot_needs(part: str) -> str:
    """Build the needs of a rule about one part of a spot: a column that can hold it, or one that leads to it."""
    return f"location.{part} or location.interior or " + " or ".join(
        f"{table}.{column}" for table in ("device", "number") for column in ("location", "interior", "street")
    )


Coordinates: Subquery = union_all(
    looked_at(Site, "site", Site.c.code, Site.c.code, Site.c.latitude, Site.c.longitude, Site.c.address_id).where(
        first_site
    ),
    looked_at(
        Location,
        "location",
        Location.c.code,
        Location.c.site,
        Location.c.latitude,
        Location.c.longitude,
        Location.c.address_id,
    ).where(not_(Location.c.repeats)),
).subquery("coordinates")
"""Latitude and longitude in degrees of each site and location, NULL where blank."""
