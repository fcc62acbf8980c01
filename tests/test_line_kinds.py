"""The kind of a line from words: every word of the field's list, and the traps that it is known for."""

import tomllib
from importlib.resources import files

import pytest

from e911audit.intake.cells import stored_words, words
from e911audit.line_kinds import LIFE_SAFETY_FIRST, infer_from_codes, infer_kind, kind_of, line_kinds

WORDS = {
    "elevator_phone": "ELEV|ELEVATOR|LIFT|CAR 1|CAB|HOISTWAY|DUMBWAITER|VPL",
    "fire_alarm_dact": "FACP|FIRE|FA PANEL|DACT|RISER|ANSUL|SMOKE|FIRE PUMP",
    "sprinkler_supervisory": "SPRINK|SPRINKLER|WATERFLOW",
    "burglar_alarm": "BURG|INTRUSION|SECURITY PANEL|HOLDUP|PANIC|DURESS|VAULT",
    "alarm": "ALARM",
    "area_of_refuge": "REFUGE|AOR|RESCUE ASSIST|LANDING|STAIR PHONE",
    "access_gate": "GATE|DOOR|ENTRY|CALLBOX|INTERCOM|BUZZER|DOORKING|SALLYPORT",
    "pool_spa_phone": "POOL|SPA|NATATORIUM",
    "blue_light": "BLUE LIGHT|EMERG PHONE|E-PHONE|CODE BLUE|TALKAPHONE",
    "nurse_call": "NURSE|PULL CORD|MED ALERT|AED CABINET",
    "fax": "FAX|EFAX|MFP|COPIER|RIGHTFAX",
    "modem_scada": "MODEM|SCADA|RTU|TELEM|PLC|BMS|HVAC|LIFT STATION|WATER WELL|WELL HOUSE|WELL PUMP|WELL SITE|PUMP",
    "utility_meter": "METER|GAS MTR|ELEC MTR|AMR",
    "atm_pos": "ATM|POS|CREDIT|CC TERM|VERIFONE|CARD",
    "postage_meter": "POSTAGE|PITNEY|NEOPOST|QUADIENT",
    "paging": "PAGING|OVERHEAD|PA SYS|NIGHT BELL|LOUD RINGER",
    "failover": "FAILOVER|SRST|BACKUP",
    "power_fail_transfer": "BYPASS|PFT|POWER FAIL",
    "red_phone": "RED PHONE|EMERGENCY TRUNK",
    "tty": "TTY|TDD",
}
PAIRS = [(kind, word) for kind, words in WORDS.items() for word in words.split("|")]


@pytest.mark.parametrize(("kind", "word"), PAIRS, ids=[word for _, word in PAIRS])
def test_every_word_tells_its_kind_in_any_case_and_place(kind, word):
    for text in (word, word.lower(), f"2nd floor {word.title()} / spare"):
        inferred = infer_kind(text)
        assert inferred is not None, text
        assert (inferred.kind, inferred.words) == (kind, word)


TRAPS = {
    "Lift Station 4": "modem_scada",
    "LIFT-STATION TELEMETRY": "modem_scada",
    "Lift 2 near lift station": "elevator_phone",
    "Fire pump room": "fire_alarm_dact",
    "Pump house": "modem_scada",
    "VG310 GATEWAY PORT 2": None,
    "1200 FAXON RD": None,
    "Scarlett Carson": None,
    "CAR 12 phone": "elevator_phone",
    "Cargo 1": None,
    "company car": None,
    "Elev. #2 Car 1": "elevator_phone",
    "postage meter": "postage_meter",
    "gas meter": "utility_meter",
    "fire gate": "access_gate",
    "Elevator lobby fax": "elevator_phone",
    "FAX and alarm": "alarm",
    "burglar alarm panel": "burglar_alarm",
    "FIRE ALARM PANEL": "fire_alarm_dact",
    "elevator landing 3": "area_of_refuge",
    "Wellness center": None,
    "stair well 3": None,
    "rings at the desk as well": None,
    "management modem": "oob_modem",
    "positive": None,
    "": None,
    "front desk": None,
}


@pytest.mark.parametrize(("text", "kind"), TRAPS.items(), ids=TRAPS.keys())
def test_traps(text, kind):
    inferred = infer_kind(text)
    assert (inferred.kind if inferred else None) == kind


def test_a_word_of_life_safety_beats_a_longer_word_of_none():
    assert infer_kind("copier in the elevator").kind == "elevator_phone"
    assert infer_kind("fax, smoke").kind == "fire_alarm_dact"


def test_every_kind_says_whether_lives_depend_on_it_and_why():
    for kind in line_kinds().values():
        assert kind.life_safety in LIFE_SAFETY_FIRST
        assert kind.why.endswith(".")
        assert kind.life_safety == "no" or kind.proofs, f"{kind.name}: nothing would prove it safe to touch"


def test_a_line_of_no_known_kind_counts_as_unknown():
    for name in (None, "", "nonsense", "unknown"):
        assert kind_of(name).name == "unknown"
    assert kind_of("unknown").life_safety == "unknown"


def test_the_vocabulary_of_the_column_and_the_kinds_are_the_same():
    assert set(stored_words("line_kind")) == set(line_kinds())


VOCABULARY = tomllib.loads(files("e911audit.intake").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("written", [word for variants in VOCABULARY["line_kind"].values() for word in variants])
def test_what_a_column_says_and_what_words_suggest_agree(written):
    inferred = infer_kind(written)
    assert inferred is None or inferred.kind == words("line_kind")(written)


def test_a_fire_pump_is_fire_by_its_column_and_by_its_words():
    assert words("line_kind")("Fire pump") == infer_kind("Fire pump").kind == "fire_alarm_dact"


def test_proofs_are_evidence_kinds():
    known = set(stored_words("evidence_kind"))
    assert {proof for kind in line_kinds().values() for proof in kind.proofs} <= known


CODES = {
    "RJ31X": "alarm",
    "1FB; rj38x": "alarm",
    "RJ45S": "modem_scada",
    "RJ45S, RJ31X": "alarm",
    "1FB": None,
    "1MB TTB 9ZR HTG": None,
    "RJ11C": None,
    "XRJ31X": None,
    "": None,
}


@pytest.mark.parametrize(("text", "kind"), CODES.items(), ids=CODES.keys())
def test_a_service_order_code_tells_a_purpose_and_a_class_of_line_does_not(text, kind):
    inferred = infer_from_codes(text)
    assert (inferred.kind if inferred else None) == kind
