"""Proofs owed after a cutover: what was tested before it counts no more, and old service ends last."""

import json
from datetime import date

import pytest
from inventories import save_book
from openpyxl import load_workbook

from e911audit.config import Config
from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.reports.owed import WRITERS, told, write
from e911audit.rules import find
from e911audit.store import Store
from e911audit.telling.owed import after_cutover
from e911audit.telling.recall import recall
from e911audit.views.owed import Standing

EARLY, MISSING, WAITING, THERE = Standing
SHEETS = {
    "Sites": [["Site Code", "Street Address"], ["HQ", "100 Congress Ave"], ["LAB", "8 Elm St"], ["LAND", "9 Elm St"]],
    "Devices": [
        ["Device Name", "MAC", "Site Code"],
        ["Phone 1", "00:11:22:33:44:55", "HQ"],
        ["Phone 2", "00:11:22:33:44:66", "LAB"],
    ],
    "Lines": [
        ["Line Number", "Site Code", "Line Type", "Action", "Disconnect Due", "Cutover Date"],
        ["512-555-0141", "LAB", "fire alarm", "replace", "2026-11-21", ""],
        ["512-555-0142", "LAB", "fire alarm", "replace", "2026-12-18", ""],
        ["512-555-0143", "LAB", "fire alarm", "replace", "2026-12-18", ""],
        ["512-555-0144", "LAB", "fire alarm", "keep", "", ""],
        ["512-555-0145", "LAB", "fax", "move", "", ""],
        ["512-555-0146", "LAB", "elevator phone", "remove", "2026-11-19", ""],
        ["512-555-0147", "LAB", "fire alarm", "replace", "", "2026-12-05"],
    ],
    "Evidence": [
        ["Subject", "Kind", "Date", "Result", "Callback Result"],
        ["HQ", "911 test", "2026-11-10", "pass", "pass"],
        ["Phone 2", "911 test", "2026-11-20", "pass", "pass"],
        ["512-555-0142", "station test", "2026-11-20", "pass", ""],
        ["512-555-0143", "station test", "2026-11-18", "pass", ""],
        ["512-555-0143", "station test", "2026-11-21", "fail", ""],
    ],
    "Port Orders": [
        [
            *("Order", "FOC", "Completed", "Inbound Verified", "Outbound Verified", "911 Verified"),
            *("Caller ID Verified", "Old Service Disconnect On", "Old ALI Unlocked On", "New ALI Migrated On"),
        ],
        ["PO-1", "2026-11-20", "2026-11-20", "yes", "yes", "yes", "yes", "2026-12-10", "2026-11-21", "2026-11-22"],
        ["PO-2", "2026-11-20", "2026-11-20", "yes", "yes", "", "yes", "2026-11-22", "2026-11-21", ""],
        ["PO-3", "2026-12-20", "", "", "", "", "", "", "", ""],
        ["PO-4", "2026-11-20", "2026-11-20", "yes", "yes", "yes", "yes", "2026-11-19", "2026-11-21", "2026-11-22"],
    ],
    "Circuits": [
        ["Circuit ID", "Site Code", "Kind", "Disconnect Date"],
        ["C-1", "LAB", "pri", "2026-12-01"],
        ["C-2", "LAB", "pri", "2026-11-19"],
        ["C-3", "HQ", "pri", "2026-11-21"],
    ],
}


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    file = save_book(tmp_path_factory.mktemp("owed") / "inventory.xlsx", SHEETS)
    store = Store.open("sqlite://")
    load(store, [file])
    judge(store, Config(as_of=date(2026, 11, 24), cutover=date(2026, 11, 20)), rules=[find("HYG-009")])
    return after_cutover(store, recall(store))


def standing(after, subject):
    return {one.what: one.standing for one in after.owed if one.subject == subject}


CALLS = ("911 test call", "callback test")
PORT = ("verification of the port", "911 records migrated", "end of the old service")
END = PORT[2]
STATION = "test at the monitoring station"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("HQ", dict.fromkeys(CALLS, MISSING)),
        ("LAB", dict.fromkeys(CALLS, THERE)),
        ("LAND", {}),
        ("+15125550141", {STATION: MISSING, END: EARLY}),
        ("+15125550142", {STATION: THERE, END: THERE}),
        ("+15125550143", {STATION: MISSING, END: WAITING}),
        ("+15125550144", {}),
        ("+15125550145", {}),
        ("+15125550146", {END: EARLY}),
        ("+15125550147", {STATION: WAITING}),
        ("PO-1", dict.fromkeys(PORT, THERE)),
        ("PO-2", {PORT[0]: MISSING, PORT[1]: MISSING, END: EARLY}),
        ("PO-3", {}),
        ("PO-4", {PORT[0]: THERE, PORT[1]: THERE, END: EARLY}),
        ("C-1", {END: THERE}),
        ("C-2", {END: EARLY}),
        ("C-3", {END: EARLY}),
    ],
)
def test_what_is_owed_and_how_it_stands(after, subject, expected):
    assert standing(after, subject) == expected


def test_each_is_told_with_what_is_there_and_where_it_stands(after):
    [call] = [one for one in after.owed if one.subject == "HQ" and one.what == CALLS[0]]
    assert call.due == "2026-11-20, within 24 hours"
    assert call.told == "last passed on 2026-11-10, before the cutover"
    assert str(call.cell).endswith("inventory.xlsx Sites!A2")
    [port] = [one for one in after.owed if one.subject == "PO-2" and one.what == PORT[0]]
    assert port.told == "lacks: verified 911"


def test_every_format_tells_every_proof(after, tmp_path):
    for ending in WRITERS:
        write(after, tmp_path / f"owed{ending}")
    found = json.loads((tmp_path / "owed.json").read_text(encoding="utf-8"))
    assert len(found["owed"]) == len(after.owed) == sum(found["counts"].values())
    sheet = load_workbook(tmp_path / "owed.xlsx")["Proofs Owed"]
    assert [sheet.cell(2, 1).value, sheet.max_row] == ["too early", len(after.owed) + 1]
    page = (tmp_path / "owed.md").read_text(encoding="utf-8")
    assert page.count("| too early |") == after.count(EARLY)
    assert told(after) in page.replace("\\", "")


def test_another_ending_is_refused(after, tmp_path):
    with pytest.raises(CannotWrite, match=r"owed\.csv"):
        write(after, tmp_path / "owed.csv")
