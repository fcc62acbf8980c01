"""Findings of tiny workbooks, what corrects them, and the workbook with the corrections made."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from inventories import save_book
from openpyxl import load_workbook

from e911audit.config import Config
from e911audit.correcting import correct
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules.example import read_example
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.values import Severity
from e911audit.views.correction import RECORD_911, Corrections
from e911audit.views.result import Finding, Result

AS_OF = date(2026, 11, 22)
ALLOW = {"NUM-002": {"allow_fictitious": True}}


@dataclass
class Audited:
    """A run over some files, with the store that it judged."""

    store: Store
    result: Result
    files: list[Path]

    def keys(self, *rules: str) -> set[str]:
        return {finding.key for finding in self.result.findings if finding.rule in rules}

    def correct(self, *rules: str) -> Corrections:
        """The corrections of these rules' findings; of all without any."""
        findings = [one for one in self.result.findings if not rules or one.rule in rules]
        return correct(self.store, self.result, findings)

    def answer(self, rule: str, kind: str, subject: str) -> Corrections:
        """The corrections of a finding of a rule, as if the run had found it."""
        return self.answers((rule, kind, subject))

    def answers(self, *findings: tuple[str, str, str]) -> Corrections:
        """The corrections of several such findings."""
        made = [
            Finding(
                key=f"{rule}:{subject}", rule=rule, severity=Severity.MINOR, subject_kind=kind, subject=subject,
                site="", message="", fix="", cites=(), affects=1, status="open", cells=(), original="",
            )
            for rule, kind, subject in findings
        ]  # fmt: skip
        return correct(self.store, self.result, made)


@pytest.fixture
def audited(tmp_path):
    """Audit files, or one workbook written from an example as rules have them."""
    opened = []

    def audit(*of: str | Path) -> Audited:
        files = [_book(tmp_path / f"book-{len(opened)}.xlsx", one) if isinstance(one, str) else one for one in of]
        store = Store.open("sqlite://")
        opened.append(store)
        load(store, files)
        judge(store, Config(as_of=AS_OF, rules=ALLOW))
        return Audited(store, recall(store), files)

    yield audit
    for store in opened:
        store.close()


def _book(path: Path, example: str) -> Path:
    return save_book(path, read_example(example))


@pytest.fixture
def made(tmp_path):
    """Copies of audited workbooks in which the corrections are made cell by cell, as a person would."""

    def make(run: Audited, corrections: Corrections) -> list[Path]:
        copies = []
        for file in run.files:
            copy = tmp_path / f"corrected-{file.name}"
            shutil.copy(file, copy)
            book = load_workbook(copy)
            for one in corrections.corrections:
                if one.field != RECORD_911 and Path(one.cell.path).name == file.name:
                    book[one.cell.sheet][one.cell.cell] = one.becomes
            book.save(copy)
            copies.append(copy)
        return copies

    return make


@pytest.fixture
def found():
    """A run's corrections as tuples: record, field, was, becomes."""

    def of(corrections: Corrections) -> list[tuple[str, str, str, str]]:
        return [(one.record, one.field, one.was, one.becomes) for one in corrections.corrections]

    return of
