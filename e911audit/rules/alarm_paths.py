"""Family LEG, seventh part: by how many ways an alarm panel reaches its station, and whether the station knows it."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, not_, or_, select

from e911audit.model.tables import Evidence, Line
from e911audit.rules.line_moves import VOIP, goes, said, serving, transport
from e911audit.rules.rule import Among, Condition, blank, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import LIFE_SAFETY_LINES, LINES, about_line, line_proof
from e911audit.values import Basis, Severity

_way = case((transport.in_(VOIP), "voip"), else_=transport)
"""Transports that fail together are one way."""


def _among_kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((not_(goes), column))


PanelPaths = shared(
    "leg_panel_paths",
    select(
        Line.c.panel,
        func.min(Line.c.id).label("first"),
        func.count(Line.c.name.distinct()).label("lines"),
        func.count(_among_kept(Line.c.name).distinct()).label("kept"),
        func.count(_among_kept(_way)).label("known"),
        func.count(_among_kept(Line.c.id)).label("rows"),
        func.count(_among_kept(_way).distinct()).label("ways"),
        func.min(_among_kept(_way)).label("way"),
        func.count(case((and_(not_(goes), said(Line.c.second_path)), 1))).label("seconds"),
        func.max(_among_kept(Line.c.supervision_minutes)).label("minutes"),
        func.count(_among_kept(Line.c.circuit)).label("circuits_told"),
        func.count(_among_kept(Line.c.circuit).distinct()).label("circuits"),
    )
    .where(given(Line.c.panel), Line.c.kind == "fire_alarm_dact")
    .group_by(Line.c.panel, Line.c.site),
    index="first",
)
"""For each panel the fire alarm lines that it has, those that it keeps, and how those reach the station."""


@rule(
    code="LEG-022",
    name="Two DACT lines collapse to one path",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=Among(
        name="fire alarm panels with two lines",
        tables=LINES.tables,
        query=LINES.query.join(PanelPaths, PanelPaths.c.first == Line.c.id)
        .where(PanelPaths.c.lines > 1, PanelPaths.c.kept > 0)
        .with_only_columns(
            *(column for column in LINES.query.selected_columns if column.key != "affects"),
            PanelPaths.c.lines.label("affects"),
            PanelPaths.c.panel.label("panel"),
            PanelPaths.c.kept.label("kept"),
            maintain_column_froms=True,
        ),
    ),
    message="Fire alarm panel {panel} has {affects} lines; of these {kept} go on, over one path and without another "
    "technology.",
    fix="Keep one line and add a path of another technology (cellular, IP, radio), or use a listed single path that is "
    "checked at least every {minutes} minutes.",
    cites=("NFPA 72 26.6 (2013)",),
    needs=("line.panel", "line.action", "line.target_transport"),
    points_at=("panel", "action"),
    options={"minutes": 60},
    bad="""
        Lines: Line Number  | Line Type  | Panel  | Action | Target Transport | Site Code
               212-555-0177 | fire alarm | FACP 1 | keep   | pots             | HQ
               212-555-0178 | fire alarm | FACP 1 | remove |                  | HQ
               212-555-0179 | fire alarm | FACP 2 | move   | ata              | HQ
               212-555-0180 | fire alarm | FACP 2 | move   | ata              | HQ
    """,
    good="""
        Lines: Line Number  | Line Type  | Panel  | Action  | Target Transport | Second Path | Supervision Minutes
               212-555-0177 | fire alarm | FACP 1 | keep    | pots             | LTE radio   |
               212-555-0178 | fire alarm | FACP 1 | remove  |                  |             |
               212-555-0179 | fire alarm | FACP 2 | replace | cell             |             |
               212-555-0180 | fire alarm | FACP 2 | keep    | pots             |             |
               212-555-0181 | fire alarm | FACP 3 | replace | cell             |             | 60
               212-555-0182 | fire alarm | FACP 3 | remove  |                  |             |
               212-555-0183 | fire alarm | FACP 4 | keep    | pots             |             |
               212-555-0184 | fire alarm | FACP 4 | keep    | pots             |             |
               212-555-0185 | fire alarm | FACP 5 | move    | ata              |             |
    """,
    more={
        "two lines on one circuit": (
            """
            Lines: Line Number  | Circuit ID | Line Type  | Panel  | Action | Target Transport
                   212-555-0177 | DS1-44     | fire alarm | FACP 1 | keep   | pots
                   212-555-0178 | DS1-44     | fire alarm | FACP 1 | keep   | pots
            """,
            1,
        ),
        "panels of two sites that are called alike are two; a way that nobody knows is not judged": (
            """
            Lines: Line Number  | Line Type  | Panel  | Action  | Target Transport | Site Code
                   212-555-0177 | fire alarm | FACP 1 | move    | ata              | HQ
                   212-555-0178 | fire alarm | FACP 1 | move    | ata              | SHOP
                   212-555-0179 | fire alarm | FACP 2 | replace |                  | HQ
                   212-555-0180 | fire alarm | FACP 2 | replace |                  | HQ
            """,
            0,
        ),
    },
)
def paths_collapse(minutes: float) -> Condition:
    """Two lines were there so that one cut leaves the other; two ports of one adapter fail together."""
    way, told = PanelPaths.c.way, PanelPaths.c.known == PanelPaths.c.rows
    listed = case((way == "cell", PanelPaths.c.minutes <= minutes), else_=False)
    one_circuit = and_(PanelPaths.c.circuits_told == PanelPaths.c.rows, PanelPaths.c.circuits == 1)
    together = and_(PanelPaths.c.ways == 1, or_(way != "pots", PanelPaths.c.kept == 1, one_circuit))
    return case(
        (PanelPaths.c.seconds > 0, False),
        (PanelPaths.c.ways > 1, False),
        (not_(told), None),
        else_=and_(together, not_(listed)),
    )


_failed = (
    select(Evidence.c.id)
    .where(about_line, Evidence.c.kind == "station_test", Evidence.c.result == "fail")
    .correlate(Line)
    .exists()
)
_monitored = LIFE_SAFETY_LINES.query.where(
    or_(is_in(Line.c.destination_kind, "monitoring"), given(Line.c.monitoring_company)), not_(goes)
)


@rule(
    code="LEG-026",
    name="Monitoring account or phone number stale",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="life-safety lines that a company monitors", tables=LINES.tables, query=_monitored),
    message="For {subject} ({line_kind}) the account at the monitoring company or the number that it dials is missing, "
    "or its station test has failed.",
    fix="Ask the station for the account and its number, and test that it receives.",
    cites=("practice",),
    needs=("line.monitoring_account", "line.destination"),
    points_at=("monitoring_account", "destination"),
    bad="""
        Lines: Line Number  | Line Type  | Destination  | Destination Kind | Monitoring Account
               212-555-0177 | fire alarm | 800-555-0142 | monitoring       |
               212-555-0178 | fire alarm |              | monitoring       | BH-7101
               212-555-0179 | fire alarm | 800-555-0142 | monitoring       | BH-7102
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0179 | station test | 2026-11-10 | fail
    """,
    good="""
        Lines: Line Number  | Line Type  | Destination  | Destination Kind | Monitoring Account | Action
               212-555-0177 | fire alarm | 800-555-0142 | monitoring       | BH-7100            | keep
               212-555-0178 | elevator   | x2100        | staffed          |                    | keep
               212-555-0179 | fire alarm | 800-555-0142 | monitoring       | BH-7102            | keep
               212-555-0180 | fire alarm |              | monitoring       |                    | remove
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0179 | station test | 2026-11-10 | fail
                  212-555-0179 | station test | 2026-11-11 | pass
    """,
)
def station_does_not_know_it() -> Condition:
    """A station that moved to another number or closed the account sends nobody, and no panel notices."""
    unconfirmed = and_(_failed, not_(line_proof("station_test")))
    return or_(blank(Line.c.monitoring_account), blank(Line.c.destination), unconfirmed)


@rule(
    code="LEG-027",
    name="Burglar line without line security as required",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=serving("burglar_alarm", further=(cast(Line.c.required_checkin_seconds, Integer).label("required"),)),
    message="Burglar alarm {subject} must check in every {required} seconds by its certificate or insurer; on the data "
    "given its path does not.",
    fix="Use a path that checks in often enough, or add a second one, and ask the insurer.",
    cites=("UL 681", "UL 827", "UL 1610"),
    needs=("line.required_checkin_seconds", "line.checkin_seconds or line.target_transport"),
    points_at=("checkin_seconds", "required_checkin_seconds", "target_transport"),
    bad="""
        Lines: Line Number  | Line Type | Target Transport | Required Check-in Seconds | Check-in Seconds
               212-555-0177 | burglar   | cell             | 200                       | 360
               212-555-0178 | burglar   | pots             | 200                       |
    """,
    good="""
        Lines: Line Number  | Line Type | Target Transport | Required Check-in Seconds | Check-in Seconds
               212-555-0177 | burglar   | cell             | 200                       | 180
               212-555-0178 | fax       | pots             | 200                       |
    """,
    more={
        "without what is asked or what is set it is not judged": (
            """
            Lines: Line Number  | Line Type | Target Transport | Required Check-in Seconds | Check-in Seconds
                   212-555-0177 | burglar   | pots             |                           |
                   212-555-0178 | burglar   | cell             | 200                       |
            """,
            0,
        ),
    },
)
def no_line_security() -> Condition:
    """A telephone line that a burglar cuts is noticed when the next test call is missing, hours after he has gone."""
    silent = and_(Line.c.checkin_seconds.is_(None), is_in(Line.c.target_transport, "pots", "mfvn", "ata"))
    return case(
        (Line.c.required_checkin_seconds.is_(None), None),
        (silent, True),
        else_=Line.c.checkin_seconds > Line.c.required_checkin_seconds,
    )
