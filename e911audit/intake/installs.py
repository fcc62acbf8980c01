"""When a circuit must be ordered to be there by the day on which it is needed."""

from collections import defaultdict
from collections.abc import Mapping
from math import ceil
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from e911audit.model.tables import Circuit, Contract, Term
from e911audit.porting.days import business_day_before

COMMITS_LESS = ("best_effort", "off_net")
"""Classes of a circuit to which the terms of its kind do not apply."""


def date_orders(connection: Connection) -> None:
    """Tell of every circuit with a need-by day the last day to order it; safe to repeat."""
    means = {(kind, written): meant for kind, written, meant in connection.execute(select(*_terms))}
    intervals = _intervals(connection, means)
    connection.execute(update(Circuit).values(order_by=None, install_days=None))
    told = []
    for circuit in connection.execute(select(Circuit).where(Circuit.c.needed_by.is_not(None))):
        days = max((intervals[key] for key in term_keys(circuit, means) if key in intervals), default=None)
        if days is not None:
            order_by = business_day_before(circuit.needed_by, days)
            told.append({"circuit": circuit.id, "days": days, "by": order_by})
    if told:
        connection.execute(
            update(Circuit)
            .where(Circuit.c.id == bindparam("circuit"))
            .values(order_by=bindparam("by"), install_days=bindparam("days")),
            told,
        )


_terms = (Term.c.kind, Term.c.written, Term.c.meant)
Meanings = Mapping[tuple[str, str], str]


def _intervals(connection: Connection, means: Meanings) -> dict[tuple[str, str], int]:
    """The longest install interval of each provider and class of service, in business days."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    asked = select(Contract.c.provider, Contract.c.service_class, Contract.c.install_interval_days)
    for provider, service, days in connection.execute(asked.where(Contract.c.install_interval_days >= 0)):
        key = means.get(("provider", provider), provider), means.get(("service", service or ""), "")
        found[key] = max(found[key], ceil(days))
    return dict(found)


def term_keys(circuit: Any, means: Meanings) -> list[tuple[str, str]]:
    """Provider and class under which the terms of a circuit may stand: its class, else its kind."""
    seller = circuit.retail_provider or circuit.underlying_provider
    provider = means.get(("provider", seller or ""), seller)
    kinds = [] if circuit.service_class in COMMITS_LESS else [circuit.kind]
    services = [means.get(("service", name), name) for name in (circuit.service_class, *kinds) if name]
    return [(provider, service) for service in services if provider]
