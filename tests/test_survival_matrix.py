"""The matrix of kind and route: every cell, met, failed and unknown, and what is decided from it."""

import doctest

import pytest

from e911audit import survival
from e911audit.line_kinds import line_kinds
from e911audit.survival import COMPARED, ROUTES, Decision, decide, matrix, need_words, verdicts

# kind: answer for managed voice, cellular, ATA; Y yes, C on conditions, N no
CELLS = {
    "elevator_phone": "CYC",
    "area_of_refuge": "CYC",
    "fire_alarm_dact": "CYC",
    "sprinkler_supervisory": "CYN",
    "burglar_alarm": "CYC",
    "pool_spa_phone": "CYC",
    "blue_light": "YYY",
    "nurse_call": "CCC",
    "power_fail_transfer": "NCN",
    "red_phone": "CCC",
    "failover": "CYN",
    "tty": "CCC",
    "access_gate": "YYY",
    "fax": "YCC",
    "modem_scada": "CCN",
    "utility_meter": "CCN",
    "atm_pos": "CYC",
    "postage_meter": "YYC",
    "paging": "YYY",
    "oob_modem": "YYY",
    "voice": "YYY",
}
EVERYTHING = {
    "battery_hours": 24,
    "ups_covers_all": "yes",
    "supervision_minutes": 5,
    "mfvn": "yes",
    "code_edition": "2019",
    "second_path": "IP",
    "ul_certificate": "UL 1234",
    "required_checkin_seconds": 200,
    "checkin_seconds": 180,
    "fax_decision": "T.38, tested",
    **{f"proof:{kind}": True for kind in ("ahj_approval", "station_test", "vendor_ack", "insurance_consent")},
    **{f"proof:{kind}": True for kind in ("test_call_911", "power_fail_test")},
}
ALL = [(kind, route, answer) for kind, row in CELLS.items() for route, answer in zip(ROUTES, row, strict=True)]
CELL_IDS = [f"{kind}-{route}" for kind, route, _ in ALL]
BY_HAND = {("failover", "managed")}
"""Cells whose condition no column tells."""


def verdict(kind, route, facts):
    return next(one for one in verdicts(kind, facts) if one.route == route)


def test_the_matrix_has_these_cells_and_no_other():
    assert {(kind, route) for kind, route, _ in ALL} == set(matrix())
    assert set(CELLS) | {"alarm", "unknown"} == set(line_kinds())


@pytest.mark.parametrize(("kind", "route", "answer"), ALL, ids=CELL_IDS)
def test_the_answer_of_a_cell(kind, route, answer):
    assert {ground.answer[0].upper() for ground in matrix()[kind, route]} == {answer}
    assert all(ground.needs for ground in matrix()[kind, route] if ground.answer == "conditional")


@pytest.mark.parametrize(("kind", "route", "answer"), ALL, ids=CELL_IDS)
def test_with_everything_told_and_proved(kind, route, answer):
    expected = None if (kind, route) in BY_HAND else answer != "N"
    assert verdict(kind, route, EVERYTHING).may is expected


@pytest.mark.parametrize(("kind", "route", "answer"), ALL, ids=CELL_IDS)
def test_with_nothing_told_nothing_passes_that_has_conditions(kind, route, answer):
    found = verdict(kind, route, {})
    needs = any(ground.needs for ground in matrix()[kind, route])
    assert found.may is (False if answer == "N" else None if needs else True)
    assert bool(found.lacks) == (found.may is None)


NEEDS = sorted(
    {
        (ground.kind, ground.route, need)
        for grounds in matrix().values()
        for ground in grounds
        for need in ground.needs.split()
        if not need.startswith("by_hand:")
    }
)


