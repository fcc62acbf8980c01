"""The timeline of the cutover: every date of the project, and a strip that shows how it lies to the cutover."""

from datetime import date, timedelta
from typing import NamedTuple

from e911audit.reports.html.listed import Column, Table, table
from e911audit.reports.text import cells_words
from e911audit.views.result import Event, Result

AROUND = timedelta(weeks=6)
"""How far a strip goes before and after the cutover; what lies farther off stands at its end, as an arrow."""
LENGTH = 220
"""Units of a strip."""
NAMED = 8
"""Events of one row that are named; the others are counted, and the calendar (``report --calendar``) lists all."""
THIN = 3.0
"""Units of a single day at least."""


class Strip(NamedTuple):
    """One event beside the cutover and the day of the report, in units from the left."""

    start: float
    length: float
    state: str
    off: str
    """``before`` or ``after`` where the event lies outside of the strip, else ""."""
    today: float
    cutover: float | None


class Window(NamedTuple):
    """The days that strips show, and the two that each of them marks."""

    first: date
    last: date
    today: date
    cutover: date | None

    def at(self, day: date) -> float:
        """Where the day begins."""
        return round((day - self.first).days * LENGTH / ((self.last - self.first).days + 1), 1)

    def strip(self, event: Event) -> Strip:
        """The event's strip."""
        off = "before" if event.until < self.first else "after" if event.on > self.last else ""
        start, end = self.at(max(event.on, self.first)), self.at(min(event.until, self.last) + timedelta(days=1))
        cutover = self.at(self.cutover) if self.cutover else None
        return Strip(start, round(max(end - start, THIN), 1), event.state, off, self.at(self.today), cutover)


class Timeline(NamedTuple):
    """What lies ahead, what is past or cancelled, and the days that the strips show."""

    ahead: Table
    past: Table
    window: Window


def timeline(result: Result) -> Timeline:
    """The events of the run's calendar."""
    shown = window(result.as_of, result.cutover)
    ahead = [event for event in result.calendar if event.state == "ahead"]
    past = [event for event in result.calendar if event.state != "ahead"]
    columns = (
        Column("When", lambda day: _when(day[0]), "rule"),
        Column("What", lambda day: day[0].kind),
        Column("Around the cutover", lambda day: shown.strip(day[0]), "strip"),
        Column("Which", _which),
        Column("Site", lambda day: ", ".join(sorted({site for event in day for site in event.sites}))),
        Column("Note", lambda day: day[0].note),
        Column("Source", lambda day: cells_words(tuple(event.cell for event in day if event.cell)), "code"),
    )
    state = Column("State", lambda day: day[0].state)
    return Timeline(
        table("Ahead", columns, _together(ahead), most=500),
        table("Past or cancelled", (*columns[:2], state, *columns[2:]), _together(past[::-1]), most=500),
        shown,
    )


def _together(events: list[Event]) -> list[list[Event]]:
    """Events that differ in nothing but what they are about stand in one row: the lines of one cutover."""
    held: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        same = (event.kind, event.on, event.until, event.starts, event.state, event.order, event.note)
        held.setdefault(same, []).append(event)
    return list(held.values())


def _which(day: list[Event]) -> str:
    """What the events are about, the first by name."""
    named = [event.title.removeprefix(f"{event.kind}: ") for event in day[:NAMED]]
    if len(day) > NAMED:
        named.append(f"and {len(day) - NAMED:,} more")
    return "; ".join(named)


def window(today: date, cutover: date | None) -> Window:
    """The weeks around the cutover, else around the day of the report; both days are within."""
    middle = cutover or today
    return Window(min(middle - AROUND, today), max(middle + AROUND, today), today, cutover)


def _when(event: Event) -> str:
    """The day, or the days, with the hour and zone where they are told."""
    if event.starts:
        return f"{event.starts:%Y-%m-%d %H:%M} {event.starts.tzname()}"
    return f"{event.on}" if event.until == event.on else f"{event.on} to {event.until}"
