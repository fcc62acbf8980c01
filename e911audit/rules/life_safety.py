"""Family LEG, second part: elevator telephones and fire alarms, by the codes that states adopt."""

from sqlalchemy import and_, case, func, not_, or_, select

from e911audit.model.tables import Line, Site
from e911audit.rules.rule import Among, Condition, is_in, known, rule
from e911audit.rules.subjects import SITES, Tallest, line_proof, lines_of_kind
from e911audit.values import Basis, Severity

ELEVATOR_LINES = lines_of_kind("elevator_phone")
FIRE_LINES = lines_of_kind("fire_alarm_dact", "sprinkler_supervisory")


@rule(
    code="LEG-010",
    name="Elevator phone to untrained endpoint",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATOR_LINES,
    message="Elevator telephone {subject} is answered by '{destination_kind}', "
    "not by a monitoring company or a staffed desk.",
    fix="Contract a monitoring company, or staff the desk at all hours.",
    cites=("ASME A17.1 2.27.1.1.1",),
    needs=("line.destination_kind",),
    points_at=("destination_kind", "destination"),
    bad="""
        Lines: Line Number  | Line Type | Destination Kind
               212-555-0177 | elevator  | voicemail
               212-555-0178 | elevator  | internal
    """,
    good="""
        Lines: Line Number  | Line Type | Destination Kind
               212-555-0177 | elevator  | monitoring
               212-555-0178 | elevator  | staffed
               212-555-0179 | fax       | external
    """,
)
def untrained_answer() -> Condition:
    """Somebody who sits in a stopped elevator needs a person who answers at night and knows whom to send."""
    return known(Line.c.destination_kind).not_in(("monitoring", "staffed"))


@rule(
    code="LEG-014",
    name="Elevator battery under 4 h or partial chain",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=ELEVATOR_LINES,
    message="Elevator telephone {subject} does not outlast a power failure of {hours} hours: "
    "its battery is too small, or the UPS does not cover every powered element.",
    fix="Put every element from the car to the carrier on a UPS, or use a cellular unit with its own battery.",
    cites=("ASME A17.1 2.27.1 (4 hours)",),
    needs=("line.battery_hours or line.ups_covers_all",),
    points_at=("battery_hours", "ups_covers_all"),
    options={"hours": 4},
    bad="""
        Lines: Line Number  | Line Type | Battery Hours | UPS Covers All
               212-555-0177 | elevator  | 2             | yes
               212-555-0178 | elevator  | 8             | no
    """,
    good="""
        Lines: Line Number  | Line Type | Battery Hours | UPS Covers All
               212-555-0177 | elevator  | 4             | yes
               212-555-0178 | fax       | 0             | no
    """,
)
def short_battery(hours: float) -> Condition:
    """Elevators stop when the power fails, which is exactly when the switch and the router stop as well."""
    return or_(Line.c.battery_hours < hours, known(Line.c.ups_covers_all) == "no")


@rule(
    code="LEG-020",
    name="Fire alarm onto ATA/SIP not MFVN",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=lines_of_kind("fire_alarm_dact"),
    message="Fire alarm line {subject} moves to {target_transport}, which is not shown to be a managed "
    "facilities-based voice network.",
    fix="Use a listed communicator (cellular or IP), or have the provider attest an MFVN.",
    cites=("NFPA 72 26.6", "MFVN"),
    needs=("line.target_transport",),
    points_at=("target_transport", "mfvn"),
    bad="""
        Lines: Line Number  | Line Type  | Target Transport | MFVN
               212-555-0177 | fire alarm | ata              |
               212-555-0178 | fire alarm | sip              | no
    """,
    good="""
        Lines: Line Number  | Line Type  | Target Transport | MFVN
               212-555-0177 | fire alarm | cell             |
               212-555-0178 | fire alarm | sip              | yes
               212-555-0179 | fax        | ata              | no
    """,
)
def fire_alarm_on_voip() -> Condition:
    """Compressed or jittery voice garbles the panel's tones: it reports a good test and its alarm never arrives."""
    return and_(Line.c.target_transport.in_(("ata", "sip")), not_(is_in(Line.c.mfvn, "yes")))


