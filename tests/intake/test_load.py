"""Files into a store: every sheet and row ends in one of three ways, and a repeated load changes nothing."""

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import NoInput
from e911audit.intake.load import load as load_into
from e911audit.intake.secrets import might_say
from e911audit.intake.sources import FoundFile
from e911audit.model.origin import split_cells
from e911audit.sheets import File
from e911audit.store import Store

HEADER = ["Telephone Number", "Site Code", "Status", "E911 Provisioned", "City"]
ROWS = [["512-456-1414", "HQ", "active", "yes", "Austin"], ["512-456-1415", "B2", "spare", "no", "Waco"]]
SHEETS = "select s.path, h.name, h.state, h.profile, h.reason, h.rows, h.loaded, h.ignored, h.rejected from sheet h join source s on s.id = h.source_id order by s.path, h.position"


def dump(store):
    """Every row of every table, except when it happened."""
    with store.work() as connection:
        names = [name for (name,) in connection.exec_driver_sql("select name from sqlite_master where type = 'table'")]
        return {name: sorted(map(repr, connection.exec_driver_sql(f'select * from "{name}"'))) for name in names}


def numbers(store, ask):
    return ask(store, "select text, e164, site, status, e911_provisioned from number order by row")


LAYOUTS = {
    "a bare header": [HEADER, *ROWS],
    "title rows": [["DID inventory"], ["run date 11/02/2026", "", "by", "Bob"], [], HEADER, *ROWS],
    "other case and punctuation": [["TELEPHONE_NUMBER", "site-code", " Status ", "E911 provisioned?", "CITY:"], *ROWS],
    "synonyms": [["DID", "Office", "Assignment Status", "E911 Enabled", "Town"], *ROWS],
    "no-break spaces and line ends": [
        ["Telephone\u00a0Number", "Site\nCode", "Status", "E911  Provisioned", "City"],
        *ROWS,
    ],
    "blank rows between": [HEADER, [], ROWS[0], ["", "", ""], ROWS[1], []],
    "a leading blank column": [["", *row] for row in [HEADER, *ROWS]],
    "the header twice": [HEADER, ROWS[0], HEADER, ROWS[1], [*HEADER, "", ""]],
    "a totals row": [HEADER, *ROWS, ["Total", "2"], ["Grand total: 2"]],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_one_list_in_many_layouts(rows, kind, write_csv, write_book, loaded, ask):
    path = write_csv("dids.csv", rows) if kind == "csv" else write_book("dids.xlsx", {"Sheet1": rows})
    store = loaded(path)
    assert numbers(store, ask) == [
        ("512-456-1414", "+15124561414", "HQ", "active", "yes"),
        ("512-456-1415", "+15124561415", "B2", "spare", "no"),
    ]
    ((_, _, state, profile, _, rows_, done, ignored, rejected),) = ask(store, SHEETS)
    assert (state, profile, done, rejected) == ("loaded", "numbers", 2, 0)
    assert rows_ == done + ignored + rejected


def test_rows_that_are_no_data_are_told_with_their_reason(write_csv, loaded, ask):
    rows = [["A title"], HEADER, ROWS[0], HEADER, ["Subtotal", "1"], ["see notes", "HQ"], ["", "HQ"], ["TBD", "HQ"], []]
    store = loaded(write_csv("dids.csv", rows))
    assert ask(store, "select number, state, reason from row order by number") == [
        (1, "ignored", "above the header"),
        (3, "loaded", ""),
        (4, "ignored", "the header repeated"),
        (5, "ignored", "a totals row"),
        (6, "rejected", "A6: 'see notes' is no telephone number"),
        (7, "rejected", "A7: blank, so nothing says what this row is about"),
        (8, "rejected", "A8: 'TBD' is no telephone number"),
    ]


LYNC = ["Subnet", "Location", "CompanyName", "HouseNumber", "StreetName", "City"]


def test_a_row_is_loaded_for_a_further_record_and_told_for_the_one_that_it_lacks(write_csv, loaded, ask):
    rows = [LYNC, ["10.1.0.0", "Floor 1", "", "100", "Congress", "Austin"], ["10.2.0.0"], ["", "", "Example Dental"]]
    store = loaded(write_csv("lync.csv", rows))
    assert ask(store, "select number, state, reason from row order by number") == [
        (2, "loaded", ""),
        (3, "loaded", "D3: blank, so this row tells no location"),
        (4, "rejected", "D4: blank, so nothing says what this row is about"),
    ]
    assert ask(store, "select identifier, location from network_element order by row") == [
        ("10.1.0.0", "100 Congress Austin Floor 1"),
        ("10.2.0.0", None),
    ]
    assert ask(store, "select loaded, rejected, complaints from sheet") == [(2, 1, 1)]


def test_a_record_without_a_name_is_called_by_its_identifier(write_csv, loaded, ask):
    rows = [["LocationId", "CivicAddressId", "Location", "Description"], [GUIDS[0], GUIDS[1], "", ""]]
    store = loaded(write_csv("locations.csv", rows))
    assert ask(store, "select code, site from location") == [(GUIDS[0], GUIDS[1])]
    assert ask(store, "select code from site") == [(GUIDS[1],)]


GUIDS = ["10c00300-1111-4a4a-8b8b-000000000103", "a1c0de00-1111-4a4a-8b8b-0000000000a1"]


def test_a_cell_that_cannot_be_read_does_not_cost_the_row(write_csv, loaded, ask):
    store = loaded(write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "zebra", "maybe", "Austin"]]))
    ((state, reason),) = ask(store, "select state, reason from row")
    assert state == "loaded"
    assert "C2: 'zebra' is none of active" in reason
    assert "D2: 'maybe' is none of yes" in reason
    assert numbers(store, ask) == [("512-456-1414", "+15124561414", "HQ", None, None)]
    assert ask(store, "select complaints, loaded from sheet") == [(2, 1)]


