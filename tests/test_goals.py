"""The page of goals tells what the tests of each goal came to."""

import csv
from pathlib import Path

from tables.goals import GOALS, main, page, reached

RESULTS = """<testsuites><testsuite>
<testcase classname="tests.reliability.test_r07_kills" name="a" time="1.5"/>
<testcase classname="tests.reliability.test_r07_kills" name="b" time="2"><failure message="x">x</failure></testcase>
<testcase classname="tests.reliability.test_r12_canaries" name="c" time="0.2"><skipped/></testcase>
<testcase classname="tests.reliability.test_self_check" name="d" time="9"/>
</testsuite></testsuites>"""
HERE = Path(__file__).parent / "reliability"


def test_each_goal_is_told_with_what_its_tests_came_to(tmp_path):
    (tmp_path / "goals.xml").write_text(RESULTS)
    found = reached(tmp_path / "goals.xml")
    assert found.keys() == {"R7", "R12"}
    lines = list(page(found, long=False))
    [kills] = [line for line in lines if line.startswith("| R7 |")]
    assert "| 1 | 1 | 0 | 4 |" in kills
    assert main([str(tmp_path / "goals.xml"), str(tmp_path / "page.md")]) == 1
    assert (tmp_path / "page.md").read_text().count("\n| R") == 18


def test_every_goal_but_speed_has_tests():
    with GOALS.open(encoding="utf-8", newline="") as file:
        goals = [row["goal"] for row in csv.DictReader(file)]
    assert goals == [f"R{number}" for number in range(1, 19)]
    assert [goal for goal in goals if not list(HERE.glob(f"test_r{int(goal[1:]):02}_*.py"))] == ["R16"]
