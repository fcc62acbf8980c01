"""The sample firm: the audit finds at blocker and major exactly what its maker put there."""

import csv
from datetime import date
from pathlib import Path

import pytest

from e911audit import api
from e911audit.config import read_config
from e911audit.rules import RULES
from e911audit.values import Severity

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_data"
GRAVE = (Severity.BLOCKER, Severity.MAJOR)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    store = f"sqlite:///{tmp_path_factory.mktemp('sample') / 'audit.db'}"
    return api.audit([SAMPLE], store, read_config(date(2026, 11, 22), SAMPLE / "e911audit.toml"))


@pytest.fixture(scope="module")
def answers():
    """Rule and subject of everything that is wrong, for the rules that exist."""
    with (ROOT / "tests" / "sample_answers.csv").open(encoding="utf-8", newline="") as file:
        return {(row["rule"], row["subject"]) for row in csv.DictReader(file) if row["rule"] in RULES}


@pytest.mark.slow
def test_what_is_wrong_is_found_and_nothing_else(result, answers):
    grave = {(finding.rule, finding.subject) for finding in result.findings if finding.severity in GRAVE}
    found = {(finding.rule, finding.subject) for finding in result.findings}
    assert sorted(answers - found) == [], "not found"
    assert sorted(grave - answers) == [], "found, though nobody put it there"


@pytest.mark.slow
def test_every_answer_names_a_rule_of_the_catalogue():
    with (ROOT / "tests" / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    with (ROOT / "tests" / "sample_answers.csv").open(encoding="utf-8", newline="") as file:
        assert {row["rule"] for row in csv.DictReader(file)} <= known


@pytest.mark.slow
def test_the_firm_is_read_whole(result):
    sheets = [sheet for source in result.sources for sheet in source.sheets]
    assert all(sheet.rows == sheet.loaded + sheet.ignored + sheet.rejected for sheet in sheets)
    assert not [source.path for source in result.sources for sheet in source.sheets if sheet.state == "unreadable"]
    assert result.totals["sites"] >= 12
    assert result.totals["numbers"] >= 500
    assert result.totals["devices"] >= 350
    assert result.totals["lines"] >= 50
    rejected = [note for note in result.row_notes if note.state == "rejected"]
    assert 0 < len(rejected) <= 5
    assert all(note.reason for note in rejected)


@pytest.mark.slow
def test_every_finding_points_to_a_cell_with_its_value(result):
    from python_calamine import CalamineWorkbook

    books = {}
    differ = []
    for finding in result.findings:
        if finding.subject_kind == "sheet" or not finding.cells:
            continue
        cell = finding.cells[0]
        path = ROOT / cell.path if not Path(cell.path).is_absolute() else Path(cell.path)
        if path.suffix != ".xlsx" or not finding.original:
            continue
        if (path, cell.sheet) not in books:
            books[path, cell.sheet] = (
                CalamineWorkbook.from_path(str(path)).get_sheet_by_name(cell.sheet).to_python(skip_empty_area=False)
            )
        letters = cell.cell.rstrip("0123456789")
        column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
        value = books[path, cell.sheet][int(cell.cell[len(letters) :]) - 1][column]
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        if text.strip()[:10] != finding.original.strip()[:10]:
            differ.append((finding.key, str(cell), text, finding.original))
    assert books
    assert differ == []
