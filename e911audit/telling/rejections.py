"""The log of rejections and jeopardies out of a store, and what it teaches of each carrier."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from e911audit import __version__
from e911audit.model.tables import PortEvent, PortOrder, Sheet, Source, Term
from e911audit.porting.events import whose
from e911audit.porting.rejections import OTHER, rejections
from e911audit.store.store import Store
from e911audit.views.rejection_log import Lesson, OrderRejections, Rejected, RejectionLog

UNKNOWN = "unknown"
"""The carrier of an order of which only events are known."""
REJECT, JEOPARDY = "reject", "jeopardy"


def rejection_log(store: Store, as_of: date) -> RejectionLog:
    """Every rejection and jeopardy that the sheets tell, with its class."""
    with store.reading() as connection:
        events = tuple(_events(connection))
        sent = _sent(connection)
        states = {order.pon: order.state or "" for order in connection.execute(_first_orders())}
    orders = tuple(_order(pon, own, sent[pon], states.get(pon, "")) for pon, own in _grouped(events, _pon))
    lessons = tuple(lesson for carrier, own in _grouped(events, _carrier) for lesson in _lessons(carrier, own))
    return RejectionLog(version=__version__, as_of=as_of, events=events, orders=orders, lessons=lessons)


def _first_orders() -> Any:
    return select(PortOrder).where(PortOrder.c.repeats.is_not(True))


def _events(connection: Connection) -> Iterator[Rejected]:
    """The events by order and day; an event without a day stands where its sheet has it."""
    meant = Term.alias("losing")
    query = (
        select(
            PortEvent,
            PortOrder.c.foc_received_on,
            func.coalesce(meant.c.meant, PortOrder.c.losing_carrier, UNKNOWN).label("carrier"),
            Source.c.path,
            Sheet.c.name.label("sheet"),
        )
        .join_from(PortEvent, Sheet, Sheet.c.id == PortEvent.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .join(PortOrder, and_(PortOrder.c.pon == PortEvent.c.pon, PortOrder.c.repeats.is_not(True)), isouter=True)
        .join(meant, and_(meant.c.written == PortOrder.c.losing_carrier, meant.c.kind == "provider"), isouter=True)
        .where(PortEvent.c.kind.in_((REJECT, JEOPARDY)))
        .order_by(PortEvent.c.pon, PortEvent.c.on_date, Source.c.path, Sheet.c.position, PortEvent.c.row)
    )
    times: Counter[tuple[str, str, str]] = Counter()
    focs = _focs(connection)
    for event in connection.execute(query):
        cause = event.rejection if event.rejection not in (None, OTHER) else f"{event.code or ''} {event.text or ''}"
        times[event.pon, event.kind, cause] += 1
        yield _event(event, times[event.pon, event.kind, cause], event.foc_received_on or focs.get(event.pon))


def _event(event: Any, time: int, foc: date | None) -> Rejected:
    known = rejections()[event.rejection or OTHER]
    return Rejected(
        order=event.pon,
        on=event.on_date,
        kind=event.kind,
        after_foc=("yes" if event.on_date > foc else "no") if event.on_date and foc else "",
        carrier=event.carrier,
        code=event.code or "",
        text=event.text or "",
        rejection=event.rejection or "",
        title=known.title if event.rejection else "",
        guide=known.guide if event.rejection else "",
        whose=whose(event.code, event.text) if event.kind == JEOPARDY else "",
        time=time,
        fix=event.fix or "",
        advice=known.fix,
        prevention=known.prevention,
        cell=f"{event.path} {event.sheet}!{event.row}",
    )


def _focs(connection: Connection) -> dict[str, date]:
    """The first FOC of each order that the log tells."""
    query = select(PortEvent.c.pon, func.min(PortEvent.c.on_date).label("on"))
    rows = connection.execute(query.where(PortEvent.c.kind == "foc").group_by(PortEvent.c.pon))
    return {row.pon: row.on for row in rows if row.on}


def _sent(connection: Connection) -> Counter[str]:
    query = select(PortEvent.c.pon, func.count().label("times"))
    rows = connection.execute(query.where(PortEvent.c.kind.in_(("submit", "supplement"))).group_by(PortEvent.c.pon))
    return Counter({row.pon: row.times for row in rows})


def _pon(event: Rejected) -> str:
    return event.order


def _carrier(event: Rejected) -> str:
    return event.carrier


def _grouped(events: Iterable[Rejected], key: Callable[[Rejected], str]) -> list[tuple[str, list[Rejected]]]:
    groups: defaultdict[str, list[Rejected]] = defaultdict(list)
    for event in events:
        groups[key(event)].append(event)
    return sorted(groups.items())


def _kinds(events: list[Rejected]) -> tuple[int, int]:
    """How many are rejections and how many jeopardies."""
    rejected = sum(event.kind == REJECT for event in events)
    return rejected, len(events) - rejected


def _repeated(events: list[Rejected]) -> int:
    return sum(event.kind == REJECT and event.time > 1 for event in events)


def _last(events: list[Rejected]) -> date | None:
    return max((event.on for event in events if event.on), default=None)


def _order(pon: str, events: list[Rejected], sent: int, state: str) -> OrderRejections:
    unfixed = sum(event.kind == REJECT and not event.fix.strip() for event in events)
    classes = tuple(dict.fromkeys(event.rejection for event in events if event.rejection))
    counts = (*_kinds(events), unfixed, _repeated(events))
    return OrderRejections(pon, events[0].carrier, state, sent, *counts, classes, _last(events))


def _lessons(carrier: str, events: list[Rejected]) -> Iterator[Lesson]:
    """What a carrier rejects for, the most frequent first."""
    classes = _grouped(events, lambda event: event.rejection or OTHER)
    for name, own in sorted(classes, key=lambda entry: (-len(entry[1]), entry[0])):
        known = rejections()[name]
        yield Lesson(
            carrier,
            name,
            known.title,
            *_kinds(own),
            len({event.order for event in own}),
            _repeated(own),
            len(own) / len(events),
            tuple(sorted({event.code or event.text for event in own} - {""})),
            _last(own),
            known.prevention,
        )
