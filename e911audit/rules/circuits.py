"""Family CIR, first part: is each circuit fit for the voice and the life-safety lines that it carries."""

from sqlalchemy import Text, and_, case, cast, func, literal, not_, or_, select

from e911audit.model.tables import Address, Circuit, Device, Line, Place, Site
from e911audit.rules.circuit_subjects import (
    CIRCUITS,
    PATHS,
    YEAR,
    CarriedLines,
    LifeLines,
    stays,
    voice_over_it,
)
from e911audit.rules.rule import Among, Condition, blank, day, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import first_site
from e911audit.values import Basis, Severity

LIFE_CIRCUITS = Among(
    name="circuits that carry life-safety lines",
    tables=CIRCUITS.tables,
    query=CIRCUITS.query.add_columns(LifeLines.c.lines.label("lines"))
    .join(LifeLines, LifeLines.c.circuit == Circuit.c.name)
    .where(stays(Circuit)),
)


@rule(
    code="CIR-007",
    name="SLA class unknown or best effort on life-safety carrier link",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=LIFE_CIRCUITS,
    message="{subject} carries life-safety lines ({lines}), and its service class is not recorded or promises no "
    "repair time.",
    fix="Record the service class with its repair hours, and tell the owners of these lines how long an outage may be.",
    cites=("ilec-guide: best-effort story",),
    needs=("circuit.service_class", "line.e164 or line.circuit"),
    points_at=("service_class", "name"),
    bad="""
        Circuits: Circuit ID           | Site Code | Kind      | Service Class
                  73/HCGS/123456//NE   | HQ        | pri       |
                  CABLE-1              | BRANCH    | broadband | best effort
        Lines: Line Number  | Circuit ID         | Site Code | Line Type  | Target Transport
               212-555-0177 | 73 HCGS 123456 NE  | HQ        | elevator   |
               212-555-0178 |                    | BRANCH    | fire alarm | cell
               212-555-0179 |                    | BRANCH    | elevator   | ata
    """,
    good="""
        Circuits: Circuit ID | Site Code | Kind      | Service Class
                  PRI-1      | HQ        | pri       | dedicated
                  CABLE-1    | BRANCH    | broadband | best effort
        Lines: Line Number  | Circuit ID | Site Code | Line Type  | Target Transport
               212-555-0177 | PRI-1      | HQ        | elevator   |
               212-555-0178 |            | BRANCH    | fire alarm | cell
    """,
    more={
        "both ways onto a circuit, by name and by range, count once": (
            """
            Circuits: Circuit ID | Kind | Service Class | Number Ranges
                      PRI-1      | pri  |               | 212-555-0170 to 0179
                      PRI-2      | pri  |               | 212-555-0180 to 0189
            Lines: Line Number  | Circuit ID | Line Type
                   212-555-0177 | PRI-1      | elevator
                   212-555-0188 |            | fax
            """,
            1,
        ),
    },
)
def class_of_a_life_line() -> Condition:
    """A best-effort circuit is repaired when it suits its carrier; an elevator telephone cannot wait for that."""
    return is_in(func.coalesce(Circuit.c.service_class, ""), "", "best_effort")


_plans = ("port", "move", "replace", "remove")
_undecided = (
    select(Line.c.id)
    .join(CarriedLines, CarriedLines.c.line == Line.c.id)
    .where(CarriedLines.c.circuit == Circuit.c.name, not_(is_in(Line.c.action, *_plans)))
    .correlate(Circuit)
    .exists()
)
_lines = select(CarriedLines.c.line).where(CarriedLines.c.circuit == Circuit.c.name).correlate(Circuit).exists()


@rule(
    code="CIR-008",
    name="Copper notice known but no plan",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CIRCUITS.name,
        tables=CIRCUITS.tables,
        query=CIRCUITS.query.add_columns(
            func.coalesce(
                literal("gives notice; the copper ends on ") + cast(Circuit.c.copper_retire_on, Text), "gives notice"
            ).label("notice")
        ),
    ),
    message="The carrier of {subject} {notice}, and nothing says what takes its place.",
    fix="Plan the replacement with a cutover date; alarm and elevator lines need months for permits.",
    cites=("FCC 26-19 (copper retirement is posted by the carrier, no longer filed)",),
    needs=("circuit.copper_notice_on",),
    points_at=("copper_notice_on", "name"),
    bad="""
        Circuits: Circuit ID | Kind | Copper Notice On | Copper Retire On | Cutover Date
                  PRI-1      | pri  | 2026-09-01       | 2027-03-01       |
                  POTS-1     | pots | 2026-09-01       |                  |
        Lines: Line Number  | Circuit ID | Line Type | Action
               212-555-0177 | POTS-1     | elevator  | keep
               212-555-0178 | POTS-1     | fax       | remove
    """,
    good="""
        Circuits: Circuit ID | Kind | Copper Notice On | Copper Retire On | Cutover Date
                  PRI-1      | pri  | 2026-09-01       | 2027-03-01       | 2026-12-01
                  PRI-2      | pri  |                  |                  |
                  POTS-1     | pots | 2026-09-01       |                  |
        Lines: Line Number  | Circuit ID | Line Type | Action
               212-555-0177 | POTS-1     | elevator  | replace
               212-555-0178 | POTS-1     | fax       | remove
    """,
)
def copper_without_plan() -> Condition:
    """Since 2026 a carrier need not file with the FCC before it takes copper down: its notice is the only warning."""
    planned = or_(
        Circuit.c.cutover_on.is_not(None),
        Circuit.c.disconnect_on.is_not(None),
        given(Circuit.c.gateway_plan),
        and_(_lines, not_(_undecided)),
    )
    return and_(Circuit.c.copper_notice_on.is_not(None), not_(planned))


