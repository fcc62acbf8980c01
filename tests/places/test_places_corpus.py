"""The shared address examples: floors for what must be read right, under the comparison that their README describes."""

import json
from pathlib import Path

import pytest
import usaddress

from e911audit.places.keys import fold_phrase
from e911audit.places.model import labels
from e911audit.places.resolve import resolve
from e911audit.places.spell import fold_code, fold_name, ordinal_words
from e911audit.places.tables import ROUTES, STATE_NAMES, UNITS

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus/addresses"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared address examples are not beside the project")


def rows(name):
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def one_name(fields):
    words = " ".join(fields.get(part, "") for part in ("pretype", "street", "posttype")).replace("I-35", "I 35").split()
    for count in (4, 3, 2, 1):
        if tuple(words[:count]) in ROUTES:
            words[:count] = ROUTES[tuple(words[:count])][1].split()
            break
    number = ordinal_words(words[:1]) if words else None
    return fold_name(" ".join(words)) if number is None else str(number)


def unit_of(fields):
    designator = UNITS.get(fields.get("unit_type", ""), fields.get("unit_type", ""))
    return ("#" if designator == "UNIT" else designator, fold_code(fields.get("unit", "")))


def comparable(fields):
    floor = fields.get("floor", "")
    return {
        "kind": fields.get("kind", ""),
        "house": fold_code(fields.get("house", "") + fields.get("house_suffix", "")),
        "predir": fields.get("predir", ""),
        "street": one_name(fields),
        "postdir": fields.get("postdir", ""),
        "building": fold_phrase(fields.get("building", "")),
        "floor": "LOWER LEVEL" if floor in ("LL", "LOWER") else floor,
        "unit": unit_of(fields),
        "room": fold_phrase(fields.get("room", "")),
        "seat": fold_phrase(fields.get("seat", "")),
        "zone": fold_phrase(fields.get("zone", "")),
        "city": fold_name(fields.get("city", "")),
        "state": fields.get("state", ""),
        "zip": fields.get("zip", ""),
        "zip4": fields.get("zip4", ""),
    }


PART = {"house_suffix": "house", "pretype": "street", "posttype": "street", "unit_type": "unit"}


def right(row, place):
    got = comparable(place._asdict())
    free = {PART.get(name, name) for name in row.get("free", ())}
    if "kind" not in row["expected"]:
        free.add("kind")
    lines = fold_name(f"{place.line1} {place.line2}".replace("&", " "))
    for other in [{}, *row.get("alts", ())]:
        wanted = comparable(row["expected"] | other)
        has = [fold_name(part) for phrase in row.get("has", ()) for part in phrase.split(" & ")]
        if all(wanted[name] == got[name] for name in wanted if name not in free) and all(part in lines for part in has):
            return True
    return False


def wrong(name, texts=None):
    examples = rows(name)
    places = resolve(texts(row["input"]) if texts else row["input"] for row in examples)
    return [row["input"] for row, place in zip(examples, places, strict=True) if not right(row, place)]


def test_probes():
    assert len(wrong("probes_visible")) <= 81 - 79


def test_interior_texts_alone():
    assert len(wrong("interior_visible")) <= 61 - 58


def test_lineage():
    assert len(wrong("lineage_visible")) <= 105 * 0.04


def test_pairs():
    found = 0
    for row in rows("pairs_visible"):
        one, other = resolve([row["a"], row["b"]])
        if row["relation"] == "same":
            found += one.key == other.key != ""
        else:
            assert one.key != other.key
            assert (one.building_key == other.building_key) is (row["relation"] == "building")
    assert found >= 9


def seen(place):
    return {
        letters
        for text in (*place[:22], *place.doubts)
        for letters in "".join(c if c.isalnum() else " " for c in text).split()
    }


@pytest.mark.parametrize("name", ["usaddress_unparseable", "usaddress_labeled"])
def test_no_text_raises_and_no_number_vanishes(name):
    texts = [row["input"] for row in rows(name)]
    for text, place in zip(texts, resolve(texts), strict=True):
        assert not any("could not be read" in doubt for doubt in place.doubts)
        numbers = {word for word in "".join(c if c.isalnum() else " " for c in text.upper()).split() if word.isdigit()}
        digits = "".join(char for word in seen(place) for char in f" {word}")
        assert not {number for number in numbers if number.lstrip("0") not in digits and number[:5] not in digits}, text


@pytest.mark.parametrize("name", ["usaddress_unparseable", "usaddress_labeled", "probes_visible", "lineage_visible"])
def test_labels_are_those_of_usaddress(name):
    texts = [row["input"] for row in rows(name)]
    assert [text for text in texts if labels(text) != [label for _, label in usaddress.parse(text)]] == []


@pytest.mark.parametrize("name", ["probes_visible", "lineage_visible", "usaddress_labeled"])
def test_keys_survive_a_round_trip(name):
    places = [place for place in resolve(row["input"] for row in rows(name)) if place.key]
    assert len(places) > 50
    assert [again.key for again in resolve(map(str, places))] == [place.key for place in places]


def test_states_are_complete():
    assert len(STATE_NAMES) == 50 + len({"DC", "AS", "GU", "MP", "PR", "VI", "FM", "MH", "PW", "AA", "AE", "AP"})
