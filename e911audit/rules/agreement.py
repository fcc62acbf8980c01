"""Family HYG, fifth part: do the sheets agree with each other."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, cast, func, literal, or_, select, union_all

from e911audit.model.tables import (
    Address,
    Line,
    Number,
    Place,
    Sheet,
    Source,
)
from e911audit.rules.places import LocationPlace
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import number_active
from e911audit.values import Basis, Severity


def _cell(record: Any, *fields: str) -> ColumnElement[str]:
    """A record's cell in words, "DIDs.xlsx DIDs!C17"; the row alone where a field stands in several columns."""
    names = [name for field in fields for name in (field, f"{record.name}.{field}")]
    letters = func.coalesce(*(Sheet.c.columns[name].as_string() for name in names), "A")
    row = cast(record.c.row, Text)
    place = case((letters.like("%|%"), literal("row ") + row), else_=letters + row)
    sheet = case((Sheet.c.name == "", " "), else_=literal(" ") + Sheet.c.name + literal("!"))
    return Source.c.name + sheet + place


def _told(record: Any, subject: ColumnElement[Any], several: Any, *fields: str) -> Select[Any]:
    """What each sheet tells of the numbers or lines that several sheets name."""
    civic = Address.c.civic
    return (
        select(
            literal(record.name).label("record"),
            subject.label("subject"),
            record.c.sheet_id,
            record.c.row,
            record.c.site,
            record.c.location,
            func.nullif(case((civic, Place.c.building_key), else_=LocationPlace.c.building_key), "").label("building"),
            case((civic, Address.c.shown), else_=LocationPlace.c.shown).label("address"),
            record.c.kind,
            _cell(record, *fields).label("cell"),
            Source.c.path,
            Sheet.c.position,
        )
        .join_from(record, Sheet, Sheet.c.id == record.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .join(Address, Address.c.id == record.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .join(LocationPlace, LocationPlace.c.code == record.c.location, isouter=True)
        .where(subject.in_(several))
    )


_line_name = func.coalesce(Line.c.e164, Line.c.name)
_named = union_all(
    select(Number.c.e164.label("subject"), Number.c.sheet_id).where(Number.c.e164.is_not(None), number_active),
    select(_line_name.label("subject"), Line.c.sheet_id),
).subquery("named")
_Several = shared(
    "named_in_several_sheets",
    select(_named.c.subject)
    .group_by(_named.c.subject)
    .having(func.min(_named.c.sheet_id) != func.max(_named.c.sheet_id)),
    index="subject",
)
_several = select(_Several.c.subject)
_all_told = union_all(
    _told(Number, Number.c.e164, _several, "e164").where(number_active),
    _told(Line, _line_name, _several, "e164", "circuit"),
).subquery("all_told")
ToldTwice = shared(
    "told_twice",
    select(
        _all_told,
        func.row_number(type_=Integer)
        .over(
            partition_by=_all_told.c.subject,
            order_by=(_all_told.c.path, _all_told.c.position, _all_told.c.row, _all_told.c.record),
        )
        .label("place"),
    ),
    index="subject",
)
"""Numbers and lines that more than one sheet names: what each of them tells, in the order of the sheets."""
_One, _Other = ToldTwice.alias("one"), ToldTwice.alias("other")
_differences = {
    "site": ("site", _One.c.site != _Other.c.site),
    "location": ("location", _One.c.location != _Other.c.location),
    "address": ("address", _One.c.building != _Other.c.building),
    "kind": ("kind", and_(_One.c.record == _Other.c.record, _One.c.kind != _Other.c.kind)),
}
"""How a message names what differs -> the column that it quotes, and when it differs; blanks differ from nothing."""


def _differences_told() -> ColumnElement[str]:
    told: ColumnElement[Any] = literal("")
    for name, (column, differs) in _differences.items():
        both = literal(f", {name} '") + _One.c[column] + literal("' or '") + _Other.c[column] + literal("'")
        told += case((differs, both), else_="")
    return func.substr(told, 3)


_pairs = (
    select(
        _One.c.subject,
        func.coalesce(_One.c.site, _Other.c.site, "").label("site"),
        _differences_told().label("told"),
        _One.c.cell.label("one"),
        _Other.c.cell.label("other"),
        func.row_number(type_=Integer)
        .over(partition_by=_One.c.subject, order_by=(_One.c.place, _Other.c.place))
        .label("place"),
    )
    .join_from(_One, _Other, and_(_Other.c.subject == _One.c.subject, _Other.c.place > _One.c.place))
    .where(_One.c.sheet_id != _Other.c.sheet_id, or_(*(differs for _, differs in _differences.values())))
    .subquery("pairs")
)
Disputed = shared("told_differently", select(_pairs).where(_pairs.c.place == 1), index="subject")
"""The first two sheets that disagree about a number or line, and in what."""


@rule(
    code="HYG-007",
    name="Conflicting duplicates between sources",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="numbers and lines that several sheets name",
        tables=("number", "line"),
        query=select(
            ToldTwice.c.record.label("kind"),
            ToldTwice.c.subject,
            func.coalesce(Disputed.c.site, ToldTwice.c.site, "").label("site"),
            ToldTwice.c.sheet_id,
            ToldTwice.c.row,
            case((ToldTwice.c.place == 1, 1), else_=0).label("affects"),
            Disputed.c.told,
            Disputed.c.one,
            Disputed.c.other,
        ).join_from(ToldTwice, Disputed, Disputed.c.subject == ToldTwice.c.subject, isouter=True),
    ),
    message="Two sheets disagree about {subject}: {told} ({one} and {other}).",
    fix="Decide which source is right, and correct or leave out the other.",
    cites=("practice",),
    needs=("number.e164 or line.e164 or line.circuit",),
    points_at=("e164", "circuit"),
    bad="""
        Numbers: Telephone Number | Status | Kind | Site Code | Location ID
                 212-555-0142     | active | did  | HQ        | HQ-1
        Portal: Telephone Number | Status | Kind | Site Code | Location ID
                (212) 555-0142   | active | fax  | DEPOT     | HQ-1
    """,
    good="""
        Numbers: Telephone Number | Status | Kind | Site Code | Location ID
                 212-555-0142     | active | did  | HQ        | HQ-1
                 212-555-0143     | active | did  | HQ        |
        Portal: Telephone Number | Status | Kind | Site Code | Location ID
                (212) 555-0142   | active | user | HQ        | HQ-1
                (212) 555-0143   | active |      | HQ        | HQ-2
    """,
    more={
        "a number of one list is a line of another": (
            """
            Numbers: Telephone Number | Status | Kind | Site Code
                     212-555-0177     | active | line | HQ
                     212-555-0178     | active | line | HQ
            Lines: Line Number  | Line Type | Site Code
                   212-555-0177 | elevator  | HQ
                   212-555-0178 | elevator  | DEPOT
            """,
            1,
        ),
        "one sheet that repeats itself is the matter of other rules": (
            """
            Numbers: Telephone Number | Status | Site Code
                     212-555-0142     | active | HQ
                     212-555-0142     | active | DEPOT
            """,
            0,
        ),
        "two lists of lines, of which one has no number": (
            """
            Lines: Line Number | Circuit ID     | Line Type  | Site Code
                               | 21.LGXX.402217 | fire alarm | HQ
            Survey: Line Number | Circuit ID     | Line Type | Site Code
                                | 21.LGXX.402217 | elevator  | HQ
            """,
            1,
        ),
        "two addresses": (
            """
            Numbers: Telephone Number | Status | Street Address      | City   | State
                     212-555-0142     | active | 100 Congress Ave    | Austin | TX
                     212-555-0143     | active | 100 Congress Avenue | Austin | TX
            Portal: Telephone Number | Status | Street Address   | City   | State
                    212-555-0142     | active | 8 Elm St         | Austin | TX
                    212-555-0143     | active | 100 Congress Ave | Austin | TX
            """,
            1,
        ),
    },
)
def two_truths() -> Condition:
    """One of the two lists feeds the 911 database; nobody can say whether it is the one that is right."""
    return Disputed.c.subject.is_not(None)
