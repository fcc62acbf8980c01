"""``audit --self-check``: proof on the spot that seeded faults are found, by reading, loading, judging and a report.

The examples that rules carry are written as workbooks and taken the way of a user's own files, in a store that lasts as
long as the check. A reader that reads nothing, a library of another version or a broken store shows here, before an
audit without findings is believed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from openpyxl import Workbook

from e911audit.config import Config
from e911audit.errors import E911AuditError, SelfCheckFailed
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.reports import write
from e911audit.rules import Rule, find
from e911audit.rules.example import read_example
from e911audit.store import Store
from e911audit.telling.recall import recall

SEEDS = (
    "LOC-001", "LOC-020", "NUM-001", "LEG-001", "LEG-020", "CBN-001", "POR-003", "CIR-001",
    "DEV-001", "POR-027", "LOC-018", "HYG-008",
)  # fmt: skip
"""Rules whose examples are seeded: every severity, and the sheets that decide a cutover."""
AS_OF = date(2026, 11, 22)
"""The day for which examples are written."""


@dataclass(frozen=True)
class SelfCheck:
    """How many seeded faults were found, and how many clean records were left alone."""

    found: int
    clean: int

    @property
    def told(self) -> str:
        """Both in one line."""
        return f"Self-check: {self.found} seeded faults found, {self.clean} clean records left alone."


def self_check() -> SelfCheck:
    """Seed and look; SelfCheckFailed names the rules that missed a fault, or found one where there is none."""
    with TemporaryDirectory(prefix="e911audit-self-check-") as folder:
        store = Store.open(f"sqlite:///{Path(folder).as_posix()}/check.db")
        try:
            wrong = [told for code in SEEDS for told in _wrong(store, find(code), Path(folder))]
        finally:
            store.close()
    if wrong:
        raise SelfCheckFailed(f"The self-check failed: {'; '.join(wrong)}. Nothing was audited.")
    return SelfCheck(found=len(SEEDS), clean=len(SEEDS))


def _wrong(store: Store, rule: Rule, folder: Path) -> Iterator[str]:
    """What is wrong with the answers of a rule on its own examples, in words."""
    try:
        if not _answer(store, rule, rule.bad, folder).found:
            yield f"{rule.code} did not find its seeded fault"
        clean = _answer(store, rule, rule.good, folder)
        if clean.found or not clean.looked_at:
            did = "found a fault in" if clean.found else "did not look at"
            yield f"{rule.code} {did} a clean record"
    except E911AuditError as fault:
        yield f"{rule.code} could not be tried ({fault.sentence.rstrip('.')})"


class _Answer(NamedTuple):
    """How many findings of a rule a report tells, each with the cell where it stands, and how many it looked at."""

    found: int
    looked_at: int


def _answer(store: Store, rule: Rule, example: str, folder: Path) -> _Answer:
    book, report = folder / "example.xlsx", folder / "findings.json"
    _write(example, book)
    load(store, [book], only=True)
    result = recall(store, judge(store, Config(as_of=AS_OF), [rule]))
    write(result, report)
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    found = sum(finding["rule"] == rule.code and bool(finding["cells"]) for finding in findings)
    return _Answer(found, result.outcomes[0].looked_at)


def _write(example: str, file: Path) -> None:
    book = Workbook(write_only=True)
    for name, rows in read_example(example).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
