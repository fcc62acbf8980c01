"""Which ports are promised for an hour in which their own carrier works on its network."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, not_, select, update

from e911audit.clock import local_moment
from e911audit.maintenance import Window, read_window
from e911audit.model.tables import Contract, PortOrder, Term


def find_in_windows(connection: Connection) -> None:
    """Tell of every contract with a maintenance window which orders fall inside it; safe to repeat."""
    terms = connection.execute(select(Term.c.written, Term.c.meant).where(Term.c.kind == "provider"))
    means: dict[str, str] = {written: meant for written, meant in terms}  # noqa: C416
    orders: dict[str, list[Any]] = defaultdict(list)
    asked = select(PortOrder).where(PortOrder.c.foc_on.is_not(None), not_(PortOrder.c.repeats)).order_by(PortOrder.c.id)
    for order in connection.execute(asked.where(PortOrder.c.state.is_distinct_from("cancelled"))):
        for carrier in {means.get(name, name) for name in (order.losing_carrier, order.gaining_carrier) if name}:
            orders[carrier].append(order)
    contracts = connection.execute(select(Contract).where(Contract.c.maintenance_window.is_not(None)))
    told = [
        {"contract": one.id, "inside": _inside(one, orders.get(means.get(one.provider, one.provider), []))}
        for one in contracts.all()
    ]
    connection.execute(update(Contract).values(foc_inside=None))
    if told:
        connection.execute(
            update(Contract).where(Contract.c.id == bindparam("contract")).values(foc_inside=bindparam("inside")), told
        )


def _inside(contract: Any, orders: list[Any]) -> str | None:
    """The orders inside, in words, "" for none; None where a text or a missing time leaves it open."""
    if not orders:
        return ""
    window = read_window(contract.maintenance_window)
    if window is None:
        return None
    answers = {order: _holds(window, order) for order in orders}
    inside = [f"{order.pon} on {order.foc_on} at {order.foc_time}" for order, holds in answers.items() if holds]
    return "; ".join(inside) or (None if None in answers.values() else "")


def _holds(window: Window, order: Any) -> bool | None:
    at = local_moment(order.foc_on, order.foc_time)
    return window.holds(at.date(), at.time()) if at else window.holds(order.foc_on, None)
