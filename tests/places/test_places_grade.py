"""Grades G0 to G5, and what is missing for the building."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.places.grade import Grade, Setting, grade
from e911audit.places.resolve import resolve

TOWN = ", Ames, IA 50010"
SHOP = Setting(buildings=1, floors=1, multi_tenant=False, occupancy="retail", floor_area=2000)
TOWER = SHOP._replace(floors=9, occupancy="office")


def graded(text, setting=SHOP, validated=True):
    return grade(resolve([text])[0], setting, validated=validated)


@pytest.mark.parametrize("text", ["", "TBD", "N/A", "12 Elm St, Toronto, ON, Canada", "Rm 214"])
def test_g0_no_address(text):
    found = graded(text)
    assert found.grade == Grade.G0
    assert found.missing == ("street address",)


@pytest.mark.parametrize(
    "text",
    [
        "Ames, IA 50010",
        "PO Box 12" + TOWN,
        "RR 2 Box 9" + TOWN,
        "12 Elm St PMB 9" + TOWN,
        "Elm St & 9th Ave" + TOWN,
        "Trice Stadium" + TOWN,
        "Elm St" + TOWN,
        "0 Elm St" + TOWN,
        "12 Elm St",
    ],
)
def test_g1_nothing_that_can_be_dispatched_to(text):
    found = graded(text)
    assert found.grade == Grade.G1
    assert found.enough is False


def test_g2_nobody_validated_the_address():
    assert graded("12 Elm St Fl 3 Rm 4" + TOWN, validated=False)[:3] == (Grade.G2, Grade.G3, ("validation",))
    unsaid = graded("12 Elm St" + TOWN, validated=None)
    assert (unsaid.grade, unsaid.missing, unsaid.unknown, unsaid.enough) == (Grade.G2, (), ("validation",), None)


def test_a_validated_address_is_enough_for_a_small_shop():
    found = graded("12 Elm St" + TOWN)
    assert found == (Grade.G4, Grade.G3, (), ())
    assert found.enough is True


def test_g3_where_nobody_told_how_many_floors_there_are():
    found = graded("12 Elm St" + TOWN, SHOP._replace(floors=None))
    assert (found.grade, found.unknown, found.enough) == (Grade.G3, ("floors",), None)
    assert graded("12 Elm St Fl 1" + TOWN, SHOP._replace(floors=None)).grade == Grade.G4


@pytest.mark.parametrize(
    ("inside", "setting", "missing"),
    [
        ("", TOWER, ("floor",)),
        ("Fl 3", TOWER, ()),
        ("Basement", TOWER, ()),
        ("Floors 2-4", TOWER, ("floor",)),
        ("Fl 2 & 3", TOWER, ("floor",)),
        ("", TOWER._replace(buildings=4), ("building", "floor")),
        ("Bldg 3-A Fl 2", TOWER._replace(buildings=4), ()),
        ("Fl 3", TOWER._replace(multi_tenant=True), ("unit",)),
        ("Fl 3 Ste 20", TOWER._replace(multi_tenant=True), ()),
        ("Fl 3 Rear", TOWER._replace(multi_tenant=True), ()),
        ("Fl 3", TOWER._replace(occupancy="hospital"), ("room",)),
        ("Fl 3 Ste 20", TOWER._replace(occupancy="hospital"), ("room",)),
        ("Fl 3 Apt 20", TOWER._replace(occupancy="dorm"), ()),
        ("Fl 3 Rm 20", TOWER._replace(occupancy="hospital"), ()),
        ("Fl 3 Ste 20", TOWER._replace(floor_area=7001), ("zone",)),
        ("Fl 3, East Wing", TOWER._replace(floor_area=7001), ()),
        ("Fl 3, Cube 12", TOWER._replace(floor_area=7001), ()),
        ("Fl 3", TOWER._replace(floor_area=7000), ()),
    ],
)
def test_what_the_building_needs(inside, setting, missing):
    found = graded(f"12 Elm St, {inside}{TOWN}", setting)
    assert found.missing == missing
    assert found.unknown == ()
    assert found.enough is (missing == ())
    if not missing:
        assert found.grade >= found.needed


def test_g5_needs_the_floor_as_well():
    assert graded("12 Elm St Ste 20" + TOWN, TOWER).grade == Grade.G3
    assert graded("12 Elm St Fl 3 Ste 20" + TOWN, TOWER).grade == Grade.G5


def test_the_threshold_of_a_zone_is_a_setting():
    (place,) = resolve(["12 Elm St Fl 3" + TOWN])
    large = TOWER._replace(floor_area=20000)
    assert grade(place, large, validated=True).missing == ("zone",)
    assert grade(place, large, validated=True, zone_above=40000).missing == ()


settings_of = st.builds(
    Setting,
    st.sampled_from([None, 1, 5]),
    st.sampled_from([None, 1, 5]),
    st.sampled_from([None, False, True]),
    st.sampled_from(["", "office", "hospital", "hotel"]),
    st.sampled_from([None, 100.0, 9000.0]),
)
insides = st.lists(st.sampled_from(["Bldg 3", "Fl 2", "Floors 2-4", "Ste 20", "Rm 4", "East Wing"]), unique=True)


@given(insides, settings_of, st.sampled_from([None, False, True]))
def test_an_unknown_fact_never_helps_and_nothing_missing_means_the_needed_grade(inside, setting, validated):
    (place,) = resolve([", ".join(["12 Elm St", *inside]) + TOWN])
    found = grade(place, setting, validated=validated)
    if found.enough:
        assert found.grade >= found.needed >= Grade.G3
    for name in Setting._fields:
        blank = grade(place, setting._replace(**{name: "" if name == "occupancy" else None}), validated=validated)
        assert blank.grade <= found.grade
        assert blank.enough is not True
