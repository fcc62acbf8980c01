"""Family CBN, second part: does somebody who can help learn of a 911 call, at once and with what they need."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_

from e911audit.model.tables import System
from e911audit.rules.calling import older
from e911audit.rules.rule import Among, Condition, day, is_in, known, rule
from e911audit.rules.subjects import SYSTEMS
from e911audit.values import Basis, Severity

NOTIFYING = Among(
    name="telephone systems that notify",
    tables=SYSTEMS.tables,
    query=SYSTEMS.query.where(not_(is_in(System.c.notification, "no"))),
)
"""Systems without any notification are the matter of CBN-004."""
PARTS = (",", ";", "/", "&", "+", " and ")
"""What stands between two targets of a notification."""
MAIL = ("%e-mail%", "%email%", "%mailing list%", "%distribution list%")

_targets = func.lower(System.c.notification_targets)


def _count(text: ColumnElement[Any], mark: str) -> ColumnElement[Any]:
    return (func.length(text) - func.length(func.replace(text, mark, ""))) / len(mark)


def _only_mail() -> Condition:
    """Tell where every target is an e-mail address or the only one is a list of them."""
    marks: ColumnElement[Any] = literal(1)
    for mark in PARTS:
        marks += _count(_targets, mark)
    named = and_(marks == 1, or_(*(_targets.like(word) for word in MAIL)))
    return func.coalesce(or_(_count(_targets, "@") >= marks, named), False)


@rule(
    code="CBN-006",
    name="Target not attended",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=Among(
        name=NOTIFYING.name,
        tables=NOTIFYING.tables,
        query=NOTIFYING.query.add_columns(
            case((_only_mail(), "goes to e-mail alone"), else_="goes where nobody is sure to be").label("trouble")
        ),
    ),
    message="The 911 notification of {subject} {trouble}; this does not meet 47 CFR 9.16(b)(2)(iii) on the data given.",
    fix="Add a staffed desk, text messages to those on duty, or the security service.",
    cites=("47 CFR 9.16(b)(2)(iii)",),
    needs=("system.notification_staffed or system.notification_targets",),
    points_at=("notification_staffed", "notification_targets"),
    bad="""
        Systems: System | Installed On | Notification | Notification Targets | Notification Staffed
                 PBX    | 2021-03-01   | yes          | lobby display        | no
                 Hosted | 2021-03-01   | yes          | 911@example.com      | yes
    """,
    good="""
        Systems: System  | Installed On | Notification | Notification Targets                 | Notification Staffed
                 PBX     | 2021-03-01   | yes          | security desk; 911@example.com       | yes
                 Old key | 2009-05-01   | yes          | lobby display                        | no
    """,
    more={
        "without any notification CBN-004 speaks": (
            """
            Systems: System | Installed On | Notification | Notification Staffed
                     PBX    | 2021-03-01   | no           | no
            """,
            0,
        ),
        "several addresses are still e-mail alone, a desk beside the list is not": (
            """
            Systems: System | Installed On | Notification | Notification Targets             | Notification Staffed
                     One    | 2021-03-01   | yes          | a@example.com; b@example.com     | yes
                     Two    | 2021-03-01   | yes          | facilities e-mail group          | yes
                     Three  | 2021-03-01   | yes          | e-mail group and security desk   | yes
                     Four   | 2021-03-01   | yes          | a@example.com, 512-555-0100      | yes
            """,
            2,
        ),
    },
)
def not_attended() -> Condition:
    """An alert that waits in a mailbox until Monday opens no door on Saturday night."""
    staffed = known(System.c.notification_staffed) != "yes"
    return and_(not_(older), or_(_only_mail(), staffed))


def _lacks(part: str) -> Condition:
    return System.c.notification_carries.not_like(f"%{part}%")


_excused = System.c.notification_carries.like("%infeasible%")
_lacking = func.substr(
    case((_lacks("fact"), ", the fact of the call"), else_="")
    + case((and_(_lacks("callback"), not_(_excused)), ", a callback number"), else_="")
    + case((and_(_lacks("location"), not_(_excused)), ", the location"), else_=""),
    3,
)


@rule(
    code="CBN-007",
    name="Notification lacks content",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=Among(
        name=NOTIFYING.name, tables=NOTIFYING.tables, query=NOTIFYING.query.add_columns(_lacking.label("lacking"))
    ),
    message="The 911 notification of {subject} does not carry {lacking}; this does not meet 47 CFR 9.3 "
    "on the data given.",
    fix="Extend the notification, or record that it is technically infeasible.",
    cites=("47 CFR 9.3 MLTS notification",),
    needs=("system.notification_carries",),
    points_at=("notification_carries",),
    bad="""
        Systems: System | Installed On | Notification | Notification Carries
                 PBX    | 2021-03-01   | yes          | fact
                 Hosted | 2021-03-01   | yes          | callback, location
    """,
    good="""
        Systems: System  | Installed On | Notification | Notification Carries
                 PBX     | 2021-03-01   | yes          | fact, callback and location
                 Old key | 2009-05-01   | yes          | fact
                 Hosted  | 2021-03-01   | yes          | all
    """,
    more={
        "callback and location may be infeasible, the fact may not": (
            """
            Systems: System | Installed On | Notification | Notification Carries
                     One    | 2021-03-01   | yes          | fact; rest infeasible
                     Two    | 2021-03-01   | yes          | callback; infeasible
            """,
            1,
        ),
        "what cannot be read is not judged": (
            """
            Systems: System | Installed On | Notification | Notification Carries
                     One    | 2021-03-01   | yes          | fact, callback, no location
                     Two    | 2021-03-01   | yes          |
            """,
            0,
        ),
    },
)
def too_little_said() -> Condition:
    """Whoever is told that somebody in the building called 911, but not where, cannot lead the crew to the room."""
    return and_(not_(older), _lacking != "")


@rule(
    code="CBN-008",
    name="Notification delays or blocks the call",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=NOTIFYING,
    message="The notification of {subject} holds the 911 call back; this does not meet 47 CFR 9.16(b)(2)(ii) "
    "on the data given.",
    fix="Let the call go out at once and notify beside it.",
    cites=("47 CFR 9.16(b)(2)(ii)",),
    needs=("system.notification_holds_call",),
    points_at=("notification_holds_call",),
    bad="""
        Systems: System | Installed On | Notification | Notification Holds Call
                 PBX    | 2021-03-01   | yes          | yes
    """,
    good="""
        Systems: System  | Installed On | Notification | Notification Holds Call
                 PBX     | 2021-03-01   | yes          | no
                 Old key | 2009-05-01   | yes          | yes
    """,
)
def call_held_back() -> Condition:
    """A guard who must first pick up, or a recording that must first end, costs the seconds that a heart has."""
    return and_(not_(older), known(System.c.notification_holds_call) == "yes")


_tested_on = System.c.notification_tested_on


@rule(
    code="CBN-009",
    name="Notification untested",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=NOTIFYING.name,
        tables=NOTIFYING.tables,
        query=NOTIFYING.query.add_columns(
            case(
                (_tested_on.is_(None), "has no test on record"),
                (_tested_on < System.c.last_core_upgrade_on, "was last tested before the system's last change"),
                else_="was last tested too long ago",
            ).label("trouble"),
        ),
    ),
    message="The 911 notification of {subject} {trouble}.",
    fix="Make a coordinated test call, see the notification arrive at every target, and record the day.",
    cites=("practice",),
    needs=("system.notification_tested_on",),
    points_at=("notification_tested_on", "notification"),
    options={"days": 365},
    bad="""
        Systems: System | Notification | Notification Tested On | Last Core Upgrade On
                 PBX    | yes          |                        |
                 Hosted | yes          | 2025-03-01             |
                 Branch | yes          | 2026-03-01             | 2026-06-01
    """,
    good="""
        Systems: System | Notification | Notification Tested On | Last Core Upgrade On
                 PBX    | yes          | 2026-06-01             | 2026-03-01
                 Key    | no           |                        |
    """,
)
def untested_notification(days: int) -> Condition:
    """Targets leave, desks move, gateways are replaced; a notification that nobody saw arrive may go nowhere.

    The last upgrade of the core stands for the last change of the dial plan.
    """
    stale = or_(_tested_on < day("as_of", days), _tested_on < System.c.last_core_upgrade_on)
    return or_(_tested_on.is_(None), func.coalesce(stale, False))
