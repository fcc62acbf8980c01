"""A page of the goals of reliability, with what their tests came to.

Usage: python -m tables.goals RESULTS.xml FILE.md. ``make long`` runs it on the results that pytest wrote (JUnit XML).
A test belongs to the goal that its file names: test_r07_kills.py to R7.
"""

import csv
import os
import platform
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

GOALS = Path(__file__).with_name("goals.csv")
OF_GOAL = re.compile(r"test_r(\d\d)_")
HEAD = """# Reliability: goals and what was reached

Written by `make long` from the results of `tests/reliability`. The figures here are of the {form} form, on {system}.
A goal without a failed test is held as far as its tests go; what they are is in the last columns.

| goal | promise | tests passed | failed | skipped | seconds | normal suite | long suite | apart |
| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- |"""


def reached(results: Path) -> dict[str, Counter[str]]:
    """Goal -> how many of its tests passed, failed and were skipped, and their seconds."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in ET.parse(results).iter("testcase"):  # noqa: S314  (pytest has just written it)
        if not (named := OF_GOAL.search(case.get("classname", ""))):
            continue
        one = found[f"R{int(named[1])}"]
        ended = {child.tag for child in case}
        one["failed" if ended & {"failure", "error"} else "skipped" if "skipped" in ended else "passed"] += 1
        one["milliseconds"] += round(1000 * float(case.get("time", "0")))
    return found


def page(found: dict[str, Counter[str]], *, long: bool) -> Iterator[str]:
    """The lines of the page."""
    yield HEAD.format(
        form="long" if long else "normal", system=f"{platform.system()}, Python {platform.python_version()}"
    )
    with GOALS.open(encoding="utf-8", newline="") as file:
        for goal in csv.DictReader(file):
            one = found.get(goal["goal"], Counter())
            seconds = f"{one['milliseconds'] / 1000:.0f}" if one else ""
            counts = [str(one[name]) if one else "" for name in ("passed", "failed", "skipped")]
            told = [goal["goal"], goal["promise"], *counts, seconds, goal["normal"], goal["long"], goal["apart"]]
            yield f"| {' | '.join(told)} |"


def main(words: list[str]) -> int:
    """Write the page; 1 where a test failed."""
    results, target = map(Path, words)
    found = reached(results)
    long = os.environ.get("E911AUDIT_LONG") == "1"
    target.write_text("\n".join(page(found, long=long)) + "\n", encoding="utf-8", newline="\n")
    return int(any(one["failed"] for one in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
