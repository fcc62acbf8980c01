"""Files of NENA records, written by the codec and damaged: what is found in them, in which words, at which lines."""

from datetime import date

import pytest
from exchange_files import FILES, write_exchange

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.values import Judgement

ALI, MSAG = FILES["ALI file"], FILES["MSAG file"]
HEAD = ["Line", "Characters", "Ends With"]
WHOLE = [HEAD, ["header", "512", "*"], ["record", "512", "*"], ["record", "512", "*"], ["trailer 2", "512", "*"]]
CODES = ("MSA-001", "MSA-002", "MSA-003", "MSA-008", "MSA-011", "MSA-012", "MSA-013")


def judged(*paths):
    """The outcomes by rule, and the findings, of these files in one store."""
    store = Store.open("sqlite://")
    load(store, paths)
    judge(store, Config(as_of=date(2026, 11, 22)), [RULES[code] for code in CODES])
    result = recall(store)
    store.close()
    return {outcome.rule: outcome for outcome in result.outcomes}, result.findings


def told(findings):
    return [(one.rule, one.message, one.affects, [cell.cell for cell in one.cells]) for one in findings]


@pytest.fixture
def ali(tmp_path):
    def write(*lines, form=ALI, name="daily.ali"):
        return write_exchange([HEAD, *lines], form, tmp_path / name)

    return write


@pytest.fixture
def edited(tmp_path):
    """A whole file in which texts are replaced by others of the same length."""

    def write(replaced, name="daily.ali"):
        path = write_exchange(WHOLE, ALI, tmp_path / name)
        text = path.read_bytes().decode()
        for old, new in replaced.items():
            assert old in text
            assert len(old) == len(new)
            text = text.replace(old, new)
        path.write_bytes(text.encode("latin-1"))
        return path

    return write


def test_a_whole_file_is_clean(ali):
    outcomes, findings = judged(ali(*WHOLE[1:]))
    assert told(findings) == []
    clean = {code for code, outcome in outcomes.items() if outcome.state is Judgement.CLEAN}
    assert clean == set(CODES) - {"MSA-012"}
    assert outcomes["MSA-012"].unjudged == 2, "what the database holds was not loaded"


def test_wrong_lines_are_one_finding_that_cites_the_first(ali):
    wrong = [["record", "510", "*"], ["record", "512", "X"], ["record", "514", "*"]]
    _, findings = judged(ali(["header", "512", "*"], ["record", "512", "*"], *wrong, ["trailer 2", "512", "*"]))
    assert told(one for one in findings if one.rule == "MSA-001") == [
        (
            "MSA-001",
            (
                "daily.ali holds ALI records that no 911 database takes: not 512 characters, or shifted: lines 3, 5; "
                "without the end mark '*': line 4."
            ),
            3,
            ["line 3"],
        )
    ]


def test_a_file_of_which_no_record_can_be_read_is_no_pass(ali):
    short = [["record", "511", "*"]] * 3
    outcomes, findings = judged(ali(["header", "512", "*"], *short, ["trailer 3", "512", "*"]))
    assert [(one.rule, one.affects) for one in findings if one.rule == "MSA-001"] == [("MSA-001", 3)]
    assert {code: outcomes[code].state for code in ("MSA-003", "MSA-008", "MSA-013")} == dict.fromkeys(
        ("MSA-003", "MSA-008", "MSA-013"), Judgement.NOT_JUDGED
    )


def test_a_damaged_export_replaces_no_whole_one(ali, store, ask):
    whole = ali(*WHOLE[1:], name="ali 2026-11-01.txt")
    load(store, [whole])
    damaged = ali(["header", "512", "*"], ["record", "511", "*"], name="ali 2026-11-02.txt")
    load(store, [whole, damaged])
    assert ask(store, "select count(*) from e911_record") == [(2,)]


