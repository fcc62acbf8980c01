"""The workbook of test calls: nothing of the input runs, and filled in it is evidence."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.reports import call_plan
from e911audit.views.call_plan import Call, CallPlan, NotReached

CALL = Call(
    dial_from="=HYPERLINK(1)",
    number="+15125550102",
    site="HQ",
    building="Main",
    floor="2",
    location="HQ-2",
    system="PBX",
    trunk_group="",
    address="100 CONGRESS AVE, FL 2, AUSTIN, TX 78701",
    callback="",
    psap="Austin 911",
    psap_phone="+15125550190",
    reaches=("site HQ", "floor 2 of Main", "system PBX"),
)
PLAN = CallPlan(
    version="1",
    as_of=date(2026, 11, 22),
    calls=(CALL, replace(CALL, dial_from="P3", callback="+15125550103")),
    at_least=1,
    not_reached=(NotReached("site", "LAND", "LAND", "no device that can dial 911 is listed there"),),
)


@pytest.fixture
def file(tmp_path):
    call_plan.write(PLAN, tmp_path / "calls.xlsx")
    return tmp_path / "calls.xlsx"


def test_sheets_say_who_calls_and_what_is_expected(file):
    book = openpyxl.load_workbook(file)
    calls, left, how = book
    header = [cell.value for cell in calls[1]]
    row = dict(zip(header, (cell.value for cell in calls[3]), strict=True))
    assert row["Call From"] == "P3"
    assert (row["Expected Address"], row["Expected Callback"]) == (CALL.address, "+15125550103")
    assert row["911 Centre"] == "Austin 911 +15125550190"
    assert row["This Call Tests"] == "site HQ, floor 2 of Main, system PBX"
    assert row["Result"] is None
    assert [cell.value for cell in left[2]] == ["site", "LAND", "LAND", PLAN.not_reached[0].why]
    assert how["A2"].value == "2 calls; no plan that reaches as much has fewer than 1."
    assert {check.formula1 for check in calls.data_validations.dataValidation} >= {'"pass,fail,pending"', '"yes,no"'}


def test_no_cell_is_a_formula(file):
    book = openpyxl.load_workbook(file)
    assert book["Calls"]["A2"].value == "=HYPERLINK(1)"
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "inlineStr"}


def test_a_missing_callback_is_told(file):
    assert "none on record" in [cell.value for cell in openpyxl.load_workbook(file)["Calls"][2]]


def test_filled_in_it_is_evidence(file, store, ask):
    book = openpyxl.load_workbook(file)
    sheet = book["Calls"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for title, value in {
        "Dialed": "933",
        "Date": "2026-11-20",
        "By": "Ana Novak",
        "Result": "pass",
        "Address Read Back": "100 Congress Ave floor 2",
        "Address Correct": "yes",
        "Callback Result": "fail",
    }.items():
        sheet.cell(3, columns[title]).value = value
    book.save(file)
    load(store, [file])
    rows = ask(store, "SELECT subject, kind, on_date, dialed, result, address_correct, callback_result FROM evidence")
    assert rows == [
        ("=HYPERLINK(1)", "test_call_911", None, None, None, None, None),
        ("P3", "test_call_911", "2026-11-20", "933", "pass", "yes", "fail"),
    ]
    assert ask(store, "SELECT state, not_understood FROM sheet WHERE name = 'Calls'") == [("loaded", "[]")]


def test_the_same_plan_gives_the_same_bytes(file, tmp_path):
    call_plan.write(PLAN, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == file.read_bytes()


def test_an_empty_plan_says_so(tmp_path):
    call_plan.write(replace(PLAN, calls=(), at_least=0, not_reached=()), tmp_path / "none.xlsx")
    calls, left, _ = openpyxl.load_workbook(tmp_path / "none.xlsx")
    assert calls["A2"].value == "Nothing that can dial 911 is listed."
    assert left["A2"].value == "The calls reach everything that is listed."


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CannotWrite):
        call_plan.write(PLAN, tmp_path / "no" / "calls.xlsx")
