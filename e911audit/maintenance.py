"""Maintenance windows of carriers, as contracts write them: on which days and at which hours they work."""

import re
from dataclasses import dataclass
from datetime import date, time

from e911audit.clock import time_of_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))
SETS = {
    "daily": EVERY_DAY,
    "nightly": EVERY_DAY,
    "every": EVERY_DAY,
    "weekday": frozenset(range(5)),
    "weeknight": frozenset(range(5)),
    "weekend": frozenset((5, 6)),
}
"""Word -> days of the week, 0 for Monday."""
DAY = rf"({'|'.join(DAYS)})[a-z]*\.?"
DAY_RANGE = re.compile(rf"\b{DAY}\s*(?:-|\N{{EN DASH}}|to|thru|through)\s*{DAY}")
ONE_DAY = re.compile(rf"\b{DAY}")
HOUR = r"(midnight|noon|(?:\d{4}|\d{1,2}(?::\d\d)?)\s*(?:[ap]\.?m\.?)?)"
HOURS = re.compile(rf"(?<![\d-]){HOUR}\s*(?:-|\N{{EN DASH}}|to|until|and)\s*{HOUR}(?![\d-])")
NO_WINDOW = re.compile(r"\s*(?:none|no window|no maintenance)\s*", re.IGNORECASE)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the week on which it begins, and minutes of the day; past midnight where it ends before it begins."""

    days: frozenset[int]
    start: int = 0
    end: int = DAY_MINUTES

    def holds(self, day: date, at: time | None) -> bool | None:
        """Whether a moment falls inside; None where its day alone leaves that open.

        >>> Window(frozenset({6}), 22 * 60, 6 * 60).holds(date(2026, 11, 30), time(2, 0))
        True
        """
        begins, began = day.weekday() in self.days, (day.weekday() - 1) % 7 in self.days
        over_night = self.end <= self.start
        if at is None:
            return None if begins or (began and over_night) else False
        minute = at.hour * 60 + at.minute
        if over_night:
            return (begins and minute >= self.start) or (began and minute < self.end)
        return begins and self.start <= minute < self.end


def read_window(text: str) -> Window | None:
    """Read a window; None where the text tells neither days nor hours.

    >>> read_window("Sun 00:00-06:00, 10 days notice")
    Window(days=frozenset({6}), start=0, end=360)
    """
    if NO_WINDOW.fullmatch(text):
        return Window(frozenset())
    told = text.lower()
    days = _days(told)
    hours = HOURS.search(told)
    span = _span(hours[1], hours[2]) if hours else None
    if span:
        return Window(days or EVERY_DAY, *span)
    return Window(days) if days and not hours else None


def _days(told: str) -> frozenset[int]:
    days: set[int] = set()
    for word, meant in SETS.items():
        if word in told:
            days |= meant
    for first, last in DAY_RANGE.findall(told):
        low, high = DAYS.index(first), DAYS.index(last)
        days |= {day % 7 for day in range(low, high + 1 + 7 * (high < low))}
    return frozenset(days | {DAYS.index(day) for day in ONE_DAY.findall(told)})


def _span(first: str, last: str) -> tuple[int, int] | None:
    """The minutes of both ends; a half of the day that only the second names is that of the first, too."""
    half = re.search(r"[ap]\.?m", last)
    if half and not re.search(r"[apmn]", first) and int(re.sub(r"\D", "", first)[:2] or 0) <= 12:
        first += half[0]
    ends = (_minute(first), _minute(last))
    if ends[0] is None or ends[1] is None:
        return None
    return ends[0], ends[1] or DAY_MINUTES


def _minute(told: str) -> int | None:
    """Minutes of the day: 0 for midnight, which a span that ends there makes the end of the day."""
    at = (0, 0) if told == "midnight" else time_of_day(told)
    return None if at is None else at[0] * 60 + at[1]
