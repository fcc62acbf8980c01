"""The calendar as a workbook and as an .ics file: the right moment, the same event again, nothing of the input runs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from icalendar import Calendar

from e911audit.errors import CannotWrite
from e911audit.reports import calendar
from e911audit.views.result import Cell, Event

CHICAGO = ZoneInfo("America/Chicago")
FOC = Event(
    uid="a1",
    kind="FOC",
    title="FOC: =PO-1 (Bell, Inc; east)",
    on=date(2026, 12, 2),
    until=date(2026, 12, 2),
    starts=datetime(2026, 12, 2, 11, 30, tzinfo=CHICAGO),
    state="ahead",
    sites=("HQ", "WEST"),
    order="=PO-1",
    note="is a Friday",
    cell=Cell("exports/ports.xlsx", "Port Orders", "G2"),
)
FREEZE = replace(
    FOC, uid="a2", kind="freeze of the account", title="freeze of the account: PO-1\x07\r\nBEGIN:VEVENT",
    on=date(2026, 11, 20), until=date(2026, 12, 4), starts=None, sites=(), cell=None,
)  # fmt: skip
GONE = replace(FOC, uid="a3", title="FOC: PO-2", state="cancelled", starts=None, order="PO-2")


@pytest.fixture
def dated(result):
    return replace(result, calendar=(FREEZE, FOC, GONE))


@pytest.fixture
def events(dated, tmp_path):
    calendar.write(dated, tmp_path / "cutover.ics")
    return Calendar.from_ical((tmp_path / "cutover.ics").read_bytes()).walk("VEVENT")


def test_a_foc_is_a_moment_in_every_zone(events):
    assert events[1].decoded("dtstart") == datetime(2026, 12, 2, 17, 30, tzinfo=UTC)
    assert "11:30 CST (America/Chicago)" in str(events[1]["description"])


def test_days_end_where_they_end(events):
    assert events[0].decoded("dtstart") == date(2026, 11, 20)
    assert events[0].decoded("dtend") == date(2026, 12, 5)  # RFC 5545: the day after the last


def test_texts_come_back_and_begin_no_event(events):
    assert str(events[1]["summary"]) == FOC.title
    assert str(events[0]["summary"]) == "freeze of the account: PO-1\N{SYMBOL FOR BELL}\nBEGIN:VEVENT"
    assert len(events) == 3


def test_a_cancelled_order_is_cancelled(events):
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_a_later_run_takes_the_same_events_over(dated, events, tmp_path):
    later = replace(dated, as_of=date(2026, 12, 1), calendar=(replace(FOC, on=date(2026, 12, 9), starts=None),))
    calendar.write(later, tmp_path / "later.ics")
    (moved,) = Calendar.from_ical((tmp_path / "later.ics").read_bytes()).walk("VEVENT")
    assert moved["uid"] == events[1]["uid"]
    assert moved["sequence"] > events[1]["sequence"]


def test_equal_results_give_equal_bytes(dated, tmp_path):
    for ending in ("ics", "xlsx"):
        files = [tmp_path / f"{name}.{ending}" for name in "ab"]
        for file in files:
            calendar.write(dated, file)
        assert files[0].read_bytes() == files[1].read_bytes()


def test_lines_are_no_longer_than_rfc_5545_allows(dated, tmp_path):
    calendar.write(replace(dated, calendar=(replace(FOC, note="\N{PILE OF POO}" * 200),)), tmp_path / "long.ics")
    assert max(map(len, (tmp_path / "long.ics").read_bytes().split(b"\r\n"))) <= 75


def test_the_workbook_tells_days_and_sites(dated, tmp_path):
    calendar.write(dated, tmp_path / "cutover.xlsx")
    days, sites = openpyxl.load_workbook(tmp_path / "cutover.xlsx")
    header = [cell.value for cell in days[1]]
    row = dict(zip(header, (cell.value for cell in days[3]), strict=True))
    assert (row["Day"].date(), row["Weekday"], row["Until"]) == (FOC.on, "Wed", None)
    assert row["Time"] == "11:30 CST (America/Chicago)"
    assert (row["About"], row["Order"], row["Sites"]) == ("=PO-1 (Bell, Inc; east)", "=PO-1", "HQ, WEST")
    assert [row[0].value for row in sites.iter_rows(min_row=2)] == ["HQ", "HQ", "WEST", "WEST", None]
    assert {cell.data_type for sheet in (days, sites) for row in sheet for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_an_empty_calendar_says_so(result, tmp_path):
    calendar.write(replace(result, calendar=()), tmp_path / "none.xlsx")
    assert openpyxl.load_workbook(tmp_path / "none.xlsx")["By Day"]["A2"].value.startswith("No sheet tells a date")
    calendar.write(replace(result, calendar=()), tmp_path / "none.ics")
    assert not Calendar.from_ical((tmp_path / "none.ics").read_bytes()).walk("VEVENT")


def test_another_ending_is_refused(result, tmp_path):
    with pytest.raises(CannotWrite, match=r"cutover\.doc cannot hold the dates of the cutover"):
        calendar.write(result, tmp_path / "cutover.doc")