def test_ranges_and_lists_become_records_of_their_row(write_csv, loaded, ask):
    rows = [
        HEADER,
        ["5124561200-1202", "HQ"],
        ["", ""],
        ["512-456-1300; 512-456-1301 x5", "B2"],
        ["", "B3"],
        ["512-456-1400", "B4"],
    ]
    store = loaded(write_csv("dids.csv", rows))
    assert ask(store, "select text, e164, extension, site, row from number order by id") == [
        ("+15124561200", "+15124561200", None, "HQ", 2),
        ("+15124561201", "+15124561201", None, "HQ", 2),
        ("+15124561202", "+15124561202", None, "HQ", 2),
        ("+15124561300", "+15124561300", None, "B2", 4),
        ("+15124561301", "+15124561301", "5", "B2", 4),
        ("512-456-1400", "+15124561400", None, "B4", 6),
    ]
    assert ask(store, "select rows, loaded, rejected from sheet") == [(4, 3, 1)]


def test_a_number_with_a_fault_is_loaded_with_the_fault(write_csv, loaded, ask):
    store = loaded(write_csv("dids.csv", [HEADER, ["012-456-1414"], ["1001"]]))
    assert ask(store, "select text, e164, fault from number order by row") == [
        ("012-456-1414", "+10124561414", "not a NANP number"),
        ("1001", None, "not ten digits"),
    ]


cell = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "N/A",
            "TBD",
            "512-456-1414",
            "5124561200-1203",
            "911",
            "HQ",
            "yes",
            "active",
            "Total",
            "2026-11-02",
            "{row}",
            "99999999999999999999",
        ]
    ),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\x1c\x1d\x1e\x1f\r"), max_size=6).filter(
        lambda text: not might_say(text.casefold())  # what stands below the word PIN is taken out
    ),
)
SHAPES = {
    "numbers": HEADER,
    "sites": ["Site Code", "Site Name", "Street Address", "ZIP", "Buildings", "Latitude"],
    "buildings": ["Site Code", "Building", "Floors", "Floor Area Sq Ft"],
    "locations": ["Location ID", "Site Code", "Street Address", "Floor", "Validated On", "ELIN"],
    "network": ["Kind", "Identifier", "Port", "Location ID", "Site Code"],
    "devices": ["Device Name", "MAC", "Model", "Extension", "Telephone Number", "Last Seen", "Battery Hours"],
    "systems": ["System", "Vendor", "Installed On", "Direct 911"],
    "lines": ["Line Number", "Circuit ID", "Line Type", "Life Safety", "Action", "Notes", "Supervision Minutes"],
    "evidence": ["Subject", "Kind", "Date", "Result"],
    "csr": ["Account", "Carrier", "Telephone Numbers", "Features"],
}


