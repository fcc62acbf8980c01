"""What providers commit to for each class of service, whatever lines and contracts call both."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from e911audit.model.tables import Contract, Line, Term
from e911audit.rules.rule import Condition
from e911audit.rules.shared import shared

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
"""Tells where a line is left as it is."""
