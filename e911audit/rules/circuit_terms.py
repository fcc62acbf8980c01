"""What is promised for each circuit: the contract of its seller for its class of service, else for its kind."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, not_, select, union

from e911audit.model.tables import Circuit, Term
from e911audit.rules.circuit_subjects import stays
from e911audit.rules.rule import given, is_in
from e911audit.rules.shared import shared
from e911audit.rules.terms import BEST_EFFORT, Terms, means

_COMMITS_LESS = (BEST_EFFORT, "off_net")
"""Classes of a circuit to which the terms of its kind do not apply."""
_Seller, _Service = Term.alias("seller_term"), Term.alias("class_term")
_seller = func.coalesce(Circuit.c.retail_provider, Circuit.c.underlying_provider)


def _services(column: Any) -> Select[Any]:
    return (
        select(Circuit.c.id.label("circuit_id"), _Seller.c.meant.label("provider"), _Service.c.meant.label("service"))
        .join(_Seller, and_(means(_Seller, "provider", _seller), not_(_Seller.c.generic)))
        .join(_Service, means(_Service, "service", column))
        .where(stays(Circuit))
    )


_by_kind = _services(Circuit.c.kind).where(not_(is_in(Circuit.c.service_class, *_COMMITS_LESS)))
CircuitServices = shared(
    "sla_circuit_services", union(_services(Circuit.c.service_class), _by_kind), index="circuit_id"
)
"""For each circuit that stays its seller with the classes of service under which its terms may stand."""
_effort = is_in(Circuit.c.service_class, BEST_EFFORT)
CircuitTerms = shared(
    "sla_circuit_terms",
    select(
        Circuit.c.name,
        func.coalesce(Circuit.c.site, "").label("site"),
        Circuit.c.sheet_id,
        Circuit.c.row,
        case((given(Circuit.c.backup_of), 1), else_=0).label("backup"),
        CircuitServices.c.provider,
        func.coalesce(Circuit.c.service_class, Circuit.c.kind).label("service"),
        func.count(Terms.c.provider).label("contracts"),
        func.min(Terms.c.least).label("least"),
        func.max(Terms.c.most).label("most"),
        func.max(Terms.c.unsaid).label("unsaid"),
        func.max(case((_effort, 1), else_=Terms.c.only_best_effort)).label("only_best_effort"),
        func.max(case((_effort, 1), else_=Terms.c.best_effort)).label("best_effort"),
    )
    .join_from(Circuit, CircuitServices, CircuitServices.c.circuit_id == Circuit.c.id)
    .join(
        Terms,
        and_(Terms.c.provider == CircuitServices.c.provider, Terms.c.service == CircuitServices.c.service),
        isouter=True,
    )
    .group_by(
        Circuit.c.id,
        Circuit.c.name,
        Circuit.c.site,
        Circuit.c.sheet_id,
        Circuit.c.row,
        Circuit.c.backup_of,
        Circuit.c.service_class,
        Circuit.c.kind,
        CircuitServices.c.provider,
    ),
    index="site",
)
"""Each circuit that stays with what its contracts commit to; ``contracts`` is 0 where none of them is about it."""
named_circuit_terms = CircuitTerms.c.provider + literal(", ") + func.replace(CircuitTerms.c.service, "_", " ")
