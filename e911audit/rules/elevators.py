"""Family LEG, third part: who answers an elevator's telephone, and how often somebody checks that it works."""

from sqlalchemy import and_, case, not_, or_

from e911audit.model.tables import Line
from e911audit.rules.line_moves import said, serving
from e911audit.rules.rule import Condition, blank, known, rule
from e911audit.values import Basis, Severity

ELEVATORS = serving("elevator_phone")


@rule(
    code="LEG-011",
    name="Elevator phone to voicemail/IVR",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATORS,
    message="Elevator telephone {subject} reaches a machine ({destination_kind}), not a person.",
    fix="Let it ring a monitoring company, or a desk that is staffed at all hours.",
    cites=("ASME A17.1 2.27.1.1.2", "ASME A17.1 2.27.1.1.3"),
    needs=("line.destination_kind",),
    points_at=("destination_kind", "destination"),
    bad="""
        Lines: Line Number  | Line Type | Destination Kind
               212-555-0177 | elevator  | auto attendant
    """,
    good="""
        Lines: Line Number  | Line Type | Destination Kind | Action
               212-555-0177 | elevator  | monitoring       | keep
               212-555-0178 | elevator  | internal         | keep
               212-555-0179 | elevator  |                  | keep
               212-555-0180 | fax       | ivr              | keep
               212-555-0181 | elevator  | voicemail        | remove
    """,
)
def machine_answers() -> Condition:
    """A menu that asks to press 1 ends the call of a passenger who cannot, and voicemail is heard on Monday."""
    return known(Line.c.destination_kind).in_(("voicemail", "ivr"))


@rule(
    code="LEG-012",
    name="No 45 s alternate destination",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATORS,
    message="A call from elevator telephone {subject} that nobody takes does not go on to another place "
    "within {seconds} seconds.",
    fix="Have the call redirected to a second staffed place, and enter it with its delay.",
    cites=("ASME A17.1 2.27.1.1.2",),
    needs=("line.alternate_destination",),
    points_at=("alternate_destination", "alternate_after_seconds", "destination"),
    options={"seconds": 45},
    bad="""
        Lines: Line Number  | Line Type | Alternate Destination | Alternate After Seconds
               212-555-0177 | elevator  |                       |
               212-555-0178 | elevator  | Regional station      | 60
    """,
    good="""
        Lines: Line Number  | Line Type | Alternate Destination | Alternate After Seconds
               212-555-0177 | elevator  | Regional station      | 45
               212-555-0178 | fax       |                       |
    """,
    more={
        "without its delay it is not judged": (
            """
            Lines: Line Number  | Line Type | Alternate Destination | Alternate After Seconds
                   212-555-0177 | elevator  | Regional station      |
            """,
            0,
        ),
    },
)
def nowhere_else(seconds: float) -> Condition:
    """The one person at the desk may be on another call, and the passenger hears it ring."""
    return or_(not_(said(Line.c.alternate_destination)), Line.c.alternate_after_seconds > seconds)


@rule(
    code="LEG-013",
    name="No daily line verification",
    severity=Severity.MAJOR,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATORS,
    message="The line of elevator telephone {subject} is not verified automatically every {minutes} minutes or "
    "more often.",
    fix="Enable the daily verification of the line with its signal at the landing. In Supervision Minutes 0 says that "
    "there is none.",
    cites=("ASME A17.1 2.27.1.1.6",),
    needs=("line.supervision_minutes",),
    points_at=("supervision_minutes", "e164"),
    options={"minutes": 1440},
    bad="""
        Lines: Line Number  | Line Type | Supervision Minutes
               212-555-0177 | elevator  | 10080
               212-555-0178 | elevator  | 0
    """,
    good="""
        Lines: Line Number  | Line Type | Supervision Minutes | Action
               212-555-0177 | elevator  | 1440                | keep
               212-555-0178 | fax       | 0                   | keep
               212-555-0179 | elevator  | 0                   | remove
    """,
    more={
        "what nobody entered is not judged": (
            """
            Lines: Line Number  | Line Type | Supervision Minutes
                   212-555-0177 | elevator  |
                   212-555-0178 | fax       | 60
            """,
            0,
        ),
    },
)
def seldom_verified(minutes: float) -> Condition:
    """A dead line is noticed by the daily check or by the next person who is stuck."""
    return or_(Line.c.supervision_minutes > minutes, Line.c.supervision_minutes <= 0)


_VIDEO_EDITIONS = "2019|202[0-9]"


@rule(
    code="LEG-017",
    name="Video/text required but absent",
    severity=Severity.INFO,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATORS,
    message="Elevator telephone {subject} comes under an edition that asks for video and text, and has neither.",
    fix="Plan video and text for passengers who cannot hear or speak; ask the elevator inspector which edition holds.",
    cites=("ASME A17.1 2.27.1.1.3 (2019)", "IBC 3001.2 (2018)"),
    needs=("line.video_and_text", "line.code_edition"),
    points_at=("video_and_text", "code_edition"),
    bad="""
        Lines: Line Number  | Line Type | Code Edition | Video And Text
               212-555-0177 | elevator  | A17.1-2019   | no
    """,
    good="""
        Lines: Line Number  | Line Type | Code Edition | Video And Text
               212-555-0177 | elevator  | A17.1-2019   | yes
               212-555-0178 | elevator  | A17.1-2016   | no
               212-555-0179 | fax       | A17.1-2019   | no
    """,
    more={
        "without an edition, or without an answer, it is not judged": (
            """
            Lines: Line Number  | Line Type | Code Edition | Video And Text
                   212-555-0177 | elevator  |              | no
                   212-555-0178 | elevator  | A17.1-2019   |
            """,
            0,
        ),
    },
)
def no_video_and_text() -> Condition:
    """A passenger who cannot hear or speak gets no help from a loudspeaker."""
    edition = case((blank(Line.c.code_edition), None), else_=Line.c.code_edition)
    return and_(edition.regexp_match(_VIDEO_EDITIONS), known(Line.c.video_and_text) == "no")
