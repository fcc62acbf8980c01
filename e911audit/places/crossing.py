"""Crossings and descriptions: Main St & 5th Ave, Hollywood and Vine, NW corner of A and B, behind the mall."""

import re

from e911audit.places.clean import Tokens
from e911audit.places.route import route_at
from e911audit.places.spell import ORDINAL, ORDINALS
from e911audit.places.street import read_street
from e911audit.places.tables import DIRECTIONS, ROADS, SETS
from e911audit.places.town import state_city_start, zip_city_start

SIGNS = frozenset(("&", "@", "/"))
WORDS = frozenset(("AND", "AT"))
CORNER = re.compile(
    r"^(?:THE )?(?:(?:[NSEW]|NE|NW|SE|SW|NORTH|SOUTH|EAST|WEST)[ /]*(?:EAST|WEST)? )?"
    r"(?:CORNER|COR|INTERSECTION|JUNCTION)(?: OF)?\b"
)
CORNER_WORDS = frozenset(("CORNER", "COR", "INTERSECTION", "JUNCTION"))
BETWEEN = frozenset(("BETWEEN", "BTWN", "BTW"))
BESIDE = re.compile(
    r"\b(?:ACROSS(?: THE STREET)? FROM|NEAR|BEHIND|NEXT TO|ADJACENT TO|OPPOSITE|IN FRONT OF|BETWEEN|BTWN|EXIT [# ]*\d+|"
    r"MILES? (?:[NSEW]|NORTH|SOUTH|EAST|WEST)(?: OF)?)\b"
)
BESIDE_WORDS = frozenset("ACROSS NEAR BEHIND NEXT ADJACENT OPPOSITE FRONT BETWEEN BTWN EXIT MILE MILES".split())
"""One of them stands in every text with such words."""
FIRM = SETS["firms"]


def is_road(tokens: Tokens) -> bool:
    """Tell whether tokens look like a street: a road's suffix behind a name, or an ordinal."""
    if any(token in ROADS for token in tokens[1:]):
        return True
    if route_at(tokens, 0)[0]:
        return True
    return any(token in ORDINALS or ORDINAL.fullmatch(token) for token in tokens)


def joint_index(tokens: Tokens, *, sure: bool) -> int:
    """Return the index of the word or sign that joins two streets, 0 if none does; ``sure`` if Corner was said."""
    for index in range(1, len(tokens) - 1):
        if tokens[index] in SIGNS or tokens[index] in WORDS:
            return index if sure or joins_streets(tokens, index) else 0
    return 0


def joins_streets(tokens: Tokens, index: int) -> bool:
    """Judge whether a separator joins streets, not the partners of a firm."""
    left, right = tokens[:index], tokens[index + 1 :]
    if not any(word[0].isalnum() for word in left):
        return False
    if FIRM.intersection(right) or FIRM.intersection(left):
        return False
    if is_road(left) or is_road(right):
        return True
    return tokens[index] in SIGNS and len(left) < 4 and len(right) < 4


def city_behind(tokens: Tokens, state: str, zip_code: str) -> int:
    """Return where a city may start behind the second street: the ZIP's or state's, or after suffix and directional."""
    if start := zip_city_start(["", *tokens], zip_code) or state_city_start(["", *tokens], state):
        return start - 1
    for index in range(1, len(tokens)):
        if tokens[index] in ROADS:
            end = index + 1
            return end + 1 if end < len(tokens) and tokens[end] in DIRECTIONS else end
    return len(tokens)


def read_crossing(tokens: Tokens, index: int, state: str, zip_code: str) -> tuple[str, Tokens]:
    """Return the line of a crossing that is joined at an index, and the tokens behind it, a city."""
    left, right = tokens[:index], tokens[index + 1 :]
    end = city_behind(right, state, zip_code)
    return f"{whole_line(left)} & {whole_line(right[:end])}", right[end:]


def whole_line(tokens: Tokens) -> str:
    """Return a street of a crossing with all that was written of it."""
    street = read_street(tokens)
    return " ".join([street.line, *street.beyond])
