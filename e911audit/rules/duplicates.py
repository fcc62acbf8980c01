"""Family NUM, second part: does every telephone number have one holder and one address."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Address, Device, Line, Number, Place
from e911audit.rules.places import LocationPlace
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import looked_at, number_active
from e911audit.values import Basis, Severity

_listed_as_shared = (
    select(Number.c.id).where(Number.c.e164 == Device.c.e164, Number.c.shared_line == "yes").correlate(Device).exists()
)
_one_mac = and_(func.count(Device.c.mac) == func.count(), func.min(Device.c.mac) == func.max(Device.c.mac))
_TwoDevices = shared(
    "two_devices",
    select(Device.c.e164, func.min(Device.c.name).label("one"), func.max(Device.c.name).label("other"))
    .where(Device.c.e164.is_not(None))
    .group_by(Device.c.e164)
    .having(
        and_(
            func.min(Device.c.name) != func.max(Device.c.name),
            not_(func.coalesce(_one_mac, False)),
            func.max(case((Device.c.shared_line == "yes", 1), else_=0)) == 0,
            not_(_listed_as_shared),
        )
    ),
    index="e164",
)
_TwoSites = shared(
    "two_sites",
    select(Number.c.e164, func.min(Number.c.site).label("one"), func.max(Number.c.site).label("other"))
    .where(Number.c.e164.is_not(None), number_active)
    .group_by(Number.c.e164)
    .having(func.min(Number.c.site) != func.max(Number.c.site)),
    index="e164",
)


def _holders(record: Any, kind: str, twice: Table, word: str) -> Select[Any]:
    return (
        looked_at(
            record,
            kind,
            record.c.e164,
            record.c.site,
            (literal(word) + twice.c.one).label("one"),
            (literal(word) + twice.c.other).label("other"),
        )
        .select_from(record)
        .join(twice, twice.c.e164 == record.c.e164, isouter=True)
        .where(record.c.e164.is_not(None))
    )


_holder = union_all(
    _holders(Number, "number", _TwoSites, "site ").where(number_active), _holders(Device, "device", _TwoDevices, "")
).subquery("holder")
_holder_query: Select[Any] = select(*_holder.c)


@rule(
    code="NUM-003",
    name="Duplicate number assignment",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(name="assigned numbers", tables=("number", "device"), query=_holder_query),
    message="{subject} is assigned to both {one} and {other}.",
    fix="Leave it with one holder, or mark the line as shared.",
    cites=("practice",),
    needs=("device.shared_line or number.e164", "device.e164 or number.site"),
    points_at=("e164",),
    bad="""
        Numbers: Telephone Number | Site Code
                 212-555-0142     | HQ
                 212-555-0142     | BRANCH
        Devices: Device Name | MAC               | Telephone Number | Shared Line
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0143     |
                 Phone 2     | 00:11:22:33:44:66 | 212-555-0143     | no
    """,
    good="""
        Numbers: Telephone Number | Site Code
                 212-555-0142     | HQ
        Devices: Device Name | MAC               | Telephone Number | Shared Line
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | yes
                 Softphone 1 | 00:11:22:33:44:66 | 212-555-0142     |
                 Phone 3     | 00:11:22:33:44:77 | 212-555-0143     | no
    """,
    more={
        "a number listed twice for one site is no second assignment": (
            """
            Numbers: Telephone Number | Site Code
                     212-555-0142     | HQ
                     (212) 555-0142   | HQ
            """,
            0,
        ),
        "one device under two names": (
            """
            Devices: Device Name     | MAC               | Telephone Number | Shared Line
                     SEP001122334455 | 00:11:22:33:44:55 | 212-555-0143     |
                     Front desk      | 00:11:22:33:44:55 | 212-555-0143     |
            """,
            0,
        ),
    },
)
def held_twice() -> Condition:
    """One number has one address in the 911 database, so all but one of its holders are sent to the wrong place."""
    return _holder.c.one.is_not(None)


def _addressed(
    record: Any, kind: str, building: ColumnElement[str], written: ColumnElement[str], *where: Any
) -> Select[Any]:
    return (
        looked_at(
            record,
            kind,
            record.c.e164,
            record.c.site,
            written.label("written"),
            case((Address.c.civic, func.nullif(Place.c.key, "")), else_=None).label("place"),
            building.label("building"),
        )
        .select_from(record)
        .join(Address, Address.c.id == record.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .where(record.c.e164.is_not(None), building != "", *where)
    )


def _with_location(record: Any, kind: str, *where: Any) -> Select[Any]:
    building = case((Address.c.civic, Place.c.building_key), else_=LocationPlace.c.building_key)
    written = case((Address.c.civic, Address.c.shown), else_=LocationPlace.c.shown)
    return _addressed(record, kind, building, written, *where).join(
        LocationPlace, LocationPlace.c.code == record.c.location, isouter=True
    )


_by_themselves = _addressed(Device, "device", Place.c.building_key, Address.c.shown, Address.c.civic)
"""Devices count with their own address only: one at another site's location is the matter of DEV-005."""
_told = shared(
    "told_address",
    union_all(_with_location(Number, "number", number_active), _by_themselves, _with_location(Line, "line")),
)
_disputed = shared(
    "disputed_number",
    select(_told.c.subject)
    .group_by(_told.c.subject)
    .having(or_(*(func.min(part) != func.max(part) for part in (_told.c.building, _told.c.place)))),
    index="subject",
)
"""Numbers whose records differ in building or in place."""
_told_query: Select[Any] = select(*_told.c)
_ADDRESS_FIELDS = (
    ("number", "street"),
    ("number", "location"),
    ("device", "street"),
    ("line", "street"),
    ("line", "location"),
)


@rule(
    code="NUM-004",
    name="Duplicate number, different addresses",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="numbers with an address",
        tables=("number", "device", "line"),
        query=_told_query,
    ),
    message="{subject} has different addresses; one is '{written}'.",
    fix="Decide which source is right and correct the other.",
    cites=("practice",),
    needs=(
        "number.e164 or device.e164 or line.e164",
        " or ".join(f"{table}.{field}" for table, field in _ADDRESS_FIELDS),
    ),
    points_at=("street", "location", "e164"),
    bad="""
        Numbers: Telephone Number | Street Address   | City   | State | ZIP
                 212-555-0142     | 100 Congress Ave | Austin | TX    | 78701
        Devices: Device Name | MAC               | Telephone Number | Street Address | City  | State | ZIP
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | 20 Boston Ave  | Tulsa | OK    | 74103
    """,
    good="""
        Numbers: Telephone Number | Street Address   | City   | State | ZIP
                 212-555-0142     | 100 Congress Ave | Austin | TX    | 78701
                 212-555-0143     | 8 Elm St         | Austin | TX    | 78701
        Devices: Device Name | MAC               | Telephone Number | Street Address      | City   | State | ZIP
                 Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | 100 CONGRESS AVENUE | AUSTIN | TX    | 78701
    """,
    more={
        "a location speaks for the number": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
            Numbers: Telephone Number | Location ID | Street Address   | City   | State | ZIP
                     212-555-0142     | HQ-1        |                  |        |       |
                     212-555-0142     |             | 20 Boston Ave    | Tulsa  | OK    | 74103
                     212-555-0143     | HQ-1        |                  |        |       |
                     212-555-0143     |             | 100 Congress Ave | Austin | TX    | 78701
            """,
            2,  # at HQ, and at no site
        ),
    },
)
def two_addresses() -> Condition:
    """Two sources that disagree cannot both be right, and the 911 database was filled from one of them."""
    return _told.c.subject.in_(select(_disputed.c.subject))
