"""PRIs and SIP trunks: what they carry, whether numbers move before the trunk ends, and whether channels suffice."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from e911audit.model.tables import Carried, Loa, PortOrder
from e911audit.views.scope_map import UNKNOWN, Trunk

KINDS = ("pri", "bri", "t1", "sip")


class Move(NamedTuple):
    """When an order moves a number: promised, and completed."""

    number: str
    foc: date | None
    completed: date | None


def moves(connection: Connection) -> dict[str, list[Move]]:
    """For each circuit the numbers of it that an order moves, cancelled orders left out."""
    asked = (
        select(Carried.c.circuit, Carried.c.e164, PortOrder.c.foc_on, PortOrder.c.completed_on)
        .join(Loa, Loa.c.e164 == Carried.c.e164)
        .join(PortOrder, PortOrder.c.pon == Loa.c.pon)
        .where(PortOrder.c.state.is_distinct_from("cancelled"))
    )
    found: dict[str, list[Move]] = defaultdict(list)
    for circuit, *move in connection.execute(asked):
        found[circuit].append(Move(*move))
    return found


def is_trunk(circuit: Any) -> bool:
    """Whether a circuit carries calls as such."""
    return circuit.kind in KINDS or bool(circuit.number_ranges)


def trunk(circuit: Any, moved: list[Move]) -> Trunk:
    """One trunk as a row of the scope map."""
    focs = sorted({move.foc for move in moved if move.foc})
    return Trunk(
        site=circuit.site or "",
        name=circuit.name,
        kind=circuit.kind or UNKNOWN,
        channels=circuit.channels,
        d_channel=circuit.d_channel or "",
        ranges=(circuit.number_ranges or "").replace("+1", ""),
        gateway_plan=circuit.gateway_plan or "",
        test_plan=circuit.test_plan or "",
        cutover=circuit.cutover_on,
        foc=" to ".join(map(str, (focs[0], focs[-1]) if len(focs) > 1 else focs)),
        disconnect=circuit.disconnect_on,
        order=_order(circuit.disconnect_on, moved),
        kept="" if circuit.disconnect_on else _kept(circuit.keep_reason, circuit.review_on),
        erlangs=circuit.busy_hour_erlangs,
        needed=circuit.channels_needed,
        sip_channels=circuit.sip_channels,
        enough=_enough(circuit),
    )


def _kept(reason: str | None, review: date | None) -> str:
    """Why a trunk is kept, and when that is looked at again."""
    return f"{reason or 'no reason is given'}; {f'reviewed on {review}' if review else 'no day of review is given'}"


def _order(disconnect: date | None, moved: list[Move]) -> str:
    """Whether the numbers move before the trunk ends."""
    if disconnect is None:
        return "no disconnect is dated"
    if not moved:
        return f"{UNKNOWN}: no order moves its numbers"
    days = [move.completed or move.foc for move in moved]
    undated = sum(day is None for day in days)
    last = max((day for day in days if day), default=None)
    if last and disconnect <= last:
        return f"disconnect before the port: numbers move until {last}"
    return f"{UNKNOWN}: {undated} numbers have no date" if undated else "port, then disconnect"


def _enough(circuit: Any) -> str:
    """Whether SIP channels suffice: for the busy hour (Erlang B) where its load is known, else beside today's."""
    has = circuit.sip_channels or (circuit.channels if circuit.kind == "sip" else None)
    if has is None:
        return UNKNOWN
    if circuit.channels_needed is not None:
        return "yes" if has >= circuit.channels_needed else f"no: the busy hour needs {circuit.channels_needed}"
    if circuit.channels is None or circuit.kind == "sip":
        return UNKNOWN
    return f"fewer than the {circuit.channels} of today" if has < circuit.channels else "as many as today"
