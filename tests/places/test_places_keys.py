"""Keys: equal for texts of one place, different for different places; and what holds for every text."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from e911audit.places.place import Place, Written
from e911audit.places.resolve import BATCH, resolve

SAME = [
    ("12 N Harvard Ave Ste 20, Tulsa, OK 74106", "12 North Harvard Avenue, Suite 20, Tulsa, Oklahoma 74106-1234"),
    ("12 Elm St #20, Ames, IA 50010", "12 Elm Street Unit 20, Ames IA 50010"),
    ("Suite 20, 12 Elm St, Ames, IA 50010", "12 Elm St Ste. 20 Ames IA 50010"),
    ("12 Ninth St, Ames, IA 50010", "12 9th St., Ames, IA 50010"),
    ("Twelve Elm St, Ames, IA 50010", "12 Elm St, Ames, IA 50010"),
    ("12 Saint Ann St, Saint Louis, MO 63101", "12 St. Ann St, St Louis, MO 63101"),
    ("12 Mount Hope Rd, Fort Wayne, IN 46802", "12 Mt Hope Rd, Ft. Wayne, IN 46802"),
    ("12 CR 51, Eaton, CO 80615", "12 County Rd 51, Eaton, CO 80615"),
    ("12 US-64, Tulsa, OK 74106", "12 U.S. Highway 64, Tulsa, OK 74106"),
    ("12 Elm St Fl 9, Ames, IA 50010", "12 Elm St, Ninth Floor, Ames, IA 50010"),
    ("12 Elm St Ste 20-B, Ames, IA 50010", "12 Elm St Ste 20B, Ames, IA 50010"),
    ("12 Elm St, E Wing, Ames, IA 50010", "12 Elm St, East Wing, Ames, IA 50010"),
    ("12 Elm St, Conference Room 2, Ames, IA 50010", "12 Elm St Conf Rm 2, Ames, IA 50010"),
    ("12 1/2 Elm St, Ames, IA 50010", "12\u00bd Elm St, Ames, IA 50010"),
    ("12-B Elm St, Ames, IA 50010", "12B Elm St, Ames, IA 50010"),
    ("67-12 Yellowstone Blvd, Forest Hills, NY 11375", "6712 Yellowstone Blvd, Forest Hills, NY 11375"),
    ("Acme Inc, 12 Elm St, Ames, IA 50010", "12 ELM ST AMES IA 50010 USA"),
]
BUILDING = [
    ("12 Elm St Ste 20, Ames, IA 50010", "12 Elm St Ste 21, Ames, IA 50010"),
    ("12 Elm St Ste 20, Ames, IA 50010", "12 Elm St, Ames, IA 50010"),
    ("12 Elm St Fl 2, Ames, IA 50010", "12 Elm St Ste 2, Ames, IA 50010"),
    ("12 Elm St Rm 1-14, Ames, IA 50010", "12 Elm St Rm 11-4, Ames, IA 50010"),
    ("12 Elm St Bldg A, Ames, IA 50010", "12 Elm St Bldg B, Ames, IA 50010"),
    ("12 Elm St, East Wing, Ames, IA 50010", "12 Elm St, West Wing, Ames, IA 50010"),
]
DIFFERENT = [
    ("12 N Elm St, Ames, IA 50010", "12 S Elm St, Ames, IA 50010"),
    ("12 N Elm St, Ames, IA 50010", "12 Elm St, Ames, IA 50010"),
    ("12 Elm St, Ames, IA 50010", "12 Elm Ave, Ames, IA 50010"),
    ("12 Elm Ct, Ames, IA 50010", "12 Elm Cir, Ames, IA 50010"),
    ("12 Elm St, Ames, IA 50010", "21 Elm St, Ames, IA 50010"),
    ("12 E St NW, Washington, DC 20001", "12 East St NW, Washington, DC 20001"),
    ("12 E St NW, Washington, DC 20001", "12 E St SW, Washington, DC 20024"),
    ("300 S 200 W, Provo, UT 84601", "200 W 300 S, Provo, UT 84601"),
    ("12 Elm St, Salem, OR 97301", "12 Elm St, Salem, MA 01970"),
    ("12 FM 51, Eaton, TX 75001", "12 CR 51, Eaton, TX 75001"),
    ("12 State Route 9, Troy, NY 12180", "12 US Route 9, Troy, NY 12180"),
    ("12 Elm St, Ames, IA 50010", "12 1/2 Elm St, Ames, IA 50010"),
    ("67-12 Elm St, Ames, IA 50010", "6712 Elm St, Ames, IA 50010"),
    ("12 Mill St, Ames, IA 50010", "12 Mills St, Ames, IA 50010"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_texts_of_one_place_share_the_key(one, other):
    first, second = resolve([one, other])
    assert first.key
    assert first.key == second.key


@pytest.mark.parametrize(("one", "other"), BUILDING)
def test_two_places_of_one_building_share_only_the_building_key(one, other):
    first, second = resolve([one, other])
    assert first.building_key == second.building_key != ""
    assert first.key != second.key


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_places_share_no_key(one, other):
    first, second = resolve([one, other])
    assert first.building_key
    assert second.building_key
    assert first.building_key != second.building_key


@pytest.mark.parametrize("text", ["12 Elm St", "Elm St, Ames, IA 50010", "Ames, IA 50010", "12 Elm St, IA"])
def test_what_cannot_be_compared_has_no_key(text):
    assert resolve([text])[0].key == ""


houses = st.one_of(
    st.integers(1, 99999).map(str),
    st.sampled_from(["12A", "12-B", "112-10", "N6W23001", "39W201", "12 1/2", "100-110"]),
)
names = st.sampled_from(
    ["Harvard", "Elm", "9th", "Fifth", "Saint Ann", "Martin Luther King Jr", "The Alameda", "West End"]
)
roads = st.builds(
    lambda *parts: " ".join(part for part in parts if part),
    st.sampled_from(["", "N", "South", "S.W."]),
    names,
    st.sampled_from(["St", "Avenue", "Blvd.", "Pkwy", "Cir"]),
    st.sampled_from(["", "", "NE", "West"]),
)
streets = st.one_of(
    roads, st.sampled_from(["FM 1960", "County Road 43", "US Hwy 20 W", "I-35 Frontage Rd", "Avenue N"])
)
insides = st.lists(
    st.sampled_from(
        [
            "Ste 200-B",
            "#9",
            "3rd Floor",
            "Fl B1",
            "Basement",
            "Bldg 3",
            "North Tower",
            "Rm 214",
            "Conf Rm Denali",
            "IDF 2",
            "Cube 22",
            "East Wing",
            "NE",
            "Elevator 3",
            "Lobby",
            "Ground Floor",
            "Lower Level",
            "Rear",
        ]
    ),
    max_size=3,
    unique=True,
)
towns = st.sampled_from(
    ["Tulsa, OK 74106", "St Paul, MN 55102", "Winston-Salem, NC 27101", "Park City, UT", "Salem, OR 97301-4412"]
)
addresses = st.builds(
    lambda house, street, inside, town: ", ".join([f"{house} {street}", *inside, town]), houses, streets, insides, towns
)
anything = st.one_of(st.text(max_size=60), st.text("0123456789 #,.-/&ABCDENSWstreflobx", max_size=40), addresses)
columns = st.builds(
    Written,
    street=st.builds("{} {}".format, houses, streets),
    interior=st.just(""),
    city=st.just("Tulsa"),
    state=st.just("OK"),
    zip=st.just("74106"),
    building=st.sampled_from(["", "3", "Bldg 3", "Carl Elliott Building", "321 Federal Building", "HQ", "Wells Fargo"]),
    floor=st.sampled_from(["", "3", "Ground", "Mezz", "LL", "Blue"]),
    unit=st.sampled_from(["", "20", "Ste B", "Council Chambers"]),
    room=st.sampled_from(["", "214", "IDF 2", "Mary Bray Room", "Cafe"]),
    zone=st.sampled_from(["", "NE", "East Wing", "Blue", "Pod 4", "4 West"]),
)
written = st.builds(Written, *[st.one_of(st.just(""), anything)] * 10)


@given(st.lists(st.one_of(anything, written), max_size=6))
@settings(max_examples=200, deadline=None)
@example(["", Written(), "\x00", "#", ",", "/", "1", "FL", "BLDG", "& &", "C/O", "PO BOX", "US", "\ud800", "1/2"])
def test_every_text_has_a_place_in_order(texts):
    places = resolve(texts)
    assert [type(place) for place in places] == [Place] * len(texts)
    assert places == [resolve([text])[0] for text in texts]
    assert not any("could not be read" in doubt for place in places for doubt in place.doubts)


@given(addresses)
@settings(max_examples=300, deadline=None)
def test_an_address_reads_back_to_itself(text):
    (place,) = resolve([text])
    (again,) = resolve([str(place)])
    assert place.key
    assert again.key == place.key
    assert (again.line1, again.line2) == (place.line1, place.line2)


@given(addresses)
@settings(max_examples=200, deadline=None)
def test_case_and_blanks_do_not_change_the_key(text):
    key = resolve([text])[0].key
    assert resolve([text.lower()])[0].key == key
    assert resolve([text.upper()])[0].key == key
    assert resolve(["  " + text.replace(" ", "   ").replace(",", " , ") + " "])[0].key == key


@given(columns)
@settings(max_examples=300, deadline=None)
def test_columns_read_back_from_one_line(given_columns):
    (place,) = resolve([given_columns])
    assert resolve([str(place)])[0].key == place.key


def test_each_distinct_text_is_read_once_and_shared():
    one, other, again = resolve(["12 Elm St, Ames, IA", "13 Elm St, Ames, IA", "12 Elm St, Ames, IA"])
    assert one is again
    assert one != other


def test_an_executor_gives_the_same_places():
    texts = [f"{number} Elm St, Ames, IA 50010" for number in range(1, 2 * BATCH + 2)]
    with ThreadPoolExecutor(2) as executor:
        assert resolve(texts, executor) == resolve(texts)


def test_the_model_is_loaded_only_when_a_text_needs_it():
    script = (
        "import sys, e911audit.places.place; from e911audit.places.resolve import resolve;"
        "resolve(['12 Elm St, Ames, IA', '12 Elm St Ames IA 50010']); assert 'usaddress' not in sys.modules;"
        "resolve(['12 Elm St Nowhere IA']); assert 'usaddress' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
