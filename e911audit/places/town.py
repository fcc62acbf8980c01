"""The city in a street's own segment, and names that are landmarks."""

from e911audit.places.clean import Tokens
from e911audit.places.parse import behind_suffix, city_start
from e911audit.places.spell import fold_name
from e911audit.places.tables import SETS
from e911audit.places.words import ends_street

LANDMARKS = SETS["landmarks"]


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


def town_behind(tokens: Tokens, last_line: str) -> int:
    """Return where a city starts behind the street: the model's word where state or ZIP follow, else the suffix's."""
    if last_line:
        return city_start(tokens, last_line)
    end = behind_suffix(tokens)
    return end if not any(char.isdigit() for char in "".join(tokens[end:])) else len(tokens)
