"""R11: no text of the input runs as a formula in anything that is written, and none costs a report."""

import csv
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from exports import write_exports
from openpyxl import load_workbook
from payloads import CONTROLS, FORMULAS, TRIGGERS
from running import answer_of, faults_of

from e911audit import fleet
from e911audit.fleet.customers import Customer
from e911audit.reports import roll_up

PAYLOADS = (*FORMULAS, *CONTROLS)
PHONE = re.compile(r"\+\d{7,15}")
NUMBER = re.compile(r"-\d+(?:\.\d+)?")
DAY = ("--as-of", "2026-11-22", "--cutover", "2026-12-12")


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """A file for each sheet of the template, a payload in every text column of every row."""
    return write_exports(tmp_path_factory.mktemp("exports"), PAYLOADS)


@pytest.fixture(scope="module")
def written(exports, tmp_path_factory):
    """Everything that the commands write of these exports."""
    here = tmp_path_factory.mktemp("out")
    calls = (
        ("audit", exports, *DAY, "-o", "a.xlsx", "-o", "a.html", "-o", "a.md", "-o", "a.json", "--store", "a.db", "--jobs", "1"),
        ("audit", exports / "Numbers.csv", exports / "Sites.csv", *DAY, "-o", "b.json", "--store", "a.db", "--jobs", "1"),
        ("diff", "1", "2", "--store", "a.db", "-o", "d.xlsx", "-o", "d.html"),
        ("audit", exports, *DAY, "-o", "c.json", "--store", "a.db", "--jobs", "1"),
        ("report", "--store", "a.db", "-o", "r.xlsx", "--frameworks", "f.xlsx", "--test-plan", "t.xlsx", "--calendar", "k.xlsx",
         "--scope", "s.xlsx", "--rejections", "j.xlsx", "--discovery", "w.xlsx", "--costs", "m.xlsx",
         "--port-package", FORMULAS[0], "package", "--fixes", "fixes"),
        ("compare-loa", exports, "-o", "l.xlsx", "-o", "l.csv"),
        ("normalize", exports / "Sites.csv", "-o", "n.xlsx", "--columns", "all"),
        ("normalize", exports / "Sites.csv", "-o", "n.csv"),
    )  # fmt: skip
    for words in calls:
        answer = answer_of(words, here)
        assert (answer.code in {0, 1}, faults_of(answer)) == (True, []), (words, answer.err[-600:])
    job = fleet.Job(customer=Customer("=cmd|' /C calc'!A0", exports), into=here / "fleet", as_of=date(2026, 11, 22))
    answers = [fleet.audit_customer(job)]
    assert answers[0].fault == ""
    roll_up.write(fleet.roll_up([job], answers, job.as_of), here / "u.xlsx")
    return here


def cells_of(path):
    """The cells of a workbook as its XML has them."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                yield from (one for one in ET.fromstring(archive.read(name)).iter() if one.tag.endswith("}c"))  # noqa: S314


@pytest.mark.slow
def test_no_cell_of_a_workbook_is_a_formula(written):
    books = sorted(written.rglob("*.xlsx"))
    assert {book.stem for book in books} >= set("adrftksjlnuwm")
    for book in books:
        cells = list(cells_of(book))
        assert cells, book.name
        assert not [one for one in cells if any(child.tag.endswith("}f") for child in one)], book.name
        assert {one.get("t") for one in cells} <= {"inlineStr", "n", "s", None}, book.name
        assert load_workbook(book).sheetnames


@pytest.mark.slow
def test_no_cell_of_delimited_text_begins_as_a_formula(written):
    texts = sorted(written.rglob("*.csv"))
    assert {text.stem for text in texts} > {"l", "n", "numbers"}
    for text in texts:
        with text.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.reader(file):
                for one in row:
                    runs = (
                        one.lstrip(" ").startswith(TRIGGERS) and not PHONE.fullmatch(one) and not NUMBER.fullmatch(one)
                    )
                    assert not runs, (text.name, one[:80])


@pytest.mark.slow
def test_numbers_that_begin_with_a_plus_are_unharmed(written):
    with (written / "l.csv").open(newline="", encoding="utf-8-sig") as file:
        shown = {one for row in csv.reader(file) for one in row}
    assert not {one for one in shown if PHONE.fullmatch(one.removeprefix("'")) and one.startswith("'")}
    values = {one.value for sheet in load_workbook(written / "a.xlsx") for row in sheet.iter_rows() for one in row}
    assert {f"+1212555{100 + number:04}" for number in range(len(PAYLOADS))} <= values


@pytest.mark.slow
def test_payloads_stand_in_the_report_as_they_are(written):
    values = " ".join(
        str(one.value) for sheet in load_workbook(written / "a.xlsx") for row in sheet.iter_rows() for one in row
    )
    seen = [payload for payload in FORMULAS if payload.strip() in values]
    assert len(FORMULAS) >= 30
    assert len(seen) > len(FORMULAS) / 2
