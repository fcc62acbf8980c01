"""Family CIR, third part: what a trunk carries, and when it may be cut."""

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, func, literal, not_, null, or_, select, union, union_all

from e911audit.model.tables import Carried, Circuit, Line, Loa, Number, PortOrder
from e911audit.rules.circuit_subjects import CIRCUITS, PRIS, TDM, CarriedLines, life_safety, pending_pri
from e911audit.rules.lines import TESTS
from e911audit.rules.rule import Among, Condition, blank, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import line_proof, looked_at, number_active
from e911audit.values import Basis, Severity

_orders = and_(PortOrder.c.pon == Loa.c.pon, not_(PortOrder.c.repeats))
Ported = shared(
    "cir_ported",
    select(
        Loa.c.e164,
        func.min(PortOrder.c.foc_on).label("first_foc"),
        func.max(PortOrder.c.foc_on).label("last_foc"),
        func.max(func.coalesce(PortOrder.c.completed_on, PortOrder.c.foc_on)).label("done"),
        func.max(case((given(PortOrder.c.remaining_numbers), 1), else_=0)).label("rest_told"),
    )
    .join(PortOrder, _orders, isouter=True)
    .where(Loa.c.e164.is_not(None), not_(is_in(PortOrder.c.state, "cancelled")))
    .group_by(Loa.c.e164),
    index="e164",
)
"""The numbers that an order moves, and the day on which each is moved: completed, else promised (FOC)."""
OnCircuit = shared(
    "cir_numbers",
    union(
        select(Carried.c.circuit, Carried.c.e164).where(Carried.c.e164.is_not(None)),
        select(CarriedLines.c.circuit, Line.c.e164)
        .join(Line, Line.c.id == CarriedLines.c.line)
        .where(Line.c.e164.is_not(None)),
    ),
    index="circuit",
)
"""The numbers on each circuit: those of its ranges and those of the lines that name it."""
Ports = shared(
    "cir_ports",
    select(
        OnCircuit.c.circuit,
        func.min(Ported.c.first_foc).label("first_foc"),
        func.max(Ported.c.last_foc).label("last_foc"),
        func.max(Ported.c.done).label("done"),
        (func.count() - func.count(Ported.c.done)).label("undated"),
        func.max(Ported.c.rest_told).label("rest_told"),
    )
    .join(Ported, Ported.c.e164 == OnCircuit.c.e164)
    .group_by(OnCircuit.c.circuit),
    index="circuit",
)
"""For each circuit when its numbers are moved; ``undated`` of them have no day yet."""

_moved = Ported.c.done.is_not(None)
_Load = shared(
    "cir_load",
    select(
        OnCircuit.c.circuit,
        func.count(case((and_(number_active, Number.c.id.is_not(None), not_(_moved)), Number.c.e164)).distinct()).label(
            "active"
        ),
        func.count(case((and_(Number.c.id.is_(None), not_(_moved)), OnCircuit.c.e164)).distinct()).label("unlisted"),
    )
    .join(Number, Number.c.e164 == OnCircuit.c.e164, isouter=True)
    .join(Ported, Ported.c.e164 == OnCircuit.c.e164, isouter=True)
    .group_by(OnCircuit.c.circuit),
    index="circuit",
)
_replaced = and_(is_in(Line.c.action, "port", "move", "replace"), line_proof(*TESTS))
_LifeLoad = shared(
    "cir_life_load",
    select(CarriedLines.c.circuit, func.count(case((and_(life_safety, not_(_replaced)), 1))).label("lines"))
    .join(Line, Line.c.id == CarriedLines.c.line)
    .group_by(CarriedLines.c.circuit),
    index="circuit",
)
_active, _lives = func.coalesce(_Load.c.active, 0), func.coalesce(_LifeLoad.c.lines, 0)


