"""What changed between two runs; gone is only fixed where somebody looked again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from e911audit.cli.app import app
from e911audit.errors import CannotWrite
from e911audit.reports.drift import write
from e911audit.values import Severity
from e911audit.views.drift import Answer, Kind, Seen, Snapshot, compare


def seen(subject, *, rule="LOC-001", severity=Severity.MAJOR, site="HQ", status="open"):
    return Seen(f"{rule}:{subject}", rule, severity, site, subject, "It is wrong.", status, frozenset(["devices"]))


def snapshot(*findings, unjudged=0, judged=True, profiles=("devices",)):
    return Snapshot(
        name="a run",
        as_of=date(2026, 11, 22),
        version="1",
        findings={one.key: one for one in findings},
        answers={"LOC-001": Answer(judged, unjudged)},
        profiles=frozenset(profiles),
    )


def kinds(old, new, earlier=frozenset()):
    return {change.finding.subject: change.kind for change in compare(old, new, earlier).changes}


def test_new_still_open_and_fixed():
    assert kinds(snapshot(seen("A"), seen("B")), snapshot(seen("B"), seen("C"))) == {
        "C": Kind.NEW,
        "B": Kind.STILL_OPEN,
        "A": Kind.FIXED,
    }


@pytest.mark.parametrize(
    "after",
    [
        snapshot(judged=False),
        snapshot(unjudged=3),
        snapshot(profiles=("numbers",)),
        replace(snapshot(), answers={}),
    ],
    ids=["the rule was not judged", "more records were left", "the sheet is gone", "the rule is gone"],
)
def test_gone_is_not_fixed_where_nobody_looked(after):
    assert kinds(snapshot(seen("A")), after) == {"A": Kind.NOT_JUDGED}


def test_open_again_is_regressed():
    waived, graver = seen("A", status="waived"), seen("B", severity=Severity.MINOR)
    old = snapshot(waived, graver)
    new = snapshot(seen("A"), seen("B", severity=Severity.BLOCKER), seen("C"))
    assert kinds(old, new, frozenset(["LOC-001:C"])) == dict.fromkeys("ABC", Kind.REGRESSED)


def test_a_subject_at_another_site_has_moved():
    old = snapshot(seen("A")._replace(key="LOC-001:A@HQ"))
    new = snapshot(seen("A", site="DEN")._replace(key="LOC-001:A@DEN"))
    [change] = compare(old, new).changes
    assert (change.kind, change.was) == (Kind.MOVED, "at HQ")


def test_waived_is_told_once():
    assert kinds(snapshot(seen("A")), snapshot(seen("A", status="waived"))) == {"A": Kind.WAIVED}
    assert kinds(snapshot(seen("A", status="waived")), snapshot(seen("A", status="waived"))) == {}


@pytest.fixture
def runs(tmp_path, monkeypatch, write_csv):
    """A folder with a store of two runs, of which the second fixed one telephone and broke another."""
    monkeypatch.chdir(tmp_path)
    header = ["Device Name", "Endpoint Kind", "Location ID", "Site Code"]
    for number, rows in enumerate(([["A", ""], ["B", "L1"]], [["A", "L1"], ["B", ""]]), 1):
        write_csv("in/devices.csv", [header, *([name, "fixed_onprem", place, ""] for name, place in rows)])
        write_csv(
            "in/locations.csv", [["Location ID", "Street Address", "City", "State"], ["L1", "8 Elm St", "Ames", "IA"]]
        )
        run(
            "audit",
            "in",
            "-o",
            f"{number}.json",
            "--store",
            "audit.db",
            "--as-of",
            "2026-11-22",
            "--fail-on",
            "never",
            "-q",
        )
    return tmp_path


def run(*words):
    return app(list(words), standalone_mode=False)


@pytest.mark.usefixtures("runs")
def test_a_comparison_of_another_kind_is_refused_before_any_is_written():
    with pytest.raises(CannotWrite, match="cannot hold what changed between two runs"):
        run("diff", "1", "2", "--store", "audit.db", "-o", "d.json", "-o", "d.pdf")
    assert not Path("d.json").exists()


@pytest.mark.usefixtures("runs")
def test_runs_stores_and_files_are_compared(capsys):
    assert run("diff", "1", "2", "--store", "audit.db", "-o", "d.json", "-o", "d.xlsx", "-o", "d.md") == 1
    told = json.loads(Path("d.json").read_text(encoding="utf-8"))
    changes = {(one["rule"], one["subject"]): one["change"] for one in told["changes"]}
    assert changes["LOC-001", "A"] == "fixed"
    assert changes["LOC-001", "B"] == "new"
    assert [one["run"] for one in told["trend"]] == ["1", "2"]
    assert (told["by_rule"]["LOC-001"]["fixed"], told["by_rule"]["LOC-001"]["new"]) == (1, 1)
    assert {kind: sum(each[kind] for each in told["by_site"].values()) for kind in told["counts"]} == told["counts"]
    book = openpyxl.load_workbook("d.xlsx")
    assert book.sheetnames == ["Changes", "By Site", "By Rule", "Trend"]
    assert "## Fixed" in Path("d.md").read_text(encoding="utf-8")
    assert "1 new" in capsys.readouterr().out
    assert run("diff", "1.json", "2.json", "--fail-on", "never") == 0
    assert run("diff", "1.json", "audit.db", "-o", "mixed.json") == 1
    assert [one["run"] for one in json.loads(Path("mixed.json").read_text(encoding="utf-8"))["trend"]] == ["1", "2"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(CannotWrite):
        write(compare(snapshot(), snapshot()), tmp_path / "changes.pdf")
