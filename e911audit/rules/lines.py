"""Family LEG, first part: which analog and legacy lines must outlive the cutover, and has somebody decided."""

from sqlalchemy import and_, func, not_, or_

from e911audit.model.tables import Line
from e911audit.rules.rule import Condition, blank, day, given, is_in, rule
from e911audit.rules.subjects import LIFE_SAFETY_LINES, LINES, latest_line_proof, line_proof
from e911audit.values import Basis, Severity

TESTS = (
    "station_test",
    "test_call_911",
    "callback_test",
    "inspection",
    "ahj_approval",
    "battery_test",
    "power_fail_test",
)
"""Kinds of evidence that show a life-safety line, or what replaced it, at work."""


@rule(
    code="LEG-001",
    name="Life-safety line marked for removal",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=LIFE_SAFETY_LINES,
    message="{subject} ({line_kind}) is or may be a life-safety line; the plan says '{action}' and no replacement.",
    fix="Keep the line, or name and test what replaces it.",
    cites=("ASME A17.1", "NFPA 72", "IBC 1009.8"),
    needs=("line.action",),
    points_at=("action", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Line Type  | Action  | Replacement
               212-555-0177 | elevator   | remove  |
               212-555-0178 | fire alarm | unknown |
               212-555-0179 | unknown    | remove  |
    """,
    good="""
        Lines: Line Number  | Line Type  | Action | Replacement
               212-555-0177 | elevator   | keep   |
               212-555-0178 | fire alarm | remove | cellular communicator 7
               212-555-0179 | fax        | remove |
    """,
    more={
        "a column that says life safety outweighs the kind": (
            """
            Lines: Line Number  | Line Type | Life Safety | Action
                   212-555-0177 | voice     | yes         | remove
            """,
            1,
        ),
    },
)
def life_line_removed() -> Condition:
    """Cut this line and a person stuck in an elevator, or a burning building's panel, calls nobody."""
    return and_(Line.c.action.in_(("remove", "unknown")), blank(Line.c.replacement))


@rule(
    code="LEG-002",
    name="Line purpose unknown",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=LINES,
    message="Nobody knows what {subject} serves, and its cutover has a date.",
    fix="Tone and trace the line.",
    cites=("treat as life-safety until proved otherwise (practice)",),
    needs=("line.cutover_on or run.cutover",),
    points_at=("kind", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Line Type | Cutover Date
               212-555-0177 | unknown   | 2026-12-15
               212-555-0178 |           | 2026-12-15
    """,
    good="""
        Lines: Line Number  | Line Type | Cutover Date
               212-555-0177 | elevator  | 2026-12-15
               212-555-0178 | unknown   |
    """,
    more={
        "the date of the run counts": (
            """
            Run: Cutover
                 2026-12-15
            Lines: Line Number  | Line Type
                   212-555-0177 | unknown
            """,
            1,
        ),
    },
)
def purpose_unknown() -> Condition:
    """The forgotten line in the closet is often the elevator or the fire panel; found out too late, it is dead."""
    unknown = or_(blank(Line.c.kind), is_in(Line.c.kind, "unknown"))
    return and_(unknown, or_(Line.c.cutover_on.is_not(None), day("cutover").is_not(None)))


@rule(
    code="LEG-004",
    name="Kind inferred from text only",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=LINES,
    message="{subject} counts as {line_kind} only because a text says '{kind_words}'.",
    fix="Identify the line on site and record it as evidence of kind line_id.",
    cites=("practice",),
    needs=("line.e164 or line.circuit",),
    points_at=("notes", "kind", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Action | Notes
               212-555-0177 | keep   | ELEV 2 east tower
    """,
    good="""
        Lines: Line Number  | Action | Line Type | Notes
               212-555-0177 | keep   | elevator  |
               212-555-0178 | keep   |           | FACP LINE 2
        Evidence: Subject      | Kind    | Date       | Result
                  212-555-0178 | line id | 2026-11-02 | pass
    """,
)
def kind_inferred() -> Condition:
    """Labels outlive what they describe; only somebody at the jack knows what a line rings."""
    return and_(given(Line.c.kind_words), not_(line_proof("line_id")))


@rule(
    code="LEG-047",
    name="Disconnect order dated before proof",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=LIFE_SAFETY_LINES,
    message="{subject} ({line_kind}) is due for disconnection before any test proves that its replacement works.",
    fix="Move the disconnect order to a day after the last test.",
    cites=("practice: analog lines cut too early",),
    needs=("line.disconnect_due", "evidence.kind"),
    points_at=("disconnect_due",),
    bad="""
        Lines: Line Number  | Line Type  | Action  | Disconnect Due
               212-555-0177 | elevator   | replace | 2026-12-20
               212-555-0178 | fire alarm | replace | 2026-11-01
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | test call    | 2026-11-10 | fail
                  212-555-0178 | station test | 2026-11-10 | pass
    """,
    good="""
        Lines: Line Number  | Line Type  | Action  | Disconnect Due
               212-555-0177 | elevator   | replace | 2026-12-20
               212-555-0178 | fire alarm | keep    |
               212-555-0179 | fax        | remove  | 2026-11-01
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | test call    | 2026-11-10 | pass
    """,
)
def disconnected_before_proof() -> Condition:
    """Once the old line is gone there is nothing to fall back to when the new one turns out not to work."""
    unproved = or_(not_(line_proof(*TESTS)), Line.c.disconnect_due <= latest_line_proof(*TESTS))
    return and_(Line.c.disconnect_due.is_not(None), unproved)


@rule(
    code="LEG-051",
    name="Line without a decision",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=LINES,
    message="Nobody has decided what becomes of {subject} ({line_kind}).",
    fix="Decide: keep, port, move, replace or remove.",
    cites=("practice: which lines are truly required",),
    needs=("line.action",),
    points_at=("action", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | fax       |
               212-555-0178 | fax       | TBD
    """,
    good="""
        Lines: Line Number  | Line Type | Action
               212-555-0177 | fax       | remove
    """,
)
def undecided() -> Condition:
    """A line without a decision is decided on the last day, by whoever cancels the bill."""
    return func.coalesce(Line.c.action, "unknown").in_(("unknown", ""))
