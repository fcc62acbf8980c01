"""The dates of a project as a workbook."""

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from e911audit.reports.calendar import Dated, by_day, by_site, hour
from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.table import Column, Plan
from e911audit.views.result import Event, Result

TITLE = "Cutover calendar"
NONE = "No sheet tells a date of an order, a line, a circuit, a contract or a proof."


def _columns(event: Callable[[Any], Event]) -> tuple[Column, ...]:
    """The columns of one event, whatever record it comes in."""
    return (
        Column("Day", 11, lambda record: event(record).on, "date"),
        Column("Weekday", 9, lambda record: f"{event(record).on:%a}"),
        Column("Until", 11, lambda record: _until(event(record)), "date"),
        Column("Time", 24, lambda record: hour(event(record).starts)),
        Column("What", 20, lambda record: event(record).kind),
        Column("About", 34, lambda record: event(record).title.partition(": ")[2], "id"),
        Column("State", 10, lambda record: event(record).state),
        Column("To Be Checked", 34, lambda record: event(record).note),
        Column("Source", 34, lambda record: (event(record).cell,) if event(record).cell else (), "source"),
    )


def _until(event: Event) -> Any:
    return event.until if event.until != event.on else None


def _itself(event: Event) -> Event:
    return event


def _of(dated: Dated) -> Event:
    return dated.event


def _at(event: Event) -> str:
    return ", ".join(event.sites)


DAYS = (*_columns(_itself)[:6], Column("Order", 12, attrgetter("order"), "id"), Column("Sites", 16, _at, "id"),
        *_columns(_itself)[6:])  # fmt: skip
SITES = (
    Column("Site", 10, attrgetter("site"), "id"),
    Column("Order", 12, attrgetter("event.order"), "id"),
    *_columns(_of),
)
SHEETS = (
    Plan("By Day", by_day, DAYS, NONE, "C2", tab="243B53"),
    Plan("By Site And Order", by_site, SITES, NONE, "C2", tab="E8893B"),
)


def write(result: Result, path: Path) -> None:
    """Write the workbook."""
    write_sheets(result, path, TITLE, SHEETS)
