"""Family LEG, twelfth part: kept lines that end all the same, and duties that the law does not give a business line."""

from sqlalchemy import and_, func, or_, select

from e911audit.model.tables import Evidence, Line
from e911audit.rules.rule import Among, Condition, given, rule
from e911audit.rules.subjects import LINES
from e911audit.values import Basis, Severity

_ended = (
    select(Evidence.c.id)
    .where(
        or_(
            Evidence.c.subject == Line.c.name,
            Evidence.c.subject == Line.c.e164,
            Evidence.c.subject == Line.c.circuit,
            Evidence.c.subject == Line.c.account,
        ),
        Evidence.c.kind == "disconnect_order",
    )
    .correlate(Line)
    .exists()
)


@rule(
    code="LEG-055",
    name="Kept line on an account being closed",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="lines that are kept",
        tables=LINES.tables,
        query=LINES.query.where(Line.c.action == "keep").add_columns(
            func.coalesce(Line.c.account, "unknown").label("account")
        ),
    ),
    message="{subject} ({line_kind}, account {account}) is to be kept, and it, its circuit or its account is to "
    "be disconnected.",
    fix="Take the line out of the order, or move it to an account that stays.",
    cites=("practice: keep one controlled line",),
    needs=("line.action", "line.disconnect_due or evidence.kind"),
    points_at=("disconnect_due", "account", "action"),
    bad="""
        Lines: Line Number  | Line Type | Action | Account      | Disconnect Due
               212-555-0177 | elevator  | keep   | 212-R41-0220 | 2026-12-20
               212-555-0178 | elevator  | keep   | 212-R41-0221 |
        Evidence: Subject      | Kind             | Date       | Result
                  212-R41-0221 | disconnect order | 2026-11-10 | pending
    """,
    good="""
        Lines: Line Number  | Line Type | Action  | Account      | Disconnect Due
               212-555-0177 | elevator  | keep    | 212-R41-0220 |
               212-555-0178 | elevator  | replace | 212-R41-0221 | 2026-12-20
        Evidence: Subject      | Kind             | Date       | Result
                  212-R41-0221 | disconnect order | 2026-11-10 | pending
    """,
)
def kept_and_ended() -> Condition:
    """The line that somebody took care to keep goes with the account that somebody else took care to close."""
    return or_(Line.c.disconnect_due.is_not(None), _ended)


_notes = func.lower(func.coalesce(Line.c.notes, ""))


@rule(
    code="LEG-049",
    name="Residential backup offer confused with business",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(name="lines with notes", tables=LINES.tables, query=LINES.query.where(given(Line.c.notes))),
    message="A note at {subject} ({line_kind}) rests on backup power that the FCC has carriers offer to homes only.",
    fix="Plan a UPS of your own for this line.",
    cites=("47 CFR 9.20 (residential service only)",),
    needs=("line.notes",),
    points_at=("notes",),
    bad="""
        Lines: Line Number  | Line Type | Notes
               212-555-0177 | elevator  | carrier must give 8 h battery (FCC)
               212-555-0178 | fax       | 24 hour backup power per 47 CFR 9.20
    """,
    good="""
        Lines: Line Number  | Line Type | Notes
               212-555-0177 | elevator  | own UPS, 8 h battery
               212-555-0178 | fax       | FCC notice of 2026-05-01 filed
    """,
)
def rests_on_a_home_offer() -> Condition:
    """The offer of 8 and 24 hours is for homes; a business that counts on it stands in the dark."""
    claimed = or_(_notes.regexp_match("(^|[^a-z])fcc([^a-z]|$)"), _notes.contains("9.20"))
    return and_(claimed, or_(_notes.contains("battery"), _notes.contains("backup"), _notes.contains("back-up")))
