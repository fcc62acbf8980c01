"""Family SLA, first part: what a contract must say before anybody can rely on it."""

from sqlalchemy import and_, case, func, literal, or_

from e911audit.model.tables import Contract
from e911audit.rules.lacking import lacking
from e911audit.rules.rule import Among, Condition, blank, day, rule
from e911audit.rules.subjects import looked_at
from e911audit.rules.terms import best_effort
from e911audit.values import Basis, Severity

TERMS = "ilec-guide: tariffs and service guides"
_name = Contract.c.provider + case(
    (blank(Contract.c.service_class), ""), else_=literal(", ") + func.coalesce(Contract.c.service_class, "")
)
CONTRACTS = Among(name="contracts", tables=("contract",), query=looked_at(Contract, "contract", _name, literal("")))
"""Contracts by provider and class of service."""


@rule(
    code="SLA-002",
    name="Uptime target without measurement method",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=CONTRACTS,
    message="The terms of {subject} do not say how its uptime is measured.",
    fix="Ask for the target and for how it is measured: from where, over which time, and what does not count.",
    cites=("ilec-guide: uptime target and measurement method",),
    needs=("contract.availability_percent", "contract.availability_method"),
    points_at=("availability_method", "availability_percent", "provider"),
    bad="""
        Contracts: Provider      | Service Class | Availability Percent | Availability Method
                   Example Telco | Ethernet      | 99.99                |
                   Example Telco | PRI           |                      |
    """,
    good="""
        Contracts: Provider      | Service Class | Availability Percent | Availability Method
                   Example Telco | Ethernet      | 99.99                | tickets, per month
                   Cable Co      | best effort   |                      |
    """,
)
def uptime_not_measured() -> Condition:
    """A percentage that nobody measures cannot be missed; a best-effort class has no target to be measured."""
    unset = and_(Contract.c.availability_percent.is_(None), best_effort())
    return and_(blank(Contract.c.availability_method), func.coalesce(~unset, True))


@rule(
    code="SLA-003",
    name="No repair or response terms",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=CONTRACTS,
    message="The terms of {subject} tell neither how soon it is repaired nor how soon anybody responds.",
    fix="Ask for the time to repair and to respond by severity; where there is none, say so to the site.",
    cites=("ilec-guide: mean time to repair",),
    needs=("contract.repair_hours", "contract.response_hours"),
    points_at=("repair_hours", "response_hours", "provider"),
    bad="""
        Contracts: Provider      | Service Class | Repair Hours | Response Hours
                   Example Telco | POTS          |              | TBD
    """,
    good="""
        Contracts: Provider      | Service Class | Repair Hours | Response Hours
                   Example Telco | PRI           | 4 h          |
                   Example Telco | POTS          |              | 2
    """,
)
def repair_unknown() -> Condition:
    """A hosted telephone system is as good as its line; how long it may be down decides what else must be there."""
    return and_(Contract.c.repair_hours.is_(None), Contract.c.response_hours.is_(None))


_unclear = blank(Contract.c.maintenance_window)
_maintenance_told = case(
    (_unclear, "tell no maintenance window"),
    else_=literal("have a maintenance window (")
    + Contract.c.maintenance_window
    + ") into which a FOC falls: "
    + func.coalesce(Contract.c.foc_inside, ""),
)


@rule(
    code="SLA-005",
    name="Maintenance window unknown, or FOC inside it",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name,
        tables=CONTRACTS.tables,
        query=CONTRACTS.query.add_columns(_maintenance_told.label("told")),
    ),
    message="The terms of {subject} {told}.",
    fix="Ask when the provider works on its network and how it gives notice; plan the cutover outside of that.",
    cites=("ilec-guide: maintenance windows",),
    needs=("contract.maintenance_window",),
    points_at=("maintenance_window", "provider"),
    bad="""
        Contracts: Provider      | Service Class | Repair Hours | Maintenance Window
                   Example Telco | Ethernet      | 4            |
    """,
    good="""
        Contracts: Provider      | Service Class | Repair Hours | Maintenance Window
                   Example Telco | Ethernet      | 4            | Sun 00:00-06:00, 10 days notice
                   Example Telco | POTS          | 24           | none
    """,
    more={
        "the FOC of an order falls inside the window of its carrier": (
            """
            Contracts: Provider      | Service Class | Maintenance Window
                       Example Telco | Ethernet      | Sun 00:00-06:00
                       Cable Co      | Ethernet      | nightly, 10 pm to 4 am
                       Other Voice   | SIP           | when we like
                       Zeta Telecom  | SIP           | weekdays 1-5 am
            Port Orders: Order | FOC Date   | FOC Time | Losing Carrier | Gaining Carrier
                         P-1   | 2026-11-29 | 02:00    | example telco  | Other Voice
                         P-2   | 2026-12-01 | 10:00    | Cable Co       | Other Voice
                         P-3   | 2026-12-01 |          | Zeta Telecom   | Other Voice
            """,
            1,
        ),
    },
)
def maintenance_unknown() -> Condition:
    """A cutover in the provider's own maintenance fails for reasons that nobody on the call can see."""
    return case((_unclear, True), else_=Contract.c.foc_inside != "")


_tariff = lacking(reference=Contract.c.tariff_reference, version_date=Contract.c.tariff_date)


