"""Maintenance windows in the words of contracts."""

import doctest
from datetime import date, time

import pytest

from e911audit import maintenance
from e911audit.maintenance import DAY_MINUTES, EVERY_DAY, Window, read_window

SUNDAY, MONDAY, TUESDAY = date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "days", "start", "end"),
    [
        ("Sun 00:00-06:00, 10 days notice", {6}, 0, 360),
        ("Sunday midnight to 6 am", {6}, 0, 360),
        ("nightly, 10 pm to 4 am", EVERY_DAY, 22 * 60, 4 * 60),
        ("weekdays 1-5 am", range(5), 60, 300),
        ("Sat-Mon 0100-0500", {5, 6, 0}, 60, 300),
        ("Tue and Thu 22:00-24:00", {1, 3}, 22 * 60, DAY_MINUTES),
        ("weekends", {5, 6}, 0, DAY_MINUTES),
        ("12am-6am", EVERY_DAY, 0, 360),
        ("Tue noon to midnight", {1}, 12 * 60, DAY_MINUTES),
        ("weekdays 0-5 am", range(5), 0, 300),
        ("none", (), 0, DAY_MINUTES),
    ],
)
def test_windows_are_read_as_people_write_them(text, days, start, end):
    assert read_window(text) == Window(frozenset(days), start, end)


@pytest.mark.parametrize(
    "text", ["when we like", "see section 9", "Sun 1-5", "Sun 22-24", "99:00-77:00", "10 days notice", "555-0100"]
)
def test_what_tells_no_hours_is_no_window(text):
    assert read_window(text) is None


@pytest.mark.parametrize(
    ("day", "at", "inside"),
    [
        (SUNDAY, time(23, 0), True),
        (MONDAY, time(5, 59), True),
        (MONDAY, time(6, 0), False),
        (SUNDAY, time(5, 0), False),
        (MONDAY, None, None),
        (TUESDAY, None, False),
    ],
)
def test_a_window_may_run_past_midnight(day, at, inside):
    assert Window(frozenset({6}), 22 * 60, 6 * 60).holds(day, at) is inside


def test_doctests():
    assert doctest.testmod(maintenance).failed == 0
