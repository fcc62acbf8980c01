"""The sample firm: the audit finds at blocker and major exactly what its maker put there."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from e911audit import api
from e911audit.config import read_config
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.survival import Decision
from e911audit.telling.rejections import rejection_log
from e911audit.values import Severity

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_data"
GRAVE = (Severity.BLOCKER, Severity.MAJOR)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('sample') / 'audit.db'}"


@pytest.fixture(scope="module")
def result(store):
    config = replace(read_config(date(2026, 11, 9), SAMPLE / "e911audit.toml"), cutover=date(2026, 11, 28))
    return api.audit([SAMPLE], store, config)


def key(name):
    """The rows of an answer key."""
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answers():
    """Rule and subject of everything that is wrong, for the rules that exist."""
    return {(row["rule"], row["subject"]) for row in key("sample_answers.csv") if row["rule"] in RULES}


@pytest.mark.slow
def test_what_is_wrong_is_found_and_nothing_else(result, answers):
    grave = {(finding.rule, finding.subject) for finding in result.findings if finding.severity in GRAVE}
    found = {(finding.rule, finding.subject) for finding in result.findings}
    assert sorted(answers - found) == [], "not found"
    assert sorted(grave - answers) == [], "found, though nobody put it there"


@pytest.mark.slow
def test_every_answer_names_a_rule_of_the_catalogue():
    known = {row["code"] for row in key("catalogue.csv")}
    assert {row["rule"] for row in key("sample_answers.csv")} <= known


def test_the_lines_of_the_acquired_properties_show_every_decision():
    assert {row["decision"] for row in key("sample_lines.csv")} == set(Decision)


@pytest.mark.slow
def test_each_line_of_the_acquired_properties_may_go_where_its_key_says_and_no_earlier(result):
    told = {row["line"]: row for row in key("sample_lines.csv")}
    sites = {row["site"] for row in told.values()}
    judged = {line.line: line for line in (*result.must_survive, *result.other_lines) if line.site in sites}
    assert judged.keys() == told.keys()
    assert {name: line.decision for name, line in judged.items()} == {
        name: row["decision"] for name, row in told.items()
    }
    for name, row in told.items():
        line = judged[name]
        first = row["earliest"].removeprefix("not ")
        if first == row["earliest"]:
            assert str(line.earliest_disconnect) == first, name
        else:
            assert line.earliest_disconnect is None, name
            assert first in line.not_before, name


def told_of_orders(what):
    """Order, subject and answer of what the key of orders tells: findings, holds or rejections."""
    return sorted(
        (row["order"], row["subject"], row["answer"]) for row in key("sample_orders.csv") if row["told"] == what
    )


@pytest.mark.slow
def test_of_each_order_and_its_numbers_is_found_what_its_key_says_and_nothing_else(result):
    holds = [(held.order, held.number, held.hold) for held in result.port_hold if held.order]
    orders = {row["order"] for row in key("sample_orders.csv")}
    porting = {number: order for order, number, _ in holds}
    found = [
        (porting.get(finding.subject, finding.subject), finding.subject, finding.rule)
        for finding in result.findings
        if finding.subject in orders or (finding.subject in porting and finding.rule.startswith("POR"))
    ]
    assert sorted(found) == told_of_orders("finding")
    clean = {number for number, order in porting.items() if order == "PO-7101"}
    assert len(clean) == 6
    assert not [finding for finding in result.findings if finding.subject in clean]


@pytest.mark.slow
def test_each_number_of_an_order_or_of_its_account_is_held_as_its_key_says(result):
    told = {number: hold for _, number, hold in told_of_orders("hold")}
    held = {held.number: held for held in result.port_hold}
    assert {number: held[number].hold for number in told} == told
    assert {number for number, one in held.items() if one.order} <= told.keys()


@pytest.mark.slow
@pytest.mark.usefixtures("result")
def test_each_rejection_is_put_into_the_class_of_its_key(store):
    opened = Store.open(store)
    log = rejection_log(opened, date(2026, 11, 9))
    opened.close()
    rejected = [(event.order, str(event.on), event.rejection) for event in log.events]
    assert sorted(rejected) == told_of_orders("rejection")


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
