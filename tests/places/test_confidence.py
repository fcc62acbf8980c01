"""Every doubt has a weight, and the worst of an address decides."""

import pytest

from e911audit.places.confidence import Confidence, confidence, doubt_kinds, weigh
from e911audit.places.resolve import resolve

ADDRESSES = {
    "12 Elm St, Ames, IA 50010": Confidence.HIGH,
    "One Microsoft Way, Redmond, WA 98052": Confidence.HIGH,
    "12 Elm St, Foo Bar Baz, Ames, IA 50010": Confidence.MEDIUM,
    "12 Elm St, L2, Ames, IA 50010": Confidence.LOW,
    "12 Elm St Fl 2 Fl 3, Ames, IA 50010": Confidence.LOW,
}


@pytest.mark.parametrize("kind", doubt_kinds(), ids=lambda kind: kind.example)
def test_each_example_is_weighed_by_its_own_row(kind):
    first = next(other for other in doubt_kinds() if other.pattern.fullmatch(kind.example))
    assert first is kind


@pytest.mark.parametrize(("text", "level"), ADDRESSES.items(), ids=ADDRESSES.keys())
def test_the_worst_doubt_of_an_address_decides(text, level):
    [place] = resolve([text])
    assert confidence(place.doubts) is level


def test_a_doubt_that_the_table_does_not_know_is_as_bad_as_a_guess():
    assert weigh("something new") is Confidence.LOW