@pytest.mark.slow
@pytest.mark.parametrize("profile", SHAPES)
@given(rows=st.lists(st.lists(cell, max_size=8), max_size=12))
def test_every_row_ends_once_and_the_counts_add_up(profile, rows, write_csv, ask):
    path = write_csv("any.csv", [SHAPES[profile], *rows])
    store = Store.open("sqlite://")
    try:
        load_into(store, [path])
    except NoInput:
        store.close()
        return
    sheets = ask(store, "select state, profile, header_row, rows, loaded, ignored, rejected from sheet order by id")
    headers = {header for _, _, header, *_ in sheets}  # rows may by chance be the header of a further table
    data = [row for number, row in enumerate(rows, 2) if any(map(str.strip, row)) and number not in headers]
    assert sheets[0][:3] == ("loaded", profile, 1)
    assert all(state in {"loaded", "ignored"} for state, *_ in sheets)
    assert all(rows_ == sum(counts) for _, _, _, rows_, *counts in sheets)
    assert sum(sheet[3] for sheet in sheets) == len(data)
    told = ask(store, "select state, reason, cells from row where number > 1 order by number")
    assert all(reason for state, reason, _ in told if state != "loaded")
    kept = [split_cells(cells) for _, _, cells in told]
    assert kept == [row or [""] for row in data]
    store.close()


@pytest.mark.slow
@given(st.permutations(range(5)), st.permutations(range(2)))
def test_the_order_of_columns_and_rows_does_not_matter(write_csv, ask, columns, order):
    rows = [ROWS[place] for place in order]
    path = write_csv("dids.csv", [[row[column] for column in columns] for row in [HEADER, *rows]])
    store = Store.open("sqlite://")
    load_into(store, [path])
    assert sorted(numbers(store, ask)) == [
        ("512-456-1414", "+15124561414", "HQ", "active", "yes"),
        ("512-456-1415", "+15124561415", "B2", "spare", "no"),
    ]
    store.close()


@pytest.fixture
def folder(tmp_path, write_csv, write_book):
    write_csv("in/DIDs 2026-10-02.csv", [HEADER, *ROWS])
    write_book(
        "in/sites.xlsx",
        {"Sites": [["Site Code", "Street Address", "City"], ["HQ", "1 Main St", "Austin"]], "Notes": [["hello"]]},
    )
    (tmp_path / "in" / "readme.md").write_text("hello")
    (tmp_path / "in" / "old.xls").write_bytes(b"x")
    return tmp_path / "in"


def test_the_same_files_twice_change_nothing(folder, store):
    assert load_into(store, [folder]).changed
    before = dump(store)
    for only in (False, True):
        receipt = load_into(store, [folder], only=only)
        assert not receipt.changed
        assert receipt.notes == []
        assert dump(store) == before


def test_every_file_and_sheet_has_its_state_and_reason(folder, loaded, ask):
    found = [
        (path.rpartition("/")[2], name, state, bool(reason))
        for path, name, state, _, reason, *_ in ask(loaded(folder), SHEETS)
    ]
    assert found == [
        ("DIDs 2026-10-02.csv", "", "loaded", True),
        ("old.xls", "", "unreadable", True),
        ("readme.md", "", "ignored", True),
        ("sites.xlsx", "Sites", "loaded", True),
        ("sites.xlsx", "Notes", "ignored", True),
    ]


def test_a_changed_file_replaces_its_rows_and_says_so(folder, store, write_csv, ask):
    load_into(store, [folder])
    write_csv("in/DIDs 2026-10-02.csv", [HEADER, ["512-456-1499", "HQ"]])
    receipt = load_into(store, [folder])
    assert [note.partition("/in/")[2] for note in receipt.notes] == [
        "DIDs 2026-10-02.csv has changed: its rows replace the older ones."
    ]
    assert ask(store, "select text from number") == [("512-456-1499",)]


def test_a_file_that_breaks_loses_its_rows_and_says_so(folder, store, ask):
    load_into(store, [folder])
    (folder / "DIDs 2026-10-02.csv").write_bytes(bytes(100))
    receipt = load_into(store, [folder])
    assert ["nothing in it could be loaded" in note for note in receipt.notes] == [True]
    assert ask(store, "select text from number") == []


