"""The paper of a port order: copied from the CSR with its cells, no PIN, nothing outside the folder, no formula."""

import csv
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from e911audit.config import Config
from e911audit.errors import CannotWrite, E911AuditError
from e911audit.judging import judge
from e911audit.reports.port_package import FILES, write
from e911audit.telling.port_package import port_package
from e911audit.telling.recall import recall

SHEETS = {
    "Port Orders": [
        "Order|Account|Losing Carrier|Gaining Carrier|FOC Date|FOC Time|Time Zone|Full Or Partial|State|Staff|Customer Moved",
        "PO/7|004-1188-41|Tri-River Bell|Corvane|2026-12-02|11:30|CT|full|foc|=cmd() Ana Novak|yes",
        "PO/71|9000|Tri-River Bell|Corvane|||||||",
    ],
    "LOA": [
        "Order|Account|Business Name|Service Address|City|State|ZIP|Telephone Numbers|Signer|Title",
        "PO/7|4118841|Acme Holdings|100 N Main St|Newark|NJ|7102|973-555-0142-0145|Ann Lee|",
    ],
    "CSR": [
        "Account|Carrier|Business Name|DBA|Service Address|City|State|ZIP|Billing Address|BTN|Telephone Numbers",
        "004-1188-41|Tri-River Bell|Acme Holdings, L.L.C.|'=cmd()|100 N. Main St., Ste 200-B|Newark|NJ|07102|PO Box 12|{}",
    ],
    "Sites": ["Site Code|Street Address|City|State|ZIP", "HQ|100 N Main St Ste 200-B|Newark|NJ|07102"],
    "Numbers": [
        "Telephone Number|Site Code|E911 Provisioned|Route Target|Status|Caller Name|Street Address|City|State|ZIP",
        "973-555-0142|HQ|yes|Reception|active|ACME|100 N Main St|Newark|NJ|07102",
        "973-555-0143|HQ|yes|Sales|active|ACME||||",
        "973-555-0144|HQ|no|Service|active|ACME||||",
    ],
    "Lines": ["Line Number|Site Code|Line Type|Action", "973-555-0145|HQ|elevator|keep"],
    "Devices": ["Device Name|Telephone Number|Site Code|Can Dial 911", "P1|973-555-0142|HQ|yes"],
}
FURTHER = [
    "Features|PIN Required|PIN|Pending Order|Carrier Freeze|Authorized Contacts",
    "1FB; PIN 4471|yes|4471|no|no|Ann B. Lee",
]
SHEETS["CSR"] = [f"{first}|{more}" for first, more in zip(SHEETS["CSR"], FURTHER, strict=True)]
SHEETS["CSR"][1] = SHEETS["CSR"][1].format("973-555-0142|973-555-0142-0146")
TWO = ["+19735550142", "+19735550143"]


@pytest.fixture
def project(write_book, loaded):
    sheets = {name: [line.split("|") for line in lines] for name, lines in SHEETS.items()}
    store = loaded(write_book("project.xlsx", sheets))
    judge(store, Config(as_of=date(2026, 11, 22), cutover=date(2026, 12, 2)))
    return store


@pytest.fixture
def paper(project):
    return port_package(project, recall(project), "po/7")


@pytest.fixture
def folder(paper, tmp_path):
    write(paper, tmp_path / "paper")
    return tmp_path / "paper"


def test_each_field_is_the_csrs_text_with_its_cell(paper):
    told = {field.name: (field.value, field.cell and field.cell.cell) for field in paper.fields}
    assert told["Business name"] == ("Acme Holdings, L.L.C.", "C2")
    assert told["Service address"] == ("100 N. Main St., Ste 200-B", "E2")
    assert told["ZIP"] == ("07102", "H2")
    assert told["Account"] == ("004-1188-41", "A2")
    assert told["Billing address"] == ("PO Box 12", "I2")
    assert told["DBA"] == ("=cmd()", "D2")
    assert told["PIN"] == ("required; held by: ask the billing owner", "M2")


def test_what_differs_on_the_letter_is_told(paper):
    notes = {field.name: (field.on_letter, field.note) for field in paper.fields}
    assert notes["ZIP"] == ("7102", "the letter on file differs")
    assert notes["City"] == ("Newark", "")
    assert notes["Billing address"] == ("", "")
    assert notes["Signer"][1] == "does not stand so among the authorized contacts (Ann B. Lee)"
    assert notes["Title"] == ("", "to be filled in")
    assert notes["CSR received on"][1] == "no CSR tells it"


@pytest.mark.usefixtures("project")
def test_rows_of_a_csr_that_disagree_are_told(write_csv, loaded):
    rows = ["Account|Carrier|Business Name|Telephone Numbers", "0041188-41|Tri-River Bell|Acme Inc|973-555-0143"]
    store = loaded(write_csv("csr 2.csv", [line.split("|") for line in rows]))
    judge(store, Config(as_of=date(2026, 11, 22)))
    name = port_package(store, recall(store), "PO/7").fields[0]
    assert name.value == "Acme Holdings, L.L.C."  # the row of the billing number
    assert "another row of the CSR says 'Acme Inc'" in name.note


