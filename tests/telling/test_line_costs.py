"""What lines cost: bills added up, two bills told apart, and nothing made up where it is not known."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.reports import costs, markdown
from e911audit.telling.recall import recall
from e911audit.views.costs import FREE, KEPT, OPEN, outlook, serves_nothing, total

LINES = ["Line Number", "Site Code", "Line Type", "Action", "Monthly Cost"]
BILL = ["Account", "WTN", "USOC", "Description", "Monthly Charge", "Bill Date"]
CSR = ["Account", "Carrier", "Telephone Numbers", "Monthly Charge"]
SITES = [
    ["Site Code", "Site Name", "Street Address", "City", "State", "ZIP"],
    ["HQ", "Headquarters", "100 Congress Ave", "Austin", "TX", "78701"],
]
LIFT, FAX, HIDDEN = "+15125550150", "+15125550151", "+15125550190"
LIFT_ROW, FAX_ROW = ["512-555-0150", "HQ", "elevator", "keep"], ["512-555-0151", "HQ", "fax", "remove"]


@pytest.fixture
def judged(write_csv, loaded):
    """Sheets (name -> rows, the header first), judged."""

    def run(**sheets):
        store = loaded(*(write_csv(f"{name.replace('_', ' ')}.csv", rows) for name, rows in sheets.items()))
        judge(store, Config(as_of=date(2026, 12, 20), cutover=date(2026, 12, 28)))
        return recall(store)

    return run


def line_of(result, name=LIFT):
    return next(line for line in (*result.must_survive, *result.other_lines) if line.line == name)


def bill(*items):
    """Items as (charge, bill date, account)."""
    return [BILL, *([account, "512-555-0150", "1FB", "Line", charge, day] for charge, day, account in items)]


def test_the_inventory_tells_a_cost_and_its_cell(judged):
    line = line_of(judged(lines=[LINES, [*LIFT_ROW, "$41.50"]]))
    assert line.cost == Decimal("41.50")
    assert line.cost_told == ("$41.50 (lines.csv E2)",)


def test_a_blank_is_not_known_and_a_zero_is(judged):
    assert line_of(judged(lines=[LINES, [*LIFT_ROW, ""]])).cost is None
    assert line_of(judged(lines=[LINES, [*LIFT_ROW, "0.00"]])).cost == 0


def test_the_items_of_a_bill_add_up_with_their_credits(judged):
    items = (("25.10", "2026-11-01", "A"), ("$6.50", "2026-11-01", "A"), ("(0.30)", "2026-11-01", "A"))
    assert line_of(judged(bill=bill(*items))).cost == Decimal("31.30")


def test_an_item_that_cannot_be_read_makes_the_sum_unknown(judged):
    line = line_of(judged(bill=bill(("25.10", "2026-11-01", "A"), ("EUR 6.50", "2026-11-01", "A"))))
    assert line.cost is None
    assert line.cost_told == ("an amount that could not be read on 2026-11-01 (bill.csv E3)",)


def test_another_currency_is_told_with_its_cell(judged):
    result = judged(lines=[LINES, [*LIFT_ROW, "€41"]])
    assert line_of(result).cost is None
    (note,) = result.row_notes
    assert (note.cell.cell, "another currency" in note.reason) == ("E2", True)


def test_of_two_months_of_one_account_the_newer_counts(judged):
    assert line_of(judged(bill=bill(("25", "2026-10-01", "A"), ("27", "2026-11-01", "A")))).cost == 27


def test_two_bills_without_a_day_that_differ_leave_the_cost_unknown(judged):
    line = line_of(judged(october_bill=bill(("25", "", "A")), november_bill=bill(("27", "", "A"))))
    assert line.cost is None
    assert "$25.00" in line.cost_told[0]
    assert "$27.00" in line.cost_told[0]


def test_a_copy_of_a_bill_is_not_paid_twice(judged):
    assert line_of(judged(bill=bill(("25", "", "A")), copied_bill=bill(("25", "", "A"), ("0", "", "A")))).cost == 25


def test_bills_of_two_accounts_are_both_paid(judged):
    line = line_of(judged(bill=bill(("25", "2026-11-01", "A"), ("27", "2026-11-01", "B"))))
    assert (line.cost, line.billed_accounts) == (52, 2)
    assert line.cost_told[0] == "billed on 2 accounts: A, B"
    assert "it is billed on 2 accounts" in serves_nothing(line)


def test_a_bill_comes_before_the_inventory_and_the_difference_is_told(judged):
    line = line_of(judged(lines=[LINES, [*LIFT_ROW, "40"]], bill=bill(("25", "2026-11-01", "A"))))
    assert line.cost == 25
    assert line.cost_told[-1] == "elsewhere $40.00 (lines.csv E2)"


def test_sheets_that_differ_without_a_bill_leave_the_cost_unknown(judged):
    line = line_of(judged(lines=[LINES, [*LIFT_ROW, "40"]], csr=[CSR, ["A", "Telco", "512-555-0150", "41"]]))
    assert line.cost is None
    assert line.cost_told[0].startswith("not known, as it is told in different ways: $40.00")


def test_what_several_numbers_cost_together_is_the_cost_of_none(judged):
    result = judged(csr=[CSR, ["A", "Telco", "512-555-0190, 512-555-0191", "80"], ["A", "Telco", "512-555-0195", "9"]])
    assert {line.line[-4:]: line.cost for line in result.must_survive} == {"0190": None, "0191": None, "0195": 9}


def test_what_becomes_of_the_money_follows_the_decision(judged):
    result = judged(
        lines=[LINES, [*LIFT_ROW, "41.50"], [*FAX_ROW, "20"]],
        csr=[CSR, ["A", "Telco", "512-555-0190", "33"]],
        sites=SITES,
    )
    told = {line.line: (outlook(line), serves_nothing(line)) for line in (*result.must_survive, *result.other_lines)}
    assert told == {
        LIFT: (KEPT, ""),
        FAX: (FREE, "it may go"),
        HIDDEN: (OPEN, "nobody knows what it serves"),
    }


def test_a_site_tells_what_is_known_and_of_how_many_lines(judged):
    (site,) = judged(lines=[LINES, [*LIFT_ROW, "41.50"], [*FAX_ROW, ""]], sites=SITES).sites
    assert (site.cost, site.priced, site.unpriced) == (Decimal("41.50"), 1, 1)
    (site,) = judged(lines=[LINES, [*LIFT_ROW, ""]], sites=SITES).sites
    assert (site.cost, site.priced, site.unpriced) == (None, 0, 1)


def test_the_workbook_shows_sites_lines_and_what_is_paid_for_nothing(judged, tmp_path):
    result = judged(
        lines=[LINES, [*LIFT_ROW, "41.50"], [*FAX_ROW, "20.1"]],
        csr=[CSR, ["A", "Telco", "512-555-0190", ""]],
        sites=SITES,
    )
    costs.write(result, tmp_path / "costs.xlsx")
    book = openpyxl.load_workbook(tmp_path / "costs.xlsx")
    rows = [[cell.value for cell in row] for row in book["Sites"].iter_rows(min_row=2)]
    assert rows == [
        ["All sites", None, 61.6, 2, 1, 41.5, 0, 20.1, 0, None, 1],
        ["HQ", "Headquarters", 61.6, 2, 0, 41.5, 0, 20.1, 0, None, 0],
        ["of no site", None, None, 0, 1, None, 0, None, 0, None, 1],
    ]
    idle = [row[1].value for row in book["Paid For Nothing"].iter_rows(min_row=2)]
    assert idle == [HIDDEN, FAX]
    cell = book["Lines"]["G3"]
    assert (cell.value, cell.data_type, cell.number_format[:8]) == (41.5, "n", "#,##0.00")


def test_the_summary_tells_the_cost_of_what_must_survive(judged, tmp_path):
    result = judged(lines=[LINES, [*LIFT_ROW, "1041.50"], ["512-555-0152", "HQ", "elevator", "keep", ""]])
    markdown.write(result, tmp_path / "findings.md")
    text = (tmp_path / "findings.md").read_text(encoding="utf-8")
    assert r"| \$1,041.50 |" in text
    assert r"Together: \$1,041.50 a month for 1 line; 1 has no known cost." in text


def test_nothing_known_is_no_sum():
    assert total([None, None]) == (None, 0, 2)
    assert total([]).told == "no lines"
    assert total([Decimal(-5), None]).told == "-$5.00 a month for 1 line; 1 has no known cost"
