"""Family SLA, second part: the terms of the services that are in use."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from e911audit.model.tables import Contract, Line, Term
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

GOES = ("remove", "port", "replace")
"""Decisions after which a line needs no terms of its own."""
BEST_EFFORT = "best_effort"
ProviderTerm, ServiceTerm = Term.alias("provider_term"), Term.alias("service_term")


def best_effort() -> Condition:
    """Tell where a contract's class of service commits to nothing; never NULL itself."""
    words = select(Term.c.written).where(Term.c.kind == "service", Term.c.meant == BEST_EFFORT)
    return func.coalesce(Contract.c.service_class, "").in_(words)


def means(term: Any, kind: str, name: ColumnElement[Any]) -> ColumnElement[bool]:
    """Join a term to the column that holds it."""
    return and_(term.c.written == name, term.c.kind == kind)


_unsaid = case((or_(Contract.c.repair_hours.is_not(None), best_effort()), 0), else_=1)
Terms = shared(
    "sla_terms",
    select(
        ProviderTerm.c.meant.label("provider"),
        func.coalesce(ServiceTerm.c.meant, "").label("service"),
        func.min(Contract.c.repair_hours).label("least"),
        func.max(Contract.c.repair_hours).label("most"),
        func.max(_unsaid).label("unsaid"),
        func.min(case((best_effort(), 1), else_=0)).label("only_best_effort"),
        func.max(case((best_effort(), 1), else_=0)).label("best_effort"),
    )
    .join_from(Contract, ProviderTerm, means(ProviderTerm, "provider", Contract.c.provider))
    .join(ServiceTerm, means(ServiceTerm, "service", Contract.c.service_class), isouter=True)
    .group_by(ProviderTerm.c.meant, ServiceTerm.c.meant),
    index="provider",
)
"""For each provider and class of service what its contracts commit to: hours to repair, or nothing (best effort)."""

stays = func.coalesce(Line.c.action, "unknown").not_in(GOES)
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
_SERVICES = Among(
    name="carriers and services of lines that stay",
    tables=("line",),
    query=select(
        _services.c.kind,
        func.coalesce(_services.c.named, "no service").label("subject"),
        literal("").label("site"),
        _services.c.sheet_id,
        _services.c.row,
        _services.c.affects,
    )
    .select_from(_services)
    .join(Terms, and_(Terms.c.provider == _services.c.provider, Terms.c.service == _services.c.service), isouter=True),
)


@rule(
    code="SLA-001",
    name="No contract terms for the service class",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_SERVICES,
    message="{affects} lines that stay are served as {subject}, for which no contract terms are on record.",
    fix="Obtain the contract, tariff or service guide of this class of service, and record its repair terms.",
    cites=("ilec-guide: include the service class in every order review",),
    needs=("line.carrier", "line.service", "contract.provider", "contract.service_class"),
    points_at=("service", "carrier", "e164", "circuit"),
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
    },
)
def no_terms() -> Condition:
    """What a provider promises differs by class of service; the terms of another class are no terms at all."""
    return and_(_services.c.provider != "", _services.c.service != "", Terms.c.provider.is_(None))