@rule(
    code="CIR-013",
    name="Diversity claimed without evidence",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=CIRCUITS,
    message="{subject} is said to be diverse, and no route letter of the last {days} days shows it.",
    fix="Ask the carrier for a route letter or design record of this circuit, and again each year.",
    cites=("ilec-guide: route letters",),
    needs=("circuit.diversity_claimed",),
    points_at=("diversity_evidence_on", "diversity_claimed"),
    options={"days": YEAR},
    bad="""
        Circuits: Circuit ID | Kind     | Diversity Claimed | Diversity Evidence On
                  FIB-1      | ethernet | yes               |
                  FIB-2      | ethernet | yes               | 2025-06-01
    """,
    good="""
        Circuits: Circuit ID | Kind     | Diversity Claimed | Diversity Evidence On
                  FIB-1      | ethernet | yes               | 2026-06-01
                  FIB-2      | ethernet | no                |
    """,
)
def diversity_without_letter(days: int) -> Condition:
    """Carriers move circuits for their own reasons: two that once ran apart may share a duct today."""
    old = or_(Circuit.c.diversity_evidence_on.is_(None), Circuit.c.diversity_evidence_on < day("as_of", days))
    return and_(Circuit.c.diversity_claimed == "yes", old)


@rule(
    code="CIR-014",
    name="Best-effort or DSL access under hosted voice",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=PATHS,
    message="The site's calls go over {subject}, a DSL or best-effort circuit.",
    fix="Order a business-grade circuit, or record who accepts its repair times; keep another path for 911 calls.",
    cites=("ilec-guide: best-effort story",),
    needs=("circuit.access_type or circuit.service_class", "circuit.voice_path or site.voice_model"),
    points_at=("access_type", "service_class", "name"),
    bad="""
        Circuits: Circuit ID | Site Code | Kind      | Access Type | Service Class
                  DSL-1      | HQ        | broadband | ADSL        |
                  CABLE-1    | BRANCH    | broadband | coax        | best effort
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
               BRANCH    | 2 Main St      | SIP trunk
    """,
    good="""
        Circuits: Circuit ID | Site Code | Kind      | Access Type | Service Class | Backup Of
                  FIB-1      | HQ        | ethernet  | fiber       | dedicated     |
                  DSL-1      | HQ        | broadband | dsl         |               | FIB-1
                  DSL-2      | PLANT     | broadband | dsl         |               |
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
               PLANT     | 2 Main St      | PRI
    """,
    more={
        "where nobody says how the site calls, it is not judged": (
            """
            Circuits: Circuit ID | Site Code | Kind      | Access Type | Voice Path
                      DSL-1      | HQ        | broadband | dsl         |
            """,
            0,
        ),
    },
)
def weak_access() -> Condition:
    """On hosted voice the access circuit is the PBX: whatever interrupts it ends every call, a 911 call as well.

    A backup may be of a lesser class; it is better than none.
    """
    weak = or_(is_in(Circuit.c.access_type, "dsl"), is_in(Circuit.c.service_class, "best_effort"))
    return and_(voice_over_it, weak, blank(Circuit.c.backup_of))


@rule(
    code="CIR-015",
    name="No measured latency, jitter and loss",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=PATHS,
    message="The site's calls go over {subject}, and its latency, jitter or loss has not been measured.",
    fix="Measure all three over a working day before the cutover, and record them with the date.",
    cites=("ilec-guide: last-mile access",),
    needs=(
        "circuit.latency_ms or circuit.jitter_ms or circuit.loss_percent",
        "circuit.voice_path or site.voice_model",
    ),
    points_at=("latency_ms", "jitter_ms", "loss_percent"),
    bad="""
        Circuits: Circuit ID | Kind     | Voice Path | Latency Ms | Jitter Ms | Loss Percent
                  FIB-1      | ethernet | yes        | 12         | 2         |
                  FIB-2      | ethernet | yes        |            |           |
    """,
    good="""
        Circuits: Circuit ID | Kind     | Voice Path | Latency Ms | Jitter Ms | Loss Percent
                  FIB-1      | ethernet | yes        | 12 ms      | 0         | 0
                  FIB-2      | ethernet | no         |            |           |
                  PRI-1      | pri      | yes        |            |           |
    """,
)
def unmeasured() -> Condition:
    """Bandwidth tells nothing of voice: late and lost packets garble the address that a caller is giving to 911."""
    figures = (Circuit.c.latency_ms, Circuit.c.jitter_ms, Circuit.c.loss_percent)
    return and_(voice_over_it, or_(*(figure.is_(None) for figure in figures)))


