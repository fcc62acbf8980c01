"""How large the exception workbook of many findings is, how long it takes to write, and to open elsewhere.

    python bench/findings.py [NUMBER]        (default: 100,000 findings; LibreOffice opens it where it is installed)

The findings are those of a firm with as many telephones as the rules of the catalogue in turn would find, each with a
cell of its own, so that nothing repeats but what repeats in life: names, fixes, citations.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from e911audit.reports import write
from e911audit.rules import RULES
from e911audit.telling.recall import rule_facts
from e911audit.values import Judgement, Severity
from e911audit.views.result import Cell, Finding, Outcome, Result, SiteVerdict
from e911audit.views.review import Review

MEGABYTE = 1 << 20
SITES = 200
REVIEWED = 10
"""One finding in so many has been reviewed before."""


def finding(number: int) -> Finding:
    """A finding of this number."""
    rule = list(RULES.values())[number % len(RULES)]
    subject, site = f"+1512{number % 10_000_000:07}", f"S{number % SITES:04}"
    note = f"asked the floor manager on day {number % 28 + 1}"
    return Finding(
        key=f"{rule.code}:{subject}",
        rule=rule.code,
        severity=rule.severity,
        subject_kind="number",
        subject=subject,
        site=site,
        message=f"Phone {number} of {site} ({subject}) is at {number % 9000} Congress Ave, floor {number % 40}, and "
        f"does not meet what this rule asks on the data given: room {number % 977} has no location.",
        fix=rule.fix,
        cites=rule.cites,
        affects=1 + number % 3,
        status="open",
        cells=(Cell(f"exports/{site}/devices.xlsx", "Phones", f"H{number + 2}"),),
        original=f"{number % 9000} Congress Ave Fl {number % 40}",
        review=Review("fix", "Ann Lee", date(2026, 12, 1), note=note) if number % REVIEWED == 0 else Review(),
    )


def result(count: int) -> Result:
    """A run with so many open findings."""
    findings = tuple(sorted(map(finding, range(count)), key=lambda one: one.key))
    outcomes = [Outcome(code, Judgement.FOUND, count, count // len(RULES), 0, 0, ()) for code in sorted(RULES)]
    sites = [SiteVerdict(f"S{n:04}", "", "", 500, 500, 9, 1, 1, 1, 1, go=False, why="open") for n in range(SITES)]
    counted = {str(one): sum(each.severity == one for each in findings) for one in Severity}
    return Result(
        version="bench",
        as_of=date(2026, 11, 22),
        cutover=None,
        strictness="default",
        sources=(),
        outcomes=tuple(outcomes),
        findings=findings,
        totals=dict.fromkeys(("numbers", "devices", "lines", "sites", "addresses"), count) | counted,
        sites=tuple(sites),
        must_survive=(),
        port_hold=(),
        addresses=(),
        row_notes=(),
        rules=tuple(map(rule_facts, RULES.values())),
    )


def main() -> None:
    """Measure and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    found = result(count)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "exceptions.xlsx"
        start = time.perf_counter()
        write(found, book)
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = book.stat().st_size / MEGABYTE
        print(f"{count:,} findings: {size:.1f} MB, written in {taken:.1f} s, {peak:.0f} MB at the peak")
        if shutil.which("soffice"):
            start = time.perf_counter()
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            words = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", folder, str(book)]
            subprocess.run(words, check=True, capture_output=True)
            opened = time.perf_counter() - start
            saved = (Path(folder) / "exceptions.ods").stat().st_size / MEGABYTE
            print(f"LibreOffice opened it and saved {saved:.1f} MB in {opened:.0f} s")


if __name__ == "__main__":
    main()
