"""City, state and ZIP: what the table says, and what is a fault, a doubt or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.places.place import Written
from e911audit.places.resolve import resolve
from e911audit.places.zip_table import zip_area, zips_of
from e911audit.places.zips import postal_doubt, restored_zip, zip_fault
from tables.zips import FILE, lines


@pytest.fixture(scope="module")
def library():
    """What the package of the facts says, by ZIP."""
    import zipcodes

    return {entry["zip_code"]: entry for entry in zipcodes.list_all()}


def test_the_table_is_what_its_maker_writes():
    assert FILE.read_text(encoding="utf-8").splitlines() == lines()


def test_every_zip_of_the_library_is_found_with_its_facts(library):
    for code, entry in library.items():
        area = zip_area(code)
        assert (area.zip, area.type, area.in_use, area.state) == (
            code,
            entry["zip_code_type"],
            entry["active"],
            entry["state"],
        )
        assert area.has(entry["city"].upper())
        assert all(area.has(name.upper()) for name in entry["acceptable_cities"])
        assert area.county == entry["county"].upper()
        if area.centre:
            assert area.centre == pytest.approx((float(entry["lat"]), float(entry["long"])), abs=6e-5)


@given(st.text("0123456789", min_size=0, max_size=7))
def test_a_zip_is_found_if_and_only_if_the_library_has_it(code):
    import zipcodes

    known = len(code) == 5 and bool(zipcodes.matching(code))
    assert (zip_area(code) is not None) == known


@pytest.mark.parametrize(
    ("zip_code", "city"),
    [
        ("11375", "FLUSHING"),
        ("11375", "QUEENS"),
        ("63101", "ST LOUIS"),
        ("63101", "SAINT LOUIS"),
        ("63366", "O'FALLON"),
        ("63366", "O FALLON"),
        ("76101", "FT WORTH"),
        ("22102", "MCLEAN"),
    ],
)
def test_spellings_of_a_city_are_one(zip_code, city):
    assert zip_area(zip_code).has(city)


@pytest.mark.parametrize(
    ("zip_code", "state", "told"),
    [
        ("10001", "TX", "ZIP 10001 is in NY, not TX"),
        ("06390", "CT", "ZIP 06390 is in NY, not CT"),
        ("06390", "NY", ""),
        ("00000", "TX", "ZIP 00000 does not exist"),
        ("99999", "AK", "ZIP 99999 does not exist"),
        ("78701", "TX", ""),
        ("78701", "", ""),
        ("", "TX", ""),
        ("78701", "ZZ", "ZZ is not a state of the USPS list"),
    ],
)
def test_faults(zip_code, state, told):
    assert zip_fault(zip_code, state) == told


@pytest.mark.parametrize(
    ("zip_code", "city", "state", "told"),
    [
        ("78701", "AUSTIN", "TX", ""),
        ("78701", "", "TX", ""),
        ("78701", "AUSTIN", "", ""),
        ("", "AUSTIN", "TX", ""),
        ("78701", "DALLAS", "TX", "ZIP 78701 is AUSTIN, not DALLAS"),
        (
            "71299",
            "MONROE",
            "LA",
            "ZIP 71299 is not in the ZIP table; street addresses in MONROE have 71201 or 71202 or 71203",
        ),
        ("10001", "AMES", "IA", "street addresses in AMES have 50010 or 50014"),
        ("09012", "APO", "AE", ""),
    ],
)
def test_doubts(zip_code, city, state, told):
    assert postal_doubt(zip_code, city, state, street=True) == told


def test_a_fault_suggests_the_zips_of_the_city():
    (place,) = resolve(["100 Main St, Monroe, LA 70201"])
    assert place.zip_fault == "ZIP 70201 does not exist"
    assert place.postal_doubt == "street addresses in MONROE have 71201 or 71202 or 71203"


def test_post_boxes_only():
    assert postal_doubt("78760", "AUSTIN", "TX", street=True).startswith(
        "ZIP 78760 holds PO boxes only; street addresses in AUSTIN have "
    )
    assert postal_doubt("78760", "AUSTIN", "TX", street=False) == ""


def test_suggested_zips_are_the_citys_own():
    found = zips_of("AUSTIN", "TX")
    assert "78701" in found
    assert "78760" not in found
    assert all(zip_area(code).has("AUSTIN") and zip_area(code).state == "TX" for code in found)


def test_a_place_keeps_what_was_written_beside_the_doubt():
    (place,) = resolve(["100 Main St, Dallas, TX 78701"])
    assert (place.city, place.state, place.zip) == ("DALLAS", "TX", "78701")
    assert place.zip_fault == ""
    assert place.postal_doubt == "ZIP 78701 is AUSTIN, not DALLAS"


def test_a_lost_zero_is_restored_only_where_the_state_proves_it():
    proved, unproved = resolve(
        [
            Written("1 Elm St", city="Newark", state="NJ", zip="7102"),
            Written("1 Elm St", city="Austin", state="TX", zip="7102"),
        ]
    )
    assert (proved.zip, proved.postal_doubt) == ("07102", "")
    assert "ZIP 7102 read as 07102: NJ proves it" in proved.doubts
    assert unproved.zip == ""
    assert restored_zip("7102", "TX") == ""
