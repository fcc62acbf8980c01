"""The class of a rejection by its code, else by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.porting.events import _patterns, class_of, whose
from e911audit.porting.rejections import OTHER, codes, rejections


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("7402", None, "ADDRESS"),
        ("7402 / E1", "see portal", "ADDRESS"),
        ("8d", "", "ZIP"),
        ("location_mismatch", "", "ADDRESS"),
        ("", "Rejected with 7435 by the carrier", "PIN"),
        ("", "PASSCODE_PIN_INVALID", "PIN"),
        ("1M", "", "DUE_DATE"),
        ("", "Suite number missing on the LSR", "ADDRESS"),
        ("", "Service address does not match CSR", "ADDRESS"),
        ("", "Zip code mismatch in the address", "ZIP"),
        ("", "Name on LOA not authorized", "UNAUTHORIZED"),
        ("", "LOA is expired", "DOCS_STALE"),
        ("", "Company name mismatch", "NAME"),
        ("", "Acct # invalid", "ACCOUNT"),
        ("", "TN 512-555-0142 not on account", "TN_NOT_ON_ACCOUNT"),
        ("", "Number is tied to DSL", "FEATURE"),
        ("", "Pending order on account", "PENDING_ORDER"),
        ("", "PIC freeze", "FREEZE"),
        ("", "BTN is porting, services remain", "BTN"),
        ("", "Due date less than interval", "DUE_DATE"),
        ("", "Number not portable", "NOT_PORTABLE"),
        ("", "Rate center not covered", "RATE_CENTER"),
        ("", "please call us", OTHER),
        ("7408", "", OTHER),
        ("", "", None),
        (None, None, None),
    ],
)
def test_classes(code, text, expected):
    assert class_of(code, text) == expected


@pytest.mark.parametrize("code", codes(), ids=lambda code: f"{code.system} {code.code}")
def test_every_code_of_the_crosswalk_has_its_class(code):
    found = class_of(code.code, None)
    assert found == code.rejection or code.rejection == OTHER
    assert found in rejections()


def test_every_class_that_words_can_mean_is_known():
    assert set(_patterns()) <= set(rejections()) - {OTHER}


@pytest.mark.parametrize(("code", "cause"), [("1E", "customer"), ("1B", "carrier"), ("7402", "")])
def test_whose_a_jeopardy_is(code, cause):
    assert whose(code, None) == cause


@given(st.text(max_size=40), st.text(max_size=80))
def test_whatever_is_written_has_one_known_class(code, text):
    found = class_of(code, text)
    assert found is None or found in rejections()
    assert class_of(code.upper() if code.isascii() else code, text) == found
