"""R2 on the spot: ``audit --self-check`` finds what is seeded, and refuses to audit where it does not."""

import sys
from dataclasses import replace

import pytest
from sqlalchemy import false, true

from e911audit.__main__ import main
from e911audit.errors import SelfCheckFailed, UnreadableFile
from e911audit.rules import RULES
from e911audit.self_check import SEEDS, self_check
from e911audit.values import Severity


@pytest.fixture
def quick(monkeypatch):
    """Fewer seeds, for the tests of what goes wrong."""
    monkeypatch.setattr("e911audit.self_check.SEEDS", ("NUM-001", "LOC-018"))


def broken(monkeypatch, answer):
    monkeypatch.setitem(RULES, "NUM-001", replace(RULES["NUM-001"], wrong=lambda **_: answer))


def test_every_severity_is_seeded():
    assert {RULES[code].severity for code in SEEDS} == set(Severity)
    assert len(set(SEEDS)) == len(SEEDS) == 12


@pytest.mark.slow
def test_seeded_faults_are_found():
    assert self_check().told == "Self-check: 12 seeded faults found, 12 clean records left alone."


@pytest.mark.usefixtures("quick")
def test_a_rule_that_finds_nothing_fails_it(monkeypatch):
    broken(monkeypatch, false())
    with pytest.raises(SelfCheckFailed, match=r"NUM-001 did not find its seeded fault\. Nothing was audited"):
        self_check()


@pytest.mark.usefixtures("quick")
def test_a_rule_that_finds_everything_fails_it(monkeypatch):
    broken(monkeypatch, true())
    with pytest.raises(SelfCheckFailed, match="NUM-001 found a fault in a clean record"):
        self_check()


@pytest.mark.usefixtures("quick")
def test_a_rule_that_looks_at_nothing_fails_it(monkeypatch):
    rule = RULES["NUM-001"]
    nobody = replace(rule.among, query=rule.among.query.where(false()))
    monkeypatch.setitem(RULES, "NUM-001", replace(rule, among=nobody))
    with pytest.raises(SelfCheckFailed, match="NUM-001 did not find"):
        self_check()


@pytest.mark.usefixtures("quick")
def test_a_reader_that_loses_rows_fails_it(monkeypatch):
    from e911audit.intake.rows import RowIntake

    take = RowIntake.take
    monkeypatch.setattr(RowIntake, "take", lambda self, chunk: take(self, chunk[1:]))
    with pytest.raises(SelfCheckFailed, match=r"LOC-018 could not be tried .*no data rows"):
        self_check()


@pytest.mark.usefixtures("quick")
def test_a_reader_that_reads_nothing_fails_it(monkeypatch):
    def refuse(_file):
        raise UnreadableFile

    monkeypatch.setattr("e911audit.intake.load.read", refuse)
    with pytest.raises(SelfCheckFailed, match="could not be tried"):
        self_check()


@pytest.mark.usefixtures("quick")
def test_the_audit_is_refused(monkeypatch, capsys, tmp_path, write_csv):
    numbers = write_csv("in/numbers.csv", [["Telephone Number", "Site Code"], ["512-456-1414", "HQ"]])
    monkeypatch.chdir(tmp_path)
    words = ["e911audit", "audit", str(numbers.parent), "--as-of", "2026-11-22", "--fail-on", "never", "--self-check"]
    monkeypatch.setattr(sys, "argv", [*words, "-o", "a.json"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("Self-check: 2 seeded faults found, 2 clean records left alone.\n")
    broken(monkeypatch, false())
    monkeypatch.setattr(sys, "argv", [*words, "-o", "b.json"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Error: The self-check failed: NUM-001 did not find its seeded fault. Nothing was audited. ")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "b.json").exists()