@pytest.mark.parametrize("name", ["DIDs 2026-11-02.csv", "DIDs 11-02-2026.csv"])
def test_a_newer_export_replaces_the_older_one_and_says_so(folder, store, write_csv, ask, name):
    load_into(store, [folder])
    write_csv(f"in/{name}", [HEADER, ["512-456-1499", "HQ"]])
    receipt = load_into(store, [folder])
    assert len(receipt.notes) == 1
    assert "replaces the older export" in receipt.notes[0]
    assert ask(store, "select text from number") == [("512-456-1499",)]
    assert not load_into(store, [folder]).changed
    reason = {path.rpartition("/")[2]: reason for path, _, _, _, reason, *_ in ask(store, SHEETS)}
    assert reason["DIDs 2026-10-02.csv"].endswith(name)


def test_both_exports_at_once_give_the_newer(folder, write_csv, loaded, ask):
    write_csv("in/DIDs 2026-11-02.csv", [HEADER, ["512-456-1499", "HQ"]])
    write_csv("in/DIDs 2026-09-02.csv", [HEADER, ["512-456-1498", "HQ"]])
    assert ask(loaded(folder), "select text from number") == [("512-456-1499",)]


def test_a_newer_export_that_cannot_be_read_replaces_nothing(folder, loaded, ask):
    (folder / "DIDs 2026-11-02.csv").write_bytes(bytes(100))
    assert len(ask(loaded(folder), "select text from number")) == 2


def test_the_older_export_is_read_again_once_the_newer_is_gone(folder, store, write_csv, ask):
    newer = write_csv("in/DIDs 2026-11-02.csv", [HEADER, ["512-456-1499", "HQ"]])
    load_into(store, [folder])
    newer.unlink()
    load_into(store, [folder], only=True)
    assert ask(store, "select text from number order by text") == [("512-456-1414",), ("512-456-1415",)]


def test_the_same_bytes_under_another_name_are_read_once(folder, store, ask):
    shutil.copy(folder / "DIDs 2026-10-02.csv", folder / "copy.csv")
    load_into(store, [folder])
    assert ask(store, "select count(*) from number") == [(2,)]
    assert [
        reason.rpartition("/")[2] for _, _, state, _, reason, *_ in ask(store, SHEETS) if "same bytes" in reason
    ] == ["DIDs 2026-10-02.csv"]


def test_a_file_that_gets_another_name_keeps_its_rows(folder, store, ask):
    load_into(store, [folder], only=True)
    (folder / "DIDs 2026-10-02.csv").rename(folder / "all numbers.csv")
    load_into(store, [folder], only=True)
    assert ask(store, "select count(*) from number") == [(2,)]


@pytest.mark.parametrize("name", ["DIDs 2026-10-02.csv", "zz.csv", "AA.csv"])
def test_a_copy_is_read_once_the_first_is_gone_or_changed(folder, store, write_csv, ask, name):
    shutil.copy(folder / "DIDs 2026-10-02.csv", folder / "AA.csv")
    shutil.copy(folder / "DIDs 2026-10-02.csv", folder / "zz.csv")
    load_into(store, [folder], only=True)
    write_csv(f"in/{name}", [HEADER, ["512-456-1499", "HQ"]])
    load_into(store, [folder], only=True)
    assert ask(store, "select text from number order by text") == [
        ("512-456-1414",),
        ("512-456-1415",),
        ("512-456-1499",),
    ]


def test_only_removes_what_is_gone_and_says_so(folder, store, ask):
    load_into(store, [folder])
    (folder / "DIDs 2026-10-02.csv").unlink()
    assert not load_into(store, [folder]).changed
    assert ask(store, "select count(*) from number") == [(2,)]
    receipt = load_into(store, [folder], only=True)
    assert ["no longer" in note for note in receipt.notes] == [True]
    assert ask(store, "select count(*) from number") == [(0,)]


