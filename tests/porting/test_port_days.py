"""The days on which ports are worked, and how they are counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging.port_facts import tell_ports
from e911audit.porting.days import MOST_DAYS, business_day_before, business_days, day_doubt, day_fault
from e911audit.store import Store

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2026, 11, 24), ""),
        (date(2026, 11, 26), "is a holiday (Thanksgiving Day)"),
        (date(2026, 11, 27), ""),  # a working day, unless the carrier's own list says otherwise
        (date(2026, 11, 28), "is a Saturday"),
        (date(2026, 11, 29), "is a Sunday"),
        (date(2026, 12, 25), "is a holiday (Christmas Day)"),
        (date(2026, 7, 3), "is a holiday (Independence Day (observed))"),
    ],
)
def test_days_without_ports(day, fault):
    assert day_fault(day) == fault


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        (date(2026, 11, 25), "is the day before a holiday (Thanksgiving Day)"),
        (date(2026, 12, 4), "is a Friday"),
        (date(2026, 12, 31), "is the day before a holiday (New Year's Day)"),
        (date(2026, 12, 3), ""),
    ],
)
def test_days_that_leave_no_day_to_mend_a_port(day, doubt):
    assert day_doubt(day) == doubt


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2026, 12, 22), date(2026, 12, 28), 3),  # 23rd, 24th, 28th
        (date(2026, 12, 22), date(2026, 12, 29), 4),
        (date(2026, 11, 25), date(2026, 11, 27), 1),  # not the holiday between
        (date(2026, 11, 27), date(2026, 11, 30), 1),  # not the weekend
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 25), date(2026, 11, 20), 0),
        (date(2026, 11, 25), date(2062, 11, 20), None),  # a typing error
    ],
)
def test_business_days_between(after, until, days):
    assert business_days(after, until) == days


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_days_add_up(start, first, second):
    middle = date.fromordinal(start.toordinal() + first)
    end = date.fromordinal(middle.toordinal() + second)
    assert business_days(start, end) == business_days(start, middle) + business_days(middle, end)


def test_orders_letters_and_events_are_one_by_their_order(write_book):
    sheets = {
        "Port Orders": [
            ["Order", "Losing Carrier", "Type", "Submitted On", "FOC Date", "State"],
            ["PO-1", "Tri-River Bell", "toll-free", "2026-11-20", "2026-11-26", "FOC confirmed"],
            ["PO-2", "Tri-River Bell", "simple", "", "", "draft"],
        ],
        "LOA": [
            ["Order", "Telephone Numbers", "Signer", "Service Address", "City", "State", "ZIP", "BTN"],
            ["PO-1", "212-555-0142, 212-555-0143", "Ann Lee", "9 Elm St", "Tulsa", "OK", "74103", "(212) 555-0142"],
            ["PO-3", "", "Ann Lee", "9 Elm St", "Tulsa", "OK", "74103", ""],
        ],
        "Port Events": [["Order", "When", "Kind", "Code"], ["po 1", "2026-11-21", "Exception", "7401"]],
    }
    store = Store.open("sqlite://")
    load(store, [write_book("orders.xlsx", sheets)])
    with store.work() as connection:
        tell_ports(connection, Config(as_of=date(2026, 11, 22)))
        orders = connection.exec_driver_sql(
            "SELECT pon, kind, state, foc_day_fault, foc_business_days FROM port_order ORDER BY pon"
        ).all()
        letters = connection.exec_driver_sql("SELECT pon, e164, btn FROM loa ORDER BY id").all()
        places = connection.exec_driver_sql(
            "SELECT DISTINCT line1, city FROM loa JOIN address ON address.id = service_address_id"
            " JOIN place ON place.id = place_id"
        ).all()
        events = connection.exec_driver_sql("SELECT pon, kind, code FROM port_event").all()
    store.close()
    assert orders == [
        ("PO-1", "tollfree", "foc", "is a holiday (Thanksgiving Day)", 3),
        ("PO-2", "simple", "planned", None, None),
    ]
    assert letters == [
        ("PO-1", "+12125550142", "+12125550142"),
        ("PO-1", "+12125550143", "+12125550142"),
        ("PO-3", None, None),
    ]
    assert places == [("9 ELM ST", "TULSA")]
    assert events == [("PO-1", "reject", "7401")]


@given(DAYS, st.integers(0, 60))
def test_an_order_of_that_day_is_the_last_one_in_time(until, days):
    last = business_day_before(until, days)
    assert day_fault(last) == ""
    assert business_days(last, until) == days
    later = last + timedelta(days=1)
    while day_fault(later):
        later += timedelta(days=1)
    assert later > until or business_days(later, until) < days


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_an_absurd_interval_has_no_such_day(days):
    assert business_day_before(date(2026, 11, 30), days) is None