def test_only_numbers_that_may_port_go(paper):
    assert [one.number for one in paper.goes] == TWO
    assert {one.number[-4:]: one.hold for one in paper.stays} == {
        "0144": "must not port",
        "0145": "must not port",
        "0146": "undecided",
    }
    assert all(one.why for one in paper.stays)


def test_the_runbook_says_who_and_when(paper):
    steps = {step.what: step for step in paper.steps}
    assert steps["Activate the numbers."].when == "2026-12-02 11:30 CST"
    assert steps["Activate the numbers."].who == "Corvane"
    assert "Delete (function D) the 911 records of the numbers." in steps  # the customer moves too
    assert any("POR-063" in what for what in steps)
    assert [call.dial_from for call in paper.calls] == ["+19735550142"]
    assert [test.hold for test in paper.tests] == ["may port", "may port", "must not port", "must not port"]
    assert paper.tests[0].rings_at == "Reception"
    assert paper.tests[0].address_911 == "100 N Main St, Newark, NJ, 07102"
    assert {finding.rule for finding in paper.open} >= {"POR-001", "POR-003"}


def test_no_file_holds_the_pin(folder):
    for file in folder.iterdir():
        if file.suffix == ".xlsx":
            texts = [str(cell.value) for sheet in openpyxl.load_workbook(file) for row in sheet for cell in row]
        else:
            texts = [file.read_text(encoding="utf-8")]
        assert not [text for text in texts if "4471" in text], file.name


def test_no_cell_is_a_formula(folder):
    for file in folder.glob("*.xlsx"):
        cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}, file.name
        assert not [cell for cell in cells if cell.value == "07102" and cell.data_type == "n"]
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            assert not [text for row in csv.reader(lines) for text in row if text.startswith(("=", "@", "-"))]


def test_files_of_vendors(folder):
    assert (folder / "teams-numbers.csv").read_text().splitlines() == ["PhoneNumber", *TWO]
    with (folder / "numbers.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["Telephone Number"] for row in rows] == TWO
    assert (rows[0]["ZIP"], rows[0]["Account"]) == ("07102", "004-1188-41")
    telnyx = json.loads((folder / "telnyx-order.json").read_text())
    assert telnyx["phone_numbers"] == TWO
    assert telnyx["end_user"]["admin"]["billing_phone_number"] == "+19735550142"
    assert "pin_passcode" not in telnyx["end_user"]["admin"]
    assert telnyx["activation_settings"]["foc_datetime_requested"] == "2026-12-02T17:30:00Z"
    with (folder / "bandwidth-order.csv").open(newline="") as lines:
        fields = {row["Field"]: row["Value"] for row in csv.DictReader(lines)}
    assert fields["Subscriber.ServiceAddress.AddressLine2"] == "STE 200-B"
    assert fields["Subscriber.ServiceAddress.Zip"] == "07102"
    assert fields["PartialPort"] == "false"


def test_a_name_too_long_for_a_vendor_is_told(paper, tmp_path):
    longer = replace(paper, order="P" * 26)
    write(longer, tmp_path / "long")
    assert "26 characters, and 25 are taken" in (tmp_path / "long" / "bandwidth-order.csv").read_text()


@pytest.mark.parametrize("order", ["../../out", "/etc/x", "a\\b\x00", "C:\\x", "=1+1", "x" * 400])
def test_no_name_of_an_order_leads_out_of_the_folder(paper, tmp_path, order):
    before = {*tmp_path.rglob("*")}
    written = write(replace(paper, order=order), tmp_path / "in" / "here")
    made = {*tmp_path.rglob("*")} - before - {tmp_path / "in", tmp_path / "in" / "here"}
    assert made == {*written} == {tmp_path / "in" / "here" / name for name in FILES}


def test_equal_papers_give_equal_bytes(paper, folder, tmp_path):
    write(paper, tmp_path / "again")
    for name in FILES:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_an_unknown_order_names_the_nearest(project):
    with pytest.raises(E911AuditError, match=r"There is no port order 'PO/72'.*The nearest are PO/7"):
        port_package(project, recall(project), "PO/72")


def test_an_order_without_csr_and_letter_says_what_is_missing(project, tmp_path):
    paper = port_package(project, recall(project), "PO/71")
    assert not paper.goes
    assert {field.note for field in paper.fields if field.name in {"Business name", "Account"}} == {"no CSR tells it"}
    assert next(field for field in paper.fields if field.name == "PIN").value.startswith("not known whether required")
    write(paper, tmp_path / "bare")
    assert (tmp_path / "bare" / "teams-numbers.csv").read_text().split() == ["PhoneNumber"]


def test_an_order_of_which_only_the_letter_is_known(loaded, write_csv):
    rows = [["Order", "Telephone Numbers", "Signer"], ["LETTER-1", "973-555-0142", "Ann Lee"]]
    store = loaded(write_csv("loa.csv", rows))
    judge(store, Config(as_of=date(2026, 11, 22)))
    paper = port_package(store, recall(store), "letter-1")
    assert [one.hold for one in paper.stays] == ["undecided"]


def test_a_folder_that_is_a_file_is_refused(paper, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match="cannot be made"):
        write(paper, tmp_path / "file")
