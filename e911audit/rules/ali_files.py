"""Family MSA, second part: files of NENA records, which a 911 database takes as a whole or not at all."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from e911audit.model.tables import ExchangeFile, Sheet, Source
from e911audit.rules.rule import Among, Condition, rule
from e911audit.values import Basis, Severity

NENA_2_1 = "NENA 02-010, version 2.1"


def _files(row: ColumnElement[Any], affects: ColumnElement[Any], field: str) -> Among:
    """Select the files of NENA records; ``row`` is the line that a finding cites, ``field`` what is told of it."""
    return Among(
        name="files of NENA records",
        tables=("exchange_file",),
        query=select(
            literal("exchange_file").label("kind"),
            func.rtrim(Source.c.name + literal(" ") + Sheet.c.name).label("subject"),
            literal("").label("site"),
            ExchangeFile.c.sheet_id,
            row.label("row"),
            affects.label("affects"),
            literal(f"exchange_file.{field}").label("field"),
            ExchangeFile.c[field],
            func.upper(ExchangeFile.c.format).label("records_of"),
        )
        .select_from(ExchangeFile)
        .join(Sheet, Sheet.c.id == ExchangeFile.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id),
    )


@rule(
    code="MSA-001",
    name="ALI record wrong length",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=_files(ExchangeFile.c.row, ExchangeFile.c.wrong_lines, "line_fault"),
    message="{subject} holds {records_of} records that no 911 database takes: {line_fault}.",
    fix="Have the file made again by the program that wrote it, and do not edit it: its columns are positions.",
    cites=(NENA_2_1,),
    needs=("exchange_file.line_fault",),
    points_at=("line_fault",),
    bad="""
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  record    | 510        | *
                  record    | 512        | *
                  trailer 2 | 512        | *
    """,
    good="""
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  record    | 512        | *
                  trailer 2 | 512        | *
    """,
    more={
        "a record without its end mark": (
            """
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  record    | 512        | X
                  trailer 2 | 512        | *
            """,
            1,
        ),
        "every record one character short, so that none can be read": (
            """
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 511        | *
                  record    | 511        | *
                  trailer 2 | 512        | *
            """,
            1,
        ),
        "a street guide of 200 characters with a range of 201": (
            """
        MSAG file: Line   | Characters | Ends With
                   record | 200        | *
                   record | 201        | *
                   record | 200        | *
            """,
            1,
        ),
    },
)
def lines_of_another_length() -> Condition:
    """A 911 database reads by positions: in a record that is too short or too long every field is shifted.

    It refuses the record, or files a wrong address for the number; either way the caller is not where the record says.
    """
    return ExchangeFile.c.line_fault != ""


@rule(
    code="MSA-002",
    name="Header/trailer count mismatch",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=_files(ExchangeFile.c.frame_row, ExchangeFile.c.records, "frame_fault"),
    message="{subject} is no whole file of {records_of} records: {frame_fault}.",
    fix="Ask the sender for the whole file, or have it made again; do not correct the count by hand.",
    cites=(NENA_2_1,),
    needs=("exchange_file.frame_fault",),
    points_at=("frame_fault",),
    bad="""
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  trailer 2 | 512        | *
    """,
    good="""
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  record    | 512        | *
                  trailer 2 | 512        | *
    """,
    more={
        "neither header nor trailer": (
            """
        ALI file: Line   | Characters | Ends With
                  record | 512        | *
                  record | 512        | *
            """,
            1,
        ),
        "a header, and the file was cut off before its trailer": (
            """
        ALI file: Line   | Characters | Ends With
                  header | 512        | *
                  record | 512        | *
                  record | 512        | *
            """,
            1,
        ),
        "no source shows that a street guide has a header and a trailer": (
            """
        MSAG file: Line   | Characters | Ends With
                   record | 200        | *
                   record | 200        | *
            """,
            0,
        ),
        "but where it has a trailer, its count holds": (
            """
        MSAG file: Line      | Characters | Ends With
                   header    | 200        | *
                   record    | 200        | *
                   trailer 2 | 200        | *
            """,
            1,
        ),
        "files behind one another count each for themselves": (
            """
        ALI file: Line      | Characters | Ends With
                  header    | 512        | *
                  record    | 512        | *
                  trailer 1 | 512        | *
                  header    | 512        | *
                  record    | 512        | *
                  record    | 512        | *
                  trailer 2 | 512        | *
            """,
            0,
        ),
    },
)
def not_the_records_that_were_sent() -> Condition:
    """Only the count in the trailer tells that no record was lost on the way; a lost one is a caller unknown to 911.

    Of a street guide only a count that it has is judged, since no source shows that it must have one.
    """
    return ExchangeFile.c.frame_fault != ""
