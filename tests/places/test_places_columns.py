"""Columns that have a meaning of their own win over the text; ZIP and state are checked against each other."""

import pytest

from e911audit.places.place import Written
from e911audit.places.resolve import resolve
from e911audit.places.zips import zip_fault

ELM = {"street": "12 Elm St", "city": "Ames", "state": "IA", "zip": "50010"}


def place_of(**columns):
    return resolve([Written(**(ELM | columns))])[0]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("floor", "3", "3"),
        ("floor", "3.0", "3"),
        ("floor", "3rd", "3"),
        ("floor", "Fl 3", "3"),
        ("floor", "3rd Floor", "3"),
        ("floor", "third", "3"),
        ("floor", "B1", "B1"),
        ("floor", "Ground", "GROUND"),
        ("floor", "G", "GROUND"),
        ("floor", "2-4", "2-4"),
        ("floor", "n/a", ""),
        ("building", "3", "3"),
        ("building", "Bldg 3", "3"),
        ("building", "03", "3"),
        ("building", "North Tower", "NORTH TOWER"),
        ("building", "Lee Park Tower II", "LEE PARK TOWER II"),
        ("building", "Courthouse and Federal Building", "COURTHOUSE AND FEDERAL BUILDING"),
        ("building", "Main", "MAIN"),
        ("unit", "350", "350"),
        ("unit", "Suite 104", "104"),
        ("unit", "#9", "9"),
        ("room", "214", "214"),
        ("room", "Rm 214", "214"),
        ("room", "IDF 2", "IDF 2"),
        ("room", "Lobby", "LOBBY"),
        ("zone", "East Wing", "EAST WING"),
        ("zone", "NE", "NE"),
        ("zone", "Blue", "BLUE"),
    ],
)
def test_a_column_is_normalised(column, text, value):
    place = place_of(**{column: text})
    assert getattr(place, column) == value
    assert not place.doubts


def test_a_column_wins_and_the_difference_is_a_doubt():
    place = place_of(street="12 Elm St Fl 2", floor="3")
    assert place.floor == "3"
    assert place.doubts == ("floor column says '3', the text says '2'",)


def test_a_column_that_agrees_is_no_doubt():
    place = place_of(street="12 Elm St Ste 200B, Fl 03", unit="200-B", floor="3rd")
    assert place.doubts == ()
    assert place.unit_type == "STE"


def test_a_column_may_hold_other_parts():
    place = place_of(unit="Room 228")
    assert (place.room, place.unit) == ("228", "")
    place = place_of(floor="3rd Floor East Wing")
    assert (place.floor, place.zone) == ("3", "EAST WING")


def test_a_unit_column_with_a_name_is_kept_as_a_room():
    place = place_of(unit="Council Chambers")
    assert place.room == "COUNCIL CHAMBERS"
    assert place.doubts


def test_the_street_column_may_hold_the_whole_address():
    whole = resolve([Written(street="12 Elm St, Ames, IA 50010")])[0]
    assert place_of(street="12 Elm St, Ames, IA 50010") == whole
    assert place_of(street="12 Elm St Ames IA 50010") == whole
    assert place_of(street="12 Elm St Ames") == whole
    assert place_of(street="12 Elm St, Ames") == whole


def test_a_city_in_the_text_that_disagrees_is_a_doubt():
    place = place_of(street="12 Elm St, Boone, IA 50036")
    assert (place.city, place.zip) == ("AMES", "50010")
    assert any("50036" in doubt for doubt in place.doubts)
    assert any("BOONE" in doubt for doubt in place.doubts)


def test_a_street_named_like_a_state_stays_whole():
    assert place_of(street="12 Iowa", state="OR", zip="97301").line1 == "12 IOWA"
    assert place_of(street="12 Placerita CT").line1 == "12 PLACERITA CT"


def test_mobile_is_a_city():
    assert place_of(city="Mobile", state="AL", zip="36602").city == "MOBILE"


@pytest.mark.parametrize(
    ("zip_code", "state", "expected", "plus4"),
    [
        ("02134", "MA", "02134", ""),
        ("2134", "MA", "02134", ""),
        ("2134.0", "MA", "02134", ""),
        ("2134-1001", "MA", "02134", "1001"),
        ("21341001", "MA", "02134", "1001"),
        ("717", "PR", "00717", ""),
        ("500101234", "IA", "50010", "1234"),
        ("50010 1234", "IA", "50010", "1234"),
        ("5001", "IA", "", ""),
        ("2134", "", "", ""),
        ("5001O", "IA", "", ""),
    ],
)
def test_zip_column(zip_code, state, expected, plus4):
    place = place_of(zip=zip_code, state=state)
    assert (place.zip, place.zip4) == (expected, plus4)
    exact = zip_code.replace(" ", "").replace("-", "") in (expected, expected + plus4)
    assert bool(place.doubts) is not exact


def test_a_lost_zero_in_the_text_is_restored_only_where_the_state_proves_it():
    place = resolve(["12 Elm St, Boston, MA 2134"])[0]
    assert place.zip == "02134"
    assert place.doubts == ("ZIP 2134 read as 02134: MA proves it",)
    assert resolve(["12 Elm St, Austin, TX 2134"])[0].zip == ""


@pytest.mark.parametrize(
    ("zip_code", "state", "fault"),
    [
        ("10001", "NY", ""),
        ("10001", "TX", "ZIP 10001 is in NY, not TX"),
        ("", "TX", ""),
        ("10001", "", ""),
        ("00000", "NY", "ZIP 00000 does not exist"),
        ("99999", "AK", "ZIP 99999 does not exist"),
        ("10001", "ZZ", "ZZ is not a state of the USPS list"),
        ("09123", "AE", ""),
        ("96661", "AP", ""),
        ("34001", "AA", ""),
        ("00901", "PR", ""),
        ("00802", "VI", ""),
        ("96910", "GU", ""),
        ("96799", "AS", ""),
        ("96950", "MP", ""),
        ("20500", "DC", ""),
        ("06390", "NY", ""),
    ],
)
def test_zip_fault(zip_code, state, fault):
    assert zip_fault(zip_code, state) == fault


def test_a_place_carries_its_zip_fault():
    assert place_of(zip="10001").zip_fault == "ZIP 10001 is in NY, not IA"
    assert place_of().zip_fault == ""
    assert place_of(state="Atlantis").zip_fault == ""
    assert any("ATLANTIS" in doubt for doubt in place_of(state="Atlantis").doubts)
