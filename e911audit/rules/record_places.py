"""Family NUM, seventh part: does the 911 record send help to the place where the inventory has the caller."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Address, Place
from e911audit.rules.callers import INSIDE, Caller
from e911audit.rules.held_records import HELD, Held, tells
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

NAMES = {
    "house": "house number",
    "house_suffix": "house number suffix",
    "predir": "direction before the street",
    "street": "street",
    "posttype": "street suffix",
    "postdir": "direction after the street",
    "city": "city",
    "state": "state",
    "zip": "ZIP",
}
"""What the parts of an address are called; those inside have their own names."""
DEEPER = ("floor", "unit", "room", "zone")
"""What a record must say where the inventory does; a building only counts where the site has several."""
LESS, OTHER = 1, 2
"""How far a record is off. It leaves out a part, and says others or stands for a building of one storey; or it sends to
another place, or does not tell the building, or says nothing inside."""


def _pure(part: str, place: Any) -> ColumnElement[str]:
    text = func.coalesce(place.c[part], "")
    if part == "house":
        return func.replace(text, "-", "")
    return func.ltrim(text, "0") if part in {"unit", "room"} else text


def _contradicts(part: str) -> ColumnElement[bool]:
    """Both say the part, and not the same. A city's name is no proof within one ZIP: guides have their own names."""
    here, there = _pure(part, Place), _pure(part, Caller)
    both = and_(here != "", there != "", here != there)
    if part != "city":
        return both
    one_zip = and_(Place.c.zip == Caller.c.zip, Caller.c.zip != "")
    return and_(both, not_(one_zip))


def _says(part: str, place: Any) -> ColumnElement[bool]:
    return _pure(part, place) != ""


def _lacks(part: str) -> ColumnElement[bool]:
    """The inventory says the part and the record does not; a suite may be a room by another name."""
    lacks = and_(_says(part, Caller), not_(_says(part, Place)))
    twin = {"unit": "room", "room": "unit"}.get(part)
    return and_(lacks, _pure(twin, Place) != _pure(part, Caller)) if twin else lacks


def _has_more(part: str) -> ColumnElement[bool]:
    more = and_(_says(part, Place), not_(_says(part, Caller)))
    twin = {"unit": "room", "room": "unit"}.get(part)
    return and_(more, _pure(part, Place) != _pure(twin, Caller)) if twin else more


_lacking = {part: _lacks(part) for part in DEEPER} | {"building": and_(_lacks("building"), Caller.c.buildings > 1)}
_agrees = or_(*(and_(_says(part, Place), _pure(part, Place) == _pure(part, Caller)) for part in DEEPER))
_contradicted = or_(*(_contradicts(part) for part in (*NAMES, *INSIDE)))
_lacks_any = or_(*_lacking.values())
_unsaid = or_(Place.c.building_key != Caller.c.building_key, *(_has_more(part) for part in DEEPER))
_off = case(
    (or_(func.coalesce(Place.c.building_key, "") == "", func.coalesce(Caller.c.building_key, "") == ""), None),
    (or_(_contradicted, _lacking["building"]), OTHER),
    (and_(_lacks_any, not_(_agrees), func.coalesce(Caller.c.floors > 1, True)), OTHER),
    (_lacks_any, LESS),
    (_unsaid, None),
    else_=0,
)


def _piece(when: ColumnElement[bool], *texts: Any) -> ColumnElement[str]:
    """The texts one after the other, led by a separator, where the condition holds."""
    said: ColumnElement[str] = literal("; ")
    for text in texts:
        said = said + text
    return case((when, said), else_="")


def _told() -> ColumnElement[str]:
    """Every part that differs: ``; floor '2' where the inventory has '3'; no room '312'``."""
    said: ColumnElement[str] = literal("")
    for part in (*NAMES, *INSIDE):
        name, here, there = literal(f"{NAMES.get(part, part)} '"), Place.c[part], Caller.c[part]
        said = said + _piece(
            _contradicts(part), name, here, literal("' where the inventory has '"), there, literal("'")
        )
    for part, lacks in _lacking.items():
        said = said + _piece(lacks, literal(f"no {part} where the inventory has '"), Caller.c[part], literal("'"))
    return said


