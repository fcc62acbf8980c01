"""Every code that a carrier answers with has one class, and every class its fix."""

from collections import Counter

import pytest

from e911audit.porting.rejections import codes, codes_of, find_code, rejections

CLASSES = """NAME ADDRESS ZIP ACCOUNT PIN UNAUTHORIZED BTN TN_NOT_ON_ACCOUNT TN_INACTIVE FEATURE FREEZE PENDING_ORDER
    PARTIAL_FULL SPLIT_REQUIRED DUE_DATE RATE_CENTER NOT_PORTABLE TOLLFREE_RESPORG DOCS_STALE OTHER"""
GUIDE = {"name mismatch", "address mismatch", "account/PIN mismatch", "unauthorized", "feature conflict"}
SEEN = {
    "telnyx": """ACCOUNT_NUMBER_MISMATCH AUTH_PERSON_MISMATCH BTN_ATN_MISMATCH ENTITY_NAME_MISMATCH FOC_EXPIRED
        FOC_REJECTED LOCATION_MISMATCH LSR_PENDING MAIN_BTN_PORTING OSP_IRRESPONSIVE OTHER PASSCODE_PIN_INVALID
        PHONE_NUMBER_HAS_SPECIAL_FEATURE PHONE_NUMBER_MISMATCH PHONE_NUMBER_NOT_PORTABLE PORT_TYPE_INCORRECT
        PORTING_ORDER_SPLIT_REQUIRED POSTAL_CODE_MISMATCH RATE_CENTER_NOT_PORTABLE SV_CONFLICT SV_UNKNOWN_FAILURE
        1002""",
    "bandwidth": """7401 7402 7403 7404 7405 7406 7407 7408 7409 7410 7411 7412 7413 7415 7416 7418 7419 7420 7421 7424
        7425 7426 7427 7428 7429 7430 7432 7433 7434 7435 7437 7438 7439 7442 7443 7444 7445 7470 7471 7473 7485 7510
        7511 7512 7513 7514 7515 7516 7517 7518 7519 7598 7103 7203 7204 7208 7209 7210 7313 7317 7357 7383 7384 7385
        7386 7388 7396 7491 7494 7496 7497 7620 7627 7655""",
    "carrier": """E17A E17B 8A E1 8D 6K 8G 6R E6c E19 6M 6N 6C E27 E30 E6a E25 6E 6F E35 E6e E6d E6b 7B E6f E8 6P 6D 6A
        E23 E10 E34 E33 E24 E6h E42PWA E42PWB 8C E6g 6L 8B 6H 6J E14 E42O E18 E10a E9999""",
    "lsr": "1A 1B 1C 1D 1E 1F 1G 1H 1J 1K 1L 1M 1N 1P 1Q 1R 1S 1T 1U 1W 1X 1Y 1Z",
    "2600hz": """scheduling_invalid_due_date scheduling_unreachable_due_date scheduling_issue sp_network_issue
        sp_outside_business_hours""",
}
"""The codes that porting.md (2.4, 2.5, 7) names."""


@pytest.mark.parametrize("system", SEEN)
def test_every_code_maps_to_exactly_one_class(system):
    counts = Counter(code.code.casefold() for code in codes())
    for text in SEEN[system].split():
        code = find_code(text)
        assert code is not None, text
        assert (code.system, counts[text.casefold()]) == (system, 1)
        assert code.rejection in rejections()


def test_classes_are_those_of_the_reference_and_each_is_told_whole():
    assert set(rejections()) == set(CLASSES.split())
    assert {one.guide for one in rejections().values()} - {""} == GUIDE
    assert all(one.title and one.fix and one.prevention for one in rejections().values())


@pytest.mark.parametrize(
    ("code", "rejection"),
    [
        ("7402", "ADDRESS"),
        ("8d", "ZIP"),
        ("E6h", "BTN"),
        ("e24", "PARTIAL_FULL"),
        ("E6A", "FEATURE"),
        ("6a", "TN_INACTIVE"),
    ],
)
def test_codes_that_differ_by_a_letter(code, rejection):
    assert find_code(code).rejection == rejection


def test_customers_cause_jeopardies_too():
    assert {code.code for code in codes() if code.cause == "customer"} == {"1C", "1E", "1G", "1R", "1S", "1W"}


def test_codes_of_a_class_by_system():
    assert codes_of("ZIP") == {"bandwidth": ("7514", "7515"), "carrier": ("8D",), "telnyx": ("POSTAL_CODE_MISMATCH",)}


def test_an_unknown_code_is_none():
    assert find_code("9Z9") is None
