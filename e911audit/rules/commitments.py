"""Family SLA, fourth part: what was bought beside what its contract says, and the dates of both."""

from sqlalchemy import Text, and_, case, cast, func, literal, not_, null, select

from e911audit.model.tables import Circuit, Contract, Term
from e911audit.rules.circuit_subjects import CIRCUITS, stays
from e911audit.rules.circuit_terms import CircuitServices
from e911audit.rules.contracts import CONTRACTS
from e911audit.rules.rule import Among, Condition, blank, day, rule
from e911audit.rules.shared import shared
from e911audit.rules.terms import means
from e911audit.values import Basis, Severity

_Provider, _Class, _Seller = Term.alias("contract_provider"), Term.alias("contract_class"), Term.alias("diverse_seller")
_diverse = and_(stays(Circuit), Circuit.c.diversity_claimed == "yes")
_Bought = shared(
    "sla_diverse",
    select(CircuitServices.c.provider, CircuitServices.c.service, func.count().label("circuits"))
    .join(Circuit, Circuit.c.id == CircuitServices.c.circuit_id)
    .where(_diverse)
    .group_by(CircuitServices.c.provider, CircuitServices.c.service),
    index="provider",
)
"""How many circuits were bought as diverse of each provider and class of service."""
_seller = func.coalesce(Circuit.c.retail_provider, Circuit.c.underlying_provider)
_classless = (
    select(_Seller.c.meant)
    .join(Circuit, means(_Seller, "provider", _seller))
    .where(_diverse, Circuit.c.service_class.is_(None))
)


@rule(
    code="SLA-006",
    name="Diversity not written in the contract",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name,
        tables=CONTRACTS.tables,
        query=CONTRACTS.query.add_columns(_Bought.c.circuits.label("circuits"))
        .select_from(Contract)
        .join(_Provider, means(_Provider, "provider", Contract.c.provider), isouter=True)
        .join(_Class, means(_Class, "service", Contract.c.service_class), isouter=True)
        .join(
            _Bought,
            and_(_Bought.c.provider == _Provider.c.meant, _Bought.c.service == _Class.c.meant),
            isouter=True,
        ),
    ),
    message="Circuits that {subject} sold as diverse: {circuits}; nothing in its terms commits to it.",
    fix="Have the diverse route written into the contract, with the right to see the route and to be told of changes.",
    cites=("ilec-guide: diversity commitments",),
    needs=("contract.diversity_commitment", "circuit.diversity_claimed"),
    points_at=("diversity_commitment", "provider"),
    bad="""
        Circuits: Circuit ID | Kind     | Retail Provider | Service Class | Diversity Claimed
                  FIB-1      | ethernet | Example Telco   | dedicated     | yes
                  FIB-2      | ethernet | Example Telco   |               | yes
        Contracts: Provider      | Service Class | Repair Hours | Diversity Commitment
                   EXAMPLE TELCO | Ethernet      | 4            |
    """,
    good="""
        Circuits: Circuit ID | Kind     | Retail Provider | Service Class | Diversity Claimed
                  FIB-1      | ethernet | Example Telco   |               | yes
                  PRI-1      | pri      | Example Telco   | pri           | no
                  FIB-2      | ethernet | Cable Co        | dedicated     | yes
        Contracts: Provider      | Service Class | Repair Hours | Diversity Commitment
                   Example Telco | Ethernet      | 4            | separate entrances, sec. 7
                   Example Telco | PRI           | 4            |
                   Other Voice   | SIP           | 4            |
    """,
    more={
        "a diverse circuit of no recorded class leaves the other terms of its seller open": (
            """
            Circuits: Circuit ID | Retail Provider | Access Type | Diversity Claimed
                      FIB-1      | Example Telco   | fiber       | yes
            Contracts: Provider      | Service Class | Repair Hours | Diversity Commitment
                       Example Telco | Ethernet      | 4            |
            """,
            0,
        ),
        "a circuit that is gone by the cutover needs no commitment": (
            """
            Run: Cutover
                 2026-12-15
            Circuits: Circuit ID | Kind     | Retail Provider | Diversity Claimed | Disconnect Date
                      FIB-1      | ethernet | Example Telco   | yes               | 2026-12-01
            Contracts: Provider      | Service Class | Repair Hours | Diversity Commitment
                       Example Telco | Ethernet      | 4            |
            """,
            0,
        ),
    },
)
def diversity_not_committed() -> Condition:
    """A route that no contract promises is moved when it suits the carrier, and both circuits then share a duct."""
    return case(
        (not_(blank(Contract.c.diversity_commitment)), False),
        (_Bought.c.circuits > 0, True),
        (_Provider.c.meant.in_(_classless), null()),
        else_=False,
    )


