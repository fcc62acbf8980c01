"""Family HYG: are the spreadsheets fresh and complete enough to be judged by."""

from e911audit.model.tables import Sheet
from e911audit.rules.rule import Condition, day, rule
from e911audit.rules.subjects import SHEETS
from e911audit.values import Basis, Severity


@rule(
    code="HYG-001",
    name="Inventory older than freeze",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=SHEETS,
    message="{subject} was exported on {exported_on}, more than {days} days before the cutover.",
    fix="Export it again.",
    cites=("practice",),
    needs=("run.cutover", "sheet.exported_on"),
    points_at=("exported_on",),
    options={"days": 30},
    bad="""
        Run: Cutover
             2026-12-15
        Numbers: Telephone Number | Status | Exported On
                 212-555-0142     | active | 2026-10-01
    """,
    good="""
        Run: Cutover
             2026-12-15
        Numbers: Telephone Number | Status | Exported On
                 212-555-0142     | active | 2026-11-20
    """,
)
def old_export(days: int) -> Condition:
    """People move and lines are added between the export and the cutover; the audit saw none of it."""
    return Sheet.c.exported_on < day("cutover", days)


@rule(
    code="HYG-006",
    name="Rows skipped at import",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SHEETS,
    message="{rejected} of {rows} rows of {subject} could not be loaded and were not judged.",
    fix="Correct the rows listed on the sheet Rejected Rows and load the file again.",
    cites=("practice",),
    needs=(),
    points_at=(),
    bad="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
                 front desk       | active
    """,
    good="""
        Numbers: Telephone Number | Status
                 212-555-0142     | active
    """,
)
def rows_rejected() -> Condition:
    """A row that was skipped may be the one telephone that cannot reach 911."""
    return Sheet.c.rejected > 0
