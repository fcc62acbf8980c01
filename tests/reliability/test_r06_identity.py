"""R6: ZIPs, extensions, numbers, account numbers and ICCIDs come out as they went in, never by way of a float."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from running import answer_of
from stores import empty_store

from e911audit.intake.load import load
from e911audit.reports.excel.content import clean

LINES = ["Circuit ID", "Line Number", "ZIP", "Account", "Monitoring Account", "Line Type", "Notes"]
LIST = ["Street Address", "City", "State", "ZIP", "Account", "ICCID", "Extension"]
DIGITS = "0123456789"


def digits(least, most):
    return st.text(DIGITS, min_size=least, max_size=most)


def book(path, rows, formats=()):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for place, number_format in formats:
        made.active[place].number_format = number_format
    made.save(path)
    return path


def delimited(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@given(digits(1, 8), digits(1, 20), digits(1, 20), digits(5, 5), st.booleans())
def test_digits_as_text_reach_the_store_as_they_are(tmp_path, ask, circuit, account, monitored, code, as_book):
    rows = [LINES, [circuit, "212-555-0144", code, account, monitored, "elevator", ""]]
    path = book(tmp_path / "lines.xlsx", rows) if as_book else delimited(tmp_path / "lines.csv", rows)
    store = empty_store()
    load(store, [path])
    (found,) = ask(store, "select circuit, account, monitoring_account, e164 from line")
    assert found == (circuit, account, monitored, "+12125550144")
    path.unlink()


@given(st.integers(1, 10**15 - 1), st.integers(501, 99_999), st.integers(2_012_000_000, 9_899_999_999), st.booleans())
def test_numbers_in_cells_lose_no_digit(tmp_path, ask, account, code, phone, as_float):
    kind = float if as_float else int
    rows = [LINES, ["C1", kind(phone), kind(code), kind(account), kind(account), "elevator", ""]]
    path = book(tmp_path / "lines.xlsx", rows, [("C2", "00000")])
    store = empty_store()
    load(store, [path])
    ((kept, monitored),) = ask(store, "select account, monitoring_account from line")
    assert (kept, monitored) == (str(account), str(account))
    ((cells,),) = ask(store, "select cells from row where state = 'loaded'")
    assert cells.split("\x1f")[1:3] == [str(phone), f"{code:05}"]


@given(st.integers(10**15, 10**20 - 1))
def test_digits_that_a_number_cannot_hold_are_never_made_up(tmp_path, ask, iccid):
    path = book(tmp_path / "lines.xlsx", [LINES, ["C1", "212-555-0144", "10001", iccid, "x", "elevator", ""]])
    store = empty_store()
    load(store, [path])
    ((kept,),) = ask(store, "select account from line")
    assert "E+" in kept
    assert float(kept) == pytest.approx(iccid, rel=1e-13)


ROWS = [
    ["350 5th Ave", "New York", "NY", "00501", "0012345678901234567", "89148000001234567890", "0042"],
    ["500 Congress Ave", "Austin", "TX", "78701", "808412345678901", "8914800000000000000F", "1E5"],
    ["1 Main St", "Waco", "TX", "76701-0001", "1.0", "00000000000000000000", "12.50"],
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("out", ["clean.csv", "clean.xlsx"])
def test_every_digit_goes_through_to_the_cleaned_list(tmp_path, kind, out):
    make = {"csv": delimited, "xlsx": book}[kind]
    path = make(tmp_path / f"list.{kind}", [LIST, *ROWS])
    answer = answer_of(["normalize", path, "-o", out], tmp_path)
    assert answer.code == 0, answer.err
    if out.endswith(".csv"):
        found = list(csv.reader(io.StringIO((tmp_path / out).read_text(encoding="utf-8-sig"))))
    else:
        found = [list(row) for row in load_workbook(tmp_path / out).worksheets[0].iter_rows(values_only=True)]
    assert [row[: len(LIST)] for row in found[1:]] == ROWS


@given(digits(1, 40))
def test_a_report_takes_digits_as_text(text):
    assert clean(text) == text
