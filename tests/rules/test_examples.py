"""Every rule is tested by the examples that it carries: bad rows are found, good ones are not, missing data is no pass."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from exchange_files import FILES, write_exchange
from inventories import save_book
from stores import empty_store

from e911audit.config import Config
from e911audit.intake.load import load as load_into
from e911audit.judging import judge
from e911audit.rules import RULES, Rule
from e911audit.rules.example import Grid, read_example
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.values import Judgement
from e911audit.views.result import Outcome, Result

AS_OF = date(2026, 11, 22)
ALL = sorted(RULES.values(), key=lambda rule: rule.code)
MORE = [(rule, name) for rule in ALL for name in rule.more]


def judged(
    rule: Rule, example: dict[str, Grid], folder: Path, opened: Callable[[], Store] = empty_store
) -> tuple[Outcome, Result]:
    """The rule's answer on an example, through the same reading, intake and judging as a user's file."""
    run = {row[0]: row[1] for row in zip(*example.pop("Run", []), strict=True)}
    files = [
        write_exchange(example.pop(name), form, folder / f"example.{form.name}")
        for name, form in FILES.items()
        if name in example
    ]
    if example:
        files.append(folder / "example.xlsx")
        save_book(files[-1], example)
    cutover = date.fromisoformat(run["Cutover"]) if "Cutover" in run else None
    store = opened()
    load_into(store, files)
    judge(store, Config(as_of=AS_OF, cutover=cutover), [rule])
    result = recall(store)
    store.close()
    return result.outcomes[0], result


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_bad_rows_are_found(rule, tmp_path):
    outcome, result = judged(rule, read_example(rule.bad), tmp_path)
    assert outcome.state is Judgement.FOUND, outcome
    finding = result.findings[0]
    assert finding.subject
    assert finding.cells
    assert "{" not in finding.message


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_good_rows_are_not(rule, tmp_path):
    outcome, _ = judged(rule, read_example(rule.good), tmp_path)
    assert outcome.found == 0, outcome
    assert outcome.looked_at > 0, outcome


@pytest.mark.parametrize(("rule", "name"), MORE, ids=[f"{rule.code}: {name}" for rule, name in MORE])
def test_traps(rule, name, tmp_path):
    text, expected = rule.more[name]
    outcome, _ = judged(rule, read_example(text), tmp_path)
    assert outcome.found == expected, outcome


@pytest.mark.parametrize("rule", [rule for rule in ALL if rule.needs], ids=lambda rule: rule.code)
def test_without_its_data_it_is_not_judged(rule, tmp_path):
    """A workbook that supplies nothing of what the rule needs: one line, never a pass."""
    other = "Evidence: Subject | Kind | Result\n          Lift 1 | photo | pass"
    if any(need.startswith("evidence.") for need in rule.needs) or rule.among.tables == ("sheet",):
        other = "Network: Kind | Identifier | Site Code\n         subnet | 10.0.0.0/8 | HQ"
    outcome, result = judged(rule, read_example(other), tmp_path)
    assert outcome.state is Judgement.NOT_JUDGED, outcome
    assert outcome.missing
    assert not result.findings
