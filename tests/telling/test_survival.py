"""Each line with its kind and how that is known, the decision, its proofs, and the day on which it may go."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.recall import recall

AS_OF, CUTOVER = date(2026, 12, 20), date(2026, 12, 1)
LINES = [
    *("Line Number", "Site Code", "Line Type", "Life Safety", "Action", "Target Transport", "Replacement", "Carrier"),
    *("Battery Hours", "UPS Covers All", "Supervision Minutes", "MFVN", "Code Edition", "Notes", "Service"),
]
LIFT = "+15125550150"
SOUND = {
    "Line Number": "512-555-0150",
    "Line Type": "elevator",
    "Action": "replace",
    "Target Transport": "cell",
    "Battery Hours": "8",
    "UPS Covers All": "yes",
    "Supervision Minutes": "60",
    "Code Edition": "A17.1-2013",
}
PROOFS = ("line id", "ahj approval", "callback test", "battery test", "inspection")


@pytest.fixture
def judged(write_csv, loaded):
    """Lines (as dicts) and further files, judged; returns every line by its name."""

    def run(*lines, cutover=CUTOVER, **files):
        written = [write_csv("analog lines.csv", [LINES, *([line.get(name, "") for name in LINES] for line in lines)])]
        written += [write_csv(f"{name.replace('_', ' ')}.csv", rows) for name, rows in files.items()]
        store = loaded(*written)
        judge(store, Config(as_of=AS_OF, cutover=cutover))
        return recall(store)

    return run


def only(result):
    (line,) = (*result.must_survive, *result.other_lines)
    return line


def evidence(*rows):
    head = ["Subject", "Kind", "Date", "Result", "By", "Authority", "Reference", "Expires On", "Identified As"]
    return [head, *([*row, *[""] * (len(head) - len(row))] for row in rows)]


def passed(day="2026-12-05", kinds=PROOFS, subject="512-555-0150"):
    return [[subject, kind, day, "pass"] for kind in kinds]


# What is this line


def test_a_column_tells_and_its_cell_is_cited(judged):
    line = only(judged({"Line Number": "512-555-0150", "Line Type": "elevator"}))
    assert (line.kind, line.confidence, line.lives) == ("elevator emergency phone", "told", "yes")
    assert line.how_known == ("column: elevator emergency phone (analog lines.csv C2)",)


def test_words_of_a_note_are_likely_and_a_code_is_weak(judged):
    result = judged(
        {"Line Number": "512-555-0150", "Notes": "FACP line 2"},
        {"Line Number": "512-555-0151", "Service": "1FB RJ31X"},
        {"Line Number": "512-555-0152", "Service": "1FB"},
    )
    told = {line.line[-4:]: (line.kind, line.confidence, line.how_known) for line in result.must_survive}
    assert told["0150"][:2] == ("fire alarm communicator", "likely")
    assert told["0150"][2] == ("words 'FACP': fire alarm communicator (analog lines.csv N2)",)
    assert told["0151"] == (
        "alarm of unknown kind",
        "weak",
        ("code RJ31X: alarm of unknown kind (analog lines.csv O3)",),
    )
    assert told["0152"][:2] == ("line of unknown purpose", "none")
    assert told["0152"][2] == (), "its neighbour is no line of which anybody is sure that lives depend on it"


def test_a_neighbour_of_a_life_safety_line_is_told(judged):
    result = judged(SOUND, {"Line Number": "512-555-0151"})
    assert result.must_survive[-1].how_known == ("next to +15125550150: elevator emergency phone",)
    assert result.must_survive[-1].decision == "not judged"


def test_another_record_of_the_number_tells(judged):
    csr = [["BTN", "Account", "Telephone Number", "Features"], ["512-555-0150", "A-1", "512-555-0150", "HTG; RJ31X"]]
    numbers = [["Telephone Number", "Site Code", "Assigned To"], ["512-555-0151", "HQ", "Elevator 2 phone"]]
    result = judged({"Line Number": "512-555-0150"}, {"Line Number": "512-555-0151"}, csr=csr, dids=numbers)
    told = {line.line[-4:]: (line.kind, line.confidence) for line in result.must_survive}
    assert told == {"0150": ("alarm of unknown kind", "weak"), "0151": ("elevator emergency phone", "likely")}


def test_a_bill_does_not_make_a_known_line_unknown(judged):
    bill = [["WTN", "USOC", "Monthly Charge", "Description"], ["512-555-0150", "1FB", "50", "Business line"]]
    line = only(judged({"Line Number": "512-555-0150", "Line Type": "fax", "Action": "keep"}, bill=bill))
    assert (line.kind, line.confidence, line.lives, line.action) == ("fax", "told", "no", "keep")


def test_a_person_on_site_beats_words(judged):
    found = evidence(["512-555-0150", "line id", "2026-12-02", "pass", *[""] * 4, "fax"])
    line = only(judged({"Line Number": "512-555-0150", "Notes": "FACP"}, evidence=found))
    assert (line.kind, line.confidence, line.lives) == ("fax", "certain", "no")
    assert line.how_known[0].startswith("identified on site: fax (evidence.csv")
    assert line.how_known[1].startswith("contradicted by words 'FACP'")


def test_a_persons_word_outlives_a_new_inventory(write_csv, loaded, store, ask):
    found = write_csv(
        "evidence.csv", evidence(["512-555-0150", "line id", "2026-12-02", "pass", *[""] * 4, "elevator"])
    )
    row = ["512-555-0150", *[""] * 12, "fax machine", ""]
    loaded(write_csv("analog lines.csv", [LINES, row]), found)
    loaded(write_csv("analog lines.csv", [LINES, [*row[:13], "copier", ""]]))
    assert ask(store, "select kind, kind_words, life_safety from line") == [("elevator_phone", None, "yes")]


def test_a_failed_or_pending_identification_says_nothing(judged):
    rows = [["512-555-0150", "line id", "2026-12-02", result, *[""] * 4, "fax"] for result in ("fail", "pending")]
    line = only(judged({"Line Number": "512-555-0150", "Notes": "FACP"}, evidence=evidence(*rows)))
    assert (line.kind, line.confidence) == ("fire alarm communicator", "likely")
    assert "line id (failed)" in line.missing


def test_of_two_persons_words_the_graver_decides_whether_lives_depend(judged):
    found = evidence(["512-555-0150", "line id", "2026-12-02", "pass", *[""] * 4, "fax"])
    line = only(judged(SOUND, evidence=found))
    assert (line.kind, line.lives, line.decision) == ("fax", "yes", "not judged")
    assert any(words.startswith("contradicted by column") for words in line.how_known)


def test_words_that_contradict_a_column_are_told_and_stop_a_removal(judged):
    line = only(judged({"Line Number": "512-555-0150", "Line Type": "fax", "Action": "remove", "Notes": "ELEV 2"}))
    assert (line.kind, line.confidence, line.decision, line.plan_fits) == ("fax", "contradicted", "not judged", None)


# Numbers that only a carrier knows

CSR = [
    ["BTN", "Account", "Telephone Number", "Features"],
    ["512-555-0150", "A-1", "512-555-0150", ""],
    ["512-555-0150", "A-1", "512-555-0199", "FAX LINE"],
]


def test_a_mystery_number_counts_as_life_safety_whatever_the_bill_calls_it(judged):
    mystery = judged(SOUND, csr=CSR).must_survive[-1]
    assert (mystery.line, mystery.kind, mystery.lives, mystery.decision) == (
        "+15125550199",
        "fax",
        "perhaps",
        "not judged",
    )
    assert mystery.why.startswith("On the carrier's record of account A-1 but in no inventory")
    assert mystery.how_known == ("words 'FAX' elsewhere: fax (csr.csv D3)",)
    assert mystery.earliest_disconnect is None
    assert mystery.cell.cell == "C3"


def test_until_somebody_proves_otherwise(judged):
    found = evidence(["512-555-0199", "line id", "2026-12-02", "pass", *[""] * 4, "fax"])
    result = judged(SOUND, csr=CSR, evidence=found)
    assert [line.line for line in result.must_survive] == [LIFT]
    assert [(line.line, line.confidence) for line in result.other_lines] == [("+15125550199", "certain")]


# Decision and plan

PLANS = {
    "cellular, sound": ({}, "may move to listed cellular or IP", True, "replace, listed cellular or IP: yes"),
    "ATA for want of an approval": (
        {"Target Transport": "ata"},
        "may move to listed cellular or IP",
        None,
        "replace, ATA or SIP: not judged",
    ),
    "a battery of an hour": (
        {"Battery Hours": "1"},
        "must stay on copper",
        False,
        "replace, listed cellular or IP: no",
    ),
    "no battery told": ({"Battery Hours": ""}, "not judged", None, "replace, listed cellular or IP: not judged"),
    "kept, no battery told": (
        {"Battery Hours": "", "Action": "keep", "Target Transport": ""},
        "must stay on copper or managed voice",
        True,
        "it stays: yes",
    ),
    "removed": (
        {"Action": "remove"},
        "may move to listed cellular or IP",
        False,
        "removal of a line on which lives depend: no",
    ),
    "no transport": (
        {"Target Transport": ""},
        "may move to listed cellular or IP",
        None,
        "replace: not judged, nothing says to what it moves",
    ),
    "no plan": ({"Action": ""}, "may move to listed cellular or IP", None, "no plan"),
    "unknown kind": ({"Line Type": "unknown"}, "not judged", None, "replace, listed cellular or IP: not judged"),
    "a fax to remove": ({"Line Type": "fax", "Action": "remove"}, "may go", True, "removal: yes"),
    "a fax by its words only": (
        {"Line Type": "", "Notes": "FAX", "Action": "remove"},
        "not judged",
        None,
        "removal: not judged, a person must say what the line is and its proofs be given",
    ),
    "a modem whose vendor was not asked": (
        {"Line Type": "modem", "Action": "remove"},
        "not judged",
        None,
        "removal: not judged, a person must say what the line is and its proofs be given",
    ),
    "a gate": ({"Line Type": "gate", "Target Transport": "ata"}, "may move to ATA", True, "replace, ATA or SIP: yes"),
}


@pytest.mark.parametrize(("changed", "decision", "fits", "words"), PLANS.values(), ids=PLANS.keys())
def test_what_may_become_of_a_line_and_whether_the_plan_fits(judged, changed, decision, fits, words):
    line = only(judged(SOUND | changed))
    assert (line.decision, line.plan_fits, line.plan) == (decision, fits, words)
    assert line.earliest_disconnect is None, "no line without proofs has a day"
    assert line.not_before


def test_what_is_not_told_is_asked_for_and_unverified_facts_are_marked(judged):
    line = only(judged(SOUND | {"Battery Hours": "", "Code Edition": ""}))
    assert line.facts_missing == ("battery at least 4 hours",)
    assert "listed cellular or IP: not judged; wanted: battery at least 4 hours" in line.grounds
    assert line.grounds[-1].endswith("(unverified)")


# Proofs


def test_each_missing_proof_says_from_whom(judged):
    line = only(judged(SOUND))
    asked = dict(zip(line.missing, line.missing_from, strict=True))
    assert asked["AHJ approval"] == "the elevator authority or its inspector"
    assert asked["line id"] == "a technician at the jack"
    assert line.missing


def test_a_proof_is_told_with_day_person_authority_reference_and_end(judged):
    proof = ["512-555-0150", "ahj approval", "2026-12-05", "pass", "Ana Novak", "State inspector", "P-7", "2027-12-31"]
    line = only(judged(SOUND, evidence=evidence(proof)))
    assert line.proof_told == ("AHJ approval: 2026-12-05, by Ana Novak, State inspector, P-7, valid until 2027-12-31",)


STANDS = {
    "good": ([["callback test", "2026-12-05", "pass"]], None),
    "failed and not repeated": (
        [["callback test", "2026-12-05", "pass"], ["callback test", "2026-12-06", "fail"]],
        " (failed)",
    ),
    "failed and repeated": ([["callback test", "2026-12-05", "fail"], ["callback test", "2026-12-06", "pass"]], None),
    "a repetition that is only planned": (
        [["callback test", "2026-12-05", "fail"], ["callback test", "2026-12-06", "pending"]],
        " (failed)",
    ),
    "dated after today": ([["callback test", "2027-01-05", "pass"]], " (pending)"),
    "more than 90 days before the cutover": ([["callback test", "2026-09-01", "pass"]], " (too old)"),
    "90 days before the cutover": ([["callback test", "2026-09-02", "pass"]], None),
    "expired": ([["callback test", "2026-12-05", "pass", "", "", "", "2026-12-19"]], " (expired)"),
    "on its last day": ([["callback test", "2026-12-05", "pass", "", "", "", "2026-12-20"]], None),
}


@pytest.mark.parametrize(("rows", "state"), STANDS.values(), ids=STANDS.keys())
def test_how_a_proof_stands(judged, rows, state):
    line = only(judged(SOUND, evidence=evidence(*(["512-555-0150", *row] for row in rows))))
    told = next((name for name in line.missing if name.startswith("callback test")), None)
    assert told == (f"callback test{state}" if state else None)
    assert ("callback test" in line.proof) == (state is None)


def test_a_failed_test_of_another_kind_blocks_too(judged):
    rows = evidence(*passed(), ["512-555-0150", "power fail test", "2026-12-05", "fail"])
    line = only(judged(SOUND, evidence=rows))
    assert line.missing == ("power fail test (failed)",)
    assert line.earliest_disconnect is None


# When it may go


def test_the_day_after_the_last_proof(judged):
    rows = evidence(*passed(), ["512-555-0150", "battery test", "2026-12-10", "pass"])
    line = only(judged(SOUND, evidence=rows))
    assert not line.missing
    assert line.earliest_disconnect == date(2026, 12, 11)
    assert line.not_before[0] == "battery test of 2026-12-10"
    assert line.disconnect_told.startswith("2026-12-11: battery test of 2026-12-10; ")


def test_a_test_from_before_the_cutover_is_repeated_after_it(judged):
    line = only(judged(SOUND, evidence=evidence(*passed("2026-11-20"))))
    assert line.earliest_disconnect is None
    assert line.not_before == (
        "the cutover of 2026-12-01 is accepted: no proof dates from after it",
        "the callback test is repeated within 24 hours after the cutover",
    )


CUTOVERS = {
    "none": (None, "the cutover has a date and is accepted"),
    "to come": (date(2026, 12, 28), "the cutover of 2026-12-28 is done and accepted"),
}


@pytest.mark.parametrize(("cutover", "words"), CUTOVERS.values(), ids=CUTOVERS.keys())
def test_not_before_the_cutover(judged, cutover, words):
    line = only(judged(SOUND, cutover=cutover, evidence=evidence(*passed())))
    assert line.earliest_disconnect is None
    assert words in line.not_before


def test_a_proof_without_a_date_gives_no_day(judged):
    line = only(judged(SOUND, evidence=evidence(*passed(kinds=PROOFS[1:]), ["512-555-0150", "line id", "", "pass"])))
    assert line.earliest_disconnect is None
    assert line.not_before == ("the line id has its date",)


CHECKS = ["Inbound Verified", "Outbound Verified", "911 Verified", "Caller ID Verified"]
ORDERS = {
    "open": (["2026-12-22", "", "submitted"], "", "port order P-1 is complete (FOC 2026-12-22)"),
    "no FOC": (["", "", "submitted"], "", "port order P-1 is complete (no FOC yet)"),
    "complete, not verified": (
        ["2026-12-12", "2026-12-12", "completed"],
        "no",
        "port order P-1 is verified: inbound, outbound, 911, caller id",
    ),
}
LETTER = [
    ["Order", "Account", "Business Name", "Telephone Numbers", "Signer", "Signed On"],
    ["P-1", "A-1", "Example Inc", "512-555-0150", "Ana Novak", "2026-12-01"],
]


def order(cells, verified):
    head = ["Order", "Account", "Losing Carrier", "FOC Date", "Completed On", "Status", *CHECKS]
    return [head, ["P-1", "A-1", "Example Telco", *cells, *[verified] * 4]]


@pytest.mark.parametrize(("cells", "verified", "words"), ORDERS.values(), ids=ORDERS.keys())
def test_not_before_the_port_is_complete_and_verified(judged, cells, verified, words):
    files = {"evidence": evidence(*passed()), "loa": LETTER, "port_orders": order(cells, verified)}
    line = only(judged(SOUND, **files))
    assert line.not_before == (words,)


def test_the_port_and_the_notice_of_the_contract_set_the_day(judged):
    files = {
        "evidence": evidence(*passed()),
        "loa": LETTER,
        "port_orders": order(["2026-12-12", "2026-12-12", "completed"], "yes"),
    }
    assert only(judged(SOUND, **files)).earliest_disconnect == date(2026, 12, 13)
    contracts = [["Provider", "Service Class", "Term End", "Cancel Notice Days"], ["Example Telco", "pots", "", "30"]]
    line = only(judged(SOUND | {"Carrier": "EXAMPLE TELCO"}, **files, contracts=contracts))
    assert line.earliest_disconnect == date(2027, 1, 19)
    assert line.not_before[0] == "30 days of notice to EXAMPLE TELCO, if given on 2026-12-20"


def test_a_site_sees_its_own_lines_only(judged):
    result = judged(SOUND | {"Site Code": "HQ"}, SOUND | {"Line Number": "512-555-0151", "Site Code": "DEPOT"})
    assert [line.line for line in result.for_sites(frozenset({"HQ"})).must_survive] == [LIFT]
