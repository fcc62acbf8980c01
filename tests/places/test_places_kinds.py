"""What sort of place a text names, and the delivery line of those that are no street."""

import pytest

from e911audit.places.place import Kind, Written
from e911audit.places.resolve import resolve

KINDS = {
    "12 Elm St, Ames, IA 50010": "street",
    "12 Elm St, Ames, IA 50010, PO Box 3": "street",
    "PO Box 77, Ames IA 50010": "po_box",
    "P. O. Box 77, Ames IA 50010": "po_box",
    "P.O. Drawer 7, Ames IA": "po_box",
    "Post Office Box 77 Ames IA 50010": "po_box",
    "General Delivery, Ames IA 50010": "po_box",
    "Box 77, Ames IA": "po_box",
    "RR 3 Box 14, Ames IA 50010": "rural_route",
    "Rural Route 3, Box 14A, Ames IA": "rural_route",
    "HC 71 Box 8, Ely MN": "rural_route",
    "RFD 3 Box 14, Ames IA": "rural_route",
    "12 Elm St PMB 9, Ames, IA 50010": "private_mailbox",
    "The UPS Store, 12 Elm St #9, Ames, IA 50010": "private_mailbox",
    "PSC 41 Box 9, APO AE 09464": "military",
    "Unit 8400 Box 12, DPO AP 96521": "military",
    "FPO AP 96661": "military",
    "Elm St & 4th Ave, Ames, IA": "intersection",
    "Elm St and 4th Ave, Ames, IA": "intersection",
    "Sunset & Gower, Los Angeles, CA": "intersection",
    "SE corner of Elm and 4th, Ames IA": "intersection",
    "Elm St between 4th and 5th, Ames IA": "intersection",
    "Behind the grain elevator, Ames IA": "intersection",
    "Hilton Coliseum Arena, Ames, IA": "landmark",
    "Terminal 2, Eppley Airport, Omaha NE": "landmark",
    "Main Campus": "landmark",
    "Ames, IA": "city_only",
    "Ames IA 50010": "city_only",
    "50010": "city_only",
    "Iowa": "city_only",
    "TBD": "placeholder",
    "n/a": "placeholder",
    "#N/A": "placeholder",
    "-": "placeholder",
    "?": "placeholder",
    "xxx": "placeholder",
    "0000": "placeholder",
    "See notes": "placeholder",
    "same as above": "placeholder",
    "WFH": "placeholder",
    "Headquarters": "placeholder",
    "TBD, Ames, IA 50010": "placeholder",
    "221B Baker St, London NW1 6XE, UK": "foreign",
    "200 Wellington St W, Toronto ON M5V 3C7": "foreign",
    "10 Rue de Rivoli, 75001 Paris, France": "foreign",
    "\u6771\u4eac\u90fd\u5343\u4ee3\u7530\u533a1-1": "foreign",
    "qwe zxc": "unread",
    "39.78123, -89.65012": "unread",
    "Floor 3": "unread",
    "": "unread",
}


@pytest.mark.parametrize("text", KINDS)
def test_kind(text):
    (place,) = resolve([text])
    assert place.kind == KINDS[text]
    assert type(place.kind) is str


def test_every_kind_has_an_example():
    assert set(KINDS.values()) == {kind.value for kind in Kind}


@pytest.mark.parametrize("text", [text for text, kind in KINDS.items() if kind != "street"])
def test_only_street_addresses_have_keys(text):
    (place,) = resolve([text])
    assert place.key == place.building_key == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Post Office Box 77, Ames IA", "PO BOX 77"),
        ("Rural Route 3 Box 14A, Ames IA", "RR 3 BOX 14A"),
        ("Highway Contract Route 71 Box 8, Ely MN", "HC 71 BOX 8"),
        ("psc 41 box 9, apo ae 09464", "PSC 41 BOX 9"),
        ("Elm Street & Fourth Avenue, Ames, IA", "ELM ST & 4TH AVE"),
        ("NW corner of Elm Street and Fourth Avenue, Ames IA", "ELM ST & 4TH AVE"),
    ],
)
def test_delivery_line_of_other_kinds(text, line):
    (place,) = resolve([text])
    assert place.line1 == line


def test_a_private_mailbox_keeps_its_street():
    (place,) = resolve(["12 Elm St Ste 3 PMB 9, Ames, IA 50010"])
    assert (place.line1, place.line2) == ("12 ELM ST", "STE 3 PMB 9")


def test_a_placeholder_in_the_street_column_keeps_the_city():
    (place,) = resolve([Written(street="Unknown", city="Ames", state="IA")])
    assert (place.kind, place.city, place.state) == ("placeholder", "AMES", "IA")


def test_the_corner_stays_visible():
    (place,) = resolve(["SE corner of Elm and 4th, Ames IA"])
    assert any("SE CORNER" in doubt for doubt in place.doubts)