_ordered = func.coalesce(Circuit.c.ordered_on, day("as_of"))
_told = case(
    (Circuit.c.ordered_on.is_(None), literal("is not ordered yet")),
    else_=literal("was ordered on ") + cast(Circuit.c.ordered_on, Text),
)


@rule(
    code="SLA-009",
    name="Install interval longer than the time left",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="circuits that are still needed",
        tables=CIRCUITS.tables,
        query=CIRCUITS.query.add_columns(
            _told.label("told"),
            cast(Circuit.c.needed_by, Text).label("needed"),
            cast(Circuit.c.order_by, Text).label("order_by"),
            Circuit.c.install_days.label("interval"),
        ).where(Circuit.c.needed_by >= day("as_of")),
    ),
    message="{subject} {told} and is needed by {needed}; its contract takes {interval} business days to install it, "
    "so that it had to be ordered before {order_by} to leave any buffer.",
    fix="Ask the provider for an expedited date, move the cutover, or plan how the site calls until it is there.",
    cites=("ilec-guide: project calendar buffers",),
    needs=("circuit.needed_by", "contract.install_interval_days"),
    points_at=("ordered_on", "needed_by", "name"),
    bad="""
        Circuits: Circuit ID | Kind     | Retail Provider | Ordered On | Needed By
                  FIB-1      | ethernet | Example Telco   | 2026-11-02 | 2026-12-15
        Contracts: Provider      | Service Class | Install Interval Days
                   Example Telco | Ethernet      | 30
    """,
    good="""
        Circuits: Circuit ID | Kind     | Retail Provider | Ordered On | Needed By
                  FIB-1      | ethernet | Example Telco   | 2026-10-01 | 2026-12-15
                  FIB-2      | ethernet | Cable Co        | 2026-11-20 | 2026-12-15
                  FIB-3      | ethernet | Example Telco   | 2026-11-02 | 2026-11-20
        Contracts: Provider      | Service Class | Install Interval Days
                   Example Telco | Ethernet      | 30
    """,
    more={
        "not ordered yet counts from today; the last day leaves no buffer, the day before leaves one": (
            """
            Circuits: Circuit ID | Kind     | Retail Provider | Ordered On | Needed By
                      FIB-1      | ethernet | Example Telco   |            | 2026-12-15
                      FIB-2      | ethernet | Example Telco   | 2026-10-30 | 2026-12-15
                      FIB-3      | ethernet | Example Telco   | 2026-10-29 | 2026-12-15
                      FIB-4      | ethernet | Example Telco   |            | 2027-02-15
            Contracts: Provider      | Service Class | Install Interval Days
                       Example Telco | Ethernet      | 30
            """,
            2,
        ),
        "Thanksgiving is no business day, and best effort has no terms of its kind": (
            """
            Circuits: Circuit ID | Kind      | Retail Provider | Service Class | Ordered On | Needed By
                      FIB-1      | ethernet  | Example Telco   | dedicated     | 2026-11-24 | 2026-12-01
                      FIB-2      | ethernet  | Example Telco   | best effort   | 2026-11-24 | 2026-12-01
            Contracts: Provider      | Service Class | Install Interval Days
                       Example Telco | Ethernet      | 4
            """,
            1,
        ),
    },
)
def ordered_too_late() -> Condition:
    """Carriers count business days from a complete order; a date in the project plan does not make them faster."""
    return _ordered >= Circuit.c.order_by
