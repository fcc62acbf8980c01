"""Family POR: will the port succeed, and is what it needs kept as it should be."""

from sqlalchemy import Text, cast, func

from e911audit.model.tables import Sheet
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import SHEETS
from e911audit.values import Basis, Severity

_headers = cast(Sheet.c.secrets, Text)
_where = func.coalesce(
    func.nullif(func.replace(func.replace(_headers, "[", ""), "]", ""), ""), "the text of other columns"
)


@rule(
    code="POR-027",
    name="PIN in clear text",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=SHEETS.name,
        tables=SHEETS.tables,
        query=SHEETS.query.add_columns(Sheet.c.secret_cells.label("secret_cells"), _where.label("secret_columns")),
    ),
    message="{subject} holds {secret_cells} PINs or passwords in clear text, in {secret_columns}.",
    fix="Move them to a password vault and take them out of the file; they were not stored here.",
    cites=("ilec-guide: store port data securely",),
    needs=(),
    points_at=("secret",),
    bad="""
        Numbers: Telephone Number | Status | Port-Out PIN
                 212-555-0142     | active | 4711
    """,
    good="""
        Numbers: Telephone Number | Status | PIN Required
                 212-555-0142     | active | yes
    """,
    more={
        "a PIN in a note": (
            """
            Numbers: Telephone Number | Status | Notes
                     212-555-0142     | active | losing carrier, PIN: 4711
                     212-555-0143     | active | Pine Street 4711
            """,
            1,
        ),
        "an empty column of PINs holds none": (
            """
            Numbers: Telephone Number | Status | Port-Out PIN
                     212-555-0142     | active |
            """,
            0,
        ),
    },
)
def secrets_in_clear() -> Condition:
    """Whoever holds the account's PIN can take its numbers away; a spreadsheet goes to everybody in the project."""
    return Sheet.c.secret_cells > 0
