"""``review apply`` as it is typed."""

import json
from pathlib import Path

import pytest
from review_books import enter, firm

from e911audit.cli.app import app


def run(*words):
    return app([str(word) for word in words], standalone_mode=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    firm(tmp_path).close()
    enter("exceptions.xlsx", "ann.xlsx", {"LOC-020:HQ-1": {"Owner": "Ann Lee", "Due": "soon_x001B_[31m"}})
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_review_apply(capsys):
    words = ("review", "apply", "ann.xlsx", "--store", "audit.db", "--as-of", "2026-11-22")
    assert run(*words, "--dry-run") == 1
    assert "Dry run, nothing was kept: 1 applied, 1 refused." in capsys.readouterr().out
    assert run(*words, "-o", "account.json", "-o", "account.csv") == 1
    told = capsys.readouterr().out
    assert "1 applied, 1 refused." in told
    assert "LOC-020:HQ-1 Due" in told
    assert "ann.xlsx Findings!N" in told
    assert "\x1b" not in told
    assert json.loads(Path("account.json").read_text(encoding="utf-8"))["counts"]["applied"] == 1
    assert run(*words, "-q") == 1
    assert capsys.readouterr().out == ""
    assert run("report", "--store", "audit.db", "-o", "next.xlsx", "-q") is None
    assert run("review", "apply", "next.xlsx", "--store", "audit.db") == 0
    assert "nothing was entered" in capsys.readouterr().out
