"""Family LOC, ninth part: the text that leads on inside of the building, and addresses of other countries."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, not_, or_, select, union_all

from e911audit.model.origin import SEPARATOR
from e911audit.model.tables import Address, E911Record, Location, Place
from e911audit.places.tables import STATE_NAMES
from e911audit.rules.places import ANY_ADDRESS, WRITTEN_ADDRESSES
from e911audit.rules.rule import Among, Condition, given, is_in, rule
from e911audit.values import Basis, Severity

INSIDE = ("building", "floor", "unit", "room", "zone")
_COLUMNS = " or ".join(f"location.{part}" for part in INSIDE)
_any_inside = or_(*(given(Place.c[part]) for part in INSIDE))
_locations: Any = (
    select(Location)
    .join(Address, Address.c.id == Location.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .where(not_(Location.c.repeats))
)


def _grouped(*keys: ColumnElement[Any]) -> Any:
    """Locations that are alike in these columns, as one record for each sheet and site."""
    return _locations.with_only_columns(
        literal("location").label("kind"),
        func.min(Location.c.code).label("subject"),
        func.coalesce(Location.c.site, "").label("site"),
        Location.c.sheet_id.label("sheet_id"),
        func.min(Location.c.row).label("row"),
        func.count().label("affects"),
        case(
            (func.count() > 1, literal(" and ") + cast(func.count() - 1, Text) + literal(" more of its site")), else_=""
        ).label("others"),
        func.min(Address.c.shown).label("written"),
        func.max(Location.c.code).label("other"),
        maintain_column_froms=True,
    ).group_by(Location.c.sheet_id, Location.c.site, *keys)


_no_columns = Address.c.text.endswith(SEPARATOR * len(INSIDE))
_street_alone = Address.c.text.endswith(SEPARATOR * 9)
"""Nine further parts (``ADDRESS_PARTS``), all blank."""
_city_line = and_(given(Place.c.city), given(Place.c.state), given(Place.c.zip))
_no_interior = func.replace(Address.c.text, SEPARATOR * len(INSIDE), "").contains(SEPARATOR * 2)
"""Where city, state and ZIP are written, the only blank part can be the interior, behind the street."""
_in_street = case(
    (not_(_any_inside), False),
    (not_(_no_columns), False),
    (_street_alone, True),
    (_city_line, _no_interior),
    else_=None,
)


@rule(
    code="LOC-018",
    name="Sub-address inside street field",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="locations with an address, by how they are written",
        tables=("location",),
        query=_grouped(_in_street).where(Address.c.civic),
    ),
    message="In the street's cell of {subject}{others} stands a floor, suite or room: '{written}'.",
    fix="Move it to the columns for building, floor, unit and room.",
    cites=("NENA-STA-004 CLDXF",),
    needs=("location.street", _COLUMNS),
    points_at=("street",),
    bad="""
        Locations: Location ID | Street Address             | City   | State | ZIP   | Floor | Unit
                   HQ-1        | 100 Congress Ave Suite 200 | Austin | TX    | 78701 |       |
    """,
    good="""
        Locations: Location ID | Street Address             | City   | State | ZIP   | Floor | Unit
                   HQ-1        | 100 Congress Ave           | Austin | TX    | 78701 | 3     | 200
                   HQ-2        | 102 Congress Ave           | Austin | TX    | 78701 |       |
    """,
    more={
        "one finding for all of a site; free text in a column of its own is no street": (
            """
            Locations: Location ID | Site Code | Street Address | Dispatch Location | City   | State | ZIP   | Floor
                       HQ-1        | HQ        | 8 Elm St Fl 1  |                   | Austin | TX    | 78701 |
                       HQ-2        | HQ        | 8 Elm St Fl 2  |                   |        |       |       |
                       HQ-3        | HQ        | 8 Elm St       | Fl 3              | Austin | TX    | 78701 |
            """,
            1,
        ),
    },
)
def inside_in_street() -> Condition:
    """Databases match the street's text letter by letter; a suite within it fails the match or is dropped."""
    return _in_street


US_STATES = tuple(STATE_NAMES)
ARMED_FORCES = ("AA", "AE", "AP")
MILITARY_POST = ("APO", "FPO", "DPO")


