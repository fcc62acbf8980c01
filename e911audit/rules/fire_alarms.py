"""Family LEG, fifth part: when a fire alarm's dead line is noticed, how long it has power, whether it is received."""

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, not_, or_

from e911audit.model.tables import Line
from e911audit.rules.line_moves import changes, proved_as_moved, said, serving, transport
from e911audit.rules.rule import Condition, known, rule
from e911audit.values import Basis, Severity

_FIRE = ("fire_alarm_dact", "sprinkler_supervisory")
_OLD_EDITION = "199[0-9]|200[0-9]|2010"
_old = func.coalesce(Line.c.code_edition, "").regexp_match(_OLD_EDITION)
_alone = and_(transport.in_(("cell", "sip")), not_(said(Line.c.second_path)))

_FIRE_LINES = serving(*_FIRE, further=(cast(Line.c.supervision_minutes, Integer).label("minutes"),))


@rule(
    code="LEG-023",
    name="Supervision interval too slow",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=_FIRE_LINES,
    message="The path of {subject} ({line_kind}) is checked every {minutes} minutes, which does not meet NFPA 72 on "
    "the data given: {single} on a single cellular or IP path, else {other} (up to the 2010 edition {single_old} and "
    "{other_old}).",
    fix="Set the interval at the communicator and at the station, and record it. "
    "In Supervision Minutes 0 says that there is none.",
    cites=("NFPA 72 26.6",),
    needs=("line.supervision_minutes", "line.target_transport or line.action"),
    points_at=("supervision_minutes",),
    options={"single": 60, "single_old": 5, "other": 360, "other_old": 1440},
    bad="""
        Lines: Line Number  | Line Type  | Action  | Target Transport | Second Path | Supervision Minutes | Code Edition
               212-555-0177 | fire alarm | replace | cell             |             | 200                 |
               212-555-0178 | fire alarm | replace | cell             | IP          | 400                 |
               212-555-0179 | sprinkler  | keep    |                  |             | 1440                |
               212-555-0180 | fire alarm | replace | cell             |             | 60                  | NFPA 72-2010
               212-555-0181 | fire alarm | replace | cell             |             | 0                   |
    """,
    good="""
        Lines: Line Number  | Line Type  | Action  | Target Transport | Second Path | Supervision Minutes | Code Edition
               212-555-0177 | fire alarm | replace | cell             |             | 60                  |
               212-555-0178 | fire alarm | replace | cell             | IP          | 360                 |
               212-555-0179 | sprinkler  | keep    |                  |             | 360                 | 2013
               212-555-0180 | fire alarm | keep    | pots             |             | 1440                | NFPA 72-2010
               212-555-0181 | fire alarm | remove  |                  |             | 9999                |
    """,
    more={
        "where the way or the interval is not known it is not judged": (
            """
            Lines: Line Number  | Line Type  | Action  | Target Transport | Supervision Minutes
                   212-555-0177 | fire alarm | replace |                  | 400
                   212-555-0178 | fire alarm | replace | cell             |
            """,
            0,
        ),
    },
)
def seldom_supervised(single: int, single_old: int, other: int, other_old: int) -> Condition:
    """Between two checks nobody knows that the panel has lost its way to the station."""
    limit: ColumnElement[int] = case(
        (transport.is_(None), None),
        (and_(_alone, _old), single_old),
        (_alone, single),
        (_old, other_old),
        else_=other,
    )
    minutes = Line.c.supervision_minutes
    return or_(minutes > limit, minutes <= 0)


@rule(
    code="LEG-024",
    name="Fire alarm standby under 24 h",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=_FIRE_LINES,
    message="{subject} ({line_kind}) does not outlast a power failure of {hours} hours: its battery is too small, or "
    "the UPS does not cover every powered element.",
    fix="Put the communicator and every element of its path in the building on standby power.",
    cites=("NFPA 72 chapter 10", "NFPA 72 chapter 26"),
    needs=("line.battery_hours or line.ups_covers_all",),
    points_at=("battery_hours", "ups_covers_all"),
    options={"hours": 24},
    bad="""
        Lines: Line Number  | Line Type  | Battery Hours | UPS Covers All
               212-555-0177 | fire alarm | 4             | yes
               212-555-0178 | sprinkler  | 30            | no
    """,
    good="""
        Lines: Line Number  | Line Type  | Battery Hours | UPS Covers All | Action
               212-555-0177 | fire alarm | 24            | yes            | keep
               212-555-0178 | elevator   | 4             | no             | keep
               212-555-0179 | fire alarm | 4             | no             | remove
    """,
    more={
        "what nobody measured is not judged": (
            """
            Lines: Line Number  | Line Type  | Battery Hours | UPS Covers All
                   212-555-0177 | fire alarm |               | unknown
                   212-555-0178 | fire alarm |               | yes
            """,
            0,
        ),
    },
)
def short_standby(hours: float) -> Condition:
    """Fires take the power with them, and the old line brought its own power from the telephone exchange."""
    return or_(Line.c.battery_hours < hours, known(Line.c.ups_covers_all) == "no")


@rule(
    code="LEG-025",
    name="No received-at-station test",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=_FIRE_LINES,
    message="{subject} ({line_kind}) changes ('{action}') and no test is recorded that the station received over the "
    "new path.",
    fix="Test each path from the panel, let the station read back what it received, and record account and time.",
    cites=("NFPA 72 chapter 14", "NFPA 72 chapter 26"),
    needs=("line.action", "evidence.kind"),
    points_at=("action", "cutover_on"),
    bad="""
        Lines: Line Number  | Line Type  | Action  | Cutover Date
               212-555-0177 | fire alarm | replace | 2026-12-15
               212-555-0178 | sprinkler  | move    | 2026-11-15
               212-555-0179 | fire alarm | port    | 2026-11-15
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | ahj approval | 2026-11-10 | pass
                  212-555-0178 | station test | 2026-11-10 | pass
                  212-555-0179 | station test | 2026-11-16 | fail
    """,
    good="""
        Lines: Line Number  | Line Type  | Action  | Cutover Date
               212-555-0177 | fire alarm | replace | 2026-12-15
               212-555-0178 | sprinkler  | move    | 2026-11-15
               212-555-0179 | fire alarm | keep    | 2026-11-15
               212-555-0180 | fire alarm |         | 2026-11-15
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | station test | 2026-11-10 | pass
                  212-555-0178 | station test | 2026-11-15 | pass
    """,
)
def not_received() -> Condition:
    """A panel logs a good call while the station gets half of its digits: only the station knows what arrived."""
    return and_(changes, not_(proved_as_moved("station_test")))
