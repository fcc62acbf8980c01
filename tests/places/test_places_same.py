"""Two addresses compared component by component."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from e911audit.places.keys import inside, outside
from e911audit.places.place import INSIDE, Place
from e911audit.places.resolve import resolve
from e911audit.places.same import Comparison, Level, compare

BASE = "12 N Elm St, Bldg 3, Fl 2, Ste 20, Ames, IA 50010"

CASES = [
    (BASE, "12 north elm street building 3 second floor suite 20 ames iowa 50010-1234", Level.SAME_PLACE, []),
    (BASE, "12 N Elm St, Bldg 3, Fl 4, Ste 20, Ames, IA 50010", Level.SAME_BUILDING, ["floor"]),
    (BASE, "12 N Elm St, Bldg 3, Fl 2, Ames, IA 50010", Level.SAME_BUILDING, ["unit"]),
    (BASE, "12 N Elm St, Bldg 4, Fl 2, Ste 20, Ames, IA 50010", Level.DIFFERENT, ["building"]),
    (BASE, "12 N Elm St, Fl 2, Ste 20, Ames, IA 50010", Level.UNKNOWN, ["building"]),
    (BASE, "12 S Elm St, Bldg 3, Fl 2, Ste 20, Ames, IA 50010", Level.DIFFERENT, ["predir"]),
    (BASE, "12 Elm St, Bldg 3, Fl 2, Ste 20, Ames, IA 50010", Level.UNKNOWN, ["predir"]),
    (BASE, "21 N Elm St, Bldg 3, Fl 2, Ste 20, Ames, IA 50010", Level.DIFFERENT, ["house"]),
    (BASE, "12 1/2 N Elm St, Bldg 3, Fl 2, Ste 20, Ames, IA 50010", Level.DIFFERENT, ["house"]),
    ("12 Oak Ct, Ames, IA", "12 Oak Cir, Ames, IA", Level.DIFFERENT, ["posttype"]),
    ("12 Oak Ct, Ames, IA", "12 Oak, Ames, IA", Level.UNKNOWN, ["posttype"]),
    ("12 Oak Ct, Ames, IA", "12 Oak Ct, Ames, IA 50010", Level.UNKNOWN, ["zip"]),
    ("12 Oak Ct, Ames, IA 50010", "12 Oak Ct, Ames, IA 50014", Level.DIFFERENT, ["zip"]),
    ("12 Oak Ct, Ames, IA 50010", "12 Oak Ct, Gilbert, IA 50010", Level.UNKNOWN, ["city"]),
    ("12 Oak Ct, Ames, IA", "12 Oak Ct, Boone, IA", Level.DIFFERENT, ["city"]),
    ("12 Oak Ct, Salem, OR", "12 Oak Ct, Salem, MA", Level.DIFFERENT, ["state"]),
    ("12 US Route 9, Troy, NY 12180", "12 State Route 9, Troy, NY 12180", Level.DIFFERENT, ["street"]),
    ("12 US Route 9, Troy, NY 12180", "12 US Hwy 9, Troy, NY 12180", Level.SAME_PLACE, []),
    ("12 Route 9, Troy, NY 12180", "12 State Route 9, Troy, NY 12180", Level.UNKNOWN, ["street"]),
    ("12 Highway 9, Troy, NY 12180", "12 Highway 10, Troy, NY 12180", Level.DIFFERENT, ["street"]),
    ("67-12 Elm St, Ames, IA 50010", "6712 Elm St, Ames, IA 50010", Level.UNKNOWN, ["house"]),
    ("TBD", "TBD", Level.UNKNOWN, []),
    ("PO Box 12, Ames, IA 50010", "PO Box 12, Ames, IA 50010", Level.UNKNOWN, []),
    ("12 Elm St, Ames, IA 50010", "Ames, IA 50010", Level.UNKNOWN, ["house", "street", "posttype"]),
    ("Elm St, Ames, IA 50010", "Elm St, Ames, IA 50010", Level.UNKNOWN, []),
]


@pytest.mark.parametrize(("one", "other", "level", "components"), CASES)
def test_level_and_the_components_that_differ(one, other, level, components):
    found = compare(*resolve([one, other]))
    assert (found.level, [difference.component for difference in found.differs]) == (level, components)


@pytest.mark.parametrize(
    ("one", "other", "suggestion"),
    [
        ("12 Harvard Ave, Tulsa, OK", "12 Harvrad Ave, Tulsa, OK", "one of 'HARVARD' and 'HARVRAD' may be misspelled"),
        ("12 Elm St, Tulsa, OK", "12 Elm St, Tusla, OK", "one of 'TULSA' and 'TUSLA' may be misspelled"),
        ("12 Harvard Ave, Tulsa, OK", "14 Harvrad Ave, Tulsa, OK", ""),
        ("12 Harvard Ave, Tulsa, OK", "12 Yale Ave, Tulsa, OK", ""),
        ("12 21st St, Tulsa, OK", "12 31st St, Tulsa, OK", ""),
        ("123 Elm St, Tulsa, OK", "132 Elm St, Tulsa, OK", ""),
    ],
)
def test_likeness_only_suggests(one, other, suggestion):
    found = compare(*resolve([one, other]))
    assert found.suggestion == suggestion
    assert found.level == Level.DIFFERENT


def test_a_comparison_is_a_sentence():
    one, other = resolve([BASE, "12 N Elm St, Bldg 3, Fl 4, Ames, IA 50010"])
    assert str(compare(one, other)) == "same building: floor '2' and '4', unit '20' is said by one only"
    assert str(compare(one, one)) == "same place"


words = {
    "house": ["12", "21", "12A", "12-10", "12 1/2"],
    "predir": ["", "N", "S"],
    "street": ["Elm", "Elms", "9th", "County Road"],
    "posttype": ["", "St", "Ave"],
    "inside": ["", "Ste 20", "#20", "Fl 2", "Floor 3", "Bldg A", "Rm 4, North Wing"],
    "town": ["Ames, IA 50010", "Ames, IA", "Boone, IA 50036", "IA 50010", "Ames"],
}
addresses = st.builds(
    "{} {} {} {}, {}, {}".format,
    *(st.sampled_from(words[name]) for name in ("house", "predir", "street", "posttype", "inside", "town")),
)
texts = st.one_of(addresses, st.sampled_from(["", "TBD", "PO Box 12, Ames, IA", "Elm St & 9th Ave, Ames, IA", "Ames"]))


def mirrored(found: Comparison) -> Comparison:
    turned = tuple(difference._replace(one=difference.other, other=difference.one) for difference in found.differs)
    return found._replace(differs=turned)


@given(texts, texts)
@settings(max_examples=400, deadline=None)
def test_comparing_is_symmetric_and_equal_keys_are_the_same_place(text, other_text):
    one, other = resolve([text, other_text])
    found = compare(one, other)
    assert compare(other, one) == mirrored(found)
    assert (found.level == Level.SAME_PLACE) is (one.key == other.key != "")
    if found.level == Level.SAME_BUILDING:
        assert one.building_key == other.building_key != ""
    if found.level != Level.SAME_PLACE and one.key and other.key:
        assert found.differs


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_place_is_the_same_as_itself_unless_it_cannot_be_compared(text):
    (place,) = resolve([text])
    assert compare(place, place) == Comparison(Level.SAME_PLACE if place.key else Level.UNKNOWN)


def test_keys_are_equal_exactly_where_all_components_are():
    every = resolve(
        f"{house} {predir} {street} {posttype}, {inner}, {town}"
        for house, predir, street, posttype, inner, town in product(*words.values())
        if "Road" not in street
    )
    by_key: dict[str, set[tuple[str, ...]]] = {}
    for place in every:
        if place.key:
            folded = (*outside(place, place.city, place.state, place.zip), *inside(parts(place)).values())
            by_key.setdefault(place.key, set()).add(folded)
    assert len(by_key) > 500
    assert all(len(folded) == 1 for folded in by_key.values())


def parts(place: Place) -> dict[str, str]:
    return {name: getattr(place, name) for name in INSIDE}
