"""Cells to values: every form that spreadsheets hold, and a reason for what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.intake.cells import (
    Unread,
    day,
    line_kind,
    number,
    plain,
    stored_words,
    text,
    vocabularies,
    whole,
    words,
    written,
)
from e911audit.intake.cells_network import guid, switch, switch_port
from e911audit.intake.cells_numbers import caller_id, elin, subject
from e911audit.intake.cells_places import region
from e911audit.intake.columns import convert
from e911audit.intake.transformers import TRANSFORMERS
from e911audit.sheets import NO_VALUE

DAY = "2026-11-02"
DATES = [
    "2026-11-02",
    "2026-11-02 00:00:00",
    "2026-11-02T14:30:00",
    "2026-11-02T14:30:00Z",
    "2026-11-02 2:30 PM",
    "20261102",
    "2026/11/02",
    "11/2/2026",
    "11/02/2026",
    "11/2/26",
    "11/2/2026 14:30",
    "11/2/26 2:30 PM",
    "11-02-2026",
    "11.02.2026",
    "2-Nov-26",
    "2-Nov-2026",
    "02 Nov 2026",
    "2 November 2026",
    "Nov 2, 2026",
    "Nov. 2, 2026",
    "November 2, 2026",
    "November 2, 2026 14:30",
    "Nov 2 2026",
    "Nov-2-2026",
    "Monday, November 2, 2026",
    "Mon, Nov 2, 2026",
    "46328",
    "46328.0",
    "46328.604166667",
    "  11/2/2026 ",
]


@pytest.mark.parametrize("form", DATES)
def test_every_form_of_one_date(form):
    assert day(form) == DAY


def test_the_day_comes_first_only_where_the_month_cannot():
    assert day("13/01/2026") == "2026-01-13"
    assert day("01/13/2026") == "2026-01-13"


@pytest.mark.parametrize(
    "form", ["2026-13-01", "soon", "2/30/2026", "0/0/0000", "Q3 2026", "12:30", "999999999", "-5", "1e5", "11/2"]
)
def test_what_is_no_date_says_so(form):
    with pytest.raises(Unread, match="is no date"):
        day(form)


@given(st.dates(date(1930, 1, 1), date(2068, 12, 31)))
def test_every_day_in_every_form(moment):
    forms = ["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y", "%B %d, %Y", "%A, %B %d, %Y", "%Y-%m-%d %H:%M:%S"]
    serial = (moment - date(1899, 12, 30)).days
    for form in [*(moment.strftime(form) for form in forms), str(serial)]:
        assert day(form) == moment.isoformat(), form


BLANKS = ["", "  ", "N/A", "n/a", "NA", "None", "-", "--", "\u2014", "TBD", "null", "not set", "?"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("name", ["text", "phone", "caller_id", "subject", "number", "whole", "date"])
def test_words_for_nothing_are_nothing(name, blank):
    assert TRANSFORMERS[name](blank) is None


def test_an_address_keeps_its_placeholders_since_they_are_a_finding():
    assert written(" TBD ") == "TBD"
    assert written(" 1  Main\u00a0St ") == "1 Main St"
    assert written("  ") is None
    assert text(" a  b ") == "a b"


NUMBERS = {
    "4": 4, "4.5": 4.5, "4 h": 4, "4 hrs": 4, "24 hours": 24, "7,000 sq ft": 7000, "$1,234.50": 1234.5, "-97.74": -97.74,
    ".5": 0.5, "99.9%": 99.9, "5 min": 5, "0": 0,
}  # fmt: skip


@pytest.mark.parametrize(("form", "value"), NUMBERS.items(), ids=NUMBERS.keys())
def test_amounts_with_and_without_their_unit(form, value):
    assert number(form) == value


@pytest.mark.parametrize("form", ["four", "4 to 5", "4x", "1.2.3", "9" * 400])
def test_what_is_no_amount_says_so(form):
    with pytest.raises(Unread, match="is no number"):
        number(form)


def test_counts():
    assert whole("12") == 12
    assert whole("12.0") == 12
    with pytest.raises(Unread, match="whole"):
        whole("2.5")
    with pytest.raises(Unread):
        whole("9" * 25)


def test_numbers_that_callers_show():
    assert caller_id("(212) 456-1414") == "+12124561414"
    assert caller_id("4010") == "4010"
    assert subject("212-456-1414") == "+12124561414"
    assert subject("AUS-PBX") == "AUS-PBX"
    assert subject("21.LGXX.402217..HST") == "21.LGXX.402217..HST"
    assert subject("4010") == "4010"


ZEROS, GUID = "00000000-0000-0000-0000-000000000000", "A1C0DE00-1111-4A4A-8B8B-0000000000A1"


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (GUID, GUID.lower()),
        (f"{{{GUID}}}", GUID.lower()),
        (ZEROS, None),
        ("", None),
        ("N/A", None),
        ("HQ Floor 3", "HQ Floor 3"),
        ("0", "0"),
    ],
)
def test_identifiers_of_microsoft_and_the_names_that_stand_in_their_place(form, value):
    assert guid(form) == value


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("+15125550143|Example Dental", "+15125550143"),
        ("|5125550140;5125550141", "+15125550140"),
        ("3M;512-555-0142", "+15125550142"),
        ("5550142", "5550142"),
        ("Example Dental", None),
        ("365|Suite 200 Holdings", None),
        ("|", None),
    ],
)
def test_an_elin_in_the_column_of_the_company(form, value):
    assert elin(form) == value


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("TX", "TX"),
        ("texas", "TX"),
        ("TX, OK", "OK TX"),
        ("New Mexico and Texas", "NM TX"),
        ("Austin, TX", "TX"),
        ("Nationwide (Example VPC)", "nationwide"),
        ("Nationwide", "nationwide"),
        ("all states", "nationwide"),
        ("Canada", "CANADA"),
        ("", None),
        ("n/a", None),
    ],
)
def test_the_region_of_a_trunk(form, value):
    assert region(form) == value


def test_a_region_without_a_state_says_so():
    with pytest.raises(Unread, match="is no state"):
        region("LATA 558")


@pytest.mark.parametrize(
    ("form", "chassis", "port"),
    [
        ("00-1B-21-AA-04-01;G1/0/30", "00-1B-21-AA-04-01", "G1/0/30"),
        ("sw-1 ; ", "sw-1", None),
        ("10.20.3.0", "10.20.3.0", None),
        (";7", None, "7"),
    ],
)
def test_a_port_behind_its_switch(form, chassis, port):
    assert (switch(form), switch_port(form)) == (chassis, port)


def test_a_line_kind_by_its_word_or_by_words():
    assert line_kind("Elevator Phone") == "elevator_phone"
    assert line_kind("elev 2 car phone") == "elevator_phone"
    assert line_kind("TBD") == "unknown"
    assert line_kind("?") == "unknown"
    assert line_kind("") is None
    with pytest.raises(Unread, match="is none of"):
        line_kind("zebra")


@pytest.mark.parametrize("name", vocabularies())
def test_every_word_of_every_vocabulary_in_any_spelling(name):
    read = words(name)
    for word in stored_words(name):
        assert read(word) == word
    for variant, stored in vocabularies()[name].items():
        assert read(variant.upper()) == stored
        assert read(f" {variant} ") == stored
    with pytest.raises(Unread, match="is none of"):
        read("zebra crossing")
    assert read("") is None
    assert read("N/A") in (None, *stored_words(name))


YES = {"Y": "yes", "Yes": "yes", "TRUE": "yes", "1": "yes", "x": "yes", "N": "no", "No": "no", "FALSE": "no", "0": "no",
       "?": "unknown", "TBD": "unknown", "-": None, "n/a": None}  # fmt: skip


@pytest.mark.parametrize(("word", "value"), YES.items(), ids=YES.keys())
def test_yes_and_no(word, value):
    assert words("yes_no")(word) == value


def test_headers_are_compared_without_case_blanks_and_punctuation():
    assert plain(" ZIP_Code ") == plain("zip-code") == plain("Zip Code:") == "zipcode"


@given(st.sampled_from(sorted(TRANSFORMERS)), st.text(max_size=20))
def test_no_text_brings_anything_but_a_value_or_a_reason(name, form):
    try:
        TRANSFORMERS[name](form)
    except Unread as fault:
        told = str(fault)
    else:
        told = "is read"
    assert told.startswith("is ")


@pytest.mark.parametrize(
    ("text", "value"),
    [('="02134"', "02134"), ("'02134", "02134"), (' ="0123" ', "0123"), ("'Tis Lane", "'Tis Lane"), ("#200", "#200")],
)
def test_what_a_program_wraps_around_a_text_is_taken_off(text, value):
    values, faults = convert([text], written)
    assert (values, faults) == ([value], {})


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", NO_VALUE])
def test_an_error_of_a_formula_is_no_blank(text):
    values, faults = convert([text], written)
    assert values == [None]
    assert "formula" in faults[0]
