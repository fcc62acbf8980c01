"""Family LEG, thirteenth part: copper that its carrier takes down while the project still stands on it."""

from sqlalchemy import Text, and_, cast, func, not_, or_, select

from e911audit.model.tables import Circuit
from e911audit.rules.circuit_subjects import CIRCUITS, CarriedLines, stays
from e911audit.rules.rule import Among, Condition, day, is_in, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

_NO_COPPER = ("fiber", "coax", "wireless", "cell", "satellite")
_Lines = shared(
    "leg_copper_lines",
    select(CarriedLines.c.circuit, func.count().label("lines")).group_by(CarriedLines.c.circuit),
    index="circuit",
)
_COPPER = Among(
    name="circuits that may be copper",
    tables=CIRCUITS.tables,
    query=CIRCUITS.query.with_only_columns(
        *(column for column in CIRCUITS.query.selected_columns if column.key != "affects"),
        func.coalesce(_Lines.c.lines, 1).label("affects"),
        func.coalesce(cast(Circuit.c.copper_retire_on, Text), "").label("retired"),
        func.coalesce(_Lines.c.lines, 0).label("lines"),
    )
    .join(_Lines, _Lines.c.circuit == Circuit.c.name, isouter=True)
    .where(stays(Circuit), not_(is_in(Circuit.c.access_type, *_NO_COPPER)), not_(is_in(Circuit.c.kind, "sip", "cell"))),
)


@rule(
    code="LEG-048",
    name="Copper retirement inside project window",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_COPPER,
    message="The copper of {subject} ({circuit_kind}, lines on it: {lines}) is retired on {retired}, within {days} "
    "days or before the cutover, and nothing says that the circuit ends before.",
    fix="Move its lines before that day; permits for alarm and elevator lines take months, so ask for them now.",
    cites=("FCC 26-19", "carrier notice"),
    needs=("circuit.copper_retire_on",),
    points_at=("copper_retire_on", "name"),
    options={"days": 180},
    bad="""
        Run: Cutover
             2027-09-01
        Circuits: Circuit ID | Kind | Copper Retire On
                  POTS-1     | pots | 2027-03-01
                  POTS-2     | pots | 2026-10-01
                  T1-1       | t1   | 2027-08-15
    """,
    good="""
        Run: Cutover
             2026-12-01
        Circuits: Circuit ID | Kind     | Access Type | Copper Retire On | Disconnect Date
                  POTS-1     | pots     | copper      | 2027-11-01       |
                  POTS-2     | pots     | copper      | 2027-03-01       | 2026-11-30
                  POTS-3     | pots     | copper      | 2027-03-01       | 2027-02-01
                  FIBER-1    | ethernet | fiber       | 2026-12-01       |
    """,
    more={
        "the last day of the window counts, the day after does not": (
            """
            Circuits: Circuit ID | Kind | Copper Retire On
                      POTS-1     | pots | 2027-05-21
                      POTS-2     | pots | 2027-05-22
            """,
            1,
        ),
        "a blank date is not judged: carriers need not file it": (
            """
            Circuits: Circuit ID | Kind | Copper Retire On
                      POTS-1     | pots |
            """,
            0,
        ),
        "the lines on one circuit are one finding": (
            """
            Circuits: Circuit ID | Kind | Copper Retire On
                      POTS-1     | pots | 2027-01-15
            Lines: Line Number  | Circuit ID | Line Type  | Action
                   212-555-0177 | POTS-1     | elevator   | keep
                   212-555-0178 | POTS-1     | fire alarm | keep
            """,
            1,
        ),
    },
)
def copper_retired_soon(days: int) -> Condition:
    """A line that was carefully kept dies with its cable; the notice of the carrier may be all the warning there is."""
    before = func.coalesce(Circuit.c.copper_retire_on <= day("cutover"), False)
    ends = func.coalesce(Circuit.c.disconnect_on <= Circuit.c.copper_retire_on, False)
    return and_(or_(Circuit.c.copper_retire_on <= day("as_of", -days), before), not_(ends))