@rule(
    code="LOC-019",
    name="Military or foreign address on US site",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=WRITTEN_ADDRESSES,
    message="{subject} has '{written}', which is no civic address of the United States.",
    fix="Enter the street address where the caller is; judge sites of other countries by their own rules.",
    cites=("USPS Publication 28", "47 CFR 9.3"),
    needs=(ANY_ADDRESS,),
    points_at=("state", "city", "street"),
    bad="""
        Sites: Site Code | Street Address    | City    | State | ZIP
               BASE      | CMR 415 Box 1000  | APO     | AE    | 09114
               TOR       | 100 King St W     | Toronto | ON    | M5V 2T6
    """,
    good="""
        Sites: Site Code | Street Address   | City     | State | ZIP
               HQ        | 100 Congress Ave | Austin   | TX    | 78701
               PR        | 8 Calle Sol      | San Juan | PR    | 00901
    """,
    more={
        "without a state nobody can say": (
            """
            Sites: Site Code | Street Address   | City   | State
                   HQ        | 100 Congress Ave | Austin |
            """,
            0,
        ),
    },
)
def outside_of_the_states() -> Condition:
    """A military post office forwards mail overseas, and no 911 centre serves an address abroad."""
    told = or_(is_in(Place.c.kind, "military", "foreign"), is_in(Place.c.city, *MILITARY_POST))
    civilian = [state for state in US_STATES if state not in ARMED_FORCES]
    return or_(told, func.nullif(Place.c.state, "").not_in(civilian))


_ALI = 60
"""Characters of the location field of NENA's ALI record, version 2.1, field 12."""
_SHOWN = 20
"""Characters that older answering points show."""


def _degree(text: Any) -> ColumnElement[Any]:
    return case((func.length(text) > _ALI, text), (func.length(text) > _SHOWN, "long"), else_="fits")


def _texts(record: Any, kind: str, subject: Any, site: Any, text: Any) -> Any:
    return select(
        literal(kind).label("kind"),
        func.min(subject).label("subject"),
        func.coalesce(site, "").label("site"),
        record.c.sheet_id.label("sheet_id"),
        func.min(record.c.row).label("row"),
        func.count().label("affects"),
        func.min(text).label("text"),
        func.max(func.length(text)).label("length"),
        case((func.count() > 1, literal(" and ") + cast(func.count() - 1, Text) + literal(" more")), else_="").label(
            "others"
        ),
    ).group_by(record.c.sheet_id, site, _degree(text))