def test_addresses_that_nobody_uses_any_more_are_forgotten(folder, store, write_book, ask):
    load_into(store, [folder])
    write_book("in/sites.xlsx", {"Sites": [["Site Code", "Street Address", "City"], ["HQ", "2 Oak St", "Waco"]]})
    load_into(store, [folder])
    shown = {text for (text,) in ask(store, "select shown from address")}
    assert shown == {"2 Oak St, Waco", "Austin", "Waco"}
    assert ask(store, "select count(*) from place where id not in (select place_id from address)") == [(0,)]


def test_each_distinct_address_is_kept_once(write_csv, loaded, ask):
    rows = [[f"512-456-1{n:03}", "HQ", "", "", city] for n, city in enumerate(["Austin", "Waco", "Austin", " Austin "])]
    store = loaded(write_csv("dids.csv", [HEADER, *rows]))
    assert ask(store, "select shown from address order by shown") == [("Austin",), ("Waco",)]


def test_a_failing_load_leaves_the_store_as_it_was(folder, store, monkeypatch, write_csv):
    load_into(store, [folder])
    before = dump(store)
    write_csv("in/DIDs 2026-11-02.csv", [HEADER, ["512-456-1499", "HQ"]])
    monkeypatch.setattr("e911audit.intake.load.link", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_into(store, [folder])
    assert dump(store) == before


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 50], ids=["empty", "no table", "no text"])
def test_nothing_that_can_be_loaded_is_an_error_and_leaves_the_store_as_it_was(tmp_path, folder, store, content):
    load_into(store, [folder])
    before = dump(store)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(NoInput) as refusal:
        load_into(store, [bad], only=True)
    assert "bad.csv" in refusal.value.sentence
    assert dump(store) == before


def test_why_nothing_was_loaded_names_each_file_and_its_reason_once(tmp_path, store, write_csv, write_book):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_bytes(b"")
    with pytest.raises(NoInput) as refusal:
        load_into(store, [tmp_path / "in"])
    assert refusal.value.sentence == f"No sheet could be loaded: {tmp_path}/in/a.csv is empty (0 bytes)."
    assert refusal.value.advice == "Export it again."
    write_csv("in/b.csv", [["hello"]])
    write_book("in/c.xlsx", {"One": [], "Two": []})
    write_csv("in/d.csv", [["hello", "you"]])
    with pytest.raises(NoInput) as refusal:
        load_into(store, [tmp_path / "in"])
    for once in ("a.csv is empty (0 bytes);", "b.csv: no row with known headers", "c.xlsx One: empty; and 2 more."):
        assert refusal.value.sentence.count(once) == 1
    assert [refusal.value.sentence.count(name) for name in ("a.csv", "b.csv", "c.xlsx")] == [1, 1, 1]
    assert refusal.value.advice == NoInput.advice


@pytest.mark.parametrize("path", ["none", "none.xlsx"])
def test_a_path_that_is_not_there(tmp_path, store, path):
    with pytest.raises(NoInput, match="There is no file or folder"):
        load_into(store, [tmp_path / path])


def test_an_empty_folder(tmp_path, store):
    (tmp_path / "in").mkdir()
    with pytest.raises(NoInput, match="no file"):
        load_into(store, [tmp_path / "in"])


def test_files_that_may_not_be_read_are_told_one_by_one(folder, store, monkeypatch, write_csv, ask):
    for name in ("a.csv", "b.csv"):
        write_csv(f"in/{name}", [HEADER, *ROWS])
    opened = type(folder).open

    def locked(path, *mode, **how):
        if path.name in ("a.csv", "b.csv"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *mode, **how)

    monkeypatch.setattr(type(folder), "open", locked)
    load_into(store, [folder])
    reasons = {path.rpartition("/")[2]: (state, reason) for path, _, state, _, reason, *_ in ask(store, SHEETS)}
    for name in ("a.csv", "b.csv"):
        state, reason = reasons[name]
        assert state == "unreadable"
        assert reason.startswith(f"{name} is locked")
    monkeypatch.undo()
    assert load_into(store, [folder]).changed


def test_our_own_report_is_no_input(tmp_path, write_book, loaded, ask, write_csv):
    write_csv("in/dids.csv", [HEADER, *ROWS])
    report = {name: [HEADER, *ROWS] for name in ("Summary", "Blockers", "Must Survive", "Not Judged")}
    write_book("in/exceptions.xlsx", report)
    store = loaded(tmp_path / "in")
    assert ask(store, "select count(*) from number") == [(2,)]
    assert [state for path, _, state, *_ in ask(store, SHEETS) if "exceptions" in path] == ["ignored"]


