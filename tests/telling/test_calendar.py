"""The dates of a project, from the sheets of orders, letters, accounts, lines, circuits, contracts and proofs."""

import doctest
from datetime import date, timedelta

import pytest

from e911audit import clock
from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.recall import recall

SHEETS = {
    "Port Orders": [
        "Order|Account|Losing Carrier|Gaining Carrier|Submitted On|FOC Received On|FOC Date|FOC Time|Time Zone",
        "PO-1|88-41|Tri-River Bell|Corvane|2026-11-18|2026-11-20|2026-12-02|11:30 AM|Central",
        "PO-2|88-41|Tri-River Bell|Corvane|2026-11-10||2026-11-15|9|ET",
        "PO-3|9000|Other Bell|Corvane|||2026-11-20||",
    ],
    "LOA": [
        "Order|Telephone Numbers|Signer|Signed On",
        "PO-1|512-555-0142-0145|Ann Lee|2026-11-17",
        "PO-2|512-555-0146|Ann Lee|2026-11-09",
    ],
    "CSR": [
        "Account|Carrier|Telephone Numbers|Requested On|Received On",
        "88 41|Tri-River Bell|512-555-0142-0149|2026-11-02|2026-11-06",
        "7700|Lone Bell|512-555-0190|2026-11-03|",
    ],
    "Numbers": ["Telephone Number|Site Code", "512-555-0142|HQ", "512-555-0143|DEPOT"],
    "Lines": [
        "Line Number|Site Code|Line Type|Cutover Date|Disconnect Due",
        "512-555-0177|HQ|elevator|2026-12-05|2026-12-20",
    ],
    "Circuits": ["Circuit ID|Site Code|Kind|Disconnect Date|Copper Retire On", "C-1|HQ|pri|2026-12-15|2027-03-01"],
    "Contracts": [
        "Provider|Service Class|Maintenance Window|Term End",
        "Tri-River Bell|business|Thu 00:00-04:00|2027-06-30",
    ],
    "Evidence": [
        "Subject|Kind|Date|Result|Expires On",
        "512-555-0177|inspection|2026-01-10|pass|2026-12-31",
        "512-555-0177|inspection|2025-01-10|pass|2026-11-30",
        "512-555-0177|battery test|2025-01-10|pass|2026-01-10",
    ],
}
FURTHER = [
    "Freeze From|Freeze To|State|Activated On|Staging Tested On|Old Service Disconnect On",
    "2026-11-20|2026-12-04|foc||2026-11-28|2026-12-12",
    "2026-11-12||cancelled|||",
    "||activated|2026-11-21||",
]
SHEETS["Port Orders"] = [f"{first}|{more}" for first, more in zip(SHEETS["Port Orders"], FURTHER, strict=True)]


def sheets(told):
    return {name: [line.split("|") for line in lines] for name, lines in told.items()}


@pytest.fixture
def result(write_book, loaded):
    store = loaded(write_book("project.xlsx", sheets(SHEETS)))
    judge(store, Config(as_of=date(2026, 11, 22), cutover=date(2026, 12, 2)))
    return recall(store)


def of(result, kind, order=None):
    return [event for event in result.calendar if event.kind == kind and order in {None, event.order}]


def test_every_date_of_an_order_is_told(result):
    told = {event.kind: event.on for event in result.calendar if event.order == "PO-1"}
    assert told == {
        "LOA signed": date(2026, 11, 17),
        "submitted": date(2026, 11, 18),
        "FOC received": date(2026, 11, 20),
        "freeze of the account": date(2026, 11, 20),
        "staging test": date(2026, 11, 28),
        "FOC": date(2026, 12, 2),
        "maintenance window": date(2026, 12, 3),
        "snapback deadline": date(2026, 12, 3),
        "old service disconnect": date(2026, 12, 12),
    }


def test_a_csr_belongs_to_the_orders_of_its_account(result):
    (asked, _), (received,) = of(result, "CSR requested"), of(result, "CSR received")
    assert (asked.on, received.on) == (date(2026, 11, 2), date(2026, 11, 6))
    assert asked.sites == ("DEPOT", "HQ")
    assert asked.title == "CSR requested: Tri-River Bell account 88 41"


