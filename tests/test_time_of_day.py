"""Times of day as people write them, read once for orders and for maintenance windows."""

from datetime import date

import pytest

from e911audit.clock import local_moment, moment, time_of_day

DAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10:00", (10, 0)),
        ("1430", (14, 30)),
        ("11:30:00", (11, 30)),
        ("2:30 p.m.", (14, 30)),
        ("9 am", (9, 0)),
        ("12 am", (0, 0)),
        ("12 pm", (12, 0)),
        ("0:30 am", (0, 30)),
        ("Noon", (12, 0)),
        ("24:00", (24, 0)),
        ("9", None),
        ("24", None),
        ("24:01", None),
        ("25:00", None),
        ("12:60", None),
        ("13:00 pm", None),
        ("0:30 pm", None),
        ("noonish", None),
        ("", None),
    ],
)
def test_times_of_day(text, read):
    assert time_of_day(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2:30 PM CT", "2026-12-02T14:30:00"),
        ("noon", "2026-12-02T12:00:00"),
        ("24:00", "2026-12-03T00:00:00"),
        ("9", None),
        ("10:00 to be told", None),
        (None, None),
    ],
)
def test_a_time_on_the_spot(text, read):
    at = local_moment(DAY, text)
    assert (at and at.isoformat()) == read


@pytest.mark.parametrize("text", ["10:00", "2:30 PM", "noon", "24:00", "9", "", "25:00"])
def test_a_zone_changes_no_hour(text):
    at = moment(DAY, text, "ET")
    assert local_moment(DAY, text) == (at and at.replace(tzinfo=None))
