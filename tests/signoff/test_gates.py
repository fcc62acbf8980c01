"""Go needs every gate; what nobody judged is no pass, and what stands at no site may stand here."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from signoff_site import SHEETS, answers, everything, judged, stated
from sqlalchemy import insert

from e911audit.errors import E911AuditError
from e911audit.model import Decision
from e911audit.rules import find
from e911audit.signoff.gate import Acceptance
from e911audit.telling.owed import after_cutover
from e911audit.telling.recall import recall


def sheets(**changes):
    """The sheets of the site that may go, with some rows added or cells set: ``Devices=[row]`` or ``{(row, name): value}``."""
    book = deepcopy(SHEETS)
    for name, change in changes.items():
        if isinstance(change, list):
            book.setdefault(name, []).extend(change)
            continue
        for (row, header), value in change.items():
            if header not in book[name][0]:
                for number, cells in enumerate(book[name]):
                    cells.append(header if number == 0 else "")
            book[name][row][book[name][0].index(header)] = value
    return book


ASKED = (
    *("CBN-001", "CBN-002", "CBN-004", "CBN-005", "CBN-009", "HYG-003", "HYG-004", "LEG-032", "LEG-045", "LEG-047"),
    *("LEG-050", "LOC-001", "MSA-001", "MSA-010", "POR-003", "POR-011", "POR-061"),
)
"""Rules that the gates ask and some others; a run by all of them takes a second."""


def case(tmp_path, accept=everything, **changes):
    store = judged(tmp_path, sheets(**changes), map(find, ASKED))
    statement = stated(store, accept(store))
    store.close()
    return statement


def obstacles(statement, name):
    return [one["what"] for gate in statement["gates"] if gate["name"] == name for one in gate["obstacles"]]


def test_a_site_goes_when_every_gate_is_met(tmp_path):
    statement = case(tmp_path)
    assert set(answers(statement).values()) == {"met"}
    assert statement["decision"]["word"] == "GO"


def test_nothing_unjudged_passes_unless_a_person_accepts_it(tmp_path):
    statement = case(tmp_path, lambda _store: [])
    assert statement["decision"]["word"] == "NO-GO"
    assert answers(statement)["judged"] == answers(statement)["match"] == answers(statement)["ports"] == "not judged"
    assert any(one.startswith("MSA-001 ") for one in obstacles(statement, "judged"))


def test_what_was_accepted_is_told_with_name_reason_and_what_is_missing(tmp_path):
    statement = case(
        tmp_path,
        lambda _store: [Acceptance("MSA-001", "Ann Lee", "no ALI file"), Acceptance("CBN-001", "Ann Lee", "x")],
    )
    [one] = statement["accepted"]  # CBN-001 was judged: there is nothing to accept
    assert (one["rule"], one["by"], one["reason"]) == ("MSA-001", "Ann Lee", "no ALI file")
    assert one["missing"].startswith("no data: ")
    assert not any(one.startswith("MSA-001 ") for one in obstacles(statement, "judged"))


def test_records_of_a_rule_that_nobody_may_waive_cannot_be_accepted_unjudged(tmp_path):
    statement = case(tmp_path, Sites={(1, "Elevators"): ""})
    assert answers(statement)["judged"] == "not judged"
    [what] = obstacles(statement, "judged")
    assert what.startswith("LEG-050 ")
    assert "nobody may waive it" in what


def test_an_open_blocker_stops(tmp_path):
    statement = case(tmp_path, Systems={(1, "Direct 911"): "no"})
    assert answers(statement)["blockers"] == "not met"
    assert obstacles(statement, "blockers")[0].startswith("CBN-001:PBX")


def test_a_system_of_several_sites_stops_each_of_them_and_no_other(tmp_path):
    rows = [["Phone 2", "fixed_onprem", "PBX", "LAB", "512-456-1415", "yes", "512-456-1415"]]
    other = [["Phone 3", "fixed_onprem", "OLD", "LAB", "512-456-1416", "yes", "512-456-1416"]]
    old = ["OLD", "2021-03-01", "no", "yes", "front desk", "2026-11-01"]
    statement = case(tmp_path, Systems=[old], Devices=rows + other)
    assert not [one for one in statement["findings"] if one["subject"] == "OLD"]
    statement = case(tmp_path, Systems={(1, "Direct 911"): "no"}, Devices=rows)
    assert [one["site"] for one in statement["findings"] if one["rule"] == "CBN-001"] == [""]
    assert answers(statement)["blockers"] == "not met"


def test_what_stands_at_no_site_may_stand_here(tmp_path):
    statement = case(tmp_path, Devices=[["Phone 9", "fixed_onprem", "", "", "", "yes", ""]])
    [what] = [one for one in obstacles(statement, "blockers") if one.startswith("LOC-001:Phone 9")]
    assert "at no site" in what


def test_a_major_finding_needs_an_owner_and_a_date(tmp_path):
    store = judged(tmp_path, sheets(Evidence={(3, "Kind"): "photo"}), map(find, ASKED))
    accepted = everything(store)
    [finding] = [one for one in stated(store, accepted)["findings"] if one["severity"] == "major"]
    assert finding["rule"] == "LEG-045"
    place = {
        "severity": "major",
        "path": "reviewed.xlsx",
        "sheet": "Findings",
        "cell": "N2",
        "at": datetime(2026, 11, 20, tzinfo=UTC),
    }
    for number, (field, value, answer) in enumerate(
        [
            ("note", "seen", "not met"),
            ("owner", "Ann Lee", "not met"),
            ("due", "2026-11-27", "met"),
            ("owner", "", "not met"),
        ]
    ):
        with store.work() as connection:
            told = {"id": number, "finding": finding["key"], "field": field, "value": value}
            connection.execute(insert(Decision).values(told | place))
        statement = stated(store, accepted)
        assert answers(statement)["majors"] == answer
    assert [one["due"] for one in statement["findings"] if one["key"] == finding["key"]] == ["2026-11-27"]


def test_a_life_safety_line_needs_all_its_proofs(tmp_path):
    statement = case(tmp_path, Evidence={(2, "Result"): "fail"})
    assert answers(statement)["proofs"] == "not met"
    [what] = obstacles(statement, "proofs")
    assert "line id (failed)" in what


def test_without_a_sheet_of_lines_nobody_knows_which_must_survive(tmp_path):
    book = sheets()
    del book["Lines"]
    store = judged(tmp_path, book, map(find, ASKED))
    assert answers(stated(store, everything(store)))["proofs"] == "not judged"


GUIDE = [
    ["Street Name", "Street Suffix", "Low", "High", "Community", "State", "Parity", "ESN"],
    ["CONGRESS", "AVE", "1", "99", "AUSTIN", "TX", "both", "231"],
]


def test_the_match_rate_is_told_and_must_be_reached(tmp_path):
    statement = case(tmp_path, MSAG=GUIDE)
    assert answers(statement)["match"] == "not met"
    whole = [GUIDE[0], [*GUIDE[1][:3], "199", *GUIDE[1][4:]]]
    [gate] = [gate for gate in case(tmp_path, MSAG=whole)["gates"] if gate["name"] == "match"]
    assert (gate["answer"], gate["told"]) == ("met", "The street guide holds 1 of 1 location, 100 %.")


ORDERS = [["Order", "FOC", "State"], ["PO-1", "2026-11-27", "submitted"]]
LETTER = [["Order", "Account", "Telephone Numbers"], ["PO-1", "77", "512-456-1414"]]


def test_an_open_finding_on_a_port_stops(tmp_path):
    statement = case(tmp_path, **{"Port Orders": ORDERS, "LOA": LETTER})
    assert answers(statement)["ports"] == "not met"
    assert all(one.startswith("POR-") for one in obstacles(statement, "ports"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({(1, "Date"): "2026-08-01"}, "No fresh and passed 911 test call and no callback test"),
        ({(1, "Callback Result"): ""}, "No fresh and passed callback test"),
        ({(1, "Date"): "2026-11-25"}, "No fresh and passed 911 test call and no callback test"),
    ],
    ids=["older than 90 days before the cutover", "nobody called back", "dated after the day of the audit"],
)
def test_test_calls_must_be_there_and_fresh(tmp_path, change, told):
    [gate] = [gate for gate in case(tmp_path, Evidence=change)["gates"] if gate["name"] == "calls"]
    assert gate["answer"] == "not met"
    assert gate["told"].startswith(told) or gate["obstacles"]


def test_the_notification_must_have_been_tested(tmp_path):
    statement = case(tmp_path, Systems={(1, "Notification Tested On"): ""})
    assert answers(statement)["notification"] != "met"


def test_a_waiver_is_part_of_the_statement(tmp_path):
    waiver = [["Finding", "Reason", "Waived By", "Until"], ["CBN-001:PBX", "cut back tonight", "Ann Lee", "2026-12-31"]]
    statement = case(tmp_path, Systems={(1, "Direct 911"): "no"}, Waivers=waiver)
    [waived] = statement["waivers"]
    assert waived.pop("cell").endswith("inventory.xlsx Waivers!D2")
    assert waived == {"finding": "CBN-001:PBX", "reason": "cut back tonight", "by": "Ann Lee", "until": "2026-12-31"}
    assert not [one for one in obstacles(statement, "blockers") if one.startswith("CBN-001")]


def test_an_unknown_site_is_named_with_the_known_ones(tmp_path):
    from e911audit.telling.signoff import state

    store = judged(tmp_path)
    with pytest.raises(E911AuditError, match=r"no site 'NOWHERE'.*Known are HQ"):
        state(store, "NOWHERE", [], [])


@pytest.mark.slow
def test_postgresql_tells_the_same_statement_and_the_same_proofs_owed(postgresql, tmp_path):
    book = sheets(MSAG=GUIDE, **{"Port Orders": ORDERS, "LOA": LETTER})
    told = []
    for url in ("", f"{postgresql}?customer=signoff"):
        store = judged(tmp_path, book, map(find, ASKED), url)
        statement = stated(store, everything(store)) | {"inputs": []}  # the book is saved anew, with another time in it
        told.append((statement, after_cutover(store, replace(recall(store), as_of=date(2026, 11, 30)))))
        store.close()
    assert told[0] == told[1]
    assert told[0][1].owed
