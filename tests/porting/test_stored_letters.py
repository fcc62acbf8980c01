"""Letters as sheets hold them: which account they are compared with, and what rules, reports and programs receive."""

import csv
import json
from datetime import date

import openpyxl
import pytest

from e911audit import compare_loa
from e911audit.config import Config
from e911audit.errors import CannotWrite, NoInput
from e911audit.judging import judge
from e911audit.porting.levels import Level
from e911audit.reports.letters import lines, told, write
from e911audit.telling.letters import compared_letters
from e911audit.telling.recall import recall

CSR_HEADERS = ["Account", "Carrier", "Business Name", "Service Address", "City", "State", "ZIP", "Billing Address", "BTN", "PIN Required", "Authorized Contacts", "Telephone Numbers"]  # fmt: skip
CSR = [
    CSR_HEADERS,
    ["0012345678", "Tri-River Bell", "Acme Holdings LLC", "100 N Main St Ste 200", "Austin", "TX", "78701", "PO Box 12, Austin, TX 78767", "512-555-0100", "yes", "Ann Lee, CFO", "512-555-0100-0109"],
]  # fmt: skip
LOA_HEADERS = ["Order", "Account", "Business Name", "Service Address", "City", "State", "ZIP", "Telephone Numbers", "Signer", "Signed On"]  # fmt: skip
RIGHT = ["PO-1", "0012345678", "Acme Holdings LLC", "100 N Main St Ste 200", "Austin", "TX", "78701", "512-555-0100-0109", "Ann Lee", "2026-10-20"]  # fmt: skip
AS_OF = date(2026, 11, 2)


def letter(**changes):
    return [changes.get(name, value) for name, value in zip(LOA_HEADERS, RIGHT, strict=True)]


@pytest.fixture
def compared(write_csv):
    """Compare letters of these rows with the record: field -> what was found, of the first letter."""

    def run(*rows, orders=None, csr=CSR, more=()):
        paths = [write_csv("csr.csv", csr), write_csv("loa.csv", [LOA_HEADERS, *rows])]
        paths += [write_csv("port orders.csv", orders)] if orders else []
        return compare_loa([*paths, *more], as_of=AS_OF)

    return run


def fields(found, at=0):
    return {one.field: one for one in found.letters[at].fields}


def test_a_letter_copied_from_the_record_is_clean(compared):
    found = compared(letter())
    assert found.worst().value == "blocker"  # the PIN: no order says that it is held
    assert found.letters[0].rejections == ("PIN",)
    orders = [["Order", "Account", "PIN Held", "FOC Date"], ["PO-1", "0012345678", "yes", "2026-12-02"]]
    found = compared(letter(), orders=orders)
    assert (found.worst(), found.letters[0].differing) == (None, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"Account": "12345678"},
        {"Account": "9999", "Telephone Numbers": "512-555-0100-0104"},
        {"Account": "", "Telephone Numbers": "512-555-0100-0104, 512-555-0150"},
    ],
)
def test_the_account_is_found_by_its_numbers(compared, changes):
    found = compared(letter(**changes))
    assert found.letters[0].account == "0012345678"
    assert fields(found)["name"].level == Level.EXACT


def test_without_a_record_nothing_is_said(compared):
    found = compared(letter(Account="77", **{"Telephone Numbers": "212-555-0142"}))
    assert (found.letters[0].record, found.worst(), found.letters[0].rejections) == (None, None, ())
    assert {one.level for one in found.letters[0].fields} <= {Level.UNCOMPARABLE, Level.EXACT}
    assert "no CSR" in told(found.letters[0])


def test_rows_that_contradict_each_other_are_two_letters(compared):
    found = compared(
        letter(**{"Telephone Numbers": "512-555-0100-0104"}),
        letter(**{"Telephone Numbers": "512-555-0105"}),
        letter(**{"Telephone Numbers": "512-555-0106-0109", "Service Address": "100 N Main St"}),
    )
    assert [fields(found, at)["service_address"].level for at in (0, 1)] == [Level.EXACT, Level.TOKEN_DIFF]
    assert [fields(found, at)["numbers"].level for at in (0, 1)] == [Level.EXACT, Level.EXACT]


def test_a_zip_within_the_address_counts(compared):
    found = compared(
        letter(**{"Service Address": "100 N Main St Ste 200, Austin, TX 78702", "City": "", "State": "", "ZIP": ""})
    )
    assert fields(found)["zip"].level == Level.MISMATCH
    assert fields(found)["service_address"].level == Level.EQUAL_NORMALISED


def test_an_old_letter_and_one_before_its_record(compared):
    orders = [["Order", "Account", "Submitted On", "FOC Date"], ["PO-1", "0012345678", "2026-12-04", "2026-12-12"]]
    one = fields(compared(letter(), orders=orders))["signed_on"]
    assert (one.difference, one.rejection) == ("the LOA was 45 days old when the order was submitted", "DOCS_STALE")
    later = [[*CSR[0], "Received On"], [*CSR[1], "2026-10-25"]]
    assert fields(compared(letter(), csr=later))["signed_on"].severity == "major"