@pytest.mark.parametrize(
    ("lines", "fault", "cell"),
    [
        (WHOLE[1:3] + WHOLE[4:], "the trailer in line 3 counts 2 records, found before it: 1", "line 3"),
        (WHOLE[2:], "no header record", "line 1"),
        (WHOLE[1:4], "no trailer record", "line 3"),
        ([*WHOLE[1:], WHOLE[2]], "1 record behind the last trailer", "line 5"),
        (WHOLE[1:3] + WHOLE[1:], "1 record before the header in line 3 without a trailer", "line 3"),
    ],
    ids=["count", "header", "trailer", "behind", "two in one"],
)
def test_a_frame_that_is_wrong_is_cited_where_it_shows(ali, lines, fault, cell):
    _, findings = judged(ali(*lines))
    assert [(one.rule, one.message, [found.cell for found in one.cells]) for one in findings] == [
        ("MSA-002", f"daily.ali is no whole file of ALI records: {fault}.", [cell])
    ]


def test_a_street_guide_without_header_and_trailer_is_not_judged(ali):
    outcomes, _ = judged(ali(*[["record", "200", "*"]] * 3, form=MSAG, name="guide.msag"))
    assert (outcomes["MSA-001"].state, outcomes["MSA-002"].state) == (Judgement.CLEAN, Judgement.NOT_JUDGED)


def test_records_without_line_ends_are_cited_by_their_number(ali):
    path = ali(["header", "512", "*"], ["record", "512", "*"], ["record", "512", "*"])
    path.write_bytes(path.read_bytes().replace(b"\r\n", b""))
    _, findings = judged(path)
    assert [(one.rule, one.cells[0].cell) for one in findings] == [("MSA-002", "record 3")]


@pytest.mark.parametrize(
    ("replaced", "rule", "said", "cells"),
    [
        ({"I21255501": "Z21255501"}, "MSA-003", "function code is Z,", ["positions 1, line 2", "positions 1, line 3"]),
        ({"MAIN  ": "MA#N  "}, "MSA-008", "code 112", ["positions 28-87, line 2", "positions 28-87, line 3"]),
        ({"101     ": "12 1/2  "}, "MSA-008", "code 107", ["positions 12-21, line 2", "positions 12-21, line 3"]),
        ({"ROUND ROCK": "ROUND_ROCK"}, "MSA-008", "code 114", ["positions 94-125, line 2", "positions 94-125, line 3"]),
        ({"      MAIN": "    NNMAIN"}, "MSA-008", "code 110", ["positions 26-27, line 2", "positions 26-27, line 3"]),
        (
            {"2125550100": "          "},
            "MSA-013",
            "code 103",
            ["positions 231-240, line 2", "positions 231-240, line 3"],
        ),
        (
            {"2125550100": "5550100   "},
            "MSA-013",
            "code 103",
            ["positions 231-240, line 2", "positions 231-240, line 3"],
        ),
        ({"0491": "    "}, "MSA-011", "blank in 2 of 2 records", ["positions 257-260, line 2"]),
    ],
    ids=["function", "street", "house", "community", "direction", "no main number", "short main number", "county"],
)
def test_a_field_is_one_finding_for_all_its_records(edited, replaced, rule, said, cells):
    _, findings = judged(edited(replaced))
    ((found, message, affects, cited),) = told(findings)
    assert (found, affects, cited) == (rule, 2, cells)
    assert said in message


def test_an_update_is_compared_with_the_extract_that_another_file_holds(edited, write_csv):
    held = [
        ["Telephone Number", "House Number", "Street Name", "Community", "Extract Date"],
        ["212-555-0101", "101", "MAIN ST", "ROUND ROCK", "2026-11-19"],
        ["212-555-0102", "101", "MAIN ST", "ROUND ROCK", "2026-11-18"],
    ]
    outcomes, findings = judged(edited({}), write_csv("held.csv", held))
    assert told(findings) == [
        (
            "MSA-012",
            (
                "+12125550101 has an update of 2026-11-19, and the database holds one of 2026-11-19, which is no earlier: "
                "code 731."
            ),
            1,
            ["positions 251-256, line 2"],
        )
    ]
    assert outcomes["MSA-012"].looked_at == 2
