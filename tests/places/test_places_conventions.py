"""One example for each convention of the contract: what a text's fields are."""

import pytest

from e911audit.places.place import Written
from e911audit.places.resolve import resolve
from e911audit.places.words import COMPOUNDS, TRIGGERS

TOWN = {"city": "TULSA", "state": "OK", "zip": "74106"}
TAIL = ", Tulsa, OK 74106"

STREETS = {
    "12 N Harvard Ave": {"house": "12", "predir": "N", "street": "HARVARD", "posttype": "AVE"},
    "12 North Harvard Avenue": {"house": "12", "predir": "N", "street": "HARVARD", "posttype": "AVE"},
    "2231 S 1700 E": {"house": "2231", "predir": "S", "street": "1700", "postdir": "E"},
    "77S 300W": {"house": "77", "predir": "S", "street": "300", "postdir": "W"},
    "W140N8917 Lilly Rd": {"house": "W140N8917", "street": "LILLY", "posttype": "RD"},
    "W140 N8917 Lilly Rd": {"house": "W140N8917", "street": "LILLY", "posttype": "RD"},
    "41W195 Silver Glen Rd": {"house": "41W195", "street": "SILVER GLEN", "posttype": "RD"},
    "67-12 Yellowstone Blvd": {"house": "67-12", "street": "YELLOWSTONE", "posttype": "BLVD"},
    "200-214 Cedar Ln": {"house": "200-214", "street": "CEDAR", "posttype": "LN"},
    "18 3/4 Cedar Ln": {"house": "18", "house_suffix": "3/4", "street": "CEDAR", "posttype": "LN"},
    "18\u00be Cedar Ln": {"house": "18", "house_suffix": "3/4", "street": "CEDAR", "posttype": "LN"},
    "18-3/4 Cedar Ln": {"house": "18", "house_suffix": "3/4", "street": "CEDAR", "posttype": "LN"},
    "Seven Oaks Pkwy": {"house": "7", "street": "OAKS", "posttype": "PKWY"},
    "Five Hundred Cedar Ln": {"house": "500", "street": "CEDAR", "posttype": "LN"},
    "9 Ninth St": {"house": "9", "street": "9TH", "posttype": "ST"},
    "9 Forty Second St": {"house": "9", "street": "42ND", "posttype": "ST"},
    "9 East Ave": {"house": "9", "street": "EAST", "posttype": "AVE"},
    "9 East End Ave": {"house": "9", "street": "EAST END", "posttype": "AVE"},
    "9 East West Hwy": {"house": "9", "street": "EAST WEST", "posttype": "HWY"},
    "9 N West St": {"house": "9", "predir": "N", "street": "WEST", "posttype": "ST"},
    "9 S.W. Elm Ct.": {"house": "9", "predir": "SW", "street": "ELM", "posttype": "CT"},
    "9 South West Elm Ct": {"house": "9", "predir": "SW", "street": "ELM", "posttype": "CT"},
    "9 S St SE": {"house": "9", "street": "S", "posttype": "ST", "postdir": "SE"},
    "9 Avenue W": {"house": "9", "pretype": "AVE", "street": "W"},
    "9 Avenue of the Stars": {"house": "9", "pretype": "AVE", "street": "OF THE STARS"},
    "9 Calle Real": {"house": "9", "pretype": "CALLE", "street": "REAL"},
    "9 The Alameda": {"house": "9", "street": "THE ALAMEDA"},
    "9 St Ann St": {"house": "9", "street": "ST ANN", "posttype": "ST"},
    "9 FM 2222": {"house": "9", "pretype": "FM", "street": "2222"},
    "9 FM 1488 Rd E": {"house": "9", "pretype": "FM", "street": "1488", "posttype": "RD", "postdir": "E"},
    "9 N FM 973": {"house": "9", "predir": "N", "pretype": "FM", "street": "973"},
    "9 CR 51": {"house": "9", "pretype": "COUNTY ROAD", "street": "51"},
    "9 County Road 51": {"house": "9", "pretype": "COUNTY ROAD", "street": "51"},
    "9 CTH KK": {"house": "9", "pretype": "COUNTY TRUNK HIGHWAY", "street": "KK"},
    "9 U.S. Highway 64": {"house": "9", "pretype": "US HIGHWAY", "street": "64"},
    "9 Old Highway 64": {"house": "9", "pretype": "OLD HIGHWAY", "street": "64"},
    "9 I-44 Service Rd": {"house": "9", "pretype": "INTERSTATE", "street": "44 SERVICE", "posttype": "RD"},
    "9 State Route 3 S": {"house": "9", "pretype": "STATE ROUTE", "street": "3", "postdir": "S"},
    "9 Ca\u00f1on Dr": {"house": "9", "street": "CA\u00d1ON", "posttype": "DR"},
}

