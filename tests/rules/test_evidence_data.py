"""The data behind the rules of evidence: every kind has its freshness, every claim a blocker and proofs that exist."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.intake.cells import Unread, stored_words
from e911audit.intake.cells_notification import notification_parts
from e911audit.judging import judge
from e911audit.line_kinds import line_kinds
from e911audit.model.tables import Line
from e911audit.rules import find
from e911audit.rules.claims import CLAIMS
from e911audit.rules.freshness import FRESHNESS
from e911audit.telling.recall import recall
from e911audit.values import Severity


def test_every_kind_of_evidence_has_its_freshness_and_source():
    assert sorted(kind.kind for kind in FRESHNESS) == sorted(stored_words("evidence_kind"))
    assert all(kind.title and kind.source for kind in FRESHNESS)
    assert {kind.kind for kind in FRESHNESS if kind.repeated} == {"test_call_911", "callback_test", "station_test"}


def test_every_claim_clears_a_blocker_and_can_be_proved():
    kinds = {kind.kind for kind in FRESHNESS}
    for claim in CLAIMS:
        assert find(claim.rule).severity is Severity.BLOCKER
        assert claim.field in Line.c
        assert claim.proofs
        assert set(claim.proofs) <= kinds
        assert set(claim.line_kinds) <= set(line_kinds())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("fact, callback, location", "fact, callback, location"),
        ("Location and call-back number", "callback, location"),
        ("LOCATION / FACT", "fact, location"),
        ("fact; rest infeasible", "fact, infeasible"),
        ("Everything", "fact, callback, location"),
        ("TBD", None),
        ("", None),
    ],
)
def test_what_a_notification_carries(written, read):
    assert notification_parts(written) == read


@pytest.mark.parametrize("written", ["fact, no location", "without callback", "a lot", ", ,x"])
def test_what_it_carries_is_not_guessed(written):
    with pytest.raises(Unread):
        notification_parts(written)


def judged(store, code, as_of=date(2026, 11, 22), cutover=None):
    judge(store, Config(as_of=as_of, cutover=cutover), [find(code)])
    return recall(store)


def test_two_files_that_disagree_are_one_finding_with_both_cells(loaded, write_csv):
    store = loaded(
        write_csv("a/DIDs.csv", [["Telephone Number", "Status", "Site Code"], ["512-555-0142", "active", "HQ"]]),
        write_csv("b/portal.csv", [["Status", "Telephone Number", "Site Code"], ["active", "5125550142", "DEPOT"]]),
    )
    (finding,) = judged(store, "HYG-007").findings
    assert finding.message == (
        "Two sheets disagree about +15125550142: site 'HQ' or 'DEPOT' (DIDs.csv A2 and portal.csv B2)."
    )
    assert (finding.site, finding.affects) == ("HQ", 1)
    assert [cell.cell for cell in finding.cells] == ["A2", "B2"]


def test_a_third_file_adds_a_cell_and_no_finding(loaded, write_csv):
    rows = [["Telephone Number", "Status", "Site Code"], ["512-555-0142", "active", "HQ"]]
    more = [*rows, ["512-555-0143", "active", "HQ"]]
    other = [rows[0], [*rows[1][:2], "DEPOT"]]
    store = loaded(*(write_csv(f"{name}.csv", told) for name, told in (("a", rows), ("b", more), ("c", other))))
    (finding,) = judged(store, "HYG-007").findings
    assert len(finding.cells) == 3
    assert "(a.csv A2 and c.csv A2)" in finding.message


EVIDENCE = [["Subject", "Kind", "Date", "Result"], ["HQ", "911 test", "2026-09-16", "pass"]]


@pytest.mark.parametrize(
    ("cutover", "found", "unjudged"),
    [(None, 0, 1), (date(2026, 12, 15), 0, 0), (date(2026, 12, 16), 1, 0)],
)
def test_a_test_call_is_fresh_for_ninety_days_before_the_cutover(loaded, write_csv, cutover, found, unjudged):
    store = loaded(write_csv("evidence.csv", EVIDENCE))
    outcome = judged(store, "HYG-003", cutover=cutover).outcomes[0]
    assert (outcome.found, outcome.looked_at + outcome.unjudged) == (found, 1)
    assert bool(outcome.missing) == bool(unjudged)


def test_a_finding_about_evidence_belongs_to_the_site_of_its_subject(loaded, write_csv):
    devices = [["Device Name", "MAC", "Site Code"], ["Phone 1", "00:11:22:33:44:55", "DEPOT"]]
    failed = [EVIDENCE[0], ["phone 1", "911 test", "2026-11-10", "fail"]]
    store = loaded(write_csv("devices.csv", devices), write_csv("evidence.csv", failed))
    (finding,) = judged(store, "HYG-004").findings
    assert (finding.site, finding.subject) == ("DEPOT", "phone 1")
    assert finding.message == "For phone 1 this failed and has not passed since: 911 test call."
