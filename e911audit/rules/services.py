"""Family SLA, second part: the terms of the services that are in use."""

from sqlalchemy import and_, func, literal, select, union_all

from e911audit.model.tables import Line
from e911audit.rules.circuit_terms import CircuitTerms, named_circuit_terms
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.terms import ProviderTerm, ServiceTerm, Terms, means, stays
from e911audit.values import Basis, Severity

_services = (
    select(
        literal("contract").label("kind"),
        (ProviderTerm.c.meant + literal(", ") + func.replace(ServiceTerm.c.meant, "_", " ")).label("named"),
        Line.c.sheet_id.label("sheet_id"),
        func.min(Line.c.row).label("row"),
        func.count().label("affects"),
        ProviderTerm.c.meant.label("provider"),
        ServiceTerm.c.meant.label("service"),
    )
    .select_from(Line)
    .join(ProviderTerm, means(ProviderTerm, "provider", Line.c.carrier), isouter=True)
    .join(ServiceTerm, means(ServiceTerm, "service", Line.c.service), isouter=True)
    .where(stays)
    .group_by(ProviderTerm.c.meant, ServiceTerm.c.meant, Line.c.sheet_id)
    .subquery("services")
)
_of_lines = (
    select(
        _services.c.kind,
        func.coalesce(_services.c.named, "no service").label("subject"),
        literal("").label("site"),
        _services.c.sheet_id,
        _services.c.row,
        _services.c.affects,
        literal("lines that stay").label("what"),
        and_(_services.c.provider != "", _services.c.service != "", Terms.c.provider.is_(None)).label("without"),
    )
    .select_from(_services)
    .join(Terms, and_(Terms.c.provider == _services.c.provider, Terms.c.service == _services.c.service), isouter=True)
)
_of_circuits = select(
    literal("contract").label("kind"),
    named_circuit_terms.label("subject"),
    literal("").label("site"),
    CircuitTerms.c.sheet_id,
    func.min(CircuitTerms.c.row).label("row"),
    func.count().label("affects"),
    literal("circuits that stay").label("what"),
    (CircuitTerms.c.contracts == 0).label("without"),
).group_by(CircuitTerms.c.provider, CircuitTerms.c.service, CircuitTerms.c.sheet_id, CircuitTerms.c.contracts)
_both = union_all(_of_lines, _of_circuits).subquery("services_in_use")
_SERVICES = Among(name="services of lines and circuits that stay", tables=("line", "circuit"), query=select(*_both.c))


@rule(
    code="SLA-001",
    name="No contract terms for the service class",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_SERVICES,
    message="{affects} {what} are served as {subject}, for which no contract terms are on record.",
    fix="Obtain the contract, tariff or service guide of this class of service, and record its repair terms.",
    cites=("ilec-guide: include the service class in every order review",),
    needs=(
        "line.carrier or circuit.retail_provider or circuit.underlying_provider",
        "line.service or circuit.service_class or circuit.kind",
        "contract.provider",
        "contract.service_class",
    ),
    points_at=("service", "service_class", "carrier", "kind", "e164", "circuit", "name"),
    bad="""
        Lines: Line Number  | Line Type | Service | Carrier       | Action
               512-555-0142 | elevator  | POTS    | Example Telco | keep
               512-555-0143 | fax       | 1FB     | Example Telco | keep
        Contracts: Provider      | Service Class | Repair Hours
                   Example Telco | PRI           | 4
    """,
    good="""
        Lines: Line Number  | Line Type | Service | Carrier       | Action
               512-555-0142 | elevator  | POTS    | Example Telco | keep
               512-555-0143 | fax       | 1FB     | example telco | keep
               512-555-0144 | fax       | PRI     | Example Telco | remove
               512-555-0145 | voice     | POTS    |               | keep
        Contracts: Provider      | Service Class | Repair Hours
                   EXAMPLE TELCO | Analog line   | 24
    """,
    more={
        "another company's terms do not count; one finding for all lines of a service": (
            """
            Lines: Line Number  | Line Type | Service | Carrier       | Action
                   512-555-0142 | elevator  | POTS    | Example Telco | keep
                   512-555-0143 | fax       | POTS    | Example Telco | keep
            Contracts: Provider    | Service Class | Repair Hours
                       Other Voice | POTS          | 24
            """,
            1,
        ),
        "a circuit by its class, else by its kind; best effort never inherits the terms of its kind": (
            """
            Circuits: Circuit ID | Kind      | Retail Provider | Service Class
                      FIB-1      | ethernet  | Example Telco   | dedicated
                      FIB-2      | ethernet  | example telco   |
                      FIB-3      | ethernet  | Example Telco   | best effort
                      PRI-1      | pri       | Example Telco   |
                      ODD-1      |           | Example Telco   |
                      FIB-4      | ethernet  | the carrier     |
            Contracts: Provider      | Service Class | Repair Hours
                       Example Telco | Ethernet      | 4
            """,
            2,
        ),
    },
)
def no_terms() -> Condition:
    """What a provider promises differs by class of service; the terms of another class are no terms at all."""
    return _both.c.without
