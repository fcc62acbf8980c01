"""The walk-around sheet: what a technician is told, and what his answers change once the sheet is loaded again."""

from datetime import date

import openpyxl
import pytest

from e911audit.config import Config
from e911audit.intake.cells import line_kind
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.line_kinds import line_kinds
from e911audit.reports import discovery
from e911audit.telling.recall import recall
from e911audit.telling.walk import plan_walk

AS_OF, CUTOVER = date(2026, 12, 20), date(2026, 12, 28)
LINES = [
    ["Line Number", "Site Code", "Line Type", "Action", "Dispatch Location", "Circuit ID", "Notes"],
    ["512-555-0150", "HQ", "elevator", "keep", "Floor 10, Room 1002", "", ""],
    ["512-555-0151", "HQ", "fax", "keep", "Floor 2, Room 210", "", ""],
    ["512-555-0152", "HQ", "unknown", "remove", "Floor 3", "", ""],
    ["512-555-0153", "HQ", "", "keep", "Floor 2", "HCGS.123456..SW", "alarm"],
]
DEMARCS = [["Site Code", "Circuit ID", "Demarc Location", "Label"], ["HQ", "", "Basement MPOE", "TB-1"]]
SITES = [
    ["Site Code", "Site Name", "Street Address", "City", "State", "ZIP"],
    ["HQ", "HQ", "100 Congress Ave", "Austin", "TX", "78701"],
]
CSR = [["Account", "Carrier", "Telephone Numbers"], ["512-1", "Old Telco", "512-555-0190"]]
UNKNOWN, HIDDEN = "+15125550152", "+15125550190"


def judged(store):
    judge(store, Config(as_of=AS_OF, cutover=CUTOVER))
    return recall(store)


@pytest.fixture
def held(write_csv, loaded):
    return loaded(
        *(
            write_csv(name, rows)
            for name, rows in {"lines.csv": LINES, "demarcs.csv": DEMARCS, "sites.csv": SITES, "csr.csv": CSR}.items()
        )
    )


