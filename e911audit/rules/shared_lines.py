"""Family LEG, fourth part: elevators and alarms that share their line with each other or with something else."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Elevator, Line
from e911audit.rules.line_moves import goes, said, serving
from e911audit.rules.rule import Among, Condition, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import LIFE_SAFETY_LINES, line_proof
from e911audit.values import Basis, Severity

_WRITTEN_AS = ("+", "-", ".", "(", ")", " ", "\u00a0")
_partner = func.lower(func.coalesce(Line.c.shared_with, ""))
_digits: ColumnElement[Any] = Line.c.shared_with
for _mark in _WRITTEN_AS:
    _digits = func.replace(_digits, _mark, "")
_CAR = "(^|[^a-z])(elev[a-z]*|lifts?|cars?|cabs?)([^a-z]|$)"
_E164 = "+1"

OnNumber = shared(
    "leg_on_number",
    select(
        Line.c.e164.label("e164"),
        func.count().label("lines"),
        func.min(case((Line.c.kind == "elevator_phone", Line.c.id))).label("first_car"),
        func.min(case((func.coalesce(Line.c.life_safety, "unknown") != "no", Line.c.id))).label("first_safe"),
        func.count(case((Line.c.kind == "elevator_phone", 1))).label("cars"),
        func.count(func.coalesce(Line.c.kind, "unknown").distinct()).label("kinds"),
    )
    .where(Line.c.e164.is_not(None))
    .group_by(Line.c.e164),
    index="e164",
)
"""For each number that lines have: its rows, the first elevator and the first life-safety line among them, how many of
them are elevators, and how many kinds there are."""
_rows = select(OnNumber.c.lines).where(OnNumber.c.e164 == Line.c.e164).correlate(Line)


def _first(column: ColumnElement[int]) -> Condition:
    """Tell where no earlier such row names the same number, so that each number is told once; never NULL."""
    earlier = select(column).where(OnNumber.c.e164 == Line.c.e164).correlate(Line).scalar_subquery()
    return func.coalesce(earlier == Line.c.id, True)


_cars_on_number = _rows.where(OnNumber.c.cars > 1).exists()
_kinds_on_number = _rows.where(OnNumber.c.kinds > 1).exists()
_partner_is_car = (
    select(OnNumber.c.lines)
    .where(OnNumber.c.e164.in_((literal(_E164) + _digits, literal("+") + _digits)), OnNumber.c.cars > 0)
    .correlate(Line)
    .exists()
)
_registered = (
    select(func.count(Elevator.c.name.distinct()))
    .where(Elevator.c.e164 == Line.c.e164)
    .correlate(Line)
    .scalar_subquery()
)
_names_car = or_(_partner.regexp_match(_CAR), _partner_is_car)
_with = case((said(Line.c.shared_with), Line.c.shared_with), else_="another row of the list")

_ELEVATORS = serving("elevator_phone")


@rule(
    code="LEG-015",
    name="Cars share one line, simultaneous call fails",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name=_ELEVATORS.name, tables=_ELEVATORS.tables, query=_ELEVATORS.query.where(_first(OnNumber.c.first_car))
    ),
    message="More than one elevator calls over {subject}, and nothing shows that two cars can call at once.",
    fix="Give each car a line, or use a listed line consolidator and record the vendor's consent after a test from two "
    "cars at once.",
    cites=("ASME A17.1 (test with two cars)",),
    needs=("line.shared_with or elevator.e164", "evidence.kind"),
    points_at=("shared_with", "e164"),
    bad="""
        Lines: Line Number  | Line Type | Shared With
               212-555-0177 | elevator  | Car 2
               212-555-0178 | elevator  | (212) 555-0179
               212-555-0179 | elevator  |
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | inspection | 2026-11-10 | pass
    """,
    good="""
        Lines: Line Number  | Line Type | Shared With | Action
               212-555-0177 | elevator  | Car 2       | keep
               212-555-0178 | elevator  | none        | keep
               212-555-0179 | fax       | Car 2       | keep
               212-555-0180 | elevator  | cardiology  | keep
               212-555-0181 | elevator  | Car 2       | remove
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | vendor ack | 2026-11-10 | pass
    """,
    more={
        "two cars that the list gives one number": (
            """
            Lines: Line Number  | Line Type | Shared With | Notes
                   212-555-0177 | elevator  |             | car 1
                   212-555-0177 | elevator  |             | car 2
            Evidence: Subject      | Kind       | Date       | Result
                      212-555-0177 | inspection | 2026-11-10 | pass
            """,
            1,
        ),
        "two cars that the register gives one number": (
            """
            Lines: Line Number  | Line Type
                   212-555-0177 | elevator
                   212-555-0178 | elevator
            Evidence: Subject      | Kind       | Date       | Result
                      212-555-0177 | inspection | 2026-11-10 | pass
            Elevators: Registration Number | Device Type | Phone Number
                       1001                | Passenger   | 212-555-0177
                       1002                | Passenger   | 212-555-0177
                       1003                | Passenger   | 212-555-0178
            """,
            1,
        ),
    },
)
def cars_share_a_line() -> Condition:
    """While one car talks, another that the same power failure has stopped hears a busy line."""
    shares = or_(and_(said(Line.c.shared_with), _names_car), _cars_on_number, _registered > 1)
    return and_(shares, not_(line_proof("vendor_ack")))


_is_car = is_in(Line.c.kind, "elevator_phone")


@rule(
    code="LEG-044",
    name="Shared line with alarm or elevator",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name=LIFE_SAFETY_LINES.name,
        tables=LIFE_SAFETY_LINES.tables,
        query=LIFE_SAFETY_LINES.query.where(not_(goes), _first(OnNumber.c.first_safe)).add_columns(
            _with.label("partner")
        ),
    ),
    message="{subject} ({line_kind}) is or may be a life-safety line and shares its number with something else "
    "({partner}); nothing shows a listed device that frees it.",
    fix="Give it a line of its own, or record the vendor's or the authority's word on the line seizure (RJ31X).",
    cites=("RJ31X", "ASME A17.1", "NFPA 72"),
    needs=("line.shared_with", "evidence.kind"),
    points_at=("shared_with", "e164"),
    bad="""
        Lines: Line Number  | Line Type  | Shared With
               212-555-0177 | fire alarm | fax of the office
               212-555-0178 | elevator   | 212-555-0190
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | inspection | 2026-11-10 | pass
    """,
    good="""
        Lines: Line Number  | Line Type  | Shared With
               212-555-0177 | fire alarm | fax of the office
               212-555-0178 | elevator   | none
               212-555-0179 | fax        | POS 2
               212-555-0180 | elevator   | Car 2
        Evidence: Subject      | Kind       | Date       | Result
                  212-555-0177 | vendor ack | 2026-11-10 | pass
    """,
    more={
        "one number in two rows with different types": (
            """
            Lines: Line Number  | Line Type  | Shared With
                   212-555-0177 | elevator   |
                   212-555-0177 | fax        |
                   212-555-0178 | elevator   |
                   212-555-0178 | elevator   |
            Evidence: Subject      | Kind       | Date       | Result
                      212-555-0177 | inspection | 2026-11-10 | pass
            """,
            1,
        ),
    },
)
def shared_with_something() -> Condition:
    """Somebody sends a fax, and the panel that wants to report a fire waits for the line."""
    partner = and_(said(Line.c.shared_with), not_(and_(_is_car, _names_car)))
    return and_(or_(partner, _kinds_on_number), not_(line_proof("vendor_ack", "ahj_approval")))
