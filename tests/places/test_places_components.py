"""A place in the columns of PIDF-LO, CLDXF, ALI 2.1 and USPS lines."""

import pytest

from e911audit.places import components as module
from e911audit.places.components import Standard, columns, components, in_full, misfits, parts_of
from e911audit.places.place import Kind, Place
from e911audit.places.resolve import resolve
from e911audit.places.tables import SUFFIXES, UNITS

WHOLE = "N71W12980 Old State Highway 74 NW, Bldg 3, Fl B1, Ste 20-C, Rm 114, Desk 4, East Wing, Lisbon, WI 53089-1234"


def filled(text, standard):
    return {name: value for name, value in components(resolve([text])[0], standard).items() if value}


def test_pidf_lo():
    assert filled(WHOLE, Standard.PIDF_LO) == {
        "country": "US",
        "A1": "WI",
        "A3": "LISBON",
        "PRM": "OLD",
        "RD": "74",
        "POD": "NW",
        "STP": "STATE HIGHWAY",
        "HNP": "N71W",
        "HNO": "12980",
        "LOC": "EAST WING",
        "FLR": "B1",
        "PC": "53089-1234",
        "BLD": "3",
        "UNIT": "STE 20-C",
        "ROOM": "114",
        "SEAT": "DESK 4",
        "PCN": "LISBON",
    }


def test_cldxf_spells_everything_in_full():
    assert filled("12 N Elm Blvd SE, Apt 4, Bldg 3, Fl 2, Rm 114, Ames, IA 50010", Standard.CLDXF) == {
        "Country": "US",
        "State": "IA",
        "Add_Number": "12",
        "St_PreDir": "NORTH",
        "St_Name": "ELM",
        "St_PosTyp": "BOULEVARD",
        "St_PosDir": "SOUTHEAST",
        "Post_City": "AMES",
        "Zip_Code": "50010",
        "Building": "BUILDING 3",
        "Floor": "FLOOR 2",
        "Unit": "APARTMENT 4",
        "Room": "ROOM 114",
    }


def test_ali_keeps_the_route_in_the_street_name_and_the_inside_in_the_location():
    assert filled(WHOLE, Standard.ALI) == {
        "House Number": "N71W12980",
        "Street Name": "OLD STATE HIGHWAY 74",
        "Post Directional": "NW",
        "Community Name": "LISBON",
        "State": "WI",
        "Location": "BLDG 3, FL B1, STE 20-C, RM 114, DESK 4, EAST WING",
        "ZIP": "53089",
        "ZIP+4": "1234",
    }


def test_usps_lines():
    assert filled("12 north elm boulevard #4, Ames, Iowa 50010-1234", Standard.USPS) == {
        "Delivery Address": "12 N ELM BLVD",
        "Secondary Address": "# 4",
        "City": "AMES",
        "State": "IA",
        "ZIP": "50010",
        "ZIP+4": "1234",
    }


@pytest.mark.parametrize(
    ("house", "parts"),
    [
        ("12", ("", "12", "")),
        ("12A", ("", "12", "A")),
        ("12-B", ("", "12", "B")),
        ("67-12", ("67-", "12", "")),
        ("41W195", ("41W", "195", "")),
        ("10 & 12", ("", "10 & 12", "")),
        ("", ("", "", "")),
    ],
)
def test_a_house_number_is_parted_as_gis_does(house, parts):
    found = module.house_parts(Place(kind="street", house=house))
    assert tuple(found.values()) == parts


@pytest.mark.parametrize("standard", Standard)
def test_every_place_fills_the_same_columns(standard):
    names = [column.name for column in columns(standard)]
    assert len(set(names)) == len(names) > 5
    for text in (WHOLE, "", "TBD", "PO Box 12, Ames IA", "Elm St & 9th Ave, Ames, IA"):
        assert list(components(resolve([text])[0], standard)) == names


def test_columns_are_made_of_parts_that_exist():
    known = parts_of(Place())
    assert all(part in known for standard in Standard for column in columns(standard) for part in column.of)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("PO Box 12, Ames, IA 50010", "POBOX", "PO BOX 12"),
        ("RR 2 Box 9, Ames, IA 50010", "POBOX", "RR 2 BOX 9"),
        ("12 Elm St PMB 9, Ames, IA 50010", "POBOX", "PMB 9"),
        ("Elm St & 9th Ave, Ames, IA 50010", "LOC", "ELM ST & 9TH AVE"),
        ("Trice Stadium, Ames, IA 50010", "LMK", "TRICE STADIUM"),
    ],
)
def test_what_is_no_street_has_its_own_column_or_is_named_as_a_misfit(text, column, value):
    (place,) = resolve([text])
    assert components(place, Standard.PIDF_LO)[column] == value
    assert misfits(place, Standard.PIDF_LO) == []
    assert value not in " ".join(components(place, Standard.ALI).values())
    assert misfits(place, Standard.ALI) == [f"'{value}' has no field in ali: it is no street address"]


def test_a_value_that_is_too_long_is_told_and_not_cut():
    inside = "Parking Garage, Level P3, Ste 20-C, Telecommunications Room 114, Desk 4, East Wing"
    (place,) = resolve([f"12 Elm St, {inside}, Ames, IA 50010"])
    location = components(place, Standard.ALI)["Location"]
    assert len(location) > 60
    assert misfits(place, Standard.ALI) == [f"Location '{location}' has {len(location)} characters, ali holds 60"]
    assert misfits(place, Standard.PIDF_LO) == []


def test_ali_is_ascii_and_says_what_was_respelled():
    (place,) = resolve(["12 Ca\u00f1on Dr, Ames, IA 50010"])
    assert components(place, Standard.ALI)["Street Name"] == "CANON"
    assert misfits(place, Standard.ALI) == ["'CA\u00d1ON' is written 'CANON'"]
    assert components(place, Standard.PIDF_LO)["RD"] == "CA\u00d1ON"


def test_words_in_full_read_back_to_their_abbreviation():
    assert all(SUFFIXES[word] == short for short, word in in_full("suffixes.csv").items())
    assert all(UNITS[word] == short for short, word in in_full("units.csv").items())


def test_only_places_in_the_united_states_have_the_country():
    for text, country in [("12 Elm St, Ames, IA", "US"), ("12 Elm St, Toronto, ON, Canada", ""), ("TBD", "")]:
        (place,) = resolve([text])
        assert components(place, Standard.PIDF_LO)["country"] == country
    assert {Kind.FOREIGN, Kind.UNREAD, Kind.PLACEHOLDER} <= set(Kind)
