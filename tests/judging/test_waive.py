"""Waivers: they count with reason, name and end; not for rules that nobody may waive."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall

SHEETS = {
    "Sites": [
        ["Site Code", "Street Address", "City", "State", "ZIP"],
        ["HQ", "100 Congress Ave", "Austin", "TX", "78701"],
    ],
    "Buildings": [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]],
    "Locations": [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", ""], ["HQ-2", "HQ", ""], ["HQ-3", "HQ", ""]],
    "Devices": [
        ["Device Name", "Endpoint Kind", "Site Code", "Location ID"],
        *([f"Phone {number}", "fixed_onprem", "HQ", f"HQ-{number}"] for number in (1, 2, 3)),
    ],
    "Lines": [
        ["Line Number", "Site Code", "Line Type", "Action", "Location ID"],
        ["512-555-0142", "HQ", "elevator phone", "disconnect", "HQ-1"],
    ],
    "Waivers": [
        ["Finding", "Reason", "Waived By", "Until"],
        ["LOC-020:HQ-1", "one open floor", "Ann Lee", date(2026, 12, 31)],
        ["LOC-020:HQ-2", "one open floor", "Ann Lee", date(2026, 10, 31)],
        ["LOC-020:HQ-3", "one open floor", "", date(2026, 12, 31)],
    ],
}


@pytest.fixture
def result(write_book):
    store = Store.open("sqlite://")
    load(store, [write_book("inventory.xlsx", SHEETS)])
    judge(store, Config(as_of=date(2026, 11, 22)))
    return recall(store)


def test_a_whole_waiver_counts_until_its_end(result):
    status = {finding.subject: finding.status for finding in result.findings if finding.rule == "LOC-020"}
    assert status == {"HQ-1": "waived", "HQ-2": "open", "HQ-3": "open"}
    [outcome] = [outcome for outcome in result.outcomes if outcome.rule == "LOC-020"]
    assert (outcome.found, outcome.waived) == (3, 1)


def test_a_waived_blocker_is_no_longer_in_the_way_of_its_site(result):
    [site] = result.sites
    assert site.blocker == sum(
        f.severity == "blocker" and f.status == "open" and f.site == "HQ" for f in result.findings
    )


def test_ended_and_nameless_waivers_are_findings(result):
    told = {finding.subject: finding.message for finding in result.findings if finding.rule == "HYG-010"}
    assert set(told) == {"LOC-020:HQ-2", "LOC-020:HQ-3"}
    assert "2026-10-31" in told["LOC-020:HQ-2"]


def test_a_cut_life_safety_line_cannot_be_waived(write_book):
    sheets = SHEETS | {
        "Waivers": [SHEETS["Waivers"][0], ["LEG-050:+15125550142", "unused", "Ann Lee", date(2027, 1, 1)]]
    }
    store = Store.open("sqlite://")
    load(store, [write_book("inventory.xlsx", sheets)])
    judge(store, Config(as_of=date(2026, 11, 22)))
    found = recall(store).findings
    assert [finding.status for finding in found if finding.rule == "LEG-050"] == ["open"]
    assert any(finding.rule == "HYG-010" for finding in found)


def test_the_rules_that_may_not_be_waived():
    assert {code for code, rule in RULES.items() if not rule.waivable} == {
        code for code in ("POR-001", "POR-003", "POR-071", "LEG-047", "LEG-050", "CIR-002") if code in RULES
    }
