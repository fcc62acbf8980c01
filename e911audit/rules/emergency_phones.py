"""Family LEG, eighth part: telephones for people in danger: refuges, landings, pools, parking lots."""

from sqlalchemy import and_, not_, or_

from e911audit.model.tables import Line
from e911audit.rules.line_moves import changes, proved_as_moved, said, serving
from e911audit.rules.rule import Among, Condition, is_in, known, rule
from e911audit.values import Basis, Severity

_REFUGES = serving("area_of_refuge")


@rule(
    code="LEG-030",
    name="Area-of-refuge station without dial-out",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=_REFUGES,
    message="Refuge or landing station {subject} rings a point that is not always attended, and dials nowhere else.",
    fix="Have it dial a monitoring company or 911 when the point does not answer, or attend the point at all hours.",
    cites=("IBC 1009.8.1",),
    needs=("line.attended", "line.destination"),
    points_at=("attended", "destination"),
    bad="""
        Lines: Line Number  | Line Type | Attended | Destination
               212-555-0177 | refuge    | no       |
               212-555-0178 | refuge    | no       | none
    """,
    good="""
        Lines: Line Number  | Line Type | Attended | Destination     | Action
               212-555-0177 | refuge    | no       | Central station | keep
               212-555-0178 | refuge    | yes      |                 | keep
               212-555-0179 | fax       | no       |                 | keep
               212-555-0180 | refuge    | no       |                 | remove
    """,
    more={
        "where nobody says whether the point is attended it is not judged": (
            """
            Lines: Line Number  | Line Type | Attended | Destination
                   212-555-0177 | refuge    |          |
            """,
            0,
        ),
    },
)
def no_dial_out() -> Condition:
    """Somebody in a wheelchair waits on a landing for firemen who do not know of him."""
    return and_(known(Line.c.attended) == "no", not_(said(Line.c.destination)))


@rule(
    code="LEG-031",
    name="Refuge/landing power under 24 h + 4 h",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=_REFUGES,
    message="Refuge or landing station {subject} does not outlast a power failure of {hours} hours: its battery is too "
    "small, or the UPS does not cover every powered element.",
    fix="Give station and path {hours} hours of standby power and 4 hours of talking.",
    cites=("NFPA 72 24.10",),
    needs=("line.battery_hours or line.ups_covers_all",),
    points_at=("battery_hours", "ups_covers_all"),
    options={"hours": 24},
    bad="""
        Lines: Line Number  | Line Type | Battery Hours | UPS Covers All
               212-555-0177 | refuge    | 8             | yes
               212-555-0178 | refuge    | 28            | no
    """,
    good="""
        Lines: Line Number  | Line Type | Battery Hours | UPS Covers All | Action
               212-555-0177 | refuge    | 24            | yes            | keep
               212-555-0178 | elevator  | 8             | no             | keep
               212-555-0179 | refuge    | 8             | no             | remove
    """,
)
def refuge_without_power(hours: float) -> Condition:
    """People wait in a refuge for as long as a fire and the power failure that comes with it last."""
    return or_(Line.c.battery_hours < hours, known(Line.c.ups_covers_all) == "no")


_DIRECT = serving("pool_spa_phone", "blue_light", "red_phone")


@rule(
    code="LEG-032",
    name="Emergency phone 911 path untested",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=Among(
        name="emergency telephones that dial 911",
        tables=_DIRECT.tables,
        query=_DIRECT.query.where(
            or_(
                is_in(Line.c.kind, "pool_spa_phone"),
                not_(is_in(Line.c.destination_kind, "monitoring", "staffed", "internal", "external")),
            )
        ),
    ),
    message="{subject} ({line_kind}) changes ('{action}') and no 911 test call from it has passed.",
    fix="Call the 911 test number or 911 by arrangement from it, have the location read back, and record it.",
    cites=("47 U.S.C. 623", "state pool codes"),
    needs=("line.action", "evidence.kind"),
    points_at=("action", "cutover_on"),
    bad="""
        Lines: Line Number  | Line Type  | Action  | Cutover Date | Destination Kind
               212-555-0177 | pool       | move    | 2026-12-15   | 911
               212-555-0178 | blue light | replace | 2026-11-15   |
        Evidence: Subject      | Kind      | Date       | Result
                  212-555-0177 | test call | 2026-11-10 | fail
                  212-555-0178 | test call | 2026-11-10 | pass
    """,
    good="""
        Lines: Line Number  | Line Type  | Action  | Cutover Date | Destination Kind
               212-555-0177 | pool       | move    | 2026-12-15   | 911
               212-555-0178 | blue light | replace | 2026-11-15   |
               212-555-0179 | pool       | keep    | 2026-11-15   | 911
               212-555-0180 | blue light | move    | 2026-11-15   | security desk
        Evidence: Subject      | Kind      | Date       | Result
                  212-555-0177 | test call | 2026-11-10 | pass
                  212-555-0178 | test call | 2026-11-16 | pass
    """,
)
def path_to_911_untested() -> Condition:
    """A phone beside a pool dials 911 by itself; a new prefix in front of it makes it dial nothing."""
    return and_(changes, not_(proved_as_moved("test_call_911")))