def test_the_hour_of_a_foc_has_its_zone(result):
    foc, back = of(result, "FOC", "PO-1")[0], of(result, "snapback deadline", "PO-1")[0]
    assert foc.starts.isoformat() == "2026-12-02T11:30:00-06:00"
    assert (foc.note, foc.state, foc.sites) == ("", "ahead", ("DEPOT", "HQ"))
    assert back.starts - foc.starts == timedelta(hours=24)
    assert back.note == "counted from the FOC"


def test_what_speaks_against_a_day_is_told(result):
    assert of(result, "FOC", "PO-2")[0].note == "is a Sunday; '9 ET' is no time with its zone"
    assert of(result, "FOC", "PO-3")[0].note == "is a Friday; no time and zone are told"
    assert of(result, "freeze of the account", "PO-2")[0].note == "only its first day is told"


def test_states(result):
    assert {event.state for event in result.calendar if event.order == "PO-2"} == {"cancelled"}
    assert of(result, "freeze of the account", "PO-1")[0].state == "ahead"  # it began two days ago and goes on
    assert of(result, "FOC", "PO-3")[0].state == "past"


def test_days_of_lines_circuits_contracts_and_proofs(result):
    told = {event.title: event.on for event in result.calendar if not event.order}
    assert told["line disconnect: +15125550177 (elevator phone)"] == date(2026, 12, 20)
    assert told["circuit disconnect: C-1 (pri)"] == date(2026, 12, 15)
    assert told["copper retirement: C-1 (pri)"] == date(2027, 3, 1)
    assert told["contract term ends: Tri-River Bell business"] == date(2027, 6, 30)
    assert told["cutover: the project"] == date(2026, 12, 2)


def test_only_the_newest_proof_of_a_kind_expires(result):
    assert [(event.title, event.on) for event in of(result, "evidence expires")] == [
        ("evidence expires: inspection of +15125550177", date(2026, 12, 31))
    ]


def test_uids_are_distinct_and_outlast_a_new_day(result, write_book, loaded):
    later = {name: [line.replace("2026-12-02", "2026-12-09") for line in lines] for name, lines in SHEETS.items()}
    store = loaded(write_book("project.xlsx", sheets(later)), only=True)
    judge(store, Config(as_of=date(2026, 11, 23), cutover=date(2026, 12, 9)))
    moved = of(recall(store), "FOC", "PO-1")[0]
    assert moved.on == date(2026, 12, 9)
    assert moved.uid == of(result, "FOC", "PO-1")[0].uid
    assert len({event.uid for event in result.calendar}) == len(result.calendar)


def test_rows_that_tell_two_days_of_one_thing_keep_both(write_book, loaded):
    rows = ["Line Number|Line Type|Cutover Date", "512-555-0177|fax|2026-12-05", "512-555-0177|fax|2026-12-06"]
    store = loaded(write_book("lines.xlsx", sheets({"Lines": [*rows, rows[1]]})))
    judge(store, Config(as_of=date(2026, 11, 22)))
    events = of(recall(store), "line cutover")
    assert [event.on for event in events] == [date(2026, 12, 5), date(2026, 12, 6)]
    assert events[0].uid != events[1].uid


def test_a_result_of_some_sites_keeps_their_dates(result):
    kept = result.for_sites(frozenset({"DEPOT"})).calendar
    assert of(result, "circuit disconnect")
    assert not [event for event in kept if event.kind == "circuit disconnect"]
    assert [event for event in kept if event.order == "PO-1"]


@pytest.mark.parametrize("time", ["", "9", "25:00", "13:00 pm", "12:60", "tomorrow", "0:0:0:0"])
def test_what_is_no_time_gives_no_moment(time):
    assert clock.moment(date(2026, 12, 2), time, "ET") is None


@pytest.mark.parametrize("zone", ["", "Mars", "../../etc/passwd", "/", "America/Nowhere"])
def test_what_is_no_zone_gives_no_moment(zone):
    assert clock.moment(date(2026, 12, 2), "11:30", zone) is None


def test_a_day_longer_than_24_hours_still_ends_the_snapback_after_24(write_book, loaded):
    orders = ["Order|FOC Date|FOC Time|Time Zone|Losing Carrier", "PO-1|2026-10-31|14:00|ET|Tri-River Bell"]
    store = loaded(write_book("orders.xlsx", sheets({"Port Orders": orders})))
    judge(store, Config(as_of=date(2026, 10, 1)))
    assert of(recall(store), "snapback deadline")[0].starts.isoformat() == "2026-11-01T13:00:00-05:00"


def test_doctests():
    assert doctest.testmod(clock).failed == 0