def test_a_carrier_is_as_strict_as_the_project_says(compared, write_csv):
    provider = write_csv(
        "providers.csv",
        [
            ["Provider", "Role", "Aliases", "Port Strictness"],
            ["Tri-River Bell Inc", "ILEC", "Tri-River Bell", "strict"],
        ],
    )
    found = compared(letter(**{"Business Name": "ACME HOLDINGS LLC"}), more=[provider])
    assert (found.letters[0].strictness, fields(found)["name"].severity) == ("strict", "blocker")


def test_what_stands_in_for_a_csr_is_told(compared):
    bill = [[*CSR[0], "Record Kind"], [*CSR[1], "bill copy"]]
    found = compared(letter(), csr=bill).letters[0]
    assert (found.record_kind, found.trust[:3]) == ("bill", "low")


def test_rules_and_command_say_the_same(write_csv, loaded):
    rows = [
        LOA_HEADERS,
        letter(**{"Service Address": "100 N Main St", "ZIP": "8701", "Signer": "Bob Ray", "Account": "12345678"}),
    ]
    store = loaded(write_csv("csr.csv", CSR), write_csv("loa.csv", rows))
    compared = compared_letters(store, AS_OF)
    judge(store, Config(as_of=AS_OF))
    found = {one.rule: one for one in recall(store).findings}
    assert {"POR-021", "POR-022", "POR-024", "POR-025", "POR-028"} <= found.keys()
    assert not {"POR-020", "POR-023", "POR-035"} & found.keys()
    assert fields(compared)["service_address"].difference in found["POR-022"].message
    assert found["POR-021"].cells[0].cell == "D2"
    assert found["POR-024"].cites == ("47 CFR 52.36(b) (as of 2026-06-20)",)


def test_compared_anew_after_a_later_load(write_csv, loaded):
    store = loaded(write_csv("csr.csv", CSR))
    with pytest.raises(NoInput, match="no letter"):
        compared_letters(store, AS_OF)
    from e911audit.intake.load import load

    load(store, [write_csv("loa.csv", [LOA_HEADERS, letter()])])
    assert compared_letters(store, AS_OF).letters[0].order == "PO-1"


@pytest.fixture
def comparison(compared):
    return compared(letter(**{"Business Name": "=Acme | LLC", "Service Address": "100 N Main St"}))


def test_workbook(comparison, tmp_path):
    write(comparison, tmp_path / "letters.xlsx")
    book = openpyxl.load_workbook(tmp_path / "letters.xlsx")
    assert book.sheetnames == ["Letters", "Differences", "All Fields"]
    rows = list(book["Differences"].iter_rows(values_only=True))
    address = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[3] == "Service address")
    assert address["Difference"] == 'LOA lacks "STE 200" (unit)'
    assert address["Expected Rejection"] == "ADDRESS: Service address is not that of the record"
    assert "Telnyx LOCATION_MISMATCH" in address["Carrier Codes"]
    assert book["All Fields"].max_row == 1 + len(comparison.letters[0].fields)


def test_table_is_harmless_in_a_spreadsheet_program(comparison, tmp_path):
    write(comparison, tmp_path / "letters.csv")
    rows = list(csv.DictReader((tmp_path / "letters.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert next(row["LOA"] for row in rows if row["Field"] == "Business name") == "'=Acme | LLC"


def test_page_and_data(comparison, tmp_path):
    write(comparison, tmp_path / "letters.md")
    write(comparison, tmp_path / "letters.json")
    assert "=Acme \\| LLC" in (tmp_path / "letters.md").read_text(encoding="utf-8")
    (found,) = json.loads((tmp_path / "letters.json").read_text(encoding="utf-8"))["letters"]
    address = next(one for one in found["fields"] if one["field"] == "service_address")
    assert (address["rejection"]["class"], address["rejection"]["guide"]) == ("ADDRESS", "address mismatch")
    assert address["parts"] == ["unit: missing in loa"]


def test_other_endings_are_refused(comparison, tmp_path):
    with pytest.raises(CannotWrite):
        write(comparison, tmp_path / "letters.pdf")


def test_pins_stay_out(write_csv, tmp_path):
    headers, row = [*LOA_HEADERS, "Port Out PIN"], [*letter(), "0427"]
    found = compare_loa([write_csv("csr.csv", CSR), write_csv("loa.csv", [headers, row])], as_of=AS_OF)
    for ending in ("csv", "md", "json"):
        write(found, tmp_path / f"out.{ending}")
        assert "0427" not in (tmp_path / f"out.{ending}").read_text(encoding="utf-8")
    assert "0427" not in "\n".join(lines(found.letters[0]))
