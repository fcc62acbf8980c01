"""Family MSA, fourth part: updates of 911 records by date, beside the record that a database holds already."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from e911audit.model.tables import E911Record
from e911audit.rules.ali_records import NENA, number_name, records
from e911audit.rules.rule import Among, Condition, blank, given, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

DATES = ("completion_date", "extract_date")
"""Which dates are compared, each with its own kind: the first that both records have."""

_HeldRecord = shared(
    "held_before",
    select(E911Record.c.e164, *(func.max(E911Record.c[name]).label(name) for name in DATES))
    .where(E911Record.c.e164.is_not(None), blank(E911Record.c.function))
    .group_by(E911Record.c.e164),
    index="e164",
)
"""Records without a function: what a database holds."""


def _before(name: str) -> ColumnElement[Any]:
    """What the record of the same number that stands before in the same file has."""
    same = (E911Record.c.sheet_id, E911Record.c.e164)
    return (
        func.lag(E911Record.c[name], type_=E911Record.c[name].type)
        .over(partition_by=same, order_by=(E911Record.c.row, E911Record.c.id))
        .label(name)
    )


_EarlierRecord = shared(
    "earlier_record",
    select(E911Record.c.id, *map(_before, ("function", *DATES))).where(
        E911Record.c.e164.is_not(None), given(E911Record.c.function)
    ),
    index="id",
)


def _both(other: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The dates to compare, own and other; both NULL where the records have none in common."""
    pairs = [(E911Record.c[name], other.c[name]) for name in DATES]
    own = case(*((and_(mine.is_not(None), theirs.is_not(None)), mine) for mine, theirs in pairs))
    others = case(*((and_(mine.is_not(None), theirs.is_not(None)), theirs) for mine, theirs in pairs))
    return own, others


_own, _earlier = _both(_EarlierRecord)
_mine, _held = _both(_HeldRecord)
_conflicts = _own <= _earlier, _mine <= _held
_function = func.upper(E911Record.c.function)
_disconnected = func.upper(_EarlierRecord.c.function) == "D"
_code = case(
    (and_(_conflicts[0], _disconnected, _own < _earlier), 732),
    (and_(_conflicts[0], _disconnected, _function == "I"), 730),
    (and_(_conflicts[0], _disconnected), 729),
    (_function == "D", 735),
    else_=731,
)
UPDATES = Among(
    name="updates of 911 records",
    tables=("e911_record",),
    query=records(
        number_name,
        _code.label("code"),
        case((_conflicts[0], _own), else_=_mine).label("own"),
        case((_conflicts[0], _earlier), else_=_held).label("before"),
        case((_conflicts[0], "the file has a record of the number before it"), else_="the database holds one").label(
            "where"
        ),
    )
    .join(_EarlierRecord, _EarlierRecord.c.id == E911Record.c.id, isouter=True)
    .join(_HeldRecord, _HeldRecord.c.e164 == E911Record.c.e164, isouter=True)
    .where(given(E911Record.c.function)),
)
"""Records that say what is to be done with them, with the dates of those that they would change."""


@rule(
    code="MSA-012",
    name="Date order error",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=UPDATES,
    message="{subject} has an update of {own}, and {where} of {before}, which is no earlier: code {code}.",
    fix="Send the update again with the date on which it was made, later than that of the record before it.",
    cites=(NENA, "DBMS errors 729 to 735"),
    needs=("e911_record.function", "e911_record.completion_date or e911_record.extract_date"),
    points_at=("completion_date", "extract_date"),
    bad="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function | Completion Date
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK |          | 2026-11-10
                      212-555-0142     | 250          | MAIN ST     | ROUND ROCK | C        | 2026-11-09
    """,
    good="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function | Completion Date
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK |          | 2026-11-10
                      212-555-0142     | 250          | MAIN ST     | ROUND ROCK | C        | 2026-11-11
                      212-555-0143     | 250          | MAIN ST     | ROUND ROCK | I        | 2026-11-01
    """,
    more={
        "deleted and put in again on one day, and deleted with the date that is held": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function | Completion Date
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | D        | 2026-11-10
                      212-555-0142     | 250          | MAIN ST     | ROUND ROCK | I        | 2026-11-10
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK |          | 2026-11-10
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK | D        | 2026-11-10
            """,
            2,
        ),
        "one update after the other": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function | Completion Date
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | D        | 2026-11-10
                      212-555-0142     | 250          | MAIN ST     | ROUND ROCK | I        | 2026-11-11
                      212-555-0142     | 252          | MAIN ST     | ROUND ROCK | C        | 2026-11-12
            """,
            0,
        ),
        "dates of two kinds cannot be compared": (
            """
        E911 Records: Telephone Number | Street Name | Community  | Function | Completion Date | Extract Date
                      212-555-0142     | MAIN ST     | ROUND ROCK |          |                 | 2026-11-12
                      212-555-0142     | MAIN ST     | ROUND ROCK | C        | 2026-11-10      |
            """,
            0,
        ),
        "without the record that is held nobody can tell": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function | Completion Date
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | C        | 2026-11-10
            """,
            0,
        ),
    },
)
def no_later_than_what_is_held() -> Condition:
    """A database takes what is dated later for the newer: it refuses this update, and the old address stays.

    Records without a function are taken for what the database holds. Where none are loaded, only updates of one number
    in one file can be compared.
    """
    compared = or_(*(conflict.is_not(None) for conflict in _conflicts))
    new = and_(_HeldRecord.c.e164.is_(None), _EarlierRecord.c.function.is_(None), select(_HeldRecord.c.e164).exists())
    return case((or_(*_conflicts), True), (or_(compared, new), False), else_=None)
