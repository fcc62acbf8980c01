"""Do two programs find the same? Findings are compared as (rule, sheet, row), never as totals."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

RULES = ("LEG-001", "LEG-051", "LOC-001", "NUM-002", "NUM-003")


class Fault(NamedTuple):
    """A row that breaks a rule."""

    rule: str
    sheet: str
    row: int


def audited(path: Path) -> set[Fault]:
    """The faults of findings.json, as far as the scripts judge them too; every cell of a finding counts."""
    found = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return {
        Fault(finding["rule"], cell["sheet"], int(re.sub(r"\D", "", cell["cell"])))
        for finding in found
        if finding["rule"] in RULES
        for cell in finding["cells"]
    }


def scripted(path: Path) -> set[Fault]:
    """The faults that a script left beside its workbook."""
    with path.open(encoding="utf-8", newline="") as file:
        return {Fault(line["rule"], line["sheet"], int(line["row"])) for line in csv.DictReader(file)}


def differences(ours: set[Fault], theirs: set[Fault], peer: str, most: int = 10) -> list[str]:
    """What only one of the two found: counts by rule and sheet, then the first `most` of each; empty if they agree."""
    lines = []
    for name, only in (("e911audit", ours - theirs), (peer, theirs - ours)):
        counts = Counter((fault.rule, fault.sheet) for fault in only)
        lines += [f"only {name} finds {count} of {rule} on {sheet}" for (rule, sheet), count in sorted(counts.items())]
        lines += [f"  {fault.rule} {fault.sheet} row {fault.row}" for fault in sorted(only)[:most]]
    return lines
