"""Words and identifiers of the inside of a building: which word may do what, and what counts as a number."""

import re
from functools import lru_cache

from e911audit.places.clean import Tokens
from e911audit.places.spell import CARDINALS, ORDINAL, no_zeros, ordinal_words
from e911audit.places.tables import DIRECTIONS, INTERIOR, NUMBERED_UNITS, SUFFIXES, UNITS

CODE = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*|[A-Z](?:[-/]?[A-Z])?")
LEVEL = re.compile(r"(?:B|P|LL|SB|UB|G|M|C|T|R)?\d{1,3}[A-Z]?|[A-Z]|LL|SB|\d+-\d+")
ROMAN = frozenset(["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"])
AND = frozenset(("AND", "&"))
THROUGH = frozenset(("TO", "THRU", "THROUGH"))
NUMBER_SIGNS = frozenset(("#", "NO", "NUM", "NUMBER"))


def use(token: str, field: str, *roles: str) -> str:
    """Return the spelling of a word where it serves the field in one of the roles, else ""."""
    uses = INTERIOR.get(token)
    word = uses.get(field) if uses else None
    return word.spelled if word and word.role in roles else ""


def at(tokens: Tokens, index: int) -> str:
    """Return the token at an index, "" behind the end."""
    return tokens[index] if 0 <= index < len(tokens) else ""


FLOOR_WORDS = frozenset(word for word in INTERIOR if use(word, "floor", "word"))
ROOM_WORDS = frozenset(word for word in INTERIOR if use(word, "room", "word"))
BUILDING_WORDS = frozenset(word for word in INTERIOR if use(word, "building", "word"))
TRIGGERS = frozenset(INTERIOR) | frozenset(UNITS) | {"#"}
COMPOUNDS = {tuple(word.split()): word for word in INTERIOR if " " in word}
"""Several words that are one noun of the inside: Front Desk, Parking Lot."""
COMPOUND_STARTS = frozenset(words[0] for words in COMPOUNDS)
NOUNS = {
    word: field
    for word, uses in INTERIOR.items()
    for field, what in uses.items()
    if what.role == "noun" or (what.role == "word" and field in ("room", "building"))
}
SPECIFIC = frozenset(word for word, name in UNITS.items() if name in {"STE", "APT", "UNIT", "#", "DEPT", "PH", "OFC"})
"""Unit words that never belong to a street's name, unlike Key, Lot or Stop."""
CODED_UNITS = {word: name for word, name in UNITS.items() if name in NUMBERED_UNITS or name in {"OFC", "PH"}}
BARE_UNITS = {word: name for word, name in UNITS.items() if name in {"REAR", "FRNT", "UPPR", "LOWR", "OFC"}}


@lru_cache(maxsize=65536)
def floor_name(word: str) -> str:
    """Return the contract's spelling of one floor identifier, or "".

    >>> [floor_name(word) for word in ("3RD", "THIRD", "03", "THREE", "B1", "GROUND", "MAIN")]
    ['3', '3', '3', '3', 'B1', 'GROUND', 'MAIN']
    """
    if match := ORDINAL.fullmatch(word):
        return no_zeros(match[1])
    if number := ordinal_words([word]):
        return str(number)
    if word in CARDINALS:
        return str(CARDINALS[word])
    if name := use(word, "floor", "name", "level"):
        return name
    if word == "G":
        return "GROUND"
    return no_zeros(word) if LEVEL.fullmatch(word) else ""


@lru_cache(maxsize=65536)
def is_code(token: str) -> bool:
    """Tell whether a token can be the number of a suite, room or building: 200-B, A, II, but not NW, ST or OF."""
    if token in ROMAN:
        return True
    if not CODE.fullmatch(token):
        return False
    return len(token) == 1 or not token.isalpha()


def code_at(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return the identifier at an index, past ``#`` and ``NO``, and where it ends; ``("", index)`` if there is none."""
    end = index
    while at(tokens, end) in NUMBER_SIGNS and end < index + 2:
        end += 1
    token, then, last = at(tokens, end), at(tokens, end + 1), at(tokens, end + 2)
    if token in CARDINALS:
        return str(CARDINALS[token]), end + 1
    if not is_code(token) or ORDINAL.fullmatch(token):
        return "", index
    if then in AND and last not in SUFFIXES and is_code(last) and last.isdigit() == token.isdigit():
        return f"{token} & {last}", end + 3
    if then in THROUGH and last[:1].isdigit():
        return f"{token}-{last}", end + 3
    return token, end + 1


def compounded(tokens: Tokens) -> Tokens:
    """Return tokens with the words of each compound noun as one token.

    >>> compounded("SECOND FLOOR FRONT DESK".split())
    ['SECOND', 'FLOOR', 'FRONT DESK']
    """
    if COMPOUND_STARTS.isdisjoint(tokens):
        return tokens
    whole: Tokens = []
    index = 0
    while index < len(tokens):
        length = next((words for words in (3, 2) if tuple(tokens[index : index + words]) in COMPOUNDS), 1)
        whole.append(" ".join(tokens[index : index + length]))
        index += length
    return whole


def spelled_direction(token: str) -> str:
    """Return a directional in full, other words unchanged: zones and buildings are spoken, not mailed."""
    code = DIRECTIONS.get(token)
    return FULL[code] if code else token


FULL = {"N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST", "NE": "NORTHEAST", "NW": "NORTHWEST"} | {
    "SE": "SOUTHEAST",
    "SW": "SOUTHWEST",
}


def ends_street(token: str) -> bool:
    """Tell whether a word can be the last of a street: a suffix, a directional or a number."""
    return token in SUFFIXES or token in DIRECTIONS or token[-1:].isdigit()
