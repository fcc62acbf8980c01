"""The matrix of frameworks and sites: what was found, what nobody judged, what a person must do, what is met."""

from datetime import date

import openpyxl
import pytest

from e911audit.config import Config
from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.reports.frameworks import by_site, write
from e911audit.store import Store
from e911audit.telling.frameworks import compliance

CONFIG = Config(as_of=date(2026, 11, 22))
SHEETS = {
    "Sites": [
        ["Site Code", "Street Address", "City", "State", "ZIP"],
        ["HQ", "100 Congress Ave", "Austin", "TX", "78701"],
        ["SLC", "8 Main St", "Salt Lake City", "UT", "84101"],
        ["LONE", "9 Elm St", "Austin", "TX", "78701"],
    ],
    "Systems": [
        ["System", "Installed On", "Direct 911", "Notification", "Notification Targets"],
        ["PBX", "2022-03-01", "no", "yes", "desk"],
        ["Old", "2012-03-01", "yes", "yes", "desk"],
    ],
    "Devices": [
        ["Device Name", "Endpoint Kind", "System", "Site Code"],
        ["Phone 1", "fixed_onprem", "PBX", "HQ"],
        ["Phone 2", "fixed_onprem", "PBX", "SLC"],
        ["Phone 3", "fixed_onprem", "Old", "SLC"],
    ],
}


@pytest.fixture
def found(write_book):
    store = Store.open("sqlite://")
    load(store, [write_book("inventory.xlsx", SHEETS)])
    judge(store, CONFIG)
    return compliance(store, CONFIG)


def answer(found, site, clause):
    [duty] = [duty for duty in found.duties if (duty.site, duty.clause) == (site, clause)]
    return duty.answer


def test_a_system_that_fails_fails_at_each_of_its_sites(found):
    assert answer(found, "HQ", "US-DIAL") == "not met"
    assert answer(found, "SLC", "US-DIAL") == "not met"
    assert answer(found, "SLC", "UT-DIAL") == "not met"


def test_a_site_without_records_is_not_judged(found):
    assert answer(found, "LONE", "US-DIAL") == "not judged"
    assert answer(found, "LONE", "TX-DIAL") == "not judged"


def test_what_no_data_can_tell_is_for_a_person(found):
    assert answer(found, "HQ", "US-MANAGER") == "manual"


def test_what_was_looked_at_and_found_good_is_met(found):
    assert answer(found, "HQ", "TX-NOTIFY") == "met"


def test_clauses_of_other_states_do_not_hold(found):
    assert {duty.clause for duty in found.duties if duty.site == "HQ"}.isdisjoint({"UT-DIAL", "IL-OLD"})


def test_matrix_and_clauses_are_written(found, tmp_path):
    write(found, tmp_path / "laws.xlsx")
    book = openpyxl.load_workbook(tmp_path / "laws.xlsx")
    assert book.sheetnames == ["Matrix", "Clauses"]
    assert [row[0].value for row in book["Matrix"]] == ["Site", *(row.site for row in by_site(found))]
    assert len(list(book["Clauses"])) == 1 + len(found.duties)
    write(found, tmp_path / "laws.md")
    page = (tmp_path / "laws.md").read_text(encoding="utf-8")
    assert "## SLC" in page
    assert "not met" in page


def test_another_ending_is_refused(found, tmp_path):
    with pytest.raises(CannotWrite):
        write(found, tmp_path / "laws.pdf")
