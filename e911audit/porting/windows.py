"""When a provider works on its network: the windows that contract terms tell in words."""

import re
from datetime import date, time
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
WINDOW = re.compile(
    rf"(?P<days>{_DAY}(?:\s*(?:-|,|and|&|/|to|through|thru)\s*{_DAY})*|daily|nightly|every (?:day|night))\s*,?\s*"
    r"(?P<from>\d{1,2}:\d{2})\s*(?:-|to|until|\u2013)\s*(?P<to>\d{1,2}:\d{2})",
    re.IGNORECASE,
)
RANGE = re.compile(r"-|to|through|thru", re.IGNORECASE)


class Window(NamedTuple):
    """A time on some days of the week; one that ends before it begins ends on the next day."""

    days: frozenset[int]
    first: time
    last: time

    def holds(self, day: date, hour: time) -> bool:
        """Whether a moment lies in the window."""
        if self.first <= self.last:
            return day.weekday() in self.days and self.first <= hour < self.last
        before_midnight = day.weekday() in self.days and hour >= self.first
        return before_midnight or ((day.weekday() - 1) % 7 in self.days and hour < self.last)


def read_windows(text: str | None) -> tuple[Window, ...]:
    """The windows of a text such as ``Sun 00:00-06:00, 10 days notice``; none where it tells no day and time.

    >>> [sorted(window.days) for window in read_windows("Tue-Thu 22:00-02:00 and Sun 00:00-06:00")]
    [[1, 2, 3], [6]]
    """
    found = []
    for match in WINDOW.finditer(text or ""):
        try:
            first, last = (_hour(match[name]) for name in ("from", "to"))
        except ValueError:
            continue
        found.append(Window(_days(match["days"].lower()), first, last))
    return tuple(found)


def _hour(text: str) -> time:
    """The time; 24:00 is the last minute of the day."""
    hour, minute = map(int, text.split(":"))
    return time(23, 59) if (hour, minute) == (24, 0) else time(hour, minute)


def _days(text: str) -> frozenset[int]:
    named = [DAYS.index(word[:3]) for word in re.findall(_DAY, text)]
    if not named:
        return frozenset(range(7))
    if len(named) == 2 and RANGE.search(re.sub(_DAY, "", text)):
        first, last = named
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(named)
