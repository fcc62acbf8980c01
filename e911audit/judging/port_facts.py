"""What is worked out of port orders for a run: days by the carriers' calendar, local time, limits, the way back.

The calendar is a setting and the day of the run counts, so these columns are filled before judging, not at loading.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select, update

from e911audit.config import Config
from e911audit.model.tables import Loa, PortOrder, Provider, Term
from e911audit.numbers import TOLL_FREE
from e911audit.porting.clock import Moment, counts_as_of, read_moment, read_zone, snapback_by, zone_of_state
from e911audit.porting.days import Calendar, business_days, day_doubt, day_fault, read_calendar
from e911audit.porting.limits import Sent, exceeded, limits_of
from e911audit.porting.staff import Shift, read_staff, shared_staff
from e911audit.rules.area_codes import AREA_CODES

FACTS = (
    "foc_day_fault", "foc_day_doubt", "foc_business_days", "counted_on", "foc_days_left", "snapback_by", "least_days",
    "limit_fault", "staff_shared",
)  # fmt: skip
"""The columns that are filled."""


@dataclass(frozen=True)
class Letters:
    """What the letters of an order come to."""

    numbers: int
    toll_free: int
    name: str
    signer: str
    zone: ZoneInfo | None
    """Of the region in which most of its numbers are."""


NO_LETTERS = Letters(0, 0, "", "", None)


@dataclass(frozen=True)
class Around:
    """What is known of ports beside the orders."""

    as_of: date
    calendar: Calendar
    letters: Mapping[str, Letters]
    meant: Mapping[str, str]
    """What a carrier's name as written means."""
    intervals: Mapping[str, float]
    """A provider's own porting interval, in business days."""

    def names(self, order: Any) -> list[str]:
        """The carriers of an order, as written and as meant."""
        written = [name for name in (order.losing_carrier, order.gaining_carrier) if name]
        return list(dict.fromkeys([*written, *(self.meant[name] for name in written if name in self.meant)]))


def tell_ports(connection: Connection, config: Config) -> None:
    """Fill the columns of every order; safe to repeat. BadConfig where the calendar cannot be read."""
    calendar = read_calendar(config.port_calendar)
    orders = connection.execute(select(PortOrder)).all()
    if not orders:
        return
    meant = select(Term.c.written, Term.c.meant).where(Term.c.kind == "provider")
    around = Around(
        as_of=config.as_of,
        calendar=calendar,
        letters=_letters(connection),
        meant={term.written: term.meant for term in connection.execute(meant)},
        intervals=_intervals(connection),
    )
    shared = shared_staff(_shift(order, around) for order in orders if _is_ahead(order))
    told = [
        {"order": order.id, **dict.fromkeys(FACTS), **_facts(order, around), "staff_shared": shared.get(order.id)}
        for order in orders
    ]
    values: dict[str, Any] = {name: bindparam(name) for name in FACTS}
    connection.execute(update(PortOrder).where(PortOrder.c.id == bindparam("order")).values(values), told)


def _is_ahead(order: Any) -> bool:
    """Whether people are needed for the order's FOC: it counts, has one, and its numbers have not moved."""
    done = order.state in ("cancelled", "completed", "activated") or order.activated_on or order.completed_on
    return bool(order.foc_on and not order.repeats and not done)


def _shift(order: Any, around: Around) -> Shift:
    """The people of an order's FOC; its hour by the clock of the world, where its zone or its numbers tell one."""
    zone = read_zone(order.time_zone) or around.letters.get(order.pon, NO_LETTERS).zone
    due = read_moment(order.foc_on, order.foc_time, None, None)
    at = datetime.combine(due.day, due.time, zone or UTC) if due.time is not None else None
    return Shift(order.id, order.pon, due.day, at, read_staff(order.staff))


def _facts(order: Any, around: Around) -> dict[str, Any]:
    """The columns of one order that can be told."""
    letters = around.letters.get(order.pon, NO_LETTERS)
    names = around.names(order)
    calendar = around.calendar.of(names)
    found: dict[str, Any] = {}
    if order.submitted_on:
        sent = read_moment(order.submitted_on, order.submitted_time, order.time_zone, letters.zone)
        found["counted_on"] = counts_as_of(sent, simple=order.kind in ("simple", None), calendar=calendar)
    if order.foc_on:
        due = read_moment(order.foc_on, order.foc_time, order.time_zone, letters.zone)
        found |= _day_facts(due, calendar, around.as_of)
        if order.submitted_on:
            found["foc_business_days"] = business_days(found["counted_on"], due.day, calendar)
    if order.activated_on:
        hour = order.foc_time if order.foc_on == order.activated_on else None
        moment = read_moment(order.activated_on, hour, order.time_zone, letters.zone)
        found["snapback_by"] = snapback_by(moment, letters.zone)
    own = limits_of(order.losing_carrier, order.gaining_carrier)
    days = [around.intervals.get(name) for name in names] + [one.least_business_days for one in own]
    found["least_days"] = max((day for day in days if day is not None), default=None)
    if own:
        facts = (letters.numbers, letters.toll_free, letters.name, letters.signer, order.submitted_on, order.foc_on)
        found["limit_fault"] = "; ".join(told for one in own for told in exceeded(one, Sent(*facts)))
    return found


def _day_facts(due: Moment, calendar: Calendar, as_of: date) -> dict[str, Any]:
    return {
        "foc_day_fault": day_fault(due.day, calendar),
        "foc_day_doubt": day_doubt(due.day, calendar),
        "foc_days_left": business_days(as_of, due.day, calendar),
    }


def _letters(connection: Connection) -> dict[str, Letters]:
    texts = (func.max(func.coalesce(column, "")) for column in (Loa.c.business_name, Loa.c.signer))
    told = {pon: words for pon, *words in connection.execute(select(Loa.c.pon, *texts).group_by(Loa.c.pon))}
    code = func.substr(Loa.c.e164, 3, 3).label("code")
    each = select(Loa.c.pon, Loa.c.e164, code).where(Loa.c.e164.is_not(None)).distinct().subquery()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pon, area, count in connection.execute(
        select(each.c.pon, each.c.code, func.count()).group_by(each.c.pon, each.c.code)
    ):
        counts[pon][area] = count
    return {pon: _letter(counts[pon], *words) for pon, words in told.items()}


def _letter(codes: Counter[str], name: str, signer: str) -> Letters:
    homes = [AREA_CODES[code][0] for code, _ in codes.most_common() if code in AREA_CODES]
    zone = zone_of_state(homes[0]) if homes else None
    return Letters(codes.total(), sum(codes[code] for code in TOLL_FREE), name.strip(), signer.strip(), zone)


def _intervals(connection: Connection) -> dict[str, float]:
    days = select(Provider.c.name, Provider.c.minimum_port_days).where(Provider.c.minimum_port_days.is_not(None))
    return {provider.name: provider.minimum_port_days for provider in connection.execute(days)}