INSIDE = {
    "Fl. 7": {"floor": "7"},
    "7th Floor": {"floor": "7"},
    "Seventh Floor": {"floor": "7"},
    "Twenty First Floor": {"floor": "21"},
    "Floors 5-7": {"floor": "5-7"},
    "Floors 5 thru 7": {"floor": "5-7"},
    "Level B2": {"floor": "B2"},
    "Basement Level 2": {"floor": "B2"},
    "Sub Basement": {"floor": "SUBBASEMENT"},
    "Parking Garage Level P3": {"building": "PARKING GARAGE", "floor": "P3"},
    "Lower Level": {"floor": "LOWER LEVEL"},
    "LL": {"floor": "LOWER LEVEL"},
    "Mezz": {"floor": "MEZZANINE"},
    "Rooftop": {"floor": "ROOF"},
    "Suite 40-C": {"unit_type": "STE", "unit": "40-C"},
    "Apt #9": {"unit_type": "APT", "unit": "9"},
    "# 9": {"unit_type": "#", "unit": "9"},
    "Apt No. 9": {"unit_type": "APT", "unit": "9"},
    "Rear": {"unit_type": "REAR"},
    "PH 3": {"unit_type": "PH", "unit": "3"},
    "Rm 3C-20": {"room": "3C-20"},
    "RM20": {"room": "20"},
    "Conference Room 2": {"room": "CONF RM 2"},
    "Conf Rm Redwood": {"room": "CONF RM REDWOOD"},
    "Server Room": {"room": "SERVER ROOM"},
    "Elevator Machine Room": {"room": "ELEVATOR MACHINE ROOM"},
    "IDF-4": {"room": "IDF 4"},
    "Data closet 2E": {"room": "DATA CLOSET 2E"},
    "Cubicle 8-110": {"seat": "CUBE 8-110"},
    "Desk 12, 7th fl": {"seat": "DESK 12", "floor": "7"},
    "E Wing": {"zone": "EAST WING"},
    "Wing D": {"zone": "WING D"},
    "Fl 7 SE": {"floor": "7", "zone": "SE"},
    "Elevator #2": {"zone": "ELEVATOR 2"},
    "Loading Dock 2": {"zone": "LOADING DOCK 2"},
    "Nurses Station": {"zone": "NURSE STATION"},
    "Bldg. 9": {"building": "9"},
    "Building C": {"building": "C"},
    "South Tower": {"building": "SOUTH TOWER"},
    "Annex": {"building": "ANNEX"},
    "Warehouse 2": {"building": "WAREHOUSE 2"},
    "Harold Lane Building": {"building": "HAROLD LANE BUILDING"},
    "Bldg 9 Fl 7 Rm 20": {"building": "9", "floor": "7", "room": "20"},
    "B9-F7-R20": {"building": "9", "floor": "7", "room": "20"},
    "BLDG D / FL 7 / MDF": {"building": "D", "floor": "7", "room": "MDF"},
}

FIELDS = "house house_suffix predir pretype street posttype postdir building floor unit_type unit room seat zone city state zip"


def fields(place):
    return {name: getattr(place, name) for name in FIELDS.split() if getattr(place, name)}


@pytest.mark.parametrize("text", STREETS)
def test_a_street_is_read_by_component(text):
    (place,) = resolve([text + TAIL])
    assert place.kind == "street"
    assert fields(place) == STREETS[text] | TOWN


@pytest.mark.parametrize("text", INSIDE)
def test_the_inside_is_read_behind_a_street(text):
    (place,) = resolve([f"12 N Harvard Ave, {text}{TAIL}"])
    assert fields(place) == STREETS["12 N Harvard Ave"] | INSIDE[text] | TOWN


@pytest.mark.parametrize("text", INSIDE)
def test_the_inside_is_read_alone(text):
    assert fields(resolve([text])[0]) == INSIDE[text]
    assert fields(resolve([Written(street="12 N Harvard Ave", interior=text)])[0]) == (
        STREETS["12 N Harvard Ave"] | INSIDE[text]
    )


