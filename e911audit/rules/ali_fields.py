"""Family MSA, third part: what the fields of a 911 record hold, as the error codes of 911 databases tell it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all

from e911audit.model.tables import E911Record, MsagRange, Sheet, Source
from e911audit.rules.ali_records import NENA, by_file, file_name, records
from e911audit.rules.rule import Among, Condition, blank, given, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

CODES = "C D I U M E"
"""Change, delete, insert, unlock, migrate, and delete of an error record, which some databases take."""

_WithFunction = shared(
    "file_with_functions",
    select(E911Record.c.sheet_id).where(given(E911Record.c.function)).distinct(),
    index="sheet_id",
)
"""Sheets whose records say what is to be done with them; others show what a database holds."""
_function = func.coalesce(func.nullif(func.trim(E911Record.c.function), ""), "blank")


@rule(
    code="MSA-003",
    name="Invalid function code",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records",
        tables=("e911_record",),
        query=by_file(file_name + literal(" function ") + _function, _function.label("function")),
    ),
    message="{subject}: the function code is {function}, where a database takes {codes} and answers code 751.",
    fix="Send each record with the function that is meant: I for a new one, C for a change, D for a deletion, "
    "U and M for a port.",
    cites=(NENA, "DBMS error 751"),
    needs=("e911_record.function",),
    points_at=("function", "e164"),
    options={"codes": CODES},
    bad="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | X
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK | X
                      212-555-0144     | 101          | MAIN ST     | ROUND ROCK | I
    """,
    good="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | I
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK | Change
                      212-555-0144     | 101          | MAIN ST     | ROUND ROCK | E
    """,
    more={
        "a blank one among others is none": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | I
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK |
            """,
            1,
        ),
        "a list of what the database holds has none at all": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Function
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK |
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK |
            """,
            0,
        ),
    },
)
def unknown_function(codes: str) -> Condition:
    """A record of unknown function is refused, and the telephone keeps its old address or none."""
    among_others = E911Record.c.sheet_id.in_(select(_WithFunction.c.sheet_id))
    nothing_said = case((among_others, True), else_=None)
    taken = func.upper(E911Record.c.function).in_(codes.upper().split())
    return case((blank(E911Record.c.function), nothing_said), else_=~taken)


def _address() -> ColumnElement[str]:
    """The address of a record as people name it, without what is inside of the building."""
    first, *others = (
        E911Record.c[name] for name in ("house_number", "predir", "street_name", "street_suffix", "postdir")
    )
    street: ColumnElement[Any] = func.coalesce(first, "")
    for part in others:
        street += func.coalesce(literal(" ") + part, "")
    return func.trim(street + func.coalesce(literal(", ") + E911Record.c.community, ""))


@rule(
    code="MSA-008",
    name="Field content invalid",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records",
        tables=("e911_record",),
        query=records(_address(), E911Record.c.content_fault, E911Record.c.content_field.label("field")),
    ),
    message="The 911 records of {subject} hold what a database refuses: {content_fault}.",
    fix="Write the address in the fields and the spelling of the MSAG; rooms and floors belong into Location.",
    cites=(NENA, "DBMS errors 107 to 114"),
    needs=("e911_record.house_number or e911_record.street_name or e911_record.community or e911_record.predir",),
    points_at=("street_name", "house_number", "community"),
    bad="""
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name | Street Suffix | Community
                      212-555-0142     | 123 1/2      | N               | MAIN        | ST            | ROUND ROCK
    """,
    good="""
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name   | Street Suffix | Community
                      212-555-0142     | 123          | N               | O'Connor      | Rd            | St. Louis
                      212-555-0143     | N6W23001     |                 | 5TH           | ST            | LEE'S SUMMIT
                      212-555-0144     | 112-10       | SW              | WINSTON-SALEM | BLVD          | T14 R8 WELS
    """,
    more={
        "each of the codes": (
            f"""
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name  | Post Directional | Community
                      212-555-0142     | 12#4         |                 | MAIN         |                  | ROUND ROCK
                      212-555-0143     | 12345678901  |                 | MAIN         |                  | ROUND ROCK
                      212-555-0144     | 1            | NORTH           | MAIN         |                  | ROUND ROCK
                      212-555-0145     | 2            | NN              | MAIN         |                  | ROUND ROCK
                      212-555-0146     | 3            |                 | MAIN         | X                | ROUND ROCK
                      212-555-0147     | 4            |                 | {"MAIN " * 13} |                | ROUND ROCK
                      212-555-0148     | 5            |                 | MAIN, APT 4  |                  | ROUND ROCK
                      212-555-0149     | 6            |                 | MAIN         |                  | {"X " * 17}
                      212-555-0150     | 7            |                 | MAIN         |                  | 78664
                      212-555-0151     | 8            |                 | MAIN         |                  | CAÑON
            """,
            10,
        ),
        "telephones of one address are one finding": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | Location
                      212-555-0142     | 123          | MAIN ST #4  |               | ROUND ROCK | FL 1
                      212-555-0143     | 123          | MAIN ST #4  |               | ROUND ROCK | FL 2
            """,
            1,
        ),
    },
)
def refused_content() -> Condition:
    """A database that refuses a field refuses the record, and the change of address that it brings is lost."""
    return E911Record.c.content_fault != ""


