"""Our own twins of the shared examples: strings written from the classes of failure before the engine read them.

``twins/*.txt`` hold one case a line. A field that a row does not name must be empty; ``||`` parts readings as good.
"""

from pathlib import Path

import pytest

from e911audit.places.resolve import resolve
from e911audit.places.same import Level, compare

TWINS = Path(__file__).with_name("twins")
FREE = ("line1", "line2", "key", "building_key", "doubts", "zip_fault", "postal_doubt")
"""What a row does not judge."""
BOXED = ("po_box", "rural_route", "military", "intersection", "landmark", "placeholder", "foreign")
STREET = "4120 N Kessler Blvd, {}, Tulsa, OK 74106"
KESSLER = {"kind": "street", "house": "4120", "predir": "N", "street": "KESSLER", "posttype": "BLVD"}
TULSA = {"city": "TULSA", "state": "OK", "zip": "74106"}


def rows(name):
    lines = (TWINS / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split(" | ")] for line in lines if line and not line.startswith("#")]


def fields(text):
    pairs = (word.partition("=") for word in text.split())
    return {name: value if name == "kind" else value.replace("_", " ") for name, _, value in pairs}


def read(text):
    (place,) = resolve([text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t")])
    return place


def filled(place):
    return {name: value for name, value in place._asdict().items() if value and name not in FREE}


@pytest.mark.parametrize(("text", "readings"), [row[1:] for row in rows("probes.txt")])
def test_probe(text, readings):
    wanted = [{"kind": "street"} | fields(reading) for reading in readings.split(" || ")]
    assert filled(read(text)) in wanted


@pytest.mark.parametrize(("text", "reading"), rows("interiors.txt"))
def test_interior_alone(text, reading):
    found = filled(read(text))
    assert found.pop("kind") in ("unread", "landmark")
    assert found == fields(reading)


@pytest.mark.parametrize(("text", "reading"), rows("interiors.txt"))
def test_interior_inside_of_an_address(text, reading):
    assert filled(read(STREET.format(text))) == KESSLER | TULSA | fields(reading)


@pytest.mark.parametrize(("relation", "one", "other"), rows("pairs.txt"))
def test_pair(relation, one, other):
    first, second = read(one), read(other)
    assert first.key
    assert second.key
    assert (first.key == second.key) is (relation == "same")
    assert (first.building_key == second.building_key) is (relation != "different")
    wanted = {"same": {Level.SAME_PLACE}, "building": {Level.SAME_BUILDING, Level.DIFFERENT, Level.UNKNOWN}}
    assert compare(first, second).level in wanted.get(relation, {Level.DIFFERENT, Level.UNKNOWN})


def test_there_are_enough_twins():
    assert len(rows("probes.txt")) > 100
    assert len(rows("interiors.txt")) > 80
    assert len(rows("pairs.txt")) > 40


@pytest.mark.parametrize("text", [row[1] for row in rows("probes.txt")] + [row[0] for row in rows("interiors.txt")])
def test_a_twin_reads_back_to_itself(text):
    place = read(text)
    if place.key:
        assert read(str(place)).key == place.key