@rule(
    code="SLA-007",
    name="Tariff or service-guide reference missing or stale",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name, tables=CONTRACTS.tables, query=CONTRACTS.query.add_columns(_tariff.label("missing"))
    ),
    message="{subject} is sold by tariff, but its tariff has no {missing} on record.",
    fix="Record document, section and the date of the version that is in force.",
    cites=("ilec-guide: service guide references",),
    needs=("contract.tariffed", "contract.tariff_reference", "contract.tariff_date"),
    points_at=("tariff_reference", "tariff_date", "tariffed"),
    bad="""
        Contracts: Provider      | Service Class | Tariffed | Tariff Reference | Tariff Date
                   Example Telco | POTS          | yes      | Guide 4, sec. 12 |
    """,
    good="""
        Contracts: Provider      | Service Class | Tariffed | Tariff Reference | Tariff Date
                   Example Telco | POTS          | yes      | Guide 4, sec. 12 | 2026-03-01
                   Other Voice   | SIP           | no       |                  |
    """,
)
def tariff_unreferenced() -> Condition:
    """A tariff binds in the version in force, whatever a salesman wrote; who cannot cite it cannot rely on it."""
    return and_(Contract.c.tariffed == "yes", or_(blank(Contract.c.tariff_reference), Contract.c.tariff_date.is_(None)))


_rules = {
    "credit_policy": Contract.c.credit_policy,
    "MAC_rule": Contract.c.mac_rule,
    "missed-appointment_rule": Contract.c.missed_appointment_rule,
}


@rule(
    code="SLA-008",
    name="Credit, MAC or missed-appointment rule missing",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name,
        tables=CONTRACTS.tables,
        query=CONTRACTS.query.add_columns(lacking(**_rules).label("missing")),
    ),
    message="The terms of {subject} have no {missing} on record.",
    fix="Record them from the tariff or service guide; where there is none, write none.",
    cites=(TERMS,),
    needs=("contract.credit_policy", "contract.mac_rule", "contract.missed_appointment_rule"),
    points_at=("credit_policy", "mac_rule", "missed_appointment_rule"),
    bad="""
        Contracts: Provider      | Service Class | Repair Hours | Credit Policy | MAC Rule | Missed Appointment Rule
                   Example Telco | POTS          | 24           | 1/30 a day    |          | sec. 9
    """,
    good="""
        Contracts: Provider      | Service Class | Repair Hours | Credit Policy | MAC Rule | Missed Appointment Rule
                   Example Telco | POTS          | 24           | none          | sec. 8   | sec. 9
    """,
)
def lesser_rules_unknown() -> Condition:
    """Credits, moves and missed appointments are asked for in the week of the cutover, when nobody has time to read."""
    return or_(*map(blank, _rules.values()))


_term_told = case(
    (or_(Contract.c.term_end < day("as_of"), Contract.c.term_end < day("cutover")), "ends before the cutover"),
    (
        or_(Contract.c.notice_by < day("as_of"), Contract.c.notice_by < day("cutover")),
        "must be cancelled before the cutover",
    ),
    else_="has no early-termination fee on record",
)


@rule(
    code="SLA-010",
    name="Contract end or notice date unassessed",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name, tables=CONTRACTS.tables, query=CONTRACTS.query.add_columns(_term_told.label("told"))
    ),
    message="The contract of {subject} {told}.",
    fix="Decide whether it is renewed, cancelled or left to end, give notice in time; record what leaving early costs.",
    cites=("practice",),
    needs=("contract.term_end", "contract.early_termination"),
    points_at=("term_end", "cancel_notice_days", "early_termination"),
    bad="""
        Run: Cutover
             2026-11-28
        Contracts: Provider      | Service Class | Term End   | Cancel Notice Days | Early Termination
                   Example Telco | PRI           | 2026-12-15 | 30                 | none
    """,
    good="""
        Run: Cutover
             2026-11-28
        Contracts: Provider      | Service Class | Term End   | Cancel Notice Days | Early Termination
                   Example Telco | PRI           | 2027-12-15 | 30                 | 50% of the rest
    """,
    more={
        "ended, or nobody knows what leaving costs; without a cutover what ends later is not judged": (
            """
            Contracts: Provider      | Service Class | Term End   | Cancel Notice Days | Early Termination
                       Example Telco | PRI           | 2026-10-15 |                    | none
                       Example Telco | POTS          | 2027-12-15 | 30                 |
                       Other Voice   | SIP           | 2026-12-24 | 30                 | none
            """,
            2,
        ),
    },
)
def term_unassessed() -> Condition:
    """A service that ends before its replacement works is an outage; one that renews itself is paid for twice."""
    return or_(
        *(date < day(base) for date in (Contract.c.term_end, Contract.c.notice_by) for base in ("as_of", "cutover")),
        blank(Contract.c.early_termination),
    )


_outage = {"definition_of_an_outage": Contract.c.outage_definition, "escalation_path": Contract.c.escalation}


@rule(
    code="SLA-011",
    name="Outage definition or escalation path missing",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CONTRACTS.name,
        tables=CONTRACTS.tables,
        query=CONTRACTS.query.add_columns(lacking(**_outage).label("missing")),
    ),
    message="The terms of {subject} have no {missing} on record.",
    fix="Record what the provider counts as an outage, and whom to call when the first ticket is not enough.",
    cites=("ilec-guide: what counts as an outage; escalation path",),
    needs=("contract.outage_definition", "contract.escalation"),
    points_at=("outage_definition", "escalation"),
    bad="""
        Contracts: Provider      | Service Class | Repair Hours | Outage Definition | Escalation
                   Example Telco | POTS          | 24           | no dial tone      |
    """,
    good="""
        Contracts: Provider      | Service Class | Repair Hours | Outage Definition | Escalation
                   Example Telco | POTS          | 24           | no dial tone      | duty manager after 4 h
    """,
)
def outage_undefined() -> Condition:
    """One-way audio may be no outage to the provider; without the definition the clock of the repair never starts."""
    return or_(*map(blank, _outage.values()))
