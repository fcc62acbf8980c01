"""On which days ports are worked, and how business days are counted.

47 CFR 52.35(a) counts business days: Monday to Friday without the holidays of the carrier. What is known of these are
the federal holidays; on which other days a carrier rests, or the customer changes nothing, a file tells
(``port_calendar`` of the settings): columns ``carrier`` (blank: all), ``from``, ``to`` (blank: that day), ``kind``
(holiday, freeze or maintenance) and ``name``.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from e911audit.errors import BadConfig

ONE_DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
MOST_DAYS = 366
"""A FOC further from its submission than this is a typing error."""
HOLIDAY = "holiday"
KINDS = {HOLIDAY: "", "freeze": "lies in a freeze", "maintenance": "lies in a maintenance"}
"""What a span of days may be, and what is said of a FOC in it; holidays are no business days."""
COLUMNS = ("carrier", "from", "to", "kind", "name")


class Span(NamedTuple):
    """Days of one kind, the first and the last included."""

    carrier: str
    """Whose they are; "" where they hold for every port."""
    first: date
    last: date
    kind: str
    name: str


class Calendar(NamedTuple):
    """Days beside the federal holidays on which nothing is ported."""

    spans: tuple[Span, ...] = ()

    def of(self, carriers: Iterable[str]) -> "Calendar":
        """The days that hold for ports between these carriers; names are compared without case."""
        names = {"", *(name.casefold().strip() for name in carriers)}
        return Calendar(tuple(span for span in self.spans if span.carrier.casefold() in names))

    def on(self, day: date) -> Iterator[Span]:
        """The spans that a day lies in."""
        return (span for span in self.spans if span.first <= day <= span.last)


FEDERAL = Calendar()
"""Nothing but weekends and federal holidays."""


def read_calendar(file: Path | None) -> Calendar:
    """The calendar of a user's file, FEDERAL without one; BadConfig names the line that cannot be read."""
    if file is None:
        return FEDERAL
    try:
        rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as fault:
        raise BadConfig(f"{file} cannot be read ({fault}).") from None
    if lacking := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise BadConfig(f"{file} lacks the column '{lacking[0]}'.", advice=f"Its columns are {', '.join(COLUMNS)}.")
    spans = []
    for row in rows:
        try:
            spans.append(_span({name: (row[name] or "").strip() for name in COLUMNS}))
        except ValueError as fault:
            raise BadConfig(f"{file}, line {rows.line_num}: {fault}.") from None
    return Calendar(tuple(spans))


def _span(row: dict[str, str]) -> Span:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind is '{row['kind']}', not one of {', '.join(KINDS)}")
    first = date.fromisoformat(row["from"])
    last = date.fromisoformat(row["to"] or row["from"])
    if last < first:
        raise ValueError("the days end before they begin")
    return Span(row["carrier"], first, last, row["kind"], row["name"] or row["kind"])


def day_fault(day: date, calendar: Calendar = FEDERAL) -> str:
    """Why a day is no business day, in words; "" where it is one."""
    if name := _holidays(day.year).get(day):
        return f"is a holiday ({name})"
    if own := next((span for span in calendar.on(day) if span.kind == HOLIDAY), None):
        return f"is a holiday of {own.carrier or 'the carriers'} ({own.name})"
    return f"is a {day:%A}" if day.weekday() >= SATURDAY else ""


def day_doubt(day: date, calendar: Calendar = FEDERAL) -> str:
    """Why a business day is a poor one for a port; "" where nothing speaks against it."""
    if own := next((span for span in calendar.on(day) if span.kind != HOLIDAY), None):
        return f"{KINDS[own.kind]} of {own.carrier or 'the project'} ({own.name})"
    tomorrow = day + ONE_DAY
    rest = _holidays(tomorrow.year).get(tomorrow) or next(
        (span.name for span in calendar.on(tomorrow) if span.kind == HOLIDAY), ""
    )
    if rest:
        return f"is the day before a holiday ({rest})"
    return "is a Friday" if day.weekday() == FRIDAY else ""


def business_days(after: date, until: date, calendar: Calendar = FEDERAL) -> int | None:
    """How many business days come after one day up to another; NULL where they are absurdly far apart."""
    if (until - after).days > MOST_DAYS:
        return None
    return sum(not day_fault(day, calendar) for day in _days(after + ONE_DAY, until))


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


def business_day(day: date, calendar: Calendar = FEDERAL) -> date:
    """The day itself, or the next one that is a business day."""
    while day_fault(day, calendar):
        day += ONE_DAY
    return day


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


@cache
def _holidays(year: int) -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays("US", years=year).items())