@pytest.mark.parametrize(
    "text",
    [
        "12 N Harvard Ave Tulsa OK 74106",
        "12 n harvard ave, tulsa, oklahoma 74106",
        "12 N. Harvard Ave., Tulsa OK, 74106-0001, USA",
        "  12  N Harvard Ave\nTulsa\tOK\u00a074106 ",
        "(12 N Harvard Ave, Tulsa, OK 74106)",
        "12 N Harvard Ave , Tulsa , OK , 74106 , Tulsa",
        "Brightwater Dental LLC, 12 N Harvard Ave, Tulsa, OK 74106",
        "Brightwater Dental 12 N Harvard Ave, Tulsa, OK 74106",
        "ATTN: Dana Reyes 12 N Harvard Ave, Tulsa, OK 74106",
        "12 N Harvard Ave, Tulsa, OK 74106 (918) 555-0142",
        "12.0 N Harvard Ave, Tulsa, OK 74106",
    ],
)
def test_the_same_street_in_other_clothes(text):
    assert fields(resolve([text])[0]) == STREETS["12 N Harvard Ave"] | TOWN


@pytest.mark.parametrize(
    ("text", "city", "street"),
    [
        ("5 Main St St Paul MN 55102", "ST PAUL", "5 MAIN ST"),
        ("5 Main St Salem OR 97301", "SALEM", "5 MAIN ST"),
        ("5 Park Ave South Boston VA 24592", "SOUTH BOSTON", "5 PARK AVE"),
        ("5 Park Ave South Richmond VA 23220", "RICHMOND", "5 PARK AVE S"),
        ("5 Elm Dr La Grande OR 97850", "LA GRANDE", "5 ELM DR"),
        ("5 Clifton Rd, NE, Atlanta, GA 30322", "ATLANTA", "5 CLIFTON RD NE"),
        ("5 Elm St Ste 20 Park City UT 84098", "PARK CITY", "5 ELM ST"),
        ("5 Quail Mall Tampa FL 33612", "TAMPA", "5 QUAIL MALL"),
        ("5 County Road 2073 Eureka Springs AR 72632", "EUREKA SPRINGS", "5 COUNTY ROAD 2073"),
        ("5 Broadway New York New York 10004", "NEW YORK", "5 BROADWAY"),
    ],
)
def test_a_city_without_a_comma(text, city, street):
    (place,) = resolve([text])
    assert (place.city, place.line1) == (city, street)


def test_lines_are_publication_28():
    (place,) = resolve(["five hundred north harvard avenue, building 2, third floor, suite 9, tulsa, oklahoma 74106"])
    assert place.line1 == "500 N HARVARD AVE"
    assert place.line2 == "BLDG 2 FL 3 STE 9"
    assert str(place) == "500 N HARVARD AVE, BLDG 2 FL 3 STE 9, TULSA, OK 74106"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 Elm St Ste 4 Ste 5, Tulsa, OK 74106", "STE 5"),
        ("12 Elm St Fl 4 Fl 5, Tulsa, OK 74106", "second floor '5'"),
        ("12 Elm St, L2, Tulsa, OK 74106", "read as floor 2"),
        ("12 Elm St, Widget Works, Tulsa, OK 74106", "WIDGET WORKS"),
        ("12 5 Ave, Tulsa, OK 74106", "5TH"),
        ("12 Elm St, Tulsa, OK 74106, Osage County", "OSAGE COUNTY"),
        ("c/o Pat Moss, 12 Elm St, Tulsa, OK 74106", "PAT MOSS"),
        ("12 Elm St, 918-555-0142, Tulsa, OK 74106", "918-555-0142"),
        ("12 Elm St, PO Box 77, Tulsa, OK 74106", "PO BOX 77"),
        ("12 Elm St near the water tower, Tulsa, OK 74106", "NEAR THE WATER TOWER"),
        ("Elm St, Tulsa, OK 74106", "no house number"),
        ("123 Test St, Tulsa, OK 74106", "made-up"),
        ("1220 5th Ave, NYC, NY 10029", "NEW YORK"),
        ("5 & 7 Elm St, Tulsa, OK 74106", "two house numbers"),
    ],
)
def test_what_is_guessed_or_left_over_is_a_doubt(text, words):
    (place,) = resolve([text])
    assert words in " ; ".join(place.doubts)


def test_a_plain_address_has_no_doubts():
    (place,) = resolve(["12 N Harvard Ave Ste 4, Tulsa, OK 74106-2210"])
    assert place.doubts == ()
    assert place.zip4 == "2210"


def test_every_compound_noun_holds_a_word_that_is_looked_for():
    assert [words for words in COMPOUNDS if TRIGGERS.isdisjoint(words)] == []
