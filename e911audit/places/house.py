"""House numbers: ranges, grids, fractions, letters, numbers in words."""

import re

from e911audit.places.clean import Tokens
from e911audit.places.spell import ORDINAL, spelled_number
from e911audit.places.tables import DIRECTIONS, ROADS, SUFFIXES

HOUSE = re.compile(
    r"\d{1,6}(?:-?[A-Z]{1,2})?|\d{1,5}-\d{1,5}[A-Z]?|(?!\d/[2-8]$)\d{1,5}/\d{1,5}|\d{1,5}-\d+(?:ST|ND|RD|TH)|\d+[A-Z]-\d+|\d+[NSEW]\d+[A-Z]?|[NSEW]\d+[NSEW]\d+[A-Z]?|\d+-\d/\d+|\d+\.0+"
)


GRID_HALF = re.compile(r"[NSEW]\d+")


DIGITS = 6
"""A house number has at most this many."""
MOST = 1_000_000
"""No house number is as great as this."""
FRACTION = re.compile(r"\d/\d{1,2}")


GLUED_DIRECTION = re.compile(r"(\d+)([NSEW])")
JOINED_DIRECTION = re.compile(r"(\d+)-(NORTH|SOUTH|EAST|WEST)")


def is_house(tokens: Tokens, index: int = 0) -> bool:
    """Tell whether a house number in digits stands at an index."""
    token = tokens[index]
    if token.isalpha():
        return False
    if token.isdecimal() and len(token) <= DIGITS:
        return True
    if not token[-1].isdigit() and ORDINAL.fullmatch(token):
        return False
    if HOUSE.fullmatch(token):
        return True
    return GRID_HALF.fullmatch(token) is not None and index + 1 < len(tokens)


def with_digits(tokens: Tokens, doubts: list[str]) -> Tokens:
    """Return a street's tokens with a house number in words as digits: One Microsoft Way; not One Street."""
    if tokens[0][0].isdigit():
        return tokens
    number, used = spelled_number(tokens)
    if not 0 < number < MOST or not tokens[used:] or (tokens[used] in ROADS and len(tokens) == used + 1):
        return tokens
    doubts.append(f"'{' '.join(tokens[:used])}' read as house number {number}")
    return [str(number), *tokens[used:]]


def read_house(tokens: Tokens) -> tuple[str, str, Tokens, list[str]]:
    """Return house number, suffix, the tokens behind them, and doubts."""
    if not tokens:
        return "", "", tokens, []
    first, rest = tokens[0], tokens[1:]
    if not is_house(tokens):
        return "", "", tokens, []
    if GRID_HALF.fullmatch(first) and GRID_HALF.fullmatch(rest[0]):
        return first + rest[0], "", rest[1:], []
    if "." in first:
        whole = first.partition(".")[0]
        return whole, "", rest, [f"house number '{first}' read as {whole}: a spreadsheet made it a decimal"]
    if "-" in first and ("/" in first or ORDINAL.fullmatch(first.partition("-")[2])):
        house, _, suffix = first.partition("-")
        return (house, suffix, rest, []) if "/" in suffix else (house, "", [suffix, *rest], [])
    return behind_number(first, rest)


def behind_number(house: str, rest: Tokens) -> tuple[str, str, Tokens, list[str]]:
    """Read what may follow a house number: 1/2, a letter, ``& 960``, a glued directional (48S 400E)."""
    if rest and FRACTION.fullmatch(rest[0]):
        return house, rest[0], rest[1:], []
    if len(rest) > 2 and rest[0] in ("&", "AND") and rest[1].isdigit():
        return f"{house} & {rest[1]}", "", rest[2:], [f"two house numbers: {house} and {rest[1]}"]
    glued = GLUED_DIRECTION.fullmatch(house)
    if glued and rest and rest[0][0].isdigit():
        return glued[1], "", [glued[2], *rest], []
    if len(rest) > 2 and rest[0] in ("A", "B", "C", "D") and opens_name(rest[1:]):
        return house, rest[0], rest[1:], [f"'{rest[0]}' read as a part of the house number"]
    doubts = ["house number is 0"] if not house.strip("0") else []
    return house, "", rest, doubts


def opens_name(tokens: Tokens) -> bool:
    """Tell whether a street's name starts here, so that a letter before it belongs to the house number."""
    if tokens[0] in DIRECTIONS:
        return len(tokens) > 2 or tokens[1] not in ROADS
    return len(tokens[0]) > 1 and tokens[0] not in SUFFIXES and tokens[0].isalpha()


def split_direction(token: str) -> tuple[str, ...]:
    """Split a coordinate or a route's number from its directional: 400E, 441-NORTH."""
    if token.isalpha() or token.isdecimal():
        return (token,)
    if joined := JOINED_DIRECTION.fullmatch(token):
        return joined[1], joined[2]
    match = GLUED_DIRECTION.fullmatch(token)
    return (match[1], match[2]) if match and len(match[1]) > 2 else (token,)
