"""The dates of a project as an iCalendar file (RFC 5545).

Moments are written in UTC, which needs no definition of a zone that a calendar could read otherwise; the description
has the local hour. A file of a later day has a higher sequence, so that a calendar which has an event takes it over.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from e911audit.reports.calendar import hour
from e911audit.reports.text import visible
from e911audit.views.result import Event, Result

FIRST_DAY = date(2000, 1, 1)
"""From which sequences are counted: the days until the run."""
ONE_DAY = timedelta(days=1)


def write(result: Result, path: Path) -> None:
    """Write the file; equal results give equal bytes."""
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", f"-//e911audit//{visible(result.version)}//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", "Cutover calendar")
    for event in result.calendar:
        book.add_component(_component(event, result.as_of))
    path.write_bytes(book.to_ical())


def _component(event: Event, as_of: date) -> Any:
    from icalendar import Event as Component

    entry = Component()
    entry.add("uid", f"{event.uid}@e911audit")
    entry.add("dtstamp", datetime.combine(as_of, time(), UTC))
    entry.add("sequence", max((as_of - FIRST_DAY).days, 0))
    if event.starts:
        entry.add("dtstart", event.starts.astimezone(UTC))
    else:
        entry.add("dtstart", event.on)
        entry.add("dtend", event.until + ONE_DAY)
    entry.add("summary", visible(event.title))
    entry.add("description", visible("\n".join(filter(None, _told(event)))))
    entry.add("categories", [event.kind])
    entry.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
    entry.add("transp", "OPAQUE" if event.starts else "TRANSPARENT")
    if event.sites:
        entry.add("location", visible(", ".join(event.sites)))
    return entry


def _told(event: Event) -> tuple[str, ...]:
    """What a calendar shows beneath the title, each in a line of its own."""
    return (
        hour(event.starts),
        f"Order {event.order}" if event.order else "",
        f"Sites: {', '.join(event.sites)}" if event.sites else "",
        f"To be checked: {event.note}" if event.note else "",
        f"From {event.cell}" if event.cell else "",
    )