@rule(
    code="MSA-013",
    name="Main number missing or not numeric",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records",
        tables=("e911_record",),
        query=by_file(
            file_name + literal(" main number ") + func.coalesce(E911Record.c.main_number, "blank"),
            E911Record.c.main_fault,
        ),
    ),
    message="{subject}: {main_fault}.",
    fix="Give the billing number (BTN) of the account; for a single line it is the number itself.",
    cites=(NENA, "DBMS errors 103 and 713"),
    needs=("e911_record.main_number",),
    points_at=("main_number",),
    bad="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Main Number
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | 212-555-0100
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK |
                      212-555-0144     | 101          | MAIN ST     | ROUND ROCK |
    """,
    good="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | Main Number
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | 212-555-0100
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK | (212) 555-0143
    """,
    more={
        "seven digits, zeros, letters": (
            """
        E911 Records: Telephone Number | House Number | Street Name | Community  | Main Number
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | 5550100
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK | 0000000000
                      212-555-0144     | 101          | MAIN ST     | ROUND ROCK | MAIN
            """,
            3,
        ),
    },
)
def no_main_number() -> Condition:
    """The main number ties a record to its account; without it the database refuses later changes and deletions."""
    return E911Record.c.main_fault != ""


def _ids(column: ColumnElement[str], called: str) -> Select[Any]:
    """Select, for each sheet of the column's table, how many of its records lack this id."""
    table = column.table
    lacking = case((blank(column), 1), else_=0)
    return (
        select(
            literal(table.name).label("kind"),
            (file_name + literal(f" {called}")).label("subject"),
            literal("").label("site"),
            table.c.sheet_id,
            func.coalesce(func.min(case((blank(column), table.c.row))), func.min(table.c.row)).label("row"),
            func.sum(lacking).label("affects"),
            literal(column.name).label("field"),
            literal(called).label("called"),
            func.sum(lacking).label("lacking"),
            func.count().label("records"),
        )
        .select_from(table)
        .join(Sheet, Sheet.c.id == table.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .group_by(table.c.sheet_id, Source.c.name, Sheet.c.name)
    )


_missing = union_all(_ids(E911Record.c.county_id, "county id"), _ids(MsagRange.c.psap_id, "PSAP id")).subquery(
    "missing_id"
)


@rule(
    code="MSA-011",
    name="County or PSAP id missing",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=Among(
        name="files of 911 records and street guides", tables=("e911_record", "msag_range"), query=select(*_missing.c)
    ),
    message="{subject}: blank in {lacking} of {records} records.",
    fix="Fill in the id that the 911 authority of the county gives.",
    cites=("NENA 02-010, version 2.1",),
    needs=("e911_record.county_id or msag_range.psap_id",),
    points_at=("county_id", "psap_id"),
    bad="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | County ID
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | 0491
                      212-555-0143     | 101          | MAIN ST     | ROUND ROCK |
                      212-555-0144     | 101          | MAIN ST     | ROUND ROCK |
    """,
    good="""
        E911 Records: Telephone Number | House Number | Street Name | Community  | County ID
                      212-555-0142     | 101          | MAIN ST     | ROUND ROCK | 0491
        MSAG: Street Name | Low | High | Community  | ESN | PSAP ID
              MAIN ST     | 101 | 199  | ROUND ROCK | 231 | P1
    """,
    more={
        "a guide that does not say who answers": (
            """
        MSAG: Street Name | Low | High | Community  | ESN | PSAP ID
              MAIN ST     | 101 | 199  | ROUND ROCK | 231 | P1
              OAK ST      | 101 | 199  | ROUND ROCK | 231 |
            """,
            1,
        ),
        "a guide without the column says nothing of it": (
            """
        MSAG: Street Name | Low | High | Community  | ESN
              MAIN ST     | 101 | 199  | ROUND ROCK | 231
            """,
            0,
        ),
    },
)
def id_missing() -> Condition:
    """A regional database tells counties apart by these ids; a street name alone may be in several of them."""
    return _missing.c.lacking > 0
