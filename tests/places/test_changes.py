"""What is said of a change: each reason, and no change without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.places.changes import changes, tokens
from e911audit.places.place import Written
from e911audit.places.resolve import resolve_one


def told(street, **columns):
    written = Written(street, **columns)
    return changes(written, resolve_one(written))


@pytest.mark.parametrize(
    ("street", "columns", "expected"),
    [
        ("100 CONGRESS AVE, AUSTIN, TX 78701", {}, ""),
        ("100 congress ave., austin, tx 78701", {}, ""),
        ("100 Congress Avenue, Austin, TX 78701", {}, "Publication 28: AVENUE > AVE"),
        ("100 North West 5th St, Austin, Texas", {}, "Publication 28: NORTH WEST > NW; state code: TEXAS > TX"),
        ("350 Fifth Ave, New York, New York 10118", {}, "state code: NEW YORK > NY; digits for words: FIFTH > 5TH"),
        ("12 Elm St", {"city": "Newark", "state": "NJ", "zip": "7102"}, "zeros: 7102 > 07102"),
        ("12 Elm St", {"floor": "3", "city": "Austin"}, "designator added: FL"),
        ("12 Elm St, NYC, NY", {}, "read as: NYC > NEW YORK"),
        ("Acme Inc, 12 Elm St, NYC, NY", {}, "read as: NYC > NEW YORK; not in the lines: ACME INC"),
        ("12 Elm St, Attn Bob, Austin, TX 78701", {}, "not in the lines: ATTN BOB"),
        ("Elko, NV 89801", {"city": "Elko", "state": "NV", "zip": "89801"}, "written twice: ELKO NV 89801"),
        ("Fl 2, 100 Congress Ave, Austin, TX 78701", {}, "parts in another order"),
        ("N/A", {}, "not in the lines: N/A"),
    ],
)
def test_reasons(street, columns, expected):
    assert told(street, **columns) == expected


WORDS = st.sampled_from(
    "100 12B N North West Main Elm Street St Ave Fifth 5th Third Floor Fl 3 Suite Ste 200 # Bldg C Rm 214 Austin Saint "
    "Paul TX Texas New York NY 78701 7102 Attn Bob PO Box RR 2 & , , ".split(" ")
)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_where_the_words_differ_something_is_said(text):
    place = resolve_one(Written(text))
    after = [token for line in (place.line1, place.line2, place.city, place.state, place.zip) for token in tokens(line)]
    said = changes(Written(text), place)
    assert bool(said) == (tokens(text) != after or bool(place.zip4))
