"""The dates of a project as a workbook (by day; by site and order), and as a file that calendars import (``ics``)."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from e911audit.reports import check_ending, placed
from e911audit.views.result import Event, Result

FORMATS = {".xlsx": "e911audit.reports.calendar_book", ".ics": "e911audit.reports.calendar_ics"}
"""Ending of the file -> module that writes it."""


class Dated(NamedTuple):
    """An event at one of its sites, "" where it belongs to none."""

    site: str
    event: Event


def write(result: Result, path: Path) -> None:
    """Write the calendar of a run; CannotWrite leaves an older file as it was."""
    module = import_module(FORMATS[check_ending(path, "calendar")])
    with placed(path) as part:
        module.write(result, part)


def by_site(result: Result) -> list[Dated]:
    """Each event at each of its sites, by site, order and day; what belongs to no site comes last."""
    known = {site.code for site in result.sites}
    at = [Dated(site, event) for event in result.calendar for site in _sites(event, known)]
    return sorted(at, key=lambda dated: (not dated.site, dated.site, dated.event.order, dated.event.on))


def _sites(event: Event, known: set[str]) -> Iterator[str]:
    """Its sites that the result has, or all where it has none of them."""
    yield from [site for site in event.sites if site in known] or event.sites or ("",)


def hour(starts: datetime | None) -> str:
    """The time of day with its zone: ``11:30 CST (America/Chicago)``; "" where no hour is told."""
    return f"{starts:%H:%M %Z} ({starts.tzinfo})" if starts else ""


by_day = attrgetter("calendar")
