"""Where the street ends and the city begins when no comma tells: the one use of usaddress's trained model.

Of usaddress only the labels are used: its ``tag`` refuses a text that repeats one.
"""

from e911audit.places.clean import Tokens
from e911audit.places.route import route_at
from e911audit.places.spell import ORDINAL
from e911audit.places.tables import CITY_OPENERS, DIRECTIONAL_CITIES, DIRECTIONS, ROADS, SAINTS, SUFFIXES, THROUGH_ROADS
from e911audit.places.words import spelled_direction


def city_start(tokens: Tokens, last_line: str) -> int:
    """Return the index at which the city's name starts among a street's tokens, ``len(tokens)`` if there is none.

    ``last_line`` is the state and ZIP behind them, which tell the model where the address ends.
    """
    words = [SUFFIXES[token] if token in THROUGH_ROADS else DIRECTIONS.get(token, token) for token in tokens]
    from e911audit.places.model import labels as labels_of

    labels = labels_of(f"{' '.join(words)}, {last_line}" if last_line else " ".join(words))
    if len(labels) != len(tokens) + len(last_line.split()):
        return behind_suffix(tokens)
    start = len(tokens)
    while start > 1 and labels[start - 1] in ("PlaceName", "StateName"):
        start -= 1
    start = mended(tokens, start)
    return by_direction(tokens, start, last_line[:2])


def mended(tokens: Tokens, start: int) -> int:
    """Move a boundary that parts a street from its type or directional: Coyote Run, University Square Mall."""
    if start < 2:
        return behind_suffix(tokens)
    if start == len(tokens):
        return unseen(tokens)
    before, first, second = tokens[start - 1], tokens[start], (*tokens[start + 1 : start + 2], "")[0]
    if (first in SUFFIXES and not opens_city(first, second, before)) or (
        second and (lettered(before, first) or first in ("BUILDING", "HALL"))
    ):
        start += 1
    elif start > 3 and belongs_behind(before, first, tokens[start - 2]):
        start -= 1
    if tokens[-1] in THROUGH_ROADS or all(token in DIRECTIONS for token in tokens[start:]):
        return len(tokens)
    return start


def by_direction(tokens: Tokens, start: int, state: str) -> int:
    """Give a directional between street and city to the one it belongs to, by the cities that start with one.

    In a grid (55 E 200 N) the street's number needs it.
    """
    if 2 < start < len(tokens) and tokens[start - 1] in DIRECTIONS and ends_road(tokens[start - 2]):
        start -= 1
    if not (1 < start < len(tokens) - 1 and tokens[start] in DIRECTIONS and ends_road(tokens[start - 1])):
        return start
    if tokens[1] in DIRECTIONS and tokens[start - 1].isdigit():
        return start + 1
    city = " ".join([spelled_direction(tokens[start]), *tokens[start + 1 :]])
    return start if city in DIRECTIONAL_CITIES.get(state, ()) else start + 1


def ends_road(token: str) -> bool:
    """Tell whether a word can end a street, so that a directional may follow it."""
    return token in ROADS or token[-1].isdigit() or ORDINAL.fullmatch(token) is not None


def belongs_behind(word: str, following: str, before: str) -> bool:
    """Tell whether a suffix word that the model gave to the street opens the city: Dr La Grande."""
    if word == "ST":
        return before in SUFFIXES and following in SAINTS
    return ends_road(before) and (word == "LA" or (word in CITY_OPENERS and word not in ROADS))


def lettered(before: str, first: str) -> bool:
    """Tell whether a letter is an avenue's name: Avenue A."""
    return len(first) == 1 and SUFFIXES.get(before) == "AVE"


def unseen(tokens: Tokens) -> int:
    """Return where a city starts that the model took for a part of the street: County Road 2073 Eureka Springs."""
    for index in range(1, len(tokens) - 1):
        if words := route_at(tokens, index)[0]:
            end = index + words + 1
            end += end < len(tokens) and tokens[end] in DIRECTIONS
            return end if tokens[end:] and tokens[end].isalpha() and tokens[end] not in SUFFIXES else len(tokens)
    cut = behind_suffix(tokens)
    first = tokens[cut] if cut < len(tokens) else ""
    opens = first.isalpha() and (first not in SUFFIXES or (first in CITY_OPENERS and first not in ROADS))
    return cut if opens else len(tokens)


def opens_city(first: str, second: str, before: str) -> bool:
    """Tell whether a suffix word opens a city's name: Park City does, Mall Tampa does not, ST does before a saint."""
    if first == "ST":
        return second in SAINTS
    if first not in CITY_OPENERS:
        return False
    return (
        (bool(second) and first == "LA")
        or (before in ROADS and (bool(second) or first not in ROADS))
        or (bool(second) and first not in ROADS)
    )


def behind_suffix(tokens: Tokens) -> int:
    """Return the index behind the last road suffix and its directional, ``len(tokens)`` if there is no suffix."""
    for index in range(len(tokens) - 1, 1, -1):
        if tokens[index] in ROADS:
            end = index + 1
            return end + 1 if end < len(tokens) and tokens[end] in DIRECTIONS else end
    return len(tokens)