@rule(
    code="LEG-021",
    name="Fire alarm without AHJ approval",
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    among=FIRE_LINES,
    message="{subject} ({line_kind}) changes ('{action}') and no approval of the fire authority is recorded.",
    fix="Obtain the approval of the authority having jurisdiction and record it as evidence.",
    cites=("NFPA 72", "IFC"),
    needs=("line.action", "evidence.kind"),
    points_at=("action",),
    bad="""
        Lines: Line Number  | Line Type  | Action  | Target Transport
               212-555-0177 | fire alarm | replace | cell
               212-555-0178 | sprinkler  | port    | sip
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | station test | 2026-11-10 | pass
                  212-555-0178 | ahj approval | 2026-11-10 | pending
    """,
    good="""
        Lines: Line Number  | Line Type  | Action  | Target Transport
               212-555-0177 | fire alarm | replace | cell
               212-555-0178 | fire alarm | keep    | pots
               212-555-0179 | sprinkler  | port    | pots
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | ahj approval | 2026-11-10 | approved
    """,
)
def no_authority_approval() -> Condition:
    """The fire marshal answers for the building's alarm path and may close a building whose path was changed."""
    ported = and_(Line.c.action == "port", not_(is_in(Line.c.target_transport, "pots")))
    return and_(or_(Line.c.action.in_(("move", "replace")), ported), not_(line_proof("ahj_approval")))


_elevators = func.coalesce(Site.c.elevators, Tallest.c.elevators)
_has_elevators = case((_elevators.is_not(None), _elevators > 0), else_=Tallest.c.floors > 1)
_kept = (
    select(Line.c.id)
    .where(
        Line.c.site == Site.c.code,
        Line.c.kind == "elevator_phone",
        Line.c.action.in_(("keep", "port", "move", "replace")),
    )
    .correlate(Site)
    .exists()
)


def _elevators_unknown() -> Condition:
    return _elevators.is_(None)


@rule(
    code="LEG-050",
    name="Site with elevators keeps no line for them",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.ADOPTED_CODE,
    milder=(Severity.MAJOR, _elevators_unknown),
    among=Among(
        name=SITES.name,
        tables=SITES.tables,
        query=SITES.query.add_columns(
            case((_elevators.is_(None), "several floors"), else_="elevators").label("sign"),
        ),
    ),
    message="{subject} has {sign}, and no elevator telephone line there is kept, ported, moved or replaced.",
    fix="Keep one controlled line for each elevator, or record that the site has no elevator.",
    cites=("ASME A17.1 2.27",),
    needs=("line.action", "site.elevators or building.elevators or building.floors"),
    points_at=("elevators", "code"),
    bad="""
        Sites: Site Code | Street Address   | Elevators
               HQ        | 100 Congress Ave | 2
               DEPOT     | 8 Elm St         |
        Buildings: Site Code | Building | Floors
                   DEPOT     | Main     | 3
        Lines: Line Number  | Site Code | Line Type | Action
               212-555-0177 | HQ        | elevator  | remove
    """,
    good="""
        Sites: Site Code | Street Address   | Elevators
               HQ        | 100 Congress Ave | 2
               DEPOT     | 8 Elm St         | 0
               SHOP      | 9 Elm St         |
        Buildings: Site Code | Building | Floors
                   SHOP      | Main     | 1
        Lines: Line Number  | Site Code | Line Type | Action
               212-555-0177 | HQ        | elevator  | replace
    """,
)
def elevators_without_line() -> Condition:
    """A clean-up of old lines has silenced many an elevator whose telephone nobody knew to be on the list."""
    return and_(not_(_kept), _has_elevators)