_same = and_(
    Place.c.building_key == Caller.c.building_key,
    Caller.c.building_key != "",
    *(func.coalesce(Place.c[part], "") == Caller.c[part] for part in INSIDE),
)
_pairs = shared(
    "record_pair",
    select(
        Held.c.sheet_id,
        Held.c.row,
        Held.c.e164,
        Caller.c.id.label("caller"),
        Caller.c.site,
        Caller.c.users,
        case((_same, 0), else_=_off).label("off"),
    )
    .select_from(Held)
    .join(Address, Address.c.id == Held.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .join(Caller, Caller.c.e164 == Held.c.e164),
)
Compared = shared(
    "compared_record",
    select(
        _pairs.c.sheet_id,
        _pairs.c.row,
        _pairs.c.e164,
        func.min(_pairs.c.site).label("site"),
        func.max(_pairs.c.off).label("off"),
        func.max(case((_pairs.c.off.is_(None), 1), else_=0)).label("unsaid"),
        func.sum(case((_pairs.c.off > 0, _pairs.c.users), else_=0)).label("users"),
        func.coalesce(*(func.min(case((_pairs.c.off == degree, _pairs.c.caller))) for degree in (OTHER, LESS))).label(
            "caller"
        ),
    ).group_by(_pairs.c.sheet_id, _pairs.c.row, _pairs.c.e164),
    index="e164",
)
"""For each 911 record that a call may bring up: how far it is off, for how many, and the first of the worst callers."""

_place_query = (
    select(
        *(Held.c[name] for name in ("kind", "subject", "sheet_id", "row")),
        func.coalesce(func.nullif(Held.c.site, ""), Compared.c.site, "").label("site"),
        case((Compared.c.users > 0, Compared.c.users), else_=1).label("affects"),
        func.coalesce(Caller.c.caller + literal(": ") + func.substr(_told(), 3), "").label("told"),
    )
    .select_from(Held)
    .where(tells("address_id"))
    .join(
        Compared,
        and_(Compared.c.e164 == Held.c.e164, Compared.c.sheet_id == Held.c.sheet_id, Compared.c.row == Held.c.row),
        isouter=True,
    )
    .join(Caller, and_(Caller.c.e164 == Held.c.e164, Caller.c.id == Compared.c.caller), isouter=True)
    .join(Address, Address.c.id == Held.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
)
_SITE = """
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Locations: Location ID | Site Code | Floor | Room | ELIN
                   HQ-2        | HQ        | 2     |      |
                   HQ-3        | HQ        | 3     | 312  | 212-555-0190"""


@rule(
    code="NUM-006",
    name="ALI/provider address differs from inventory",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(name="911 records and their callers", tables=HELD, query=_place_query),
    message="The 911 record of {subject} differs from the inventory for {told}.",
    fix="Find out which is right; then correct the inventory, or send a change (function C) of the record.",
    cites=("NENA 911 database practice", "47 CFR 9.3 dispatchable location"),
    needs=(
        "number.e911_address or e911_record.street_name or e911_record.street",
        "site.street or location.street or device.street or number.street or line.street",
    ),
    points_at=("street_name", "street", "location_text", "e911_address", "e164"),
    milder=(Severity.MINOR, lambda: Compared.c.off == LESS),
    bad=f"""{_SITE}
        Numbers: Telephone Number | Status | Location ID | E911 Address                         | E911 Location
                 212-555-0142     | active | HQ-3        | 102 Congress Ave, Austin, TX 78701   | FL 3 RM 312
                 212-555-0143     | active | HQ-3        | 100 Congress Ave, Austin, TX 78701   | FL 2 RM 312
                 212-555-0144     | active | HQ-3        | 100 Congress Ave, Austin, TX 78701   |
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0190     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 1
    """,
    good=f"""{_SITE}
        Numbers: Telephone Number | Status | Location ID | E911 Address                         | E911 Location
                 212-555-0142     | active | HQ-3        | 100 CONGRESS AVENUE, AUSTIN TX 78701 | 3rd Floor, Room 312
                 212-555-0143     | active | HQ-2        | 100 Congress Ave, Austin, TX 78701   | FLR 2
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0190     | 100          | CONGRESS AVE | AUSTIN    | TX    | 78701 | FL 3 STE 312
    """,
    more={
        "telephones on two floors that show one main number are one finding": (
            f"""{_SITE}
        Numbers: Telephone Number | Status | Kind | Site Code
                 212-555-0100     | active | main | HQ
        Devices: Device Name | MAC               | Site Code | Location ID | Emergency Caller ID | Extension
                 Phone 1     | 00:11:22:33:44:55 | HQ        | HQ-2        | 212-555-0100        | 1
                 Phone 2     | 00:11:22:33:44:66 | HQ        | HQ-2        |                     | 2
                 Phone 3     | 00:11:22:33:44:77 | HQ        | HQ-3        |                     | 3
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0100     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 1
                      212-555-0190     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 3 RM 312
            """,
            1,
        ),
        "a city's other name within one ZIP proves nothing, nor does a part that only the record says": (
            f"""{_SITE}
        Numbers: Telephone Number | Status | Location ID | E911 Address                          | E911 Location
                 212-555-0142     | active | HQ-2        | 100 Congress Ave, Del Valle, TX 78701 | FL 2
                 212-555-0143     | active | HQ-2        | 100 Congress Ave, Austin, TX 78701    | FL 2 STE 5
                 212-555-0144     | active |             | 102 Congress Ave, Austin, TX 78701    |
                 212-555-0145     | active | HQ-2        | Congress Ave                          | FL 2
            """,
            0,
        ),
        "a remote worker's telephone is not at the address of its number": (
            f"""{_SITE}
        Numbers: Telephone Number | Status | Site Code | E911 Address                       | E911 Location
                 212-555-0142     | active | HQ        | 100 Congress Ave, Austin, TX 78701 |
        Devices: Device Name | MAC               | Telephone Number | Endpoint Kind | Street Address | City   | State
                 Laptop 1    | 00:11:22:33:44:55 | 212-555-0142     | offprem       | 8 Elm St       | Austin | TX
            """,
            0,
        ),
        "a telephone's own number has a record, and that counts before the ELIN of its location": (
            f"""{_SITE}
        Devices: Device Name | MAC               | Site Code | Location ID | Telephone Number
                 Phone 1     | 00:11:22:33:44:55 | HQ        | HQ-3        | 212-555-0142
                 Phone 2     | 00:11:22:33:44:66 | HQ        | HQ-3        | 212-555-0143
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0142     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 5
                      212-555-0190     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 3 RM 312
            """,
            1,
        ),
        "a building of its own among several": (
            """
        Sites: Site Code | Street Address   | City   | State | ZIP   | Buildings
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | 2
        Locations: Location ID | Site Code | Building | Floor | ELIN
                   HQ-E        | HQ        | East     | 1     | 212-555-0190
                   HQ-W        | HQ        | West     | 1     | 212-555-0191
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0190     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 1
                      212-555-0191     | 100          | Congress Ave | Austin    | TX    | 78701 | BLDG WEST FL 1
            """,
            1,
        ),
        "a line's own record, and a number whose record left out the room": (
            f"""{_SITE}
        Lines: Line Number  | Line Type | Site Code | Location ID
               212-555-0150 | elevator  | HQ        | HQ-3
        E911 Records: Telephone Number | House Number | Street Name  | Community | State | ZIP   | Location
                      212-555-0150     | 100          | Congress Ave | Austin    | TX    | 78701 | FL 3
            """,
            1,
        ),
    },
)
def record_of_another_place() -> Condition:
    """Responders go to what the 911 record says, whatever the inventory or a provider's "validated" says of it.

    A record is compared with every caller that brings it up. What only the record says cannot be judged.
    """
    off = Compared.c.off
    return case((off > 0, True), (Compared.c.unsaid == 1, literal(None)), (off == 0, False), else_=literal(None))
