"""R3: the cell that a finding cites holds the value that it speaks of, wherever the list stands on its sheet."""

import csv
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


JUNK = ["", "Carrier export", "made by Bob, for Ann", " "]


@settings(max_examples=12)
@given(
    st.lists(st.sampled_from(["yes", "no", "perhaps", ""]), min_size=1, max_size=8).filter(lambda rows: "perhaps" in rows),
    st.lists(st.sampled_from(JUNK), max_size=4),
    st.sampled_from([".csv", ".xlsx"]),
    st.booleans(),
)  # fmt: skip
def test_what_could_not_be_read_is_cited_where_it_stands(tmp_path, answers, junk, ending, again):
    """Under lines of junk, on two tables of one sheet, in a text and in a workbook; the same for a row without a key."""
    table = [HEADER, *([BAD.format(1000 + at), "HQ", "active", text] for at, text in enumerate(answers))]
    table.append(["", "HQ", "active", "yes"])
    rows = [[text] for text in junk] + table
    if again:
        rows += [[""], *(["512-457" + row[0][7:] if "456" in row[0] else row[0], *row[1:]] for row in table)]
    path = tmp_path / f"dids{ending}"
    if ending == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    else:
        made = Workbook()
        for row in rows:
            made.active.append(row)
        made.save(path)
    store = empty_store()
    load(store, [path])
    result = recall(store, judge(store, Config(as_of=date(2026, 11, 22)), [RULES[PROVISIONED]]))

    def standing(cell):
        row = rows[int(cell.cell[1:]) - 1]
        return row["ABCD".index(cell.cell[0])]

    told = [(standing(note.cell), note.state) for note in result.row_notes]
    times = 2 if again else 1
    assert sorted(told) == sorted(times * [*[("perhaps", "loaded")] * answers.count("perhaps"), ("", "rejected")])
    found = [standing(cell) for finding in result.findings for cell in finding.cells]
    assert sorted(found) == sorted(times * [text for text in answers if text != "yes"])
