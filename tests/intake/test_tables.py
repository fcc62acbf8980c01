"""Sheets as people leave them: several tables on one, headers in two rows, headers that say more than we know."""

NUMBERS = ["Telephone Number", "Site Code", "Status"]
SHEETS = "select name, profile, header_row, loaded, ignored, rejected from sheet order by id"


def test_each_table_of_a_sheet_is_read_by_its_own_profile(write_csv, loaded, ask):
    rows = [
        NUMBERS,
        ["512-456-1414", "HQ", "active"],
        [],
        ["Analog lines"],
        ["Line Number", "Site Code", "Line Type", "Action"],
        ["512-456-1415", "HQ", "elevator", "keep"],
    ]
    store = loaded(write_csv("all.csv", rows))
    assert ask(store, SHEETS) == [("", "numbers", 1, 1, 0, 0), ("", "lines", 5, 1, 1, 0)]
    assert ask(store, "select e164, row from number") == [("+15124561414", 2)]
    assert ask(store, "select e164, kind, row from line") == [("+15124561415", "elevator_phone", 6)]


def test_two_header_rows_are_read_together_where_neither_tells_enough(tmp_path, loaded, ask):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["Telephone", "", "Site", "E911"],
        ["Number", "Notes", "Code", "Provisioned"],
        ["512-456-1414", "x", "HQ", "yes"],
    ):
        sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    store = loaded(tmp_path / "two.xlsx")
    assert ask(store, "select e164, site, e911_provisioned, row from number") == [("+15124561414", "HQ", "yes", 3)]
    ((reason,),) = ask(store, "select reason from sheet")
    assert "header in rows 1 and 2" in reason


def test_an_upper_header_over_merged_cells_counts_for_each_of_them(tmp_path, loaded, ask):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["", "E911", "", ""],
        ["Telephone Number", "Address", "Location", "Status"],
        ["512-456-1414", "1 Main St", "Fl 2", "ok"],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:D1")
    book.save(tmp_path / "merged.xlsx")
    store = loaded(tmp_path / "merged.xlsx")
    assert ask(store, "select e911_address, e911_location, e911_status from number") == [
        ("1 Main St", "Fl 2", "validated")
    ]


def test_headers_that_say_more_are_read_by_their_words_and_told(write_csv, loaded, ask):
    header = ["Primary Telephone Number (10 digits)", "Site Code of owner", "Current Carrier Name", "Serial Number"]
    store = loaded(write_csv("odd.csv", [header, ["512-456-1414", "HQ", "Example Telco", "77"]]))
    assert ask(store, "select e164, site, carrier from number") == [("+15124561414", "HQ", "Example Telco")]
    ((reason, notes),) = ask(store, "select reason, notes from sheet")
    assert "please check" in reason
    assert "was read as Telephone Number" in notes
    assert "Serial Number" in notes


def test_an_export_that_may_be_cut_off_is_told(write_csv, loaded, ask):
    rows = [[f"512456{number:04}", "HQ", "active"] for number in range(500)]
    store = loaded(write_csv("many.csv", [NUMBERS, *rows]))
    ((notes,),) = ask(store, "select notes from sheet")
    assert "exactly 500 rows: this export may be cut off" in notes
