"""The city in a street's own segment, and names that are landmarks."""

from functools import lru_cache

from e911audit.places.clean import Tokens
from e911audit.places.parse import behind_suffix, city_start
from e911audit.places.spell import fold_city, fold_name
from e911audit.places.tables import SETS
from e911audit.places.words import ends_street
from e911audit.places.zip_table import zip_area

LANDMARKS = SETS["landmarks"]
LONGEST = 6
"""A city's name has at most this many words."""


def is_landmark(tokens: Tokens) -> bool:
    """Tell whether a name says what it is: Yankee Stadium, Main Campus; a lone word may be a city's."""
    return (
        len(tokens) > 1
        and tokens[-1] not in ("PARK", "CENTER", "HALL", "FIELD")
        and bool(LANDMARKS.intersection(tokens[1:]))
    )


def without_city(tokens: Tokens, city: str) -> Tokens:
    """Return a street's tokens without the city of its column where they repeat it at their end."""
    words = len(city.split())
    if (
        len(tokens) > words + 1
        and fold_name(" ".join(tokens[-words:])) == fold_name(city)
        and ends_street(tokens[-words - 1])
    ):
        return tokens[:-words]
    return tokens


def town_behind(tokens: Tokens, state: str, zip_code: str) -> int:
    """Return where a city starts behind the street: the ZIP's city, else the model's word, else the suffix's."""
    if start := zip_city_start(tokens, zip_code):
        return start
    if state or zip_code:
        return city_start(tokens, f"{state} {zip_code}".strip())
    end = behind_suffix(tokens)
    return end if not any(char.isdigit() for char in "".join(tokens[end:])) else len(tokens)


def zip_city_start(tokens: Tokens, zip_code: str) -> int:
    """Return where one of the ZIP's cities starts that stands at the end of the tokens, 0 if none does.

    >>> zip_city_start("19 HARBOR PT KEY WEST".split(), "33040")
    3
    """
    accepted, others = zip_names(zip_code)
    for words in range(min(LONGEST, len(tokens) - 2), 0, -1):
        start = len(tokens) - words
        name = fold_city(" ".join(tokens[start:]))
        if name in accepted or (name in others and ends_street(tokens[start - 1])):
            return start
    return 0


@lru_cache(maxsize=65536)
def zip_names(zip_code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded names of a ZIP's cities: those that the post accepts, and others."""
    area = zip_area(zip_code) if zip_code else None
    if area is None:
        return frozenset(), frozenset()
    return frozenset(map(fold_city, area.cities)), frozenset(map(fold_city, area.other_names))
