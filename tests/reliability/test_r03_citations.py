"""R3: the cell that a finding cites holds the value that it speaks of, wherever the list stands on its sheet."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from stores import empty_store

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules import RULES
from e911audit.telling.recall import recall

HEADER = ["Telephone Number", "Site Code", "Status", "E911 Provisioned"]
PROVISIONED = next(code for code, rule in RULES.items() if "number.e911_provisioned" in rule.needs)
BAD = "512-456-{:04}"


def listed(draw_rows, down, right, title, merged, hidden):
    """A workbook with the list at some place of its sheet; the workbook and the numbers that are at fault."""
    made = Workbook()
    sheet = made.active
    sheet.title = "DIDs"
    row = down + 1
    if title:
        sheet.cell(row, right + 1, "Inventory of numbers")
        if merged:
            sheet.merge_cells(start_row=row, end_row=row, start_column=right + 1, end_column=right + len(HEADER))
        row += 2
    for column, text in enumerate(HEADER, right + 1):
        sheet.cell(row, column, text)
    bad = []
    for number, (wrong, blank) in enumerate(draw_rows):
        row += 1 + blank
        texts = [BAD.format(1000 + number), "HQ", "active", "no" if wrong else "yes"]
        for column, text in enumerate(texts, right + 1):
            sheet.cell(row, column, text)
        sheet.row_dimensions[row].hidden = hidden and number % 2 == 0
        bad += [texts[0]] if wrong else []
    if hidden:
        sheet.column_dimensions["ABCDEFG"[right + 1]].hidden = True
    return made, bad


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6).filter(lambda rows: any(w for w, _ in rows)),
    st.integers(0, 6),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)  # fmt: skip
def test_a_finding_cites_the_cell_that_holds_its_value(tmp_path, rows, down, right, title, merged, hidden):
    path = tmp_path / "dids.xlsx"
    made, bad = listed(rows, down, right, title, merged, hidden)
    made.save(path)
    store = empty_store()
    load(store, [path])
    result = recall(store, judge(store, Config(as_of=date(2026, 11, 22)), [RULES[PROVISIONED]]))
    sheet = load_workbook(path)["DIDs"]
    assert len(result.findings) == len(bad)
    held = set()
    for finding in result.findings:
        (cell,) = finding.cells
        assert (cell.path, cell.sheet) == (str(path), "DIDs")
        assert sheet[cell.cell].value == "no"
        held.add(sheet.cell(sheet[cell.cell].row, right + 1).value)
    assert held == {*bad}
