"""normalize: a list in, the same rows out with what was understood of each; nothing runs, nothing falls out."""

import csv
import itertools
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from e911audit.cli.app import run
from e911audit.errors import CannotWrite, E911AuditError, NoInput
from e911audit.intake.address_list import columns_of
from e911audit.normalizing import normalize
from e911audit.places.components import Standard, columns
from e911audit.places.resolve import resolve
from e911audit.reports.clean_list.text import neutral

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "real"
HEADERS = ["Ref", "Street Address", "Suite", "City", "State", "ZIP", "Note"]
ROWS = [
    ["001", "100 North Congress Avenue", "Ste 200", "Austin", "Texas", "78701", "=1+1"],
    ["002", "Bldg 3 Fl 2 Rm 214, 12 Elm St", "", "Newark", "NJ", "7102", "+15125550101"],
    ["003", "PO Box 12", "", "Austin", "TX", "78760", "@x"],
    ["004", "see notes", "", "", "", "", "-97.74"],
    ["", "", "", "", "", "", ""],
    ["005", "8 Elm St", "", "Dallas", "TX", "78701", "-1+1"],
]


def read(path):
    """Header and rows of a cleaned list, by title."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
    else:
        sheet = load_workbook(path).active
        rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    return rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(params=[".xlsx", ".csv"])
def output(request, tmp_path):
    return tmp_path / f"clean{request.param}"


def test_one_row_out_for_each_row_in(write_csv, output):
    done = normalize(write_csv("list.csv", [HEADERS, *ROWS]), output)
    header, rows = read(output)
    assert header[: len(HEADERS)] == HEADERS
    assert [[row[name].removeprefix("'") for name in HEADERS] for row in rows] == ROWS
    assert (done.rows, done.addresses, done.streets, done.doubted) == (6, 5, 3, 3)
    assert [row["Kind"] for row in rows] == ["street", "street", "PO box", "placeholder", "", "street"]


def test_lines_components_and_reasons(write_csv, output):
    normalize(write_csv("list.csv", [HEADERS, *ROWS]), output)
    _, rows = read(output)
    first, second, *_, last = rows
    assert (first["Clean Line 1"], first["Clean Line 2"], first["Clean State"]) == (
        "100 N CONGRESS AVE",
        "STE 200",
        "TX",
    )
    assert first["What Changed And Why"] == "Publication 28: NORTH > N, AVENUE > AVE; state code: TEXAS > TX"
    assert (first["House Number"], first["Predirectional"], first["Street Name"], first["Street Type"]) == (
        "100",
        "N",
        "CONGRESS",
        "AVE",
    )
    assert (first["Clean Unit"], first["Unit Type"], first["County Of ZIP"], first["Grade"]) == (
        "200",
        "STE",
        "TRAVIS COUNTY",
        "G2",
    )
    assert (second["Clean Building"], second["Clean Floor"], second["Clean Room"], second["Clean ZIP"]) == (
        "3",
        "2",
        "214",
        "07102",
    )
    assert second["Doubts"] == "ZIP 7102 read as 07102: NJ proves it"
    assert last["Doubts"] == "ZIP 78701 is AUSTIN, not DALLAS"


def test_keys_are_those_of_the_engine(write_csv, output):
    normalize(write_csv("list.csv", [["Address"], ["8 Elm St Ste 4, Austin, TX 78701"], ["nowhere"]]), output)
    _, rows = read(output)
    place = resolve(["8 Elm St Ste 4, Austin, TX 78701"])[0]
    assert (rows[0]["Key"], rows[0]["Building Key"]) == (place.key, place.building_key)
    assert rows[1]["Key"] == ""


@pytest.mark.parametrize("standard", list(Standard))
def test_columns_of_a_standard(write_csv, output, standard):
    normalize(write_csv("list.csv", [HEADERS, ROWS[1]]), output, [standard])
    header, rows = read(output)
    titles = [f"{standard.upper()} {column.name}" for column in columns(standard)]
    start = header.index(titles[0])
    assert header[start : start + len(titles)] == titles
    assert rows[0][f"{standard.upper()} Does Not Hold"] == ""
    states = {"pidf-lo": "A1", "cldxf": "State", "ali": "State", "usps": "State"}
    assert rows[0][f"{standard.upper()} {states[standard]}"] == "NJ"


def test_no_text_of_the_input_is_a_formula(write_csv, tmp_path):
    payloads = ["=1+1", "+1-1", "-1+1", "@SUM(1)", "\t=1", '=HYPERLINK("x")', " =1", "=cmd|' /C calc'!A0", "#N/A"]
    source = write_csv("list.csv", [["Address", "=Evil"], *([f"{text} Elm St", text] for text in payloads)])
    normalize(source, tmp_path / "clean.xlsx")
    with zipfile.ZipFile(tmp_path / "clean.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet.split(b"<sheetData>")[1].split(b"</sheetData>")[0]
    assert b't="e"' not in sheet
    normalize(source, tmp_path / "clean.csv")
    with (tmp_path / "clean.csv").open(newline="", encoding="utf-8-sig") as file:
        for cell in itertools.chain.from_iterable(csv.reader(file)):
            assert not cell.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("-97.74", "-97.74"),
        ("-1+1", "'-1+1"),
        ("+15125550101", "+15125550101"),
        ("5", "5"),
        ("", ""),
    ],
)
def test_neutral(text, safe):
    assert neutral(text) == safe


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["100 Congress Ave, Austin, TX 78701"], ["8 Elm St, Tulsa, OK 74103"]], ["100 CONGRESS AVE", "8 ELM ST"]),
        ([["Our places"], ["8 Elm St, Tulsa, OK 74103"]], ["8 ELM ST"]),
        ([["Full Address"], ["8 Elm St, Tulsa, OK 74103"]], ["8 ELM ST"]),
        ([["Report of 2026"], [], ["ID", "Address", "City"], ["1", "8 Elm St", "Tulsa"]], ["8 ELM ST"]),
        ([["", "8 Elm St, Tulsa, OK 74103"]], ["8 ELM ST"]),
        ([["House Number", "PRD", "RD", "STS", "City"], ["8", "N", "Elm", "Street", "Tulsa"]], ["8 N ELM ST"]),
    ],
)
def test_where_the_addresses_stand(write_csv, output, rows, lines):
    normalize(write_csv("list.csv", rows), output)
    assert [row["Clean Line 1"] for row in read(output)[1]] == lines


def test_columns_are_found_by_the_words_of_the_profiles():
    assert columns_of(["ID", "Address Line 1", "Address Line 2", "Town", "ST", "Postal Code"]) == {
        "street": (1,), "interior": (2,), "city": (3,), "state": (4,), "zip": (5,),
    }  # fmt: skip
    assert columns_of(["Name", "Phone"]) == {}


def test_the_first_sheet_with_addresses_or_the_one_that_is_named(write_book, tmp_path):
    book = write_book(
        "b.xlsx",
        {
            "Read me": [["Hello", "World"], ["a", "b"]],
            "One": [["Address"], ["8 Elm St, Tulsa OK"]],
            "Two": [["Address"], ["9 Oak St, Tulsa OK"]],
        },
    )
    done = normalize(book, tmp_path / "clean.csv")
    assert read(tmp_path / "clean.csv")[1][0]["Clean Line 1"] == "8 ELM ST"
    assert done.notes == ["Sheets without addresses were left out: Read me."]
    normalize(book, tmp_path / "clean.csv", sheet="Two")
    assert read(tmp_path / "clean.csv")[1][0]["Clean Line 1"] == "9 OAK ST"


def test_secrets_and_titles_are_not_carried_over_and_that_is_told(write_csv, output):
    path = write_csv(
        "list.csv", [["Export of sites"], ["Address", "Voicemail PIN", "Key"], ["8 Elm St, Tulsa OK", "canary", "k1"]]
    )
    done = normalize(path, output)
    assert done.notes == [
        "1 rows above the header were not carried over.",
        "Columns with PINs or passwords were not carried over: Voicemail PIN.",
    ]
    header, rows = read(output)
    assert "Voicemail PIN" not in header
    assert "canary" not in str(rows)
    assert (rows[0]["Key"], rows[0]["Key 2"]) == ("k1", resolve(["8 Elm St, Tulsa OK"])[0].key)


def test_cells_beyond_the_headers_are_told(write_csv, output):
    normalize(write_csv("list.csv", [["Address"], ["8 Elm St, Tulsa OK", "Floor 3", ""]]), output)
    assert "cell beyond the headers B: 'Floor 3'" in read(output)[1][0]["Doubts"]


def test_a_long_list_passes_through_in_pieces(write_csv, output):
    rows = [[f"{number} Elm St, Tulsa OK 74103"] for number in range(1, 2502)]
    done = normalize(write_csv("list.csv", [["Address"], *rows]), output)
    found = [row["House Number"] for row in read(output)[1]]
    assert done.rows == 2501
    assert found == [str(number) for number in range(1, 2502)]


@pytest.mark.parametrize(
    ("rows", "target", "told"),
    [
        ([["Name", "Phone"], ["a", "b"]], "clean.csv", "is known to hold addresses"),
        ([["Address"], ["8 Elm St"]], "clean.pdf", r"clean\.pdf cannot hold a list of addresses"),
        ([["Address"], ["8 Elm St"]], "none/clean.csv", "its folder does not exist"),
    ],
)
def test_wrong_input_is_one_sentence_with_advice(write_csv, tmp_path, rows, target, told):
    with pytest.raises(E911AuditError, match=told) as failure:
        normalize(write_csv("list.csv", rows), tmp_path / target)
    assert failure.value.sentence.endswith(".")
    assert failure.value.advice
    assert not (tmp_path / target).exists()


def test_a_sheet_that_is_not_there(write_book, tmp_path):
    book = write_book("b.xlsx", {"One": [["Address"], ["8 Elm St"]]})
    with pytest.raises(NoInput, match="has no sheet 'Two'"):
        normalize(book, tmp_path / "clean.csv", sheet="Two")


def test_more_rows_than_a_sheet_holds(write_csv, tmp_path, monkeypatch):
    monkeypatch.setattr("e911audit.reports.clean_list.workbook.MOST_ROWS", 2)
    rows = [["Address"], *([f"{number} Elm St"] for number in range(3))]
    with pytest.raises(CannotWrite, match="no sheet holds"):
        normalize(write_csv("list.csv", rows), tmp_path / "clean.xlsx")
    assert not (tmp_path / "clean.xlsx").exists()


def test_the_command(write_csv, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = write_csv("list.csv", [HEADERS, *ROWS])
    monkeypatch.setattr("sys.argv", ["e911audit", "normalize", str(path), "--columns", "all"])
    assert run() == 0
    told = capsys.readouterr().out
    assert told == "6 rows, 5 addresses: 3 of a street, 2 of another kind; 3 with doubts. Wrote list-clean.xlsx.\n"
    header, _ = read(tmp_path / "list-clean.xlsx")
    assert {"PIDF-LO RD", "CLDXF St_Name", "ALI Street Name", "USPS Delivery Address"} <= set(header)


def test_the_same_list_gives_the_same_bytes(write_csv, tmp_path):
    path = write_csv("list.csv", [HEADERS, *ROWS])
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        normalize(path, file)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, on the machine of its makers only")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("us_district_offices.csv", 1312),
        ("cms_hospital_general_2018.csv", 4793),
        ("md_elevators_sample_no_contacts.csv", 2495),
    ],
)
def test_real_lists_keep_every_row(tmp_path, name, rows):
    done = normalize(CORPUS / name, tmp_path / "clean.csv", list(Standard))
    assert done.rows == rows
    assert len(read(tmp_path / "clean.csv")[1]) == rows
    assert done.streets > rows * 0.95
