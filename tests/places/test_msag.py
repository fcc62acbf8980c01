"""The street guide: each reason in its order, what is suggested, and what is wrong in the guide itself."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from e911audit.places.msag import Guide
from e911audit.places.msag_faults import troubles
from e911audit.places.msag_ranges import Range, Reason, Street, Stretch, Wanted

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "real" / "ok_msag_export_1039rows.xlsx"

MAIN = Street("N", "MAIN", "ST")
GUIDE = Guide(
    [
        Range(MAIN, "ROUND ROCK", "TX", 101, 199, "odd", "00231", "491"),
        Range(MAIN, "ROUND ROCK", "TX", 100, 198, "even", "231", "491"),
        Range(MAIN, "ROUND ROCK", "TX", 300, 399, "both", "232", "491"),
        Range(Street("", "OAK", "AVE"), "ROUND ROCK", "TX", 1, 99, "both", "231", "491"),
        Range(Street("", "OAK", "AVE"), "ROUND ROCK", "TX", 50, 120, "both", "240", "491"),
        Range(Street("", "LAKESHORE", "DR"), "HUTTO", "TX", 1, 999, "both", "250", "491"),
        Range(Street("", "RIVER WALK"), "HUTTO", "TX", esn="250", county="491"),
    ]
)


def wanted(house, street=MAIN, community="Round Rock", **facts):
    return Wanted(street, community, "TX", house, **facts)


@pytest.mark.parametrize(
    ("asked", "esn"),
    [
        (wanted("101"), "231"),
        (wanted("198"), "231"),
        (wanted("101 1/2"), "231"),
        (wanted("101A"), "231"),
        (wanted("399"), "232"),
        (wanted("101", Street("", "n. main st")), "231"),
        (wanted("101", Street("N", "MAIN ST")), "231"),
        (wanted("7", Street("", "LAKESHORE", "DR"), "HUTTO"), "250"),
        (wanted("", Street("", "RIVER WALK"), "HUTTO"), "250"),
        (Wanted(MAIN, "ROUND ROCK", "", "101"), "231"),
    ],
)
def test_addresses_of_the_guide(asked, esn):
    assert GUIDE.find(asked)[::2] == ("", esn)


@pytest.mark.parametrize(
    ("asked", "reason", "told"),
    [
        (
            wanted("101", community="AUSTIN", county="491"),
            Reason.COMMUNITY,
            "the guide has no community AUSTIN; it has N MAIN ST in ROUND ROCK",
        ),
        (
            wanted("101", community="ROUND ROK", zip="78664"),
            Reason.COMMUNITY,
            "the guide has no community ROUND ROK; the nearest is ROUND ROCK",
        ),
        (wanted("101", Street("", "PINE", "ST")), Reason.STREET, "ROUND ROCK has no PINE ST"),
        (
            wanted("7", Street("", "LAKESHOR", "DR"), "HUTTO"),
            Reason.STREET,
            "HUTTO has no LAKESHOR DR; the nearest is LAKESHORE DR",
        ),
        (wanted("101", Street("S", "MAIN", "ST")), Reason.PARTS, "ROUND ROCK has N MAIN ST, not S MAIN ST"),
        (wanted("101", Street("N", "MAIN", "RD")), Reason.PARTS, "ROUND ROCK has N MAIN ST, not N MAIN RD"),
        (wanted("101", Street("", "MAIN", "ST", "N")), Reason.PARTS, "ROUND ROCK has N MAIN ST, not MAIN ST N"),
        (
            wanted("250"),
            Reason.RANGE,
            "250 is in no range; the street has 300 to 399 and 101 to 199 odd and 100 to 198 even",
        ),
        (wanted(""), Reason.RANGE, "no house number; the street has 100 to 198 even and 101 to 199 odd and 300 to 399"),
        (wanted("199 1/2"), "", ""),
        (wanted("7", Street("", "RIVER WALK"), "HUTTO"), Reason.RANGE, "7 is in no range; the street has no numbers"),
        (wanted("60", Street("", "OAK", "AVE")), Reason.ESN, "the guide gives ESN 231 and 240 for it"),
    ],
)
def test_reasons_and_what_is_near(asked, reason, told):
    found = GUIDE.find(asked)
    assert (found.reason, found.told) == (reason, told)


def test_ranges_of_several_esns():
    assert GUIDE.find(wanted("60", Street("", "OAK", "AVE"))).esn == "231 or 240"


def test_parity():
    odd_only = Guide([Range(MAIN, "ROUND ROCK", "TX", 101, 199, "odd", "231")])
    assert odd_only.find(wanted("150"))[:2] == (Reason.PARITY, "150 is even; the guide has 101 to 199 odd")


@pytest.mark.parametrize(
    "asked",
    [
        wanted("101", community="AUSTIN"),
        wanted("101", community="DALLAS", zip="75201"),
        wanted("101", community="DALLAS", county="113"),
        wanted("101", community=""),
        Wanted(MAIN, "ROUND ROCK", "OK", "101"),
        wanted("W240N1234"),
        wanted("112-10"),
        wanted("101", Street()),
    ],
)
def test_what_the_guide_cannot_tell_is_not_judged(asked):
    """A guide of one county says nothing of a town elsewhere, and a range nothing of a grid number."""
    assert GUIDE.find(asked).reason is None


ranges = st.builds(
    lambda low, length, parity, esn: Range(MAIN, "HUTTO", "TX", low, low + length, parity, esn),
    st.integers(0, 60),
    st.integers(0, 30),
    st.sampled_from(["odd", "even", "both"]),
    st.sampled_from(["1", "2"]),
)


@given(st.lists(ranges, max_size=12), st.integers(0, 100))
def test_the_search_finds_what_looking_at_every_row_finds(rows, number):
    around = [one for one in rows if one.low <= number <= one.high]
    assert sorted(Stretch(rows).around(number)) == sorted(around)
    held = [one for one in around if one.parity in ("both", ("even", "odd")[number % 2])]
    found = Stretch(rows).find(str(number))
    expected = Reason.RANGE if not around else Reason.PARITY if not held else ""
    assert found.reason == (Reason.ESN if len({one.esn for one in held}) > 1 else expected)


def told(*rows):
    return [(one.fault, one.doubt, one.gap) for one in troubles(rows)]


def test_ranges_over_one_another():
    low, high = Range(MAIN, "HUTTO", "TX", 100, 199, esn="1"), Range(MAIN, "HUTTO", "TX", 190, 299, esn="2")
    assert told(low, high) == [("", "", 0), ("190 to 299 (ESN 2) lies over 100 to 199 (ESN 1)", "", 0)]
    assert told(high, low)[0][0] == "190 to 299 (ESN 2) lies over 100 to 199 (ESN 1)"
    assert told(low, high._replace(esn="001")) == [
        ("", "", 0),
        ("", "190 to 299 lies over 100 to 199 of the same ESN", 0),
    ]


def test_the_two_sides_of_a_street_do_not_meet():
    odd, even = Range(MAIN, "HUTTO", "TX", 101, 199, "odd", "1"), Range(MAIN, "HUTTO", "TX", 100, 198, "even", "2")
    assert told(odd, even) == [("", "", 0)] * 2


def test_streets_communities_and_states_are_apart():
    one = Range(MAIN, "HUTTO", "TX", 1, 99, esn="1")
    others = (
        one._replace(esn="2", community="TAYLOR"),
        one._replace(esn="3", state="OK"),
        one._replace(esn="4", street=Street("S", "MAIN", "ST")),
    )
    assert told(one, *others) == [("", "", 0)] * 4


def test_a_range_that_is_turned_round_or_has_one_end():
    assert told(Range(MAIN, "HUTTO", "TX", 199, 101))[0][0] == "the range begins at 199 and ends at 101"
    assert told(Range(MAIN, "HUTTO", "TX", 199))[0][0] == "the range has no high number"
    assert told(Range(MAIN, "HUTTO", "TX"))[0][0] == ""


def test_gaps_are_counted_on_their_side():
    odd = [
        Range(MAIN, "HUTTO", "TX", 101, 199, "odd"),
        Range(MAIN, "HUTTO", "TX", 201, 299, "odd"),
        Range(MAIN, "HUTTO", "TX", 305, 399, "odd"),
    ]
    assert told(*odd) == [("", "", 0), ("", "", 0), ("", "no range holds the odd numbers 301 to 303", 2)]
    both = [Range(MAIN, "HUTTO", "TX", 100, 199), Range(MAIN, "HUTTO", "TX", 201, 299)]
    assert told(*both)[1] == ("", "no range holds 200", 1)


@pytest.mark.skipif(
    not SHARED.is_file(), reason="the corpus lies beside the project, on the machine of its makers only"
)
def test_a_real_guide_holds_the_ends_of_its_own_ranges():
    parity = {"B": "both", "O": "odd", "E": "even"}
    cells = CalamineWorkbook.from_path(str(SHARED)).get_sheet_by_index(0).to_python()[1:]
    rows = [
        Range(
            Street(c[4], c[5]), c[6], c[9], *(int(n) if n.strip() else None for n in c[1:3]), parity[c[3]], c[13], c[8]
        )
        for c in cells
    ]
    guide = Guide(rows)
    asked = [
        Wanted(row.street, row.community, row.state, str(end))
        for row in rows
        for end in (row.low, row.high)
        if end is not None
    ]
    reasons = [guide.find(one).reason for one in asked]
    assert len(reasons) == 2070
    assert set(reasons) == {"", Reason.ESN}
    assert reasons.count(Reason.ESN) == 2
    faults = [(row.street.spelled, one.fault) for row, one in zip(rows, troubles(rows), strict=True) if one.fault]
    assert faults == [("STATE HWY 99S", "18999 to 22000 (ESN 872) lies over 17499 to 18999 (ESN 867)")]
