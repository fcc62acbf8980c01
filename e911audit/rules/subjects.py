"""Who rules look at: the shared selects, so that no rule can forget "active only" or count a repeated site twice."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import (
    Address,
    Building,
    CarrierNumber,
    Device,
    Evidence,
    Line,
    Location,
    Number,
    Place,
    Sheet,
    Site,
    Source,
    System,
)
from e911audit.rules.rule import Among, Condition, day, is_in
from e911audit.rules.shared import shared


def looked_at(
    record: Any, kind: str, subject: ColumnElement[Any], site: ColumnElement[Any], *further: Any, affects: Any = None
) -> Select[Any]:
    """Select from one table the columns that every ``Among`` must have."""
    return select(
        literal(kind).label("kind"),
        subject.label("subject"),
        func.coalesce(site, "").label("site"),
        record.c.sheet_id.label("sheet_id"),
        record.c.row.label("row"),
        (literal(1) if affects is None else affects).label("affects"),
        *further,
    )


first_site = not_(Site.c.repeats)
number_name = func.coalesce(Number.c.e164, Number.c.text)
number_active = func.coalesce(Number.c.status, "active").in_(("active", "porting"))

NUMBERS = Among(
    name="numbers",
    tables=("number",),
    query=looked_at(
        Number, "number", number_name, Number.c.site, func.coalesce(Number.c.e911_provisioned, "blank").label("answer")
    ),
)
ACTIVE_NUMBERS = Among(name="active numbers", tables=("number",), query=NUMBERS.query.where(number_active))
CARRIER_NUMBERS = Among(
    name="numbers on a carrier's record",
    tables=("carrier_number",),
    query=looked_at(
        CarrierNumber,
        "carrier_number",
        func.coalesce(CarrierNumber.c.e164, CarrierNumber.c.text),
        literal(""),
        func.coalesce(CarrierNumber.c.account, "without an account number").label("account"),
        func.coalesce(CarrierNumber.c.carrier, "the carrier").label("carrier"),
    ),
)

device_location = func.coalesce(Device.c.location, Device.c.mapped_location)
"""The location of a device: its own, else the one that the network map gives it."""
DEVICES = Among(
    name="devices",
    tables=("device",),
    query=looked_at(
        Device,
        "device",
        Device.c.name,
        Device.c.site,
        func.coalesce(Device.c.kind, "telephone").label("device_kind"),
        func.coalesce(Device.c.extension, "").label("extension"),
        func.coalesce(Device.c.emergency_caller_id, "").label("emergency_caller_id"),
    ),
)
can_dial = and_(func.coalesce(Device.c.can_dial_911, "yes") != "no", not_(is_in(Device.c.endpoint_kind, "nondial")))
DIALING_DEVICES = Among(name="devices that can dial", tables=("device",), query=DEVICES.query.where(can_dial))

callback = func.coalesce(Device.c.emergency_caller_id, Location.c.elin)
"""The number that the 911 centre sees: the emergency caller ID, else the location's ELIN. A device's own number is no
substitute: without an emergency caller ID most systems show the main number of the trunk."""
LOCATED_DEVICES = Among(
    name="devices that can dial",
    tables=("device",),
    query=DIALING_DEVICES.query.add_columns(func.coalesce(callback, "no number").label("callback")).join(
        Location, and_(Location.c.code == device_location, not_(Location.c.repeats)), isouter=True
    ),
)
"""Devices that can dial, with their location."""

SystemUse = shared(
    "system_use",
    select(
        Device.c.system.label("system"),
        func.count().label("devices"),
        case((func.count(Device.c.site.distinct()) == 1, func.min(Device.c.site)), else_="").label("site"),
    )
    .where(Device.c.system.is_not(None))
    .group_by(Device.c.system),
    index="system",
)
SYSTEMS = Among(
    name="telephone systems",
    tables=("system",),
    query=looked_at(System, "system", System.c.name, SystemUse.c.site, affects=func.coalesce(SystemUse.c.devices, 1))
    .select_from(System)
    .join(SystemUse, SystemUse.c.system == System.c.name, isouter=True)
    .where(not_(System.c.repeats)),
)

SitePlace = Place.alias("site_place")
SiteAddress = Address.alias("site_address")
Tallest = shared(
    "tallest_building",
    select(
        Building.c.site.label("site"),
        func.max(Building.c.floors).label("floors"),
        func.sum(Building.c.elevators).label("elevators"),
    )
    .where(not_(Building.c.repeats))
    .group_by(Building.c.site),
    index="site",
)
"""For each site the floors of its tallest building and the elevators of all its buildings."""
SITES = Among(
    name="sites",
    tables=("site",),
    query=looked_at(Site, "site", Site.c.code, Site.c.code, func.coalesce(SiteAddress.c.shown, "").label("written"))
    .select_from(Site)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .join(Tallest, Tallest.c.site == Site.c.code, isouter=True)
    .where(first_site),
)

LINES = Among(
    name="analog and legacy lines",
    tables=("line",),
    query=looked_at(
        Line,
        "line",
        Line.c.name,
        Line.c.site,
        func.replace(func.coalesce(Line.c.kind, "unknown"), "_", " ").label("line_kind"),
        func.coalesce(Line.c.kind_words, "").label("kind_words"),
        func.coalesce(Line.c.action, "no decision").label("action"),
        func.coalesce(Line.c.target_transport, "unknown").label("target_transport"),
        func.coalesce(Line.c.destination_kind, "unknown").label("destination_kind"),
    ),
)
LIFE_SAFETY_LINES = Among(
    name="life-safety lines",
    tables=("line",),
    query=LINES.query.where(func.coalesce(Line.c.life_safety, "unknown") != "no"),
)
"""Lines on which lives depend, and those of which nobody knows: unknown counts as life-safety."""


def lines_of_kind(*kinds: str) -> Among:
    """Select lines of these kinds, for example ``elevator_phone``."""
    return Among(
        name=" and ".join(kind.replace("_", " ") for kind in kinds) + " lines",
        tables=("line",),
        query=LINES.query.where(Line.c.kind.in_(kinds)),
    )


about_line = or_(
    Evidence.c.subject == Line.c.name, Evidence.c.subject == Line.c.e164, Evidence.c.subject == Line.c.circuit
)
proof_passed = and_(Evidence.c.result == "pass", func.coalesce(Evidence.c.expires_on >= day("as_of"), True))
"""Tells where a proof passed and has not expired."""


def line_proof(*kinds: str) -> Condition:
    """Tell where evidence of one of these kinds passed for the line and has not expired; never NULL itself."""
    return select(Evidence.c.id).where(about_line, proof_passed, Evidence.c.kind.in_(kinds)).correlate(Line).exists()


def latest_line_proof(*kinds: str) -> ColumnElement[Any]:
    """Select the date of the line's latest passed evidence of these kinds; NULL without any, or without its date."""
    return (
        select(func.max(Evidence.c.on_date))
        .where(about_line, proof_passed, Evidence.c.kind.in_(kinds))
        .correlate(Line)
        .scalar_subquery()
    )


SHEETS = Among(
    name="sheets",
    tables=("sheet",),
    query=select(
        literal("sheet").label("kind"),
        func.rtrim(Source.c.name + literal(" ") + Sheet.c.name).label("subject"),
        literal("").label("site"),
        Sheet.c.id.label("sheet_id"),
        Sheet.c.header_row.label("row"),
        Sheet.c.rejected.label("affects"),
        Sheet.c.rejected.label("rejected"),
        Sheet.c.rows.label("rows"),
        Sheet.c.exported_on.label("exported_on"),
    )
    .select_from(Sheet)
    .join(Source, Source.c.id == Sheet.c.source_id)
    .where(Sheet.c.state == "loaded"),
)