def test_temporary_and_hidden_files_are_no_input(tmp_path, write_csv, loaded, ask):
    for name in ("in/dids.csv", "in/~$dids.csv", "in/.dids.csv", "in/.git/dids.csv"):
        write_csv(name, [HEADER, *ROWS])
    (tmp_path / "in" / "e911audit.toml").touch()
    assert len(ask(loaded(tmp_path / "in"), "select path from source")) == 1


CANARIES = ("739154", "hunter2-canary", "s3cr3t-canary")
SECRET_HEADERS = [
    ("PIN", "Password", "Secret"),
    ("Account PIN", "SIP Password", "Auth Secret"),
    ("VoicemailPIN", "SIPPassword", "sip_secret"),
    ("vm pin", "vmpwd", "devinfo_secret"),
    ("Port Out PIN", "Passcode", "Credential"),
]


@pytest.mark.parametrize("headers", SECRET_HEADERS, ids=lambda headers: headers[0])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_pins_and_passwords_never_reach_the_store(tmp_path, headers, kind, write_csv, write_book):
    rows = [
        [*HEADER, *headers],
        [*ROWS[0], *CANARIES],
        ["no number", "", "", "", "", *CANARIES],
        ["Total", "", "", "", "", *CANARIES],
    ]
    path = write_csv("dids.csv", rows) if kind == "csv" else write_book("dids.xlsx", {"DIDs": rows})
    file = tmp_path / "audit.db"
    store = Store.open(f"sqlite:///{file}")
    load_into(store, [path])
    with store.work() as connection:
        (told,) = connection.exec_driver_sql("select secrets from sheet").one()
    store.close()
    assert json.loads(told) == list(headers)
    content = file.read_bytes()
    for canary in CANARIES:
        assert canary.encode() not in content


def test_whether_a_pin_is_needed_is_no_secret(write_csv, loaded, ask):
    store = loaded(
        write_csv(
            "csr.csv", [["Account", "Telephone Number", "PIN Required", "Carrier"], ["1", "512-456-1414", "yes", "X"]]
        )
    )
    assert ask(store, "select secrets from sheet") == [("[]",)]
    assert split_cells(ask(store, "select cells from row")[0][0]) == ["1", "512-456-1414", "yes", "X"]


DATED = {
    "a column": (
        "DIDs 2026-01-01.csv",
        [["as of 2026-02-02"], [*HEADER, "Exported On"], [*ROWS[0], "3/3/2026"]],
        "2026-03-03",
    ),
    "a title row": ("DIDs 2026-01-01.csv", [["DIDs as of 2026-02-02"], HEADER, ROWS[0]], "2026-02-02"),
    "a title row in words": ("DIDs.csv", [["Run date: November 2, 2026"], HEADER, ROWS[0]], "2026-11-02"),
    "the name": ("DIDs_20260101.csv", [HEADER, ROWS[0]], "2026-01-01"),
    "the name in American": ("DIDs 1-31-2026.csv", [HEADER, ROWS[0]], "2026-01-31"),
    "nothing": ("DIDs.csv", [HEADER, ROWS[0]], None),
    "no such day": ("DIDs 20260231.csv", [HEADER, ROWS[0]], None),
}


@pytest.mark.parametrize(("name", "rows", "day"), DATED.values(), ids=DATED.keys())
def test_the_date_of_an_export(name, rows, day, write_csv, loaded, ask):
    assert ask(loaded(write_csv(name, rows)), "select exported_on from sheet") == [(day,)]


def test_a_file_without_its_bytes_has_no_digest(tmp_path):
    assert FoundFile(file=File(tmp_path / "none.csv"), label="none.csv").sha256() == ""


def test_a_store_among_its_own_inputs_is_no_input(write_csv, ask):
    path = write_csv("exports/dids.csv", [HEADER, *ROWS])
    store = Store.open(str(path.parent / "audit.db"))
    assert load_into(store, [path.parent]).changed
    assert not load_into(store, [path.parent]).changed
    assert ask(store, "select name from source") == [("dids.csv",)]
    store.close()
