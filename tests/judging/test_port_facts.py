"""What a run works out of port orders: the carriers' calendar, local time, limits, and findings that others stand on."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall

AS_OF = date(2026, 11, 22)
ORDERS = ["Order", "Losing Carrier", "Gaining Carrier", "Type", "Submitted On", "FOC Date", "FOC Time", "Time Zone"]
LETTERS = ["Order", "Telephone Numbers", "Signer", "Signed On"]


@pytest.fixture
def found(write_book):
    """The messages of a rule by order."""

    def ask(code, sheets, **settings):
        store = Store.open("sqlite://")
        load(store, [write_book("ports.xlsx", sheets)])
        judge(store, Config(as_of=AS_OF, **settings), [RULES[code]])
        result = recall(store)
        store.close()
        assert [outcome.rule for outcome in result.outcomes] == [code]
        return {finding.subject: finding.message for finding in result.findings}

    return ask


def calendar(folder, *rows):
    file = folder / "days.csv"
    file.write_text("carrier,from,to,kind,name\n" + "\n".join(rows), encoding="utf-8")
    return file


def test_a_carriers_holidays_and_the_projects_freeze_count(found, tmp_path):
    days = calendar(
        tmp_path, "tri-river bell,2026-12-02,,holiday,Founders Day", ",2026-12-14,2026-12-31,freeze,Year-end close"
    )
    sheets = {
        "Port Orders": [
            ORDERS,
            ["PO-1", "Tri-River Bell", "", "", "", "2026-12-02", "", ""],
            ["PO-2", "Other Telco", "", "", "", "2026-12-02", "", ""],
            ["PO-3", "Other Telco", "", "", "", "2026-12-15", "", ""],
        ]
    }
    messages = found("POR-050", sheets, port_calendar=days)
    assert list(messages) == ["PO-1", "PO-3"]
    assert "holiday of tri-river bell (Founders Day)" in messages["PO-1"]
    assert "freeze of the project (Year-end close)" in messages["PO-3"]
    assert found("POR-050", sheets) == {}


def test_a_carriers_holiday_moves_the_interval_by_a_day(found, tmp_path):
    sheets = {
        "Port Orders": [
            [*ORDERS, "Submitted Time"],
            ["PO-1", "Tri-River Bell", "", "simple", "2026-11-25", "2026-11-30", "", "", "13:30"],
            ["PO-2", "Tri-River Bell", "", "simple", "2026-11-25", "2026-12-01", "", "", "13:30"],
        ]
    }
    days = calendar(tmp_path, "Tri-River Bell,2026-11-27,,holiday,Day after Thanksgiving")
    assert found("POR-051", sheets) == {}
    messages = found("POR-051", sheets, port_calendar=days)
    assert list(messages) == ["PO-1"]
    assert "counts as of 2026-11-30" in messages["PO-1"]


def test_the_day_of_a_foc_is_that_of_the_numbers(found):
    sheets = {
        "Port Orders": [
            ORDERS,
            ["PO-1", "Tri-River Bell", "", "", "", "2026-11-30", "01:00", "ET"],  # Sunday, 22:00 on the West Coast
            ["PO-2", "Tri-River Bell", "", "", "", "2026-11-30", "11:30", "ET"],
            ["PO-3", "Tri-River Bell", "", "", "", "2026-12-02", "24:00", "ET"],
        ],
        "LOA": [LETTERS, ["PO-1", "415-555-0142", "", ""], ["PO-2", "415-555-0143", "", ""]],
    }
    assert found("POR-050", sheets) == {"PO-1": "The FOC of order PO-1, 2026-11-30, is a Sunday."}


def test_a_waived_blocker_is_no_open_one(found):
    sheets = {
        "Port Orders": [ORDERS, ["PO-1", "Tri-River Bell", "", "", "", "2026-11-23", "", ""]],
        "LOA": [LETTERS, ["PO-1", "212-555-0142", "", "2026-11-09"]],
    }
    assert "are open: 1, the first of POR-029" in found("POR-007", sheets)["PO-1"]
    assert RULES["POR-029"].waivable
    waiver = ["POR-029:PO-1", "signed on paper", "Ann Lee", "2026-12-31", "2026-11-20"]
    sheets["Waivers"] = [["Finding", "Waiver Reason", "Waived By", "Waive Until", "Decided On"], waiver]
    assert found("POR-007", sheets) == {}


def test_a_raised_severity_makes_a_blocker(found):
    sheets = {
        "Port Orders": [ORDERS, ["PO-1", "Tri-River Bell", "", "", "", "2026-11-23", "11:30", ""]],
        "LOA": [LETTERS, ["PO-1", "212-555-0142", "Ann Lee", "2026-11-09"]],
    }
    assert found("POR-007", sheets) == {}
    assert "POR-055" in found("POR-007", sheets, rules={"POR-055": {"severity": "blocker"}})["PO-1"]
