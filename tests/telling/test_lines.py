"""The Must Survive and Port Hold lists: which lines and numbers, and which proof counts on the day."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.recall import recall

LINES = [
    ["Line Number", "Site Code", "Line Type", "Action", "Notes"],
    ["512-555-0150", "HQ", "elevator", "remove", ""],
    ["512-555-0151", "HQ", "", "keep", "FACP line 2"],
    ["512-555-0152", "HQ", "fax", "remove", ""],
    ["512-555-0153", "HQ", "unknown", "remove", ""],
]
EVIDENCE = [
    ["Subject", "Kind", "Date", "Result", "Expires On"],
    ["512-555-0150", "inspection", "2025-01-10", "pass", "2026-01-10"],
    ["512-555-0150", "battery test", "2026-10-01", "fail", ""],
    ["512-555-0150", "callback test", "2026-10-01", "fail", ""],
    ["512-555-0150", "callback test", "2026-10-02", "pass", ""],
    ["(512) 555-0150", "line id", "2026-10-01", "pending", ""],
]


@pytest.fixture
def result(write_csv, loaded):
    store = loaded(write_csv("analog lines.csv", LINES), write_csv("evidence.csv", EVIDENCE))
    judge(store, Config(as_of=date(2026, 11, 22)))
    return recall(store)


def test_life_safety_and_unknown_lines_must_survive(result):
    assert [line.line for line in result.must_survive] == ["+15125550150", "+15125550151", "+15125550153"]


def test_an_inferred_kind_says_so(result):
    told = {line.line: line.kind_told for line in result.must_survive}
    assert told["+15125550150"] == "elevator emergency phone"
    assert told["+15125550151"] == "fire alarm communicator (inferred from 'FACP')"


def test_only_the_newest_passed_and_unexpired_proof_counts(result):
    lift = result.must_survive[0]
    assert lift.proof == ("callback test",)
    assert set(lift.missing) == {
        "line id (pending)",
        "AHJ approval",
        "battery test (failed)",
        "inspection (expired)",
    }


def test_numbers_of_such_lines_are_held(result):
    assert [held.number for held in result.port_hold] == ["+15125550150", "+15125550151", "+15125550153"]