@pytest.fixture
def walked(held, tmp_path):
    """Write the sheet, fill in answers (line -> header -> text) and load it; returns the result."""

    def fill(answers):
        file = tmp_path / "walk.xlsx"
        discovery.write(plan_walk(held, judged(held)), file)
        book = openpyxl.load_workbook(file)
        sheet = book["Lines"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            for header, text in answers.get(sheet.cell(row, columns["Line"]).value, {}).items():
                sheet.cell(row, columns[header]).value = text
        book.save(file)
        load(held, [file])
        return judged(held)

    return fill


def line_of(result, name):
    return next((line for line in (*result.must_survive, *result.other_lines) if line.line == name), None)


def codes(result, name):
    return {finding.rule for finding in result.findings if finding.subject == name and finding.status == "open"}


ANSWER = {
    "Found At": "MDF block 3, pair 17",
    "Tone And Trace Result": "found",
    "Identified As": "elevator emergency phone",
    "Photo Reference": "IMG_0412",
    "Date": date(2026, 12, 18),
    "By": "Ana Novak",
    "Sign": "AN",
}


def test_what_nobody_knows_comes_first_then_the_walk_through_the_floors(held):
    walk = plan_walk(held, judged(held))
    assert [stop.line[-4:] for stop in walk.stops] == ["0190", "0152", "0153", "0151", "0150"]
    first, *_, last = walk.stops
    assert (first.site, last.site) == ("", "HQ")
    assert (last.floor, last.demarcs) == ("10", ("Basement MPOE (label TB-1)",))
    assert last.jack.endswith("1002")
    assert last.look_for == line_kinds()["elevator_phone"].look_for
    assert first.look_for == line_kinds()["unknown"].look_for


def test_of_a_line_that_is_contradicted_the_sheet_tells_to_search_openly(write_csv, loaded):
    rows = [["Line Number", "Line Type", "Action", "Notes"], ["512-555-0150", "fax", "keep", "FACP line 2"]]
    (stop,) = plan_walk(store := loaded(write_csv("lines.csv", rows)), judged(store)).stops
    assert stop.confidence == "contradicted"
    assert stop.how_known == ("column: fax", "contradicted by words 'FACP': fire alarm communicator")
    assert stop.look_for == line_kinds()["unknown"].look_for


def test_the_sheet_asks_with_lists_and_prints_on_wide_paper(held, tmp_path):
    discovery.write(plan_walk(held, judged(held)), tmp_path / "walk.xlsx")
    book = openpyxl.load_workbook(tmp_path / "walk.xlsx")
    sheet = book["Lines"]
    formulas = {check.formula1 for check in sheet.data_validations.dataValidation}
    assert {'"found,not found,no access"', f"Kinds!$A$2:$A${len(line_kinds())}"} <= formulas
    kinds = [row[0].value for row in book["Kinds"].iter_rows(min_row=2)]
    assert kinds == [kind.title for kind in line_kinds().values() if kind.name != "unknown"]
    assert len(kinds) == len(line_kinds()) - 1
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert [cell.value for cell in sheet[2]][-7:] == [None] * 7


def test_filled_in_it_makes_the_kind_certain_and_ends_the_doubt(held, walked, ask):
    before = judged(held)
    assert line_of(before, UNKNOWN).confidence == "none"
    assert {"LEG-002"} <= codes(before, UNKNOWN)
    after = walked({UNKNOWN: ANSWER})
    line = line_of(after, UNKNOWN)
    assert (line.kind, line.confidence, line.lives) == ("elevator emergency phone", "certain", "yes")
    assert "LEG-002" not in codes(after, UNKNOWN)
    assert "line id: 2026-12-18, by Ana Novak, IMG_0412" in line.proof_told
    assert ask(held, "SELECT subject, kind, result, identified_as, found_at, reference FROM evidence") == [
        (UNKNOWN, "line_id", "pass", "elevator_phone", "MDF block 3, pair 17", "IMG_0412")
    ]


def test_a_number_that_only_the_carrier_knows_gets_a_purpose(walked):
    after = walked({HIDDEN: ANSWER | {"Identified As": "fax"}})
    assert (line_of(after, HIDDEN).kind, line_of(after, HIDDEN).confidence) == ("fax", "certain")
    assert HIDDEN not in {line.line for line in after.must_survive}


def test_blank_rows_are_no_evidence_and_say_why(held, walked, ask):
    walked({UNKNOWN: ANSWER})
    sheets = ask(held, "SELECT profile, state, rows, loaded, ignored, not_understood FROM sheet WHERE name = 'Lines'")
    assert sheets == [("discovery", "loaded", 5, 1, 4, "[]")]
    reasons = ask(held, "SELECT DISTINCT reason FROM row WHERE state = 'ignored' AND reason LIKE 'nothing%'")
    assert reasons == [("nothing is filled in yet",)]


def test_the_sheets_beside_it_are_no_data(held, walked, ask):
    walked({UNKNOWN: ANSWER})
    found = ask(held, "SELECT sheet.name, state FROM sheet JOIN source ON source.id = source_id "
                      "WHERE path LIKE '%walk.xlsx' ORDER BY position")  # fmt: skip
    assert found == [("Lines", "loaded"), ("Kinds", "ignored"), ("How", "ignored")]


@pytest.mark.parametrize(
    ("answers", "confidence", "result"),
    [
        ({"Tone And Trace Result": "found", "Identified As": None}, "none", "pending"),
        ({"Tone And Trace Result": "not found", "Identified As": None}, "none", "fail"),
        ({"Tone And Trace Result": "no access", "Identified As": None}, "none", "pending"),
        ({"Tone And Trace Result": None, "Identified As": "fax"}, "none", None),
        ({"Tone And Trace Result": "not found", "Identified As": "fax"}, "none", None),
        ({"Identified As": "some grey box"}, "none", "pending"),
    ],
)
def test_only_a_line_that_was_found_and_named_is_identified(held, walked, ask, answers, confidence, result):
    line = line_of(walked({UNKNOWN: ANSWER | answers}), UNKNOWN)
    assert line.confidence == confidence
    assert ask(held, "SELECT result FROM evidence") == [(result,)]


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (
            {"Tone And Trace Result": None},
            "'|elevator emergency phone' tells what the line is and not whether it was found",
        ),
        ({"Tone And Trace Result": "no access"}, "contradicts itself"),
    ],
)
def test_answers_that_do_not_go_together_are_told_with_their_cell(walked, answers, complaint):
    result = walked({UNKNOWN: ANSWER | answers})
    (note,) = [note for note in result.row_notes if note.cell.path.endswith("walk.xlsx")]
    assert complaint in note.reason
    assert note.reason.startswith(note.cell.cell)


def test_every_kind_that_can_be_chosen_is_read_as_that_kind():
    assert {kind.title: line_kind(kind.title) for kind in line_kinds().values()} == {
        kind.title: kind.name for kind in line_kinds().values()
    }