@pytest.mark.parametrize(("kind", "route", "need"), NEEDS, ids=str)
def test_each_condition_alone_decides(kind, route, need):
    """All is well but for this: told wrong it refuses (a proof can only be missing), not told it is lacking."""
    compared = COMPARED.fullmatch(need)
    field = compared[1] if compared else "checkin_seconds" if need == "checkin" else need
    facts = {**EVERYTHING, "code_edition": "2019"}
    if kind in ("fire_alarm_dact", "sprinkler_supervisory") and field == "supervision_minutes":
        paths = {"5": ("2010", ""), "60": ("2019", ""), "1440": ("2010", "IP"), "360": ("2019", "IP")}
        facts["code_edition"], facts["second_path"] = paths[need.rpartition("=")[2]]
        facts[field] = float(need.rpartition("=")[2])
        assert verdict(kind, route, facts).may is True, "the limit itself"
        facts[field] += 1
        assert verdict(kind, route, facts).may is False, "one more"
        facts[field] = 0
        assert verdict(kind, route, facts).may is False, "0 says that there is none"
    elif not need.startswith("proof:"):
        wrong = {"battery_hours": float(need.rpartition("=")[2]) - 0.5 if ">=" in need else None, "fax_decision": "no"}
        wrong |= {"supervision_minutes": 1441, "ups_covers_all": "no", "mfvn": "no", "checkin_seconds": 201}
        found = verdict(kind, route, facts | {field: wrong[field]})
        assert found.may is False
        assert need_words(need) in found.fails[0]
    without = verdict(kind, route, {name: value for name, value in facts.items() if name != field})
    if "!=" in need:
        assert without.may is True
    else:
        assert without.may is None
        assert need_words(need) in without.lacks


EDITIONS = {
    "old, 5 minutes": ("NFPA 72-2010", 5, True),
    "old, 60 minutes": ("NFPA 72-2010", 60, False),
    "new, 60 minutes": ("NFPA 72, 2013 edition", 60, True),
    "new, 61 minutes": ("2022", 61, False),
    "not told, but fast enough for both": ("", 5, True),
    "not told, too slow for both": ("", 61, False),
    "not told, and it decides": ("", 60, None),
}


@pytest.mark.parametrize(("edition", "minutes", "may"), EDITIONS.values(), ids=EDITIONS.keys())
def test_the_edition_of_the_code_decides_how_often_a_single_path_is_checked(edition, minutes, may):
    facts = {"battery_hours": 24, "code_edition": edition, "supervision_minutes": minutes}
    found = verdict("fire_alarm_dact", "cell", facts)
    assert found.may is may
    assert ("code edition" in found.lacks) == (may is None)


def test_an_elevator_of_an_old_edition_needs_no_daily_check():
    facts = {"battery_hours": 4, "code_edition": "A17.1-2007"}
    assert verdict("elevator_phone", "cell", facts).may is True
    assert verdict("elevator_phone", "cell", facts | {"code_edition": "A17.1-2013"}).lacks == (
        "supervision at most 1440 minutes",
    )


def test_who_says_that_there_is_no_certificate_needs_no_check_in():
    assert verdict("burglar_alarm", "cell", {"ul_certificate": "none"}).may is True
    assert "UL certificate" in verdict("burglar_alarm", "cell", {}).lacks
    assert verdict("burglar_alarm", "cell", {"ul_certificate": "UL 7"}).may is None


def test_what_nobody_has_verified_is_marked():
    assert verdict("elevator_phone", "cell", {}).unverified
    assert not verdict("area_of_refuge", "cell", {}).unverified


SOUND = {"battery_hours": 24, "supervision_minutes": 5, "code_edition": "2019"}
DECIDED = {
    "sound and cellular": ("elevator_phone", SOUND, False, Decision.CELL),
    "sound and more: the freest": ("elevator_phone", EVERYTHING, False, Decision.ATA),
    "a battery too small for any": ("elevator_phone", SOUND | {"battery_hours": 1}, False, Decision.COPPER),
    "not told, to be moved": ("elevator_phone", {}, False, Decision.NOT_JUDGED),
    "not told, to be kept": ("elevator_phone", {}, True, Decision.STAY),
    "a power-fail telephone": ("power_fail_transfer", {}, True, Decision.COPPER),
    "managed voice but no cellular": (
        "fire_alarm_dact",
        EVERYTHING | {"supervision_minutes": 999, "proof:station_test": False},
        True,
        Decision.STAY,
    ),
    "no rows for the kind": ("unknown", EVERYTHING, True, Decision.NOT_JUDGED),
    "an alarm of unknown kind": ("alarm", EVERYTHING, False, Decision.NOT_JUDGED),
    "a gate": ("access_gate", {}, False, Decision.ATA),
}


@pytest.mark.parametrize(("kind", "facts", "stays", "decision"), DECIDED.values(), ids=DECIDED.keys())
def test_decisions(kind, facts, stays, decision):
    assert decide(verdicts(kind, facts), stays=stays) is decision


def test_the_examples_of_the_module():
    assert doctest.testmod(survival).failed == 0
