"""The plan of test calls: what it reaches, from where, what is expected, and what it tells that it cannot reach."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.calls import plan_calls
from e911audit.telling.recall import recall

SITES = [
    ["Site Code", "Street Address", "City", "State", "ZIP", "PSAP", "PSAP Phone"],
    ["HQ", "100 Congress Ave", "Austin", "TX", "78701", "Austin 911", "512-555-0190"],
    ["DEPOT", "8 Elm St", "Austin", "TX", "78701", "", ""],
    ["LAND", "9 Elm St", "Austin", "TX", "78701", "", ""],
]
BUILDINGS = [
    ["Site Code", "Building", "Floors"],
    ["HQ", "Main", "4"],
    ["HQ", "Annex", "1"],
]
LOCATIONS = [
    ["Location ID", "Site Code", "Building", "Floor", "Room", "ELIN"],
    ["HQ-1", "HQ", "Main", "1", "101", "512-555-0191"],
    ["HQ-2", "HQ", "main", "2", "201", ""],
    ["HQ-3", "HQ", "Main", "3", "301", ""],
]
SYSTEMS = [["System", "Vendor", "Direct 911"], ["PBX", "Alpha", "yes"], ["Old", "Alpha", "yes"]]
DEVICES = [
    ["Device Name", "MAC", "Extension", "Telephone Number", "Endpoint Kind", "System", "Location ID", "Site Code",
     "Emergency Caller ID", "Can Dial 911", "Emergency Trunk"],
    ["P1", "00:11:22:33:44:01", "101", "", "fixed", "PBX", "HQ-1", "HQ", "", "yes", "TG1"],
    ["P2", "00:11:22:33:44:02", "102", "512-555-0102", "fixed", "PBX", "HQ-2", "HQ", "512-555-0102", "yes", "TG1"],
    ["P3", "00:11:22:33:44:03", "103", "512-555-0103", "fixed", "PBX", "HQ-2", "HQ", "512-555-0103", "yes", "TG2"],
    ["P4", "00:11:22:33:44:04", "104", "", "fixed", "PBX", "HQ-3", "HQ", "", "no", "TG3"],
    ["P5", "00:11:22:33:44:05", "105", "", "fixed", "PBX", "", "", "", "yes", ""],
    ["H1", "00:11:22:33:44:06", "106", "", "remote", "PBX", "", "HQ", "", "yes", "TG1"],
]  # fmt: skip
NUMBERS = [
    ["Telephone Number", "Status", "Kind", "Site Code"],
    ["512-555-0150", "active", "did", "DEPOT"],
    ["512-555-0151", "active", "did", "HQ"],
    ["512-555-0152", "active", "elin", "LAND"],
    ["512-555-0153", "spare", "did", "LAND"],
]


@pytest.fixture
def firm(write_csv, loaded):
    sheets = {
        "sites": SITES,
        "buildings": BUILDINGS,
        "locations": LOCATIONS,
        "systems": SYSTEMS,
        "devices": DEVICES,
        "numbers": NUMBERS,
    }
    found = loaded(*(write_csv(f"{name}.csv", rows) for name, rows in sheets.items()))
    judge(found, Config(as_of=date(2026, 11, 22)))
    return found


@pytest.fixture
def plan(firm):
    return plan_calls(firm, recall(firm))


def test_few_calls_reach_floors_systems_and_trunks(plan):
    assert [call.dial_from for call in plan.calls] == ["+15125550150", "P1", "P3"]
    assert plan.at_least == 3
    assert plan.calls[2].reaches == ("site HQ", "building Main", "floor 2 of Main", "system PBX", "trunk group TG2")


def test_a_call_tells_what_to_expect(plan):
    _, one, three = plan.calls
    assert one.address == "100 CONGRESS AVE, BLDG MAIN, FL 1, RM 101, AUSTIN, TX 78701"
    assert (one.number, one.callback) == ("101", "+15125550191")
    assert (three.number, three.callback, three.floor, three.building) == ("+15125550103", "+15125550103", "2", "Main")
    assert (three.psap, three.psap_phone) == ("Austin 911", "+15125550190")


def test_what_is_not_reached_and_why(plan):
    assert [(gap.what, gap.name, gap.site) for gap in plan.not_reached] == [
        ("site", "LAND", "LAND"),
        ("building", "Annex", "HQ"),
        ("floor", "3 of Main", "HQ"),
        ("system", "Old", ""),
        ("trunk group", "TG3", ""),
        ("floors", "1 of Annex", "HQ"),
        ("floors", "1 of Main", "HQ"),
        ("devices", "1", ""),
        ("devices", "1", ""),
    ]
    assert all(gap.why for gap in plan.not_reached)


def test_a_plan_for_one_site_is_about_that_site(firm):
    plan = plan_calls(firm, recall(firm).for_sites(frozenset(["DEPOT"])))
    assert [call.dial_from for call in plan.calls] == ["+15125550150"]
    assert plan.not_reached == ()


def test_telephones_of_no_site_are_no_reason_to_call(write_csv, loaded):
    found = loaded(write_csv("devices.csv", [DEVICES[0], DEVICES[5]]), write_csv("sites.csv", SITES))
    judge(found, Config(as_of=date(2026, 11, 22)))
    plan = plan_calls(found, recall(found))
    assert [call.reaches for call in plan.calls] == [("system PBX",)]
    assert {gap.name for gap in plan.not_reached if gap.what == "site"} == {"HQ", "DEPOT", "LAND"}