_number = func.coalesce(E911Record.c.e164, E911Record.c.text)
_location_texts = union_all(
    _texts(Location, "location", Location.c.code, Location.c.site, Place.c.line2)
    .select_from(Location)
    .join(Address, Address.c.id == Location.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .where(not_(Location.c.repeats), given(Place.c.line2)),
    _texts(E911Record, "e911_record", _number, literal(""), E911Record.c.location_text).where(
        given(E911Record.c.location_text)
    ),
).subquery("location_text")


@rule(
    code="LOC-038",
    name="Location text too long for ALI",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    milder=(Severity.INFO, lambda: _location_texts.c.length <= _ALI),
    among=Among(
        name="texts of locations, by length",
        tables=("location", "e911_record"),
        query=select(*_location_texts.c),
    ),
    message="The location text of {subject}{others} has up to {length} characters, for example '{text}'; "
    "an ALI record holds 60, and older answering points show 20.",
    fix="Shorten it, for example BLDG A FL 3 RM 312.",
    cites=("NENA ALI v2.1 field 12",),
    needs=(f"{_COLUMNS} or location.interior or location.street or e911_record.location_text",),
    points_at=("location_text", "interior", "building", "floor", "street"),
    bad="""
        E911 Records: Telephone Number | Street Name | Location
                      212-555-0142     | CONGRESS    | 3RD FLOOR CONFERENCE CENTER ROOM 312 BEHIND THE NORTH ELEVATORS
    """,
    good="""
        E911 Records: Telephone Number | Street Name | Location
                      212-555-0142     | CONGRESS    | BLDG A FL 3 RM 312
        Locations: Location ID | Site Code | Floor | Room
                   HQ-1        | HQ        | 3     | 312
    """,
    more={
        "between 20 and 60 one note for all of a site": (
            """
            Locations: Location ID | Site Code | Building           | Floor | Room
                       HQ-1        | HQ        | North Office Tower | 3     | 312
                       HQ-2        | HQ        | North Office Tower | 3     | 314
                       HQ-3        | HQ        | A                  | 3     | 312
            """,
            1,
        ),
    },
)
def long_location_text() -> Condition:
    """What does not fit the record is cut off, and the room number stands at the end."""
    return _location_texts.c.length > _SHOWN


_DIRECTIONS = ("NORTH", "SOUTH", "EAST", "WEST", "CENTER", "MIDDLE")
_typed = or_(
    *(given(Place.c[part]) for part in ("building", "floor", "room", "seat")),
    and_(given(Place.c.unit), Place.c.unit_type != "#"),
    and_(given(Place.c.zone), not_(is_in(Place.c.zone, *_DIRECTIONS))),
)
_leads_on = or_(given(Place.c.unit), given(Place.c.zone), Place.c.doubts.contains("left over"))
_free_texts: Any = union_all(
    select(
        literal("location").label("kind"),
        Location.c.code.label("subject"),
        func.coalesce(Location.c.site, "").label("site"),
        Location.c.sheet_id.label("sheet_id"),
        Location.c.row.label("row"),
        literal(1).label("affects"),
        Address.c.shown.label("text"),
        and_(_leads_on, not_(_typed), not_(func.coalesce(_in_street, False))).label("vague"),
    )
    .join(Address, Address.c.id == Location.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .where(not_(Location.c.repeats), _no_columns),
    select(
        literal("e911_record").label("kind"),
        func.min(_number).label("subject"),
        literal("").label("site"),
        E911Record.c.sheet_id.label("sheet_id"),
        func.min(E911Record.c.row).label("row"),
        func.count().label("affects"),
        E911Record.c.location_text.label("text"),
        not_(_typed).label("vague"),
    )
    .join(Address, Address.c.id == E911Record.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .where(given(E911Record.c.location_text))
    .group_by(E911Record.c.sheet_id, E911Record.c.location_text, not_(_typed)),
).subquery("free_text")


@rule(
    code="LOC-039",
    name="Location text ambiguous",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="locations in free text",
        tables=("location", "e911_record"),
        query=select(*_free_texts.c),
    ),
    message="{subject} has '{text}', which does not say whether it is a building, floor, suite, room or wing.",
    fix="Put the word before it: BLDG, FL, STE, RM, WING.",
    cites=("NENA-STA-004 CLDXF",),
    needs=("location.interior or e911_record.location_text",),
    points_at=("interior", "location_text"),
    bad="""
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | Location
                      212-555-0142     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | 312
                      212-555-0143     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | 312
                      212-555-0144     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | BY THE CAFE
        Locations: Location ID | Street Address   | Dispatch Location | City   | State
                   HQ-N        | 100 Congress Ave | North             | Austin | TX
    """,
    good="""
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | Location
                      212-555-0142     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | RM 312
                      212-555-0143     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | LOBBY
                      212-555-0144     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    |
        Locations: Location ID | Street Address   | Dispatch Location | City   | State
                   HQ-N        | 100 Congress Ave | North Wing        | Austin | TX
                   HQ-0        | 100 Congress Ave |                   | Austin | TX
    """,
)
def ambiguous_location_text() -> Condition:
    """Responders who read 312 look for a suite on the third floor, a room in building 3, or a house number."""
    vague: Condition = _free_texts.c.vague
    return vague


_parts = tuple(func.upper(func.coalesce(Place.c[part], "")) for part in (*INSIDE, "seat", "building_key"))
_tells_where = or_(_any_inside, given(Place.c.building_key))
_same: Any = _grouped(*_parts).where(_tells_where, given(Location.c.site)).subquery("same_location")


@rule(
    code="LOC-040",
    name="Duplicate ERL names",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(name="places that locations name", tables=("location",), query=select(*_same.c)),
    message="{subject} and {other} are one place of {site} under {affects} names.",
    fix="Keep one of them and give its name to all that use the others.",
    cites=("practice",),
    needs=("location.site", _COLUMNS + " or location.interior or location.street"),
    points_at=("code",),
    bad="""
        Locations: Location ID | Site Code | Building | Floor | Room
                   HQ-3-312    | HQ        | Main     | 3     | 312
                   HQ-MAIN-312 | HQ        | MAIN     | 3rd   | Rm 312
    """,
    good="""
        Locations: Location ID | Site Code | Building | Floor | Room
                   HQ-3-312    | HQ        | Main     | 3     | 312
                   HQ-3-314    | HQ        | Main     | 3     | 314
                   SAT-3-312   | SAT       | Main     | 3     | 312
                   HQ-X        | HQ        |          |       |
    """,
    more={
        "the same room at two street addresses of a site": (
            """
            Locations: Location ID | Site Code | Street Address   | City   | State | Floor | Room
                       HQ-A        | HQ        | 100 Congress Ave | Austin | TX    | 3     | 312
                       HQ-B        | HQ        | 8 Elm St         | Austin | TX    | 3     | 312
                       HQ-C        | HQ        | 100 Congress Av  | Austin | TX    | 3     | 312
            """,
            1,
        ),
    },
)
def one_place_two_names() -> Condition:
    """A change of one name leaves the other behind, and half of the room's telephones report what was there before."""
    several: Condition = _same.c.affects > 1
    return several
