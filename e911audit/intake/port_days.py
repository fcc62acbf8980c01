"""Is a port worked on the day of an order's FOC, and how many business days does it come after the submission.

47 CFR 52.35 counts business days: Monday to Friday without the holidays of the carrier. What is known of these are the
federal holidays; carriers that also rest on other days say so in their own lists.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Connection, bindparam, select, update

from e911audit.model.tables import PortOrder

ONE_DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
MOST_DAYS = 366
"""A FOC further from its submission than this is a typing error."""


def count_port_days(connection: Connection) -> None:
    """Tell of every order with a FOC date what its day is; safe to repeat."""
    orders = connection.execute(select(PortOrder.c.id, PortOrder.c.foc_on, PortOrder.c.submitted_on))
    told = [
        {
            "order": order,
            "fault": foc and day_fault(foc),
            "doubt": foc and day_doubt(foc),
            "days": business_days(submitted, foc) if foc and submitted else None,
        }
        for order, foc, submitted in orders
    ]
    if told:
        connection.execute(
            update(PortOrder)
            .where(PortOrder.c.id == bindparam("order"))
            .values(
                foc_day_fault=bindparam("fault"), foc_day_doubt=bindparam("doubt"), foc_business_days=bindparam("days")
            ),
            told,
        )


def day_fault(day: date) -> str:
    """Why a day is no business day, in words; "" where it is one."""
    if name := _holidays(day.year).get(day):
        return f"is a holiday ({name})"
    return f"is a {day:%A}" if day.weekday() >= SATURDAY else ""


def day_doubt(day: date) -> str:
    """Why a business day is a poor one for a port; "" where nothing speaks against it."""
    if name := _holidays((day + ONE_DAY).year).get(day + ONE_DAY):
        return f"is the day before a holiday ({name})"
    return "is a Friday" if day.weekday() == FRIDAY else ""


def business_days(after: date, until: date) -> int | None:
    """How many business days come after one day up to another; NULL where they are absurdly far apart."""
    if (until - after).days > MOST_DAYS:
        return None
    return sum(not day_fault(day) for day in _days(after + ONE_DAY, until))


def business_day_before(until: date, days: int) -> date | None:
    """The last business day that has so many others after it, up to ``until``; None where that is absurdly long ago.

    >>> business_day_before(date(2026, 11, 30), 2)
    datetime.date(2026, 11, 25)
    """
    if not 0 <= days <= MOST_DAYS:
        return None
    while days or day_fault(until):
        days -= not day_fault(until)
        until -= ONE_DAY
    return until


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


@cache
def _holidays(year: int) -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays("US", years=year).items())