_EmergencyTrunks = shared(
    "cir_emergency_trunks",
    select(Device.c.emergency_trunk.label("trunk")).where(Device.c.emergency_trunk.is_not(None)).distinct(),
    index="trunk",
)


@rule(
    code="CIR-025",
    name="No TSP code on a life-safety circuit",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name="circuits that carry life-safety lines or 911 calls",
        tables=CIRCUITS.tables,
        query=CIRCUITS.query.join(LifeLines, LifeLines.c.circuit == Circuit.c.name, isouter=True)
        .join(_EmergencyTrunks, _EmergencyTrunks.c.trunk == Circuit.c.name, isouter=True)
        .where(stays(Circuit), or_(LifeLines.c.lines > 0, _EmergencyTrunks.c.trunk.is_not(None))),
    ),
    message="{subject} carries life-safety lines or 911 calls and has no priority for its repair (TSP code).",
    fix="Ask the carrier whether the site qualifies for Telecommunications Service Priority, and record the code.",
    cites=("Telecommunications Service Priority programme",),
    needs=("circuit.tsp", "line.e164 or line.circuit or device.emergency_trunk"),
    points_at=("tsp", "name"),
    bad="""
        Circuits: Circuit ID | Kind | TSP
                  PRI-1      | pri  |
                  PRI-2      | pri  | TSP12345C-00
        Lines: Circuit ID | Line Type
               PRI-2      | elevator
        Devices: Device Name | Kind       | Emergency Trunk
                 Phone 1     | desk phone | PRI-1
    """,
    good="""
        Circuits: Circuit ID | Kind | TSP
                  PRI-1      | pri  | TSP12345C-E1
                  PRI-2      | pri  |
        Lines: Circuit ID | Line Type
               PRI-1      | elevator
               PRI-2      | fax
    """,
)
def without_priority() -> Condition:
    """After a storm carriers repair circuits with a TSP code first; hospitals and public safety may have one for free.

    A code that ends in 00 is revoked.
    """
    return or_(blank(Circuit.c.tsp), Circuit.c.tsp.like("%00"))


_state = case((Place.c.state == "QC", "PQ"), (Place.c.state == "NL", "NF"), else_=func.nullif(Place.c.state, ""))
"""The state as CLLI codes write it."""
_clli_state = func.upper(func.substr(Circuit.c.clli, 5, 2))
_elsewhere = _clli_state != _state


@rule(
    code="CIR-026",
    name="Circuit ID or CLLI malformed",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CIRCUITS.name,
        tables=CIRCUITS.tables,
        query=CIRCUITS.query.add_columns(
            case(
                (Circuit.c.id_fault != "", Circuit.c.id_fault),
                (
                    Circuit.c.clli_fault != "",
                    literal("has the CLLI ") + Circuit.c.clli + ", which " + Circuit.c.clli_fault,
                ),
                else_=literal("has the CLLI ")
                + Circuit.c.clli
                + ", which lies in "
                + _clli_state
                + ", its site in "
                + _state,
            ).label("fault"),
            case((Circuit.c.id_fault != "", "name"), else_="clli").label("field"),
        )
        .join(Site, and_(Site.c.code == Circuit.c.site, first_site), isouter=True)
        .join(Address, Address.c.id == Site.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True),
    ),
    message="{subject} {fault}.",
    fix="Copy the ID and the CLLI from the carrier's order confirmation or bill.",
    cites=("Common Language circuit and location codes",),
    needs=("circuit.name",),
    points_at=("clli", "name"),
    bad="""
        Circuits: Circuit ID              | Site Code | CLLI
                  73/HCGS/12345678/000/NE | HQ        |
                  PRI-2                   | HQ        | AUSTTX
                  PRI-3                   | HQ        | AUSTTXGR
        Sites: Site Code | Street Address  | City    | State
               HQ        | 100 Main St     | Lincoln | NE
    """,
    good="""
        Circuits: Circuit ID            | Site Code | CLLI
                  73/HCGS/123456/000/NE | HQ        | LNCLNENW
                  PRI-2                 | HQ        |
                  Acme trunk 7          | HQ        | LNCLNENWDS0
                  Acme trunk 8          | ELSEWHERE | AUSTTXGR
        Sites: Site Code | Street Address  | City    | State
               HQ        | 100 Main St     | Lincoln | NE
    """,
    more={
        "both faults of one circuit are one finding": (
            """
            Circuits: Circuit ID       | CLLI
                      73/HCGS/1/000000 | TEXAS
            """,
            1,
        ),
    },
)
def malformed_names() -> Condition:
    """Repair begins with the circuit ID; a wrong CLLI sends the technician to another building."""
    return case(
        (or_(Circuit.c.id_fault != "", func.coalesce(Circuit.c.clli_fault, "") != ""), True),
        (Circuit.c.clli.is_(None), False),
        else_=_elsewhere,
    )
