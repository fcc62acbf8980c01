"""Family LEG: the sign at an emergency telephone says the place that the 911 centre is shown."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_

from e911audit.model.tables import Address, Line, Location, Place
from e911audit.rules.rule import Among, Condition, given, rule
from e911audit.rules.subjects import LINES
from e911audit.values import Basis, Severity


def _words(text: ColumnElement[str]) -> ColumnElement[str]:
    """The words of a text, each between blanks, without case and punctuation."""
    for mark in (",", ".", "-", "#", "/", ";", ":"):
        text = func.replace(text, mark, " ")
    for _ in range(2):
        text = func.replace(text, "  ", " ")
    return literal(" ") + func.lower(func.trim(text)) + literal(" ")


_sign = _words(Line.c.posted_location)
_shown = _words(func.coalesce(Address.c.shown, Line.c.location, ""))
_parts = tuple(func.coalesce(Place.c[part], "") for part in ("building", "floor", "unit", "room", "zone"))
_has_inside = or_(*(part != "" for part in _parts))
_some_inside_told = or_(*(and_(part != "", _sign.contains(_words(part))) for part in _parts))
_all_inside_told = and_(*(or_(part == "", _sign.contains(_words(part))) for part in _parts))
_street_told = and_(
    given(Place.c.house),
    given(Place.c.street),
    _sign.contains(_words(Place.c.house)),
    _sign.contains(_words(Place.c.street)),
)


@rule(
    code="LEG-033",
    name="Posted location differs from 911 record",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name="lines with a posted location",
        tables=LINES.tables,
        query=LINES.query.add_columns(
            Line.c.posted_location.label("posted"),
            func.coalesce(Address.c.shown, Line.c.location, "").label("recorded"),
        )
        .join(Location, and_(Location.c.code == Line.c.location, not_(Location.c.repeats)), isouter=True)
        .join(Address, Address.c.id == func.coalesce(Line.c.address_id, Location.c.address_id), isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .where(given(Line.c.posted_location)),
    ),
    message="The sign at {subject} says '{posted}', its 911 location is '{recorded}'.",
    fix="Make sign and record say the same place; the sign is what a caller reads out.",
    cites=("IBC 1009.8.2", "state notices at emergency telephones"),
    needs=("line.posted_location", "line.location or line.street or line.interior"),
    points_at=("posted_location",),
    bad="""
        Lines: Line Number  | Line Type | Posted Location      | Street Address | City     | State | Room
               212-555-0177 | pool      | 40 Oak St, Pool Deck | 9 Elm St       | New York | NY    | Room 210
    """,
    good="""
        Lines: Line Number  | Line Type | Posted Location        | Street Address | City     | State | Room
               212-555-0177 | pool      | Room 210               | 9 Elm St       | New York | NY    | Room 210
               212-555-0178 | refuge    | 9 ELM ST. Rm 210       | 9 Elm St       | New York | NY    | Room 210
               212-555-0179 | pool      | Rm 210, 9 Elm Street   | 9 Elm St       | New York | NY    | Room 210
               212-555-0180 | fax       |                        | 9 Elm St       | New York | NY    | Room 210
    """,
    more={
        "an address alone, and a location that nobody knows": (
            """
            Lines: Line Number  | Line Type | Posted Location  | Street Address | City     | State | ZIP
                   212-555-0177 | pool      | 9 Elm Boulevard  | 9 Elm Blvd     | New York | NY    | 10001
                   212-555-0178 | pool      | 9 Elm Street     |                |          |       |
                   212-555-0179 | pool      | 19 Oak St        | 9 Elm Blvd     | New York | NY    | 10001
            """,
            1,
        ),
        "where only a part is the same, a person must look": (
            """
            Lines: Line Number  | Line Type | Posted Location     | Street Address | City     | State | Room
                   212-555-0177 | pool      | Pool Deck, 9 Elm St | 9 Elm St       | New York | NY    | Room 210
                   212-555-0178 | pool      | 40 Oak St, Rm 210   | 9 Elm St       | New York | NY    | Room 210
            """,
            0,
        ),
    },
)
def sign_says_otherwise() -> Condition:
    """A caller reads the sign to the 911 centre, which sees another place on its screen and asks which holds."""
    same = or_(_shown.contains(_sign), _sign.contains(_shown))
    return case(
        (same, False),
        (and_(_street_told, or_(_all_inside_told, not_(_has_inside))), False),
        (or_(_street_told, _some_inside_told), None),
        (_shown != _words(literal("")), True),
        else_=None,
    )
