"""Judging: three answers for each rule, one finding for each subject, and keys that stay."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.errors import BadConfig, StoreRefused
from e911audit.intake.load import load as load_into
from e911audit.judging import judge
from e911audit.model.tables import Line, Number
from e911audit.rules import RULES
from e911audit.rules.rule import Rule, day
from e911audit.rules.subjects import LINES, NUMBERS
from e911audit.telling.recall import recall
from e911audit.values import Basis, Judgement, Severity

TODAY = date(2026, 11, 22)
CONFIG = Config(as_of=TODAY)


def make(
    wrong,
    *,
    among=NUMBERS,
    needs=(),
    message="{subject}",
    points_at=("e164",),
    options=None,
    severity=Severity.MAJOR,
    milder=None,
):
    """A rule for tests; ``wrong`` takes the options and returns the condition."""
    return Rule(
        code="LOC-001", name="a rule of tests", severity=severity, basis=Basis.PRACTICE, among=among, wrong=wrong, why="Because.",
        message=message, fix="Mend it.", cites=("none",), needs=needs, points_at=points_at, bad="", good="", options=options or {},
        milder=milder,
    )  # fmt: skip


UNPROVISIONED = make(lambda: Number.c.e911_provisioned == "no", needs=("number.e911_provisioned",))
HEADER = ["Telephone Number", "Site Code", "E911 Provisioned", "Status"]


@pytest.fixture
def judged(store, monkeypatch):
    """Load paths, judge them by one rule, return its outcome and findings."""

    def answer(rule, *paths, config=CONFIG):
        monkeypatch.setitem(RULES, rule.code, rule)
        load_into(store, list(paths))
        run = judge(store, config, [rule])
        result = recall(store, run)
        return result.outcomes[0], result.findings

    return answer


def test_clean_found_and_not_judged(write_csv, judged):
    rows = [["512-456-1414", "HQ", "yes"], ["512-456-1415", "HQ", "no"], ["512-456-1416", "B2", ""]]
    outcome, findings = judged(UNPROVISIONED, write_csv("dids.csv", [HEADER, *rows]))
    assert (outcome.state, outcome.looked_at, outcome.found, outcome.unjudged) == (Judgement.FOUND, 2, 1, 1)
    assert outcome.missing == ("blank in 1 record: number.e911_provisioned",)
    assert [finding.key for finding in findings] == ["LOC-001:+15124561415"]


def test_all_answered_and_none_wrong_is_clean(write_csv, judged):
    outcome, findings = judged(UNPROVISIONED, write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "yes"]]))
    assert (outcome.state, outcome.looked_at, outcome.unjudged, outcome.missing) == (Judgement.CLEAN, 1, 0, ())
    assert findings == ()


def test_blank_everywhere_is_not_judged_and_no_pass(write_csv, judged):
    outcome, _ = judged(UNPROVISIONED, write_csv("dids.csv", [HEADER, ["512-456-1414"], ["512-456-1415", "", "TBD"]]))
    assert outcome.state is not Judgement.CLEAN
    assert outcome.missing


def test_a_missing_column_is_not_judged_once_instead_of_found_often(write_csv, judged):
    rows = [[f"512-456-14{n}"] for n in range(10, 60)]
    outcome, findings = judged(UNPROVISIONED, write_csv("dids.csv", [["Telephone Number"], *rows]))
    assert (outcome.state, outcome.looked_at, outcome.unjudged) == (Judgement.NOT_JUDGED, 0, 50)
    assert outcome.missing == ("number.e911_provisioned",)
    assert findings == ()


def test_each_sheet_is_judged_by_what_it_supplies(write_csv, judged):
    with_column = write_csv("a.csv", [HEADER, ["512-456-1414", "HQ", "no"]])
    without = write_csv("b.csv", [["Telephone Number", "Site Code"], ["512-456-1415", "B2"], ["512-456-1416", "B2"]])
    outcome, _ = judged(UNPROVISIONED, with_column, without)
    assert (outcome.state, outcome.looked_at, outcome.found, outcome.unjudged) == (Judgement.FOUND, 1, 1, 2)
    assert len(outcome.missing) == 1
    assert outcome.missing[0].startswith("number.e911_provisioned in ")
    assert "b.csv" in outcome.missing[0]


def test_one_sheet_clean_and_one_without_the_column_is_no_pass(write_csv, judged):
    with_column = write_csv("a.csv", [HEADER, ["512-456-1414", "HQ", "yes"]])
    without = write_csv("b.csv", [["Telephone Number", "Site Code"], ["512-456-1415", "B2"]])
    outcome, _ = judged(UNPROVISIONED, with_column, without)
    assert (outcome.state, outcome.looked_at, outcome.unjudged) == (Judgement.NOT_JUDGED, 1, 1)


def test_no_sheet_at_all_is_not_judged(write_csv, judged):
    rule = make(lambda: Line.c.kind == "fax", among=LINES, needs=("line.kind",))
    outcome, _ = judged(rule, write_csv("dids.csv", [HEADER, ["512-456-1414"]]))
    assert (outcome.state, outcome.looked_at, outcome.unjudged, outcome.missing) == (
        Judgement.NOT_JUDGED,
        0,
        0,
        ("line.kind",),
    )


def test_a_need_of_another_table_may_come_from_any_sheet(write_csv, judged):
    rule = make(lambda: Number.c.site == "HQ", needs=("site.code",))
    numbers = write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ"]])
    outcome, _ = judged(rule, numbers)
    assert (outcome.state, outcome.missing) == (Judgement.NOT_JUDGED, ("site.code",))
    outcome, _ = judged(rule, write_csv("sites.csv", [["Site Code", "City"], ["HQ", "Austin"]]))
    assert outcome.state is Judgement.FOUND


@pytest.mark.parametrize(
    ("header", "state"), [("E911 Status", "found"), ("E911 Provisioned", "found"), ("Notes", "not_judged")]
)
def test_one_of_several_needs_is_enough(write_csv, judged, header, state):
    rule = make(lambda: Number.c.text != "", needs=("number.e911_provisioned or number.e911_status",))
    outcome, _ = judged(rule, write_csv("dids.csv", [["Telephone Number", header], ["512-456-1414", "yes"]]))
    assert outcome.state == state


def test_records_of_one_subject_are_one_finding_with_all_cells(write_csv, judged):
    first = write_csv("a.csv", [HEADER, ["512-456-1414", "HQ", "no"], ["(512) 456-1414", "HQ", "no"]])
    second = write_csv("b.csv", [HEADER, ["5124561414", "HQ", "no"]])
    outcome, (finding,) = judged(UNPROVISIONED, first, second)
    assert outcome.found == 1
    assert finding.affects == 3
    assert [(cell.path.rpartition("/")[2], cell.cell) for cell in finding.cells] == [
        ("a.csv", "A2"),
        ("a.csv", "A3"),
        ("b.csv", "A2"),
    ]
    assert finding.original == "512-456-1414"


def test_a_name_at_two_sites_is_two_findings_with_their_site_in_the_key(write_csv, judged):
    rows = [["4010", "HQ", "no"], ["4010", "B2", "no"], ["4011", "B2", "no"], ["4010", "", "no"]]
    _, findings = judged(UNPROVISIONED, write_csv("dids.csv", [HEADER, *rows]))
    assert [(finding.key, finding.site) for finding in findings] == [
        ("LOC-001:4010@", ""), ("LOC-001:4010@B2", "B2"), ("LOC-001:4010@HQ", "HQ"), ("LOC-001:4011", "B2"),
    ]  # fmt: skip


def test_keys_do_not_change_from_run_to_run_nor_with_the_order_of_rows(write_csv, judged, store):
    rows = [["512-456-1414", "HQ", "no"], ["512-456-1415", "B2", "no"], ["4010", "B2", "no"]]
    path = write_csv("dids.csv", [HEADER, *rows])
    _, before = judged(UNPROVISIONED, path)
    again = recall(store, judge(store, CONFIG, [UNPROVISIONED])).findings
    assert again == before
    write_csv("dids.csv", [["DIDs"], HEADER, *reversed(rows)])
    _, turned = judged(UNPROVISIONED, path)
    assert [finding.key for finding in turned] == [finding.key for finding in before]


@pytest.mark.parametrize("asked", Severity)
def test_a_severity_is_raised_by_the_user_but_never_lowered(write_csv, judged, asked):
    config = Config(as_of=TODAY, rules={"LOC-001": {"severity": str(asked)}})
    _, (finding,) = judged(UNPROVISIONED, write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "no"]]), config=config)
    assert finding.severity is (asked if asked.rank < Severity.MAJOR.rank else Severity.MAJOR)


def test_a_milder_case_weighs_less(write_csv, judged):
    rule = make(lambda: Number.c.text != "", milder=(Severity.INFO, lambda: Number.c.site == "B2"))
    _, findings = judged(
        rule, write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ"], ["512-456-1415", "B2"], ["512-456-1416"]])
    )
    assert [finding.severity for finding in findings] == [Severity.MAJOR, Severity.INFO, Severity.MAJOR]


def test_options_reach_the_condition_and_the_message(write_csv, judged):
    rule = make(lambda most: Number.c.row > most, options={"most": 2}, message="{subject} stands behind row {most}")
    path = write_csv("dids.csv", [HEADER, *([f"512-456-14{n}"] for n in range(10, 15))])
    assert judged(rule, path)[0].found == 4
    outcome, findings = judged(rule, path, config=Config(as_of=TODAY, rules={"LOC-001": {"most": 4}}))
    assert outcome.found == 2
    assert findings[0].message == "+15124561413 stands behind row 4"


WRONG = {
    "an unknown rule": ({"LOC-01": {}}, "Do you mean 'LOC-0"),
    "an unknown option": ({"NUM-002": {"allow_ficticious": True}}, "Do you mean 'allow_fictitious'"),
    "an option of another kind": ({"NUM-002": {"allow_fictitious": "perhaps"}}, "NUM-002.allow_fictitious"),
}


@pytest.mark.parametrize(("rules", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_setting_that_means_nothing_is_named_and_nothing_is_kept(store, ask, rules, told):
    with pytest.raises(BadConfig) as refusal:
        judge(store, Config(as_of=TODAY, rules=rules))
    assert told in refusal.value.sentence
    assert ask(store, "select * from run") == []


def test_days_are_counted_from_the_day_of_the_run(write_csv, judged):
    lines = [
        ["Line Number", "Line Type", "Disconnect Due"],
        ["512-456-1414", "fax", "2026-11-30"],
        ["512-456-1415", "fax", "2026-12-10"],
    ]
    rule = make(lambda: Line.c.disconnect_due <= day("as_of", -10), among=LINES, needs=("line.disconnect_due",))
    path = write_csv("lines.csv", lines)
    assert [finding.subject for finding in judged(rule, path)[1]] == ["+15124561414"]
    later = Config(as_of=date(2026, 12, 1))
    assert len(judged(rule, path, config=later)[1]) == 2


def test_a_rule_of_the_cutover_is_not_judged_without_one(write_csv, judged):
    lines = [["Line Number", "Line Type", "Disconnect Due"], ["512-456-1414", "fax", "2026-11-30"]]
    rule = make(
        lambda: Line.c.disconnect_due < day("cutover"), among=LINES, needs=("run.cutover", "line.disconnect_due")
    )
    path = write_csv("lines.csv", lines)
    outcome, _ = judged(rule, path)
    assert (outcome.state, outcome.missing) == (Judgement.NOT_JUDGED, ("run.cutover",))
    outcome, _ = judged(rule, path, config=Config(as_of=TODAY, cutover=date(2026, 12, 1)))
    assert outcome.state is Judgement.FOUND


def test_every_rule_of_the_catalogue_has_one_outcome(write_csv, store):
    load_into(store, [write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "no", "active"]])])
    result = recall(store, judge(store, CONFIG))
    assert [outcome.rule for outcome in result.outcomes] == sorted(RULES)
    for outcome in result.outcomes:
        assert (outcome.state is Judgement.FOUND) == bool(outcome.found)
        assert outcome.missing or outcome.state is not Judgement.NOT_JUDGED
        assert outcome.state is not Judgement.CLEAN or not outcome.unjudged


def test_a_store_without_a_run(store):
    with pytest.raises(StoreRefused) as refusal:
        recall(store)
    assert "check" in refusal.value.advice


def test_the_newest_run_is_recalled_and_an_older_one_by_its_number(write_csv, store):
    """An older run may cite cells of a sheet that has since been replaced: it is still told."""
    path = write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "no"]])
    load_into(store, [path])
    first = judge(store, CONFIG, [UNPROVISIONED])
    load_into(store, [write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "yes"]])])
    judge(store, CONFIG, [UNPROVISIONED])
    assert recall(store).findings == ()
    assert [finding.key for finding in recall(store, first).findings] == ["LOC-001:+15124561414"]


def test_a_run_by_rules_that_are_no_more_is_still_read(write_book, store):
    load_into(store, [write_book("numbers.xlsx", {"Numbers": [HEADER, ["212-555-0142", "HQ", "no", "active"]]})])
    judge(store, CONFIG)
    with store.work() as connection:
        connection.exec_driver_sql("update finding set rule = 'OLD-001', key = 'OLD-001:' || subject || rowid")
    found = recall(store).findings
    assert {finding.rule for finding in found} == {"OLD-001"}
    assert all("judge the store anew" in finding.fix for finding in found)
