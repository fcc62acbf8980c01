"""When an old line may go at the earliest: after its proofs, its port, its cutover and the notice to its carrier."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from e911audit.model.tables import Contract, Loa, PortOrder, Term
from e911audit.telling.line_evidence import GOOD, OF_KIND, Days, Standing, proof_words

VERIFIED = ("inbound_verified", "outbound_verified", "verified_911", "caller_id_verified")
DAY = timedelta(1)


class Agenda(NamedTuple):
    """What of a store delays a disconnection: orders by number, days of notice by provider, providers by spelling."""

    orders: dict[str, list[Any]]
    notice: dict[str, float]
    provider: dict[str, str]


class Wait(NamedTuple):
    """One thing that must come first. ``until`` is the first day after it, None while that day is not known."""

    until: date | None
    words: str


def read_agenda(connection: Connection) -> Agenda:
    """Orders that are not cancelled, and the notice that contracts ask for."""
    orders = defaultdict(list)
    live = func.coalesce(PortOrder.c.state, "submitted") != "cancelled"
    wanted = select(Loa.c.e164, PortOrder).join(PortOrder, PortOrder.c.pon == Loa.c.pon)
    for order in connection.execute(wanted.where(Loa.c.e164.is_not(None), live, PortOrder.c.repeats.is_not(True))):
        orders[order.e164].append(order)
    terms = select(Term.c.written, Term.c.meant).where(Term.c.kind == "provider")
    provider: dict[str, str] = dict(connection.execute(terms).all())
    notice: dict[str, float] = {}
    for name, days in connection.execute(select(Contract.c.provider, Contract.c.cancel_notice_days)):
        of = provider.get(name, name)
        notice[of] = max(days or 0, notice.get(of, 0))
    return Agenda(orders, notice, provider)


def waits(
    line: Any, needed: tuple[str, ...], stands: dict[str, Standing], agenda: Agenda, days: Days
) -> Iterator[Wait]:
    """What must come before the disconnection of a line that something replaces; ``needed`` are its kinds of proof."""
    moves_on = line.cutover_on or days.cutover
    yield from _cutover(moves_on, stands, days)
    for kind in needed:
        name = proof_words(kind)
        proof = stands.get(kind)
        if proof and proof.on is None:
            yield Wait(None, f"the {name} has its date")
        elif proof and proof.on:
            again = OF_KIND[kind].repeated
            if again and (moves_on is None or proof.on < moves_on):
                yield Wait(None, f"the {name} is repeated {again} after the cutover")
            else:
                yield Wait(proof.on + DAY, f"{name} of {proof.on}")
    yield from (wait for order in agenda.orders.get(line.e164 or "", ()) for wait in _ported(order))
    yield from _notice(line, agenda, days)


def _cutover(moves_on: date | None, stands: dict[str, Standing], days: Days) -> Iterator[Wait]:
    """No sheet says when a cutover was accepted: a proof that passed since then shows it."""
    since = [
        proof.on for proof in stands.values() if proof.state == GOOD and proof.on and moves_on and proof.on >= moves_on
    ]
    if moves_on is None:
        yield Wait(None, "the cutover has a date and is accepted")
    elif moves_on >= days.as_of:
        yield Wait(None, f"the cutover of {moves_on} is done and accepted")
    elif not since:
        yield Wait(None, f"the cutover of {moves_on} is accepted: no proof dates from after it")
    else:
        yield Wait(min(since) + DAY, f"cutover of {moves_on}, accepted on {min(since)}")


def _ported(order: Any) -> Iterator[Wait]:
    name = f"port order {order.pon_written or order.pon}"
    if order.completed_on is None:
        foc = f" (FOC {order.foc_on})" if order.foc_on else " (no FOC yet)"
        yield Wait(None, f"{name} is complete{foc}")
        return
    unverified = [check for check in VERIFIED if getattr(order, check) != "yes"]
    if unverified:
        names = ", ".join(
            check.replace("_verified", "").replace("verified_", "").replace("_", " ") for check in unverified
        )
        yield Wait(None, f"{name} is verified: {names}")
    else:
        yield Wait(order.completed_on + DAY, f"{name} complete on {order.completed_on}")


def _notice(line: Any, agenda: Agenda, days: Days) -> Iterator[Wait]:
    carrier = agenda.provider.get(line.carrier or "", line.carrier)
    notice = agenda.notice.get(carrier or "", 0)
    if notice:
        yield Wait(days.as_of + timedelta(notice), f"{notice:g} days of notice to {carrier}, if given on {days.as_of}")


def earliest(found: list[Wait]) -> tuple[date | None, tuple[str, ...]]:
    """The day after all of them, and what decides it; no day while one of them is open, then only what is open."""
    still_open = tuple(dict.fromkeys(wait.words for wait in found if wait.until is None))
    known = sorted({(wait.until, wait.words) for wait in found if wait.until}, reverse=True)
    if still_open or not known:
        return None, still_open
    return known[0][0], tuple(words for _, words in known)
