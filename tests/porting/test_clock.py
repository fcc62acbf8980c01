"""When an order counts, by whose clock, and until when numbers can be had back: 47 CFR 52.35 with its pinned days."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import BadConfig
from e911audit.porting.clock import Moment, counts_as_of, read_moment, read_zone, snapback_by, zone_of_state
from e911audit.porting.days import (
    FEDERAL,
    business_day,
    business_days,
    day_doubt,
    day_fault,
    read_calendar,
)

EASTERN, CENTRAL, PACIFIC = (ZoneInfo(f"America/{city}") for city in ("New_York", "Chicago", "Los_Angeles"))
HEADER = "carrier,from,to,kind,name\n"


@pytest.fixture
def calendar(tmp_path):
    def written(*rows):
        file = tmp_path / "days.csv"
        file.write_text(HEADER + "\n".join(rows), encoding="utf-8")
        return read_calendar(file)

    return written


@pytest.mark.parametrize(
    ("sent", "hour", "simple", "counts"),
    [
        (date(2026, 11, 25), time(12, 30), True, date(2026, 11, 25)),
        (date(2026, 11, 25), time(13, 0), True, date(2026, 11, 25)),
        (date(2026, 11, 25), time(13, 30), True, date(2026, 11, 27)),  # the 26th is Thanksgiving
        (date(2026, 11, 25), time(13, 30), False, date(2026, 11, 25)),
        (date(2026, 11, 25), time(17, 30), False, date(2026, 11, 27)),
        (date(2026, 11, 25), time(6, 0), True, date(2026, 11, 25)),
        (date(2026, 11, 28), time(9, 0), True, date(2026, 11, 30)),  # a Saturday
        (date(2026, 11, 28), time(15, 0), True, date(2026, 11, 30)),  # no day later for the late hour of a Saturday
        (date(2026, 11, 25), None, True, date(2026, 11, 25)),
    ],
)
def test_the_day_as_which_an_order_counts(sent, hour, simple, counts):
    assert counts_as_of(Moment(sent, hour), simple=simple) == counts


def test_four_business_days_over_christmas():
    assert business_days(date(2026, 12, 22), date(2026, 12, 29)) == 4
    assert business_days(date(2026, 12, 22), date(2026, 12, 28)) == 3


def test_a_holiday_that_is_observed_on_friday():
    assert day_fault(date(2026, 7, 3)) == "is a holiday (Independence Day (observed))"


def test_a_carriers_own_holiday_moves_the_days_by_one(calendar):
    own = calendar("Tri-River Bell,2026-11-27,,holiday,Day after Thanksgiving").of(["TRI-RIVER BELL "])
    assert counts_as_of(Moment(date(2026, 11, 25), time(13, 30)), simple=True, calendar=own) == date(2026, 11, 30)
    assert business_days(date(2026, 11, 25), date(2026, 11, 30), own) == 1
    assert business_days(date(2026, 11, 25), date(2026, 11, 30)) == 2
    assert day_fault(date(2026, 11, 27), own) == "is a holiday of Tri-River Bell (Day after Thanksgiving)"
    assert day_doubt(date(2026, 11, 25), own) == "is the day before a holiday (Thanksgiving Day)"


def test_another_carriers_holiday_is_a_business_day(calendar):
    own = calendar("Tri-River Bell,2026-11-27,,holiday,Day after Thanksgiving").of(["Other Telco"])
    assert day_fault(date(2026, 11, 27), own) == ""


def test_a_freeze_is_no_holiday_and_a_poor_day(calendar):
    own = calendar(",2026-12-14,2027-01-04,freeze,Year-end close").of([])
    assert day_fault(date(2026, 12, 15), own) == ""
    assert day_doubt(date(2026, 12, 15), own) == "lies in a freeze of the project (Year-end close)"
    assert day_doubt(date(2027, 1, 5), own) == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Bell,2026-02-30,,holiday,No day", "line 2"),
        ("Bell,2026-11-27,,party,Friday", "party"),
        ("Bell,2026-11-27,2026-11-26,holiday,Back", "end before they begin"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(calendar, row, told):
    with pytest.raises(BadConfig, match=told):
        calendar(row)


def test_a_file_without_its_columns_is_refused(tmp_path):
    (tmp_path / "days.csv").write_text("date\n2026-11-27\n", encoding="utf-8")
    with pytest.raises(BadConfig, match="carrier"):
        read_calendar(tmp_path / "days.csv")


@pytest.mark.parametrize(
    ("text", "zone", "local", "expected"),
    [
        ("11:30", "ET", CENTRAL, Moment(date(2026, 12, 2), time(10, 30))),
        ("11:30 AM", "Eastern Time", EASTERN, Moment(date(2026, 12, 2), time(11, 30))),
        ("11:30:00", "America/Chicago", PACIFIC, Moment(date(2026, 12, 2), time(9, 30))),
        ("0130", "E.T.", PACIFIC, Moment(date(2026, 12, 1), time(22, 30))),  # the evening before on the West Coast
        ("24:00", "ET", EASTERN, Moment(date(2026, 12, 3), time(0))),
        ("midnight", "ET", EASTERN, Moment(date(2026, 12, 2), time(0))),
        ("noon", "", EASTERN, Moment(date(2026, 12, 2), time(12))),  # without a zone the time is local
        ("11:30", "ET", None, Moment(date(2026, 12, 2), time(11, 30))),
        ("to be told", "ET", EASTERN, Moment(date(2026, 12, 2), None)),
        ("25:70", "ET", EASTERN, Moment(date(2026, 12, 2), None)),
        (None, None, EASTERN, Moment(date(2026, 12, 2), None)),
    ],
)
def test_times_are_read_and_turned_into_local_time(text, zone, local, expected):
    assert read_moment(date(2026, 12, 2), text, zone, local) == expected


@pytest.mark.parametrize(("text", "name"), [("PST", "America/Los_Angeles"), ("UTC", "UTC"), ("Mars/Crater", None)])
def test_zones(text, name):
    assert getattr(read_zone(text), "key", None) == name


@pytest.mark.parametrize(
    ("state", "zone"), [("TX", CENTRAL), ("NY", EASTERN), ("NV", PACIFIC), ("AZ", ZoneInfo("America/Denver"))]
)
def test_local_time_is_that_of_the_region(state, zone):
    assert zone_of_state(state) == zone


def test_no_region_no_zone():
    assert zone_of_state("ON") is None


def test_the_way_back_lasts_a_day_of_hours_over_a_change_of_clocks():
    assert snapback_by(Moment(date(2026, 11, 10), time(11, 30)), EASTERN) == "2026-11-11 11:30 EST"
    assert snapback_by(Moment(date(2026, 10, 31), time(11, 30)), EASTERN) == "2026-11-01 10:30 EST"
    assert snapback_by(Moment(date(2026, 11, 10), None), EASTERN) == "the end of 2026-11-11"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_days_that_are_added_are_counted_again(day, days):
    later = day
    for _ in range(days):
        later = business_day(later + timedelta(days=1))
    assert business_days(day, later) == days


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), st.booleans())
def test_an_order_never_counts_before_it_is_sent_nor_a_week_later(day, hour, simple):
    counted = counts_as_of(Moment(day, hour), simple=simple)
    assert day <= counted <= day + timedelta(days=6)
    assert day_fault(counted, FEDERAL) == ""