@rule(
    code="CIR-001",
    name="Circuit disconnect with active numbers",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name=CIRCUITS.name,
        tables=CIRCUITS.tables,
        query=looked_at(
            Circuit,
            "circuit",
            Circuit.c.name,
            Circuit.c.site,
            cast(Circuit.c.disconnect_on, Text).label("day"),
            _active.label("numbers"),
            _lives.label("lines"),
            affects=case((_active + _lives > 0, _active + _lives), else_=1),
        )
        .select_from(Circuit)
        .join(_Load, _Load.c.circuit == Circuit.c.name, isouter=True)
        .join(_LifeLoad, _LifeLoad.c.circuit == Circuit.c.name, isouter=True)
        .where(not_(Circuit.c.repeats)),
    ),
    message="{subject} is to be disconnected on {day}; active numbers on it that no dated order moves: {numbers}, "
    "life-safety lines without a tested replacement: {lines}.",
    fix="Port, move or disconnect each number first, test what replaces the lines, then date the disconnect anew.",
    cites=("ilec-guide: cutting analog lines too early",),
    needs=("circuit.disconnect_on", "circuit.number_ranges or line.circuit"),
    points_at=("disconnect_on",),
    bad="""
        Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                  PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-20
                  POTS-1     | pots |                      | 2026-12-20
        Numbers: Telephone Number | Status
                 212-555-0142     | active
                 212-555-0143     | spare
        Lines: Line Number  | Circuit ID | Line Type | Action
               212-555-0177 | POTS-1     | elevator  | replace
    """,
    good="""
        Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                  PRI-1      | pri  | 212-555-0140 to 0141 | 2026-12-20
                  PRI-2      | pri  | 212-555-0150 to 0159 |
                  POTS-1     | pots |                      | 2026-12-20
        Numbers: Telephone Number     | Status
                 212-555-0140         | disconnected
                 212-555-0141         | active
                 212-555-0150 to 0159 | active
        Lines: Line Number  | Circuit ID | Line Type | Action
               212-555-0177 | POTS-1     | elevator  | replace
        Evidence: Subject      | Kind          | Date       | Result
                  212-555-0177 | test call 911 | 2026-11-10 | pass
        LOA: Order | Telephone Numbers | Business Name
             P-1   | 212-555-0141      | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
    more={
        "an order without a date moves nothing yet": (
            """
            Circuits: Circuit ID | Kind | Number Ranges | Disconnect Date
                      PRI-1      | pri  | 212-555-0142  | 2026-12-20
            Numbers: Telephone Number | Status
                     212-555-0142     | porting
            LOA: Order | Telephone Numbers | Business Name
                 P-1   | 212-555-0142      | Acme
            Port Orders: Order | FOC Date | Losing Carrier
                         P-1   |          | Zeta
            """,
            1,
        ),
        "numbers that no list knows leave it open": (
            """
            Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                      PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-20
            Numbers: Telephone Number | Status
                     212-555-0140     | disconnected
            """,
            0,
        ),
        "a kept elevator line that was tested still dies with its circuit": (
            """
            Circuits: Circuit ID | Kind | Disconnect Date
                      POTS-1     | pots | 2026-12-20
            Lines: Line Number  | Circuit ID | Line Type | Action
                   212-555-0177 | POTS-1     | elevator  | keep
            Evidence: Subject      | Kind          | Date       | Result
                      212-555-0177 | test call 911 | 2026-11-10 | pass
            """,
            1,
        ),
    },
)
def cut_with_numbers() -> Condition:
    """With the circuit go all numbers on it, also those that nobody thought of: elevator, fire panel, fax."""
    unknown = or_(and_(_Load.c.circuit.is_(None), _LifeLoad.c.circuit.is_(None)), _Load.c.unlisted > 0)
    return and_(
        Circuit.c.disconnect_on.is_not(None), case((_active + _lives > 0, True), (unknown, null()), else_=False)
    )


def _cuts(record: Any, kind: str, disconnect: Any, ports: Any, undated: Any) -> Select[Any]:
    return looked_at(
        record,
        kind,
        record.c.name,
        record.c.site,
        cast(disconnect, Text).label("day"),
        cast(ports.c.done, Text).label("ported_on"),
        case(
            (disconnect.is_(None), False), (disconnect <= ports.c.done, True), (undated > 0, null()), else_=False
        ).label("early"),
    )


_undated = case((Ported.c.done.is_(None), 1), else_=0)
_cut = union_all(
    _cuts(Circuit, "circuit", Circuit.c.disconnect_on, Ports, Ports.c.undated)
    .join(Ports, Ports.c.circuit == Circuit.c.name)
    .where(not_(Circuit.c.repeats), Circuit.c.kind.in_(TDM)),
    _cuts(Line, "line", Line.c.disconnect_due, Ported, _undated).join(Ported, Ported.c.e164 == Line.c.e164),
).subquery("cut")


@rule(
    code="CIR-002",
    name="PRI/POTS disconnect before port completes",
    waivable=False,
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(name="PRIs and lines whose numbers are ported", tables=("circuit", "line"), query=select(*_cut.c)),
    message="{subject} is to be disconnected on {day}, and its numbers are ported on {ported_on}.",
    fix="Date the disconnect at least one day after the port is complete and its calls are tested.",
    cites=("ilec-guide: PRI disconnect before port completes",),
    needs=("circuit.disconnect_on or line.disconnect_due", "port_order.foc_on"),
    points_at=("disconnect_on", "disconnect_due"),
    bad="""
        Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                  PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-15
        Lines: Line Number  | Line Type | Disconnect Due
               212-555-0177 | fax       | 2026-12-01
        LOA: Order | Telephone Numbers          | Business Name
             P-1   | 212-555-0142, 212-555-0177 | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
    good="""
        Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                  PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-16
                  PRI-2      | pri  | 212-555-0150 to 0159 |
        Lines: Line Number  | Line Type | Disconnect Due
               212-555-0177 | fax       | 2026-12-20
               212-555-0178 | fax       | 2026-12-01
        LOA: Order | Telephone Numbers                        | Business Name
             P-1   | 212-555-0142, 212-555-0152, 212-555-0177 | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
    more={
        "the last of several orders counts": (
            """
            Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                      PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-16
            LOA: Order | Telephone Numbers | Business Name
                 P-1   | 212-555-0142      | Acme
                 P-2   | 212-555-0143      | Acme
            Port Orders: Order | FOC Date   | Losing Carrier
                         P-1   | 2026-12-15 | Zeta
                         P-2   | 2026-12-18 | Zeta
            """,
            1,
        ),
        "a cancelled order and one without a date": (
            """
            Circuits: Circuit ID | Kind | Number Ranges        | Disconnect Date
                      PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-16
            LOA: Order | Telephone Numbers | Business Name
                 P-1   | 212-555-0142      | Acme
                 P-2   | 212-555-0143      | Acme
            Port Orders: Order | FOC Date   | Losing Carrier | State
                         P-1   | 2026-12-20 | Zeta           | cancelled
                         P-2   |            | Zeta           | submitted
            """,
            0,
        ),
    },
)
def cut_before_port() -> Condition:
    """A disconnected number falls back to its old carrier and can no longer be ported: it is lost to its callers."""
    return _cut.c.early


def _pri_rule(code: str, name: str, field: str, word: str, why_fix: str) -> dict[str, Any]:
    """What the two rules on plans of a PRI have in common."""
    header = f"{word.capitalize()} Plan"
    return {
        "code": code,
        "name": name,
        "severity": Severity.MAJOR,
        "basis": Basis.PRACTICE,
        "among": PRIS,
        "message": f"No {word} plan is recorded for {{subject}}.",
        "fix": why_fix,
        "cites": ("ilec-guide: PRI row",),
        "needs": (f"circuit.{field}",),
        "points_at": (field, "name"),
        "bad": f"""
            Circuits: Circuit ID | Kind | {header}
                      PRI-1      | pri  |
                      PRI-2      | pri  | TBD
        """,
        "good": f"""
            Circuits: Circuit ID | Kind | {header} | Disconnect Date
                      PRI-1      | pri  | PLAN-7   |
                      PRI-2      | pri  |          | 2026-11-01
                      FIB-1      | dia  |          |
        """,
    }


@rule(
    **_pri_rule(
        "CIR-020",
        "PRI without gateway plan",
        "gateway_plan",
        "gateway",
        "Name the gateway and port that takes the PRI over, or write 'retire' if nothing does.",
    )
)
def no_gateway_plan() -> Condition:
    """What hangs on the old PBX (faxes, alarms, paging) goes silent with the PRI unless a gateway takes it over."""
    return blank(Circuit.c.gateway_plan)


@rule(
    **_pri_rule(
        "CIR-021",
        "PRI without test plan",
        "test_plan",
        "test",
        "Write down which calls are tested at the cutover, in and out and to 911, by whom and until when.",
    )
)
def no_test_plan() -> Condition:
    """A PRI carries hundreds of numbers; without a list of test calls a caller to 911 finds the fault."""
    return blank(Circuit.c.test_plan)


_differs = or_(Ports.c.first_foc != Circuit.c.cutover_on, Ports.c.last_foc != Circuit.c.cutover_on)
_promised = case(
    (Ports.c.first_foc != Ports.c.last_foc, cast(Ports.c.first_foc, Text) + " to " + cast(Ports.c.last_foc, Text)),
    else_=cast(Ports.c.first_foc, Text),
)


@rule(
    code="CIR-022",
    name="PRI without cutover date, or date differs from FOC",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=PRIS.name,
        tables=PRIS.tables,
        query=PRIS.query.add_columns(
            case(
                (Circuit.c.cutover_on.is_(None), "has no cutover date"),
                else_=literal("is cut over on ")
                + cast(Circuit.c.cutover_on, Text)
                + ", while its numbers are promised for "
                + _promised,
            ).label("told")
        ).join(Ports, Ports.c.circuit == Circuit.c.name, isouter=True),
    ),
    message="{subject} {told}.",
    fix="Set one day for both, and tell the carriers and everybody who works in that night.",
    cites=("ilec-guide: PRI row",),
    needs=("circuit.cutover_on",),
    points_at=("cutover_on", "name"),
    bad="""
        Circuits: Circuit ID | Kind | Number Ranges        | Cutover Date
                  PRI-1      | pri  | 212-555-0140 to 0149 |
                  PRI-2      | pri  | 212-555-0150 to 0159 | 2026-12-14
        LOA: Order | Telephone Numbers | Business Name
             P-1   | 212-555-0152      | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
    good="""
        Circuits: Circuit ID | Kind | Number Ranges        | Cutover Date
                  PRI-1      | pri  | 212-555-0140 to 0149 | 2026-12-15
                  PRI-2      | pri  | 212-555-0150 to 0159 | 2026-12-14
        LOA: Order | Telephone Numbers    | Business Name
             P-1   | 212-555-0140 to 0149 | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
)
def cutover_apart() -> Condition:
    """When numbers move on another day than the trunk, calls reach a switch that no longer has their telephones."""
    return case((Circuit.c.cutover_on.is_(None), True), else_=_differs)


_decided = (
    select(Line.c.id)
    .where(Line.c.e164 == Carried.c.e164, is_in(Line.c.action, "keep", "port", "move", "replace", "remove"))
    .correlate(Carried)
    .exists()
)
_gone = (
    select(Number.c.id)
    .where(Number.c.e164 == Carried.c.e164, Number.c.status == "disconnected")
    .correlate(Carried)
    .exists()
)
_Stranded = shared(
    "cir_stranded",
    select(
        Carried.c.circuit,
        func.count(Carried.c.e164).label("numbers"),
        func.min(Carried.c.e164).label("first"),
    )
    .join(Ported, Ported.c.e164 == Carried.c.e164, isouter=True)
    .where(Carried.c.e164.is_not(None), Ported.c.e164.is_(None), not_(_decided), not_(_gone))
    .group_by(Carried.c.circuit),
    index="circuit",
)


@rule(
    code="CIR-023",
    name="PRI numbers stranded",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name=PRIS.name,
        tables=PRIS.tables,
        query=looked_at(
            Circuit,
            "circuit",
            Circuit.c.name,
            Circuit.c.site,
            func.coalesce(_Stranded.c.numbers, 0).label("numbers"),
            _Stranded.c.first,
            affects=func.coalesce(_Stranded.c.numbers, 1),
        )
        .select_from(Circuit)
        .join(_Stranded, _Stranded.c.circuit == Circuit.c.name, isouter=True)
        .join(Ports, Ports.c.circuit == Circuit.c.name, isouter=True)
        .where(pending_pri),
    ),
    message="{numbers} numbers of {subject}, the first {first}, are on no port order, and nobody has decided "
    "to keep or disconnect them.",
    fix="Put each number onto an order, list it as a line with its action, or mark it disconnected.",
    cites=("ilec-guide: PRI row",),
    needs=("circuit.number_ranges", "loa.e164"),
    points_at=("number_ranges",),
    bad="""
        Circuits: Circuit ID | Kind | Number Ranges
                  PRI-1      | pri  | 212-555-0140 to 0149
        LOA: Order | Telephone Numbers    | Business Name
             P-1   | 212-555-0140 to 0145 | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
    """,
    good="""
        Circuits: Circuit ID | Kind | Number Ranges
                  PRI-1      | pri  | 212-555-0140 to 0149
                  SIP-1      | sip  | 212-555-0160 to 0169
        LOA: Order | Telephone Numbers    | Business Name
             P-1   | 212-555-0140 to 0147 | Acme
        Port Orders: Order | FOC Date   | Losing Carrier
                     P-1   | 2026-12-15 | Zeta
        Lines: Line Number  | Line Type | Action
               212-555-0148 | fax       | keep
        Numbers: Telephone Number | Status
                 212-555-0149     | disconnected
    """,
    more={
        "an order that tells what becomes of the rest leaves it open": (
            """
            Circuits: Circuit ID | Kind | Number Ranges
                      PRI-1      | pri  | 212-555-0140 to 0149
            LOA: Order | Telephone Numbers    | Business Name
                 P-1   | 212-555-0140 to 0145 | Acme
            Port Orders: Order | FOC Date   | Losing Carrier | Remaining Numbers
                         P-1   | 2026-12-15 | Zeta           | 0146 to 0149 are kept
            """,
            0,
        ),
        "a number of a cancelled order is on none": (
            """
            Circuits: Circuit ID | Kind | Number Ranges
                      PRI-1      | pri  | 212-555-0140
            LOA: Order | Telephone Numbers | Business Name
                 P-1   | 212-555-0140      | Acme
            Port Orders: Order | FOC Date   | Losing Carrier | State
                         P-1   | 2026-12-15 | Zeta           | cancelled
            """,
            1,
        ),
    },
)
def stranded_numbers() -> Condition:
    """A number that is on no list goes when the PRI goes; often it is the one printed on the elevator or the panel."""
    return case(
        (Circuit.c.number_ranges.is_(None), null()),
        (_Stranded.c.numbers.is_(None), False),
        (func.coalesce(Ports.c.rest_told, 0) == 1, null()),
        else_=True,
    )
