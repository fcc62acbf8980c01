"""Family LEG, sixth part: a call tells which car it comes from, and the elevator's certificate is in force."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Address, Building, Elevator, Evidence, Line, Location, Place
from e911audit.rules.line_moves import moves_on, serving
from e911audit.rules.rule import Among, Condition, day, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import about_line
from e911audit.values import Basis, Severity

SiteBuildings = shared(
    "leg_site_buildings",
    select(Building.c.site, func.count().label("buildings")).where(not_(Building.c.repeats)).group_by(Building.c.site),
    index="site",
)
"""How many buildings each site has."""
_ELEVATORS = serving("elevator_phone")
_OwnAddress = Address.alias("leg_own_address")
_OwnPlace = Place.alias("leg_own_place")
_IDENTIFIED = "(^|[^a-z])(elevator|elev|lift|car|cab|el)[ .#_-]*(no|number)?[ .#_-]*([0-9]|[a-z]([^a-z]|$))"
"""Elevator 2, ELEV #2, Car B, HQ-EL2; a lift lobby without a number is no car."""
_texts: ColumnElement[str] = literal("")
for _text in (Line.c.location, Line.c.location_written, Address.c.shown, _OwnAddress.c.shown, Line.c.notes):
    _texts += func.coalesce(_text, "") + " | "
_in_register = (
    select(Elevator.c.id).where(Elevator.c.e164 == Line.c.e164, given(Elevator.c.car)).correlate(Line).exists()
)
_car_told = or_(func.lower(_texts).regexp_match(_IDENTIFIED), _in_register)
_building_lacks = case(
    (or_(given(Location.c.building), given(Place.c.building), given(_OwnPlace.c.building)), False),
    (SiteBuildings.c.buildings > 1, True),
    (SiteBuildings.c.buildings == 1, False),
    else_=None,
)


@rule(
    code="LEG-016",
    name="Elevator without building+car id",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name=_ELEVATORS.name,
        tables=_ELEVATORS.tables,
        query=_ELEVATORS.query.add_columns(case((not_(_car_told), "car"), else_="building").label("lacking"))
        .join(Location, and_(Location.c.code == Line.c.location, not_(Location.c.repeats)), isouter=True)
        .join(Address, Address.c.id == Location.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .join(_OwnAddress, _OwnAddress.c.id == Line.c.address_id, isouter=True)
        .join(_OwnPlace, _OwnPlace.c.id == _OwnAddress.c.place_id, isouter=True)
        .join(SiteBuildings, SiteBuildings.c.site == Line.c.site, isouter=True),
    ),
    message="The location of elevator telephone {subject} does not tell its {lacking}.",
    fix="Enter building and elevator number in its location, and check that the telephone tells them on demand.",
    cites=("ASME A17.1 2.27.1.1.3(d)",),
    needs=("line.location or line.interior",),
    points_at=("location", "interior", "e164"),
    bad="""
        Lines: Line Number  | Site Code | Line Type | Dispatch Location
               212-555-0177 | HQ        | elevator  | Lift lobby
               212-555-0178 | HQ        | elevator  |
               212-555-0179 | CAMPUS    | elevator  | Elevator 2
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 9
                   CAMPUS    | North    | 9
                   CAMPUS    | South    | 9
    """,
    good="""
        Lines: Line Number  | Site Code | Line Type | Location ID | Dispatch Location   | Notes
               212-555-0177 | HQ        | elevator  |             | Elevator 2          |
               212-555-0178 | HQ        | elevator  |             |                     | ELEV #3
               212-555-0179 | CAMPUS    | elevator  | N-EL1       |                     |
               212-555-0180 | HQ        | fax       |             |                     |
        Locations: Location ID | Site Code | Street Address | City     | State | ZIP   | Building
                   N-EL1       | CAMPUS    | 9 Elm St       | New York | NY    | 10001 | North
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 9
                   CAMPUS    | North    | 9
                   CAMPUS    | South    | 9
    """,
    more={
        "the register tells the car; where no building is listed it is not judged": (
            """
            Lines: Line Number  | Site Code | Line Type | Dispatch Location
                   212-555-0177 | HQ        | elevator  | Lobby
            Elevators: Registration Number | Device Type | Car | Phone Number
                       1001                | Passenger   | 2   | 212-555-0177
            """,
            0,
        ),
    },
)
def which_car() -> Condition:
    """Responders in a tower of twelve elevators look for the one that stopped between floors."""
    return or_(not_(_car_told), _building_lacks)


_inspected = (
    select(func.max(Evidence.c.expires_on))
    .where(about_line, Evidence.c.kind == "inspection", Evidence.c.result == "pass")
    .correlate(Line)
    .scalar_subquery()
)
_registered = select(func.max(Elevator.c.expires_on)).where(Elevator.c.e164 == Line.c.e164).correlate(Line)
_expires = func.coalesce(_inspected, _registered.scalar_subquery())
_until = func.coalesce(moves_on, day("as_of"))


@rule(
    code="LEG-018",
    name="Elevator certificate expired",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name=_ELEVATORS.name,
        tables=_ELEVATORS.tables,
        query=_ELEVATORS.query.add_columns(_expires.label("expires"), _until.label("until")),
    ),
    message="The certificate of the elevator behind {subject} ends on {expires}, before {until}.",
    fix="Have the elevator inspected before the cutover, its telephone included.",
    cites=("state elevator rules, by ASME A17.1",),
    needs=("evidence.expires_on or elevator.expires_on",),
    points_at=("cutover_on", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Line Type | Cutover Date
               212-555-0177 | elevator  | 2026-12-15
        Evidence: Subject      | Kind       | Date       | Result | Expires On
                  212-555-0177 | inspection | 2025-12-10 | pass   | 2026-12-10
    """,
    good="""
        Lines: Line Number  | Line Type | Cutover Date
               212-555-0177 | elevator  | 2026-12-15
               212-555-0178 | fax       | 2026-12-15
        Evidence: Subject      | Kind       | Date       | Result | Expires On
                  212-555-0177 | inspection | 2024-12-10 | pass   | 2025-12-10
                  212-555-0177 | inspection | 2025-12-20 | pass   | 2026-12-20
                  212-555-0178 | inspection | 2024-12-10 | pass   | 2025-12-10
    """,
    more={
        "the register's date, against the day of the run": (
            """
            Lines: Line Number  | Line Type
                   212-555-0177 | elevator
                   212-555-0178 | elevator
                   212-555-0179 | elevator
            Elevators: Registration Number | Device Type | Phone Number | Expires On
                       1001                | Passenger   | 212-555-0177 | 2026-11-21
                       1002                | Passenger   | 212-555-0178 | 2026-11-22
            """,
            1,
        ),
    },
)
def certificate_ends() -> Condition:
    """An inspector who finds the certificate out of date finds the changed telephone in the same visit."""
    return _expires < _until
