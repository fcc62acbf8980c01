"""Telephone numbers: whatever people and programs write, the same number comes out, or a reason."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.numbers import BY_EXCHANGE, MOST_IN_RANGE, TOLL_FREE, NotANumber, Phone, read_number, read_numbers

GOOD = Phone("+12125550142", None, None)

FORMATS = [
    "2125550142",
    "12125550142",
    "+12125550142",
    "+1 212 555 0142",
    "(212) 555-0142",
    "1 (212) 555-0142",
    "212.555.0142",
    "212-555-0142",
    "212/555-0142",
    "1-212-555-0142",
    "  212 555 0142 ",
    "212\u00a0555\u00a00142",
    "212\u2011555\u20110142",
    "212\u2013555\u20130142",
    "2125550142.0",
    "2125550142.0 ",
    "12125550142.0",
    "'2125550142",
    "tel:+12125550142",
    "TEL: 212-555-0142",
    "sip:+12125550142@sbc.example.com",
    "sip:+12125550142@sbc.example.com;user=phone",
    "tel:2125550142;phone-context=+1",
    '"Main Desk" <2125550142>',
    "Main Desk <(212) 555-0142>",
    "<2125550142>",
    '"Desk, Main" <sip:+12125550142@sbc.example.com>',
]


@pytest.mark.parametrize("text", FORMATS)
def test_one_number_in_many_spellings(text):
    expected = GOOD._replace(fault="fictitious")
    assert read_number(text) == expected
    assert read_numbers(text) == [expected]


EXTENSIONS = [
    "212-456-1414 x4010",
    "212-456-1414x4010",
    "212-456-1414 ext. 4010",
    "212-456-1414 ext 4010",
    "(212) 456-1414, ext: 4010",
    "212-456-1414 Extension 4010",
    "212-456-1414 #4010",
    "tel:+12124561414;ext=4010",
    "+12124561414;ext=4010",
]


@pytest.mark.parametrize("text", EXTENSIONS)
def test_an_extension_is_kept_apart(text):
    assert read_number(text) == Phone("+12124561414", "4010", None)
    assert read_numbers(text) == [Phone("+12124561414", "4010", None)]


NO_NUMBER = [
    "",
    "   ",
    "N/A",
    "TBD",
    "see notes",
    "1-800-FLOWERS",
    "212-555-01O2",
    "٢١٢٥٥٥٠١٤٢",
    "5.12556E+09",
    "5.12556e9",
    "5E9",
]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_says_so(text):
    with pytest.raises(NotANumber) as refusal:
        read_numbers(text)
    assert str(refusal.value).startswith("is ")


def test_scientific_notation_says_what_to_do():
    with pytest.raises(NotANumber, match="as text and export again"):
        read_number("5.12556E+09")


FAULTS = {
    "911": (None, "service code"),
    "411": (None, "service code"),
    "1001": (None, "not ten digits"),
    "555-0142": (None, "not ten digits"),
    "22125550142": (None, "not ten digits"),
    "+44 20 7946 0958": (None, "not a NANP number"),
    "012-456-1414": ("+10124561414", "not a NANP number"),
    "212-156-1414": ("+12121561414", "not a NANP number"),
    "212-911-1414": ("+12129111414", "not a NANP number"),
    "393-456-1414": ("+13934561414", "area code not in use"),
    "212-555-0142": ("+12125550142", "fictitious"),
    "212-555-1212": ("+12125551212", None),
    "800-555-0142": ("+18005550142", None),
    "212-456-1414": ("+12124561414", None),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.items(), ids=FAULTS.keys())
def test_faults_are_told_in_words(text, expected):
    phone = read_number(text)
    assert (phone.e164, phone.fault) == expected


RANGES = {
    "5124561200-1249": 50,
    "5124561200-49": 50,
    "512-456-1200 - 1249": 50,
    "512-456-1200-1249": 50,
    "(512) 456-1200 to (512) 456-1249": 50,
    "5124561200 thru 5124561249": 50,
    "+15124561200 - +15124561249": 50,
    "15124561200-15124561249": 50,
    "5124561200 - 15124561249": 50,
    "15124561200 - 5124561249": 50,
    "5124561200\u20131249": 50,
    "5124561200\u20141249": 50,
    "tel:5124561200 through 1249": 50,
    "5124561200-1200": 1,
    "5124561200-1249; 5124561300": 51,
}


@pytest.mark.parametrize(("text", "count"), RANGES.items(), ids=RANGES.keys())
def test_ranges_are_spelled_out(text, count):
    found = [phone.e164 for phone in read_numbers(text)]
    assert found[:1] == ["+15124561200"]
    assert len(found) == count
    assert found == sorted(found)
    if count == 50:
        assert found[-1] == "+15124561249"


def test_lists_of_numbers_ranges_and_extensions():
    text = "512-456-1200 x12; 5124561300-1302, tel:+15124561400;ext=7\n512-456-1500"
    assert [(phone.e164[-4:], phone.extension) for phone in read_numbers(text)] == [
        ("1200", "12"), ("1300", None), ("1301", None), ("1302", None), ("1400", "7"), ("1500", None),
    ]  # fmt: skip


def test_a_range_that_cannot_be_meant_is_refused():
    with pytest.raises(NotANumber, match="range"):
        read_numbers("5124561249-1200")
    with pytest.raises(NotANumber, match="range"):
        read_numbers("5124561200-5134561200")
    assert len(read_numbers("5124560000-9999")) == MOST_IN_RANGE


national = st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True)
WRITTEN = [
    "{0}{1}{2}",
    "({0}) {1}-{2}",
    "{0}-{1}-{2}",
    "{0}.{1}.{2}",
    "+1{0}{1}{2}",
    "+1 ({0}) {1} {2}",
    "1-{0}-{1}-{2}",
    "tel:+1-{0}-{1}-{2}",
    "{0}{1}{2}.0",
]


@given(national, st.sampled_from(WRITTEN))
def test_writing_and_reading_gives_the_same_number(digits, form):
    text = form.format(digits[:3], digits[3:6], digits[6:])
    assert read_number(text).e164 == f"+1{digits}"
    assert [phone.e164 for phone in read_numbers(text)] == [f"+1{digits}"]


@given(national, st.from_regex(r"[0-9]{1,6}", fullmatch=True), st.sampled_from([" x{}", " ext. {}", ";ext={}", " #{}"]))
def test_writing_and_reading_keeps_the_extension(digits, extension, form):
    phone = read_number(digits + form.format(extension))
    assert (phone.e164, phone.extension) == (f"+1{digits}", extension)


@given(national, st.integers(0, 99))
def test_a_range_holds_every_number_between(digits, more):
    low = int(digits[:-2] + "00")
    assert [phone.e164 for phone in read_numbers(f"{low}-{str(low + more)[-4:]}")] == [
        f"+1{number}" for number in range(low, low + more + 1)
    ]


@given(st.text(max_size=30))
def test_no_text_brings_anything_but_a_number_or_a_reason(text):
    try:
        phones = read_numbers(text)
    except NotANumber:
        return
    assert phones
    assert all(phone.e164 or phone.fault for phone in phones)


@pytest.mark.slow
def test_the_shortcut_by_area_code_agrees_with_the_library():
    """Every area code with twenty exchanges; N11 exchanges and fiction are judged more strictly here than there."""
    differ = []
    for npa in range(200, 1000):
        for nxx in (200, 203, 222, 245, 255, 262, 300, 333, 345, 400, 428, 456, 500, 555, 600, 672, 700, 777, 888, 999):
            digits = f"{npa}{nxx}4567"
            library = phonenumbers.is_valid_number(
                phonenumbers.PhoneNumber(country_code=1, national_number=int(digits))
            )
            if library != (read_number(digits).fault is None):
                differ.append(digits)
    assert differ == []


def test_the_lists_of_area_codes_are_disjoint():
    assert not BY_EXCHANGE & TOLL_FREE
    assert all(len(npa) == 3 and npa[0] in "23456789" for npa in BY_EXCHANGE | TOLL_FREE)
