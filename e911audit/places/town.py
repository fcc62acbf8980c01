"""The city in a street's own segment, and names that are landmarks."""

from e911audit.places.clean import Tokens
from e911audit.places.parse import behind_suffix, city_start
from e911audit.places.spell import fold_city, fold_name, has_digit
from e911audit.places.tables import DIRECTIONS, SETS, THROUGH_ROADS
from e911audit.places.words import ends_street
from e911audit.places.zip_table import cities_of, zip_cities, zip_other_names

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
    named = [token for token in tokens[1:-words] if token not in DIRECTIONS]
    if named and fold_name(" ".join(tokens[-words:])) == fold_name(city) and ends_street(tokens[-words - 1]):
        return tokens[:-words]
    return tokens


def town_behind(tokens: Tokens, state: str, zip_code: str) -> int:
    """Return where a city starts behind the street: the ZIP's or state's, else the model's word or the suffix's."""
    if start := zip_city_start(tokens, zip_code):
        return start
    if not zip_code and state and (start := state_city_start(tokens, state)) and behind_road(tokens[:start]):
        return start
    if state or zip_code:
        return city_start(tokens, f"{state} {zip_code}".strip())
    end = behind_suffix(tokens)
    return end if not has_digit(tokens[end:]) else len(tokens)


def behind_road(street: Tokens) -> bool:
    """Tell whether a street's tokens end with its type, so that nothing of its name can follow."""
    last = street[-2] if street[-1] in DIRECTIONS else street[-1]
    return len(street) > 2 and last in THROUGH_ROADS


def zip_city_start(tokens: Tokens, zip_code: str) -> int:
    """Return where one of the ZIP's cities starts that stands at the end of the tokens, 0 if none does.

    >>> zip_city_start("19 HARBOR PT KEY WEST".split(), "33040")
    3
    """
    accepted = zip_cities(zip_code)
    for words in range(min(LONGEST, len(tokens) - 2), 0, -1):
        start = len(tokens) - words
        name = fold_city(" ".join(tokens[start:]))
        if name in accepted or (ends_street(tokens[start - 1]) and name in zip_other_names(zip_code)):
            return start
    return 0


def state_city_start(tokens: Tokens, state: str) -> int:
    """Return where one of the state's cities starts that stands at the end of the tokens, 0 if none does."""
    names = cities_of(state)
    for words in range(min(LONGEST, len(tokens) - 2), 0, -1):
        if fold_city(" ".join(tokens[-words:])) in names:
            return len(tokens) - words
    return 0


def is_city(tokens: Tokens, state: str, zip_code: str) -> bool:
    """Tell whether tokens, as a whole, name a city of the ZIP, or of the state where there is no ZIP."""
    name = fold_city(" ".join(tokens))
    return name in zip_cities(zip_code) if zip_code else state != "" and name in cities_of(state)
