"""Noun phrases inside a building: North Tower, Conf Rm Denali, Telco Closet 3W, Nurse Station, Elevator 3 Cab."""

import re

from e911audit.places.clean import Tokens
from e911audit.places.inside import Company, Found, Spot
from e911audit.places.tables import DIRECTIONS, INTERIOR, ROADS, SETS, UNITS
from e911audit.places.words import (
    FLOOR_WORDS,
    NOUNS,
    ROOM_WORDS,
    at,
    code_at,
    ends_street,
    is_code,
    spelled_direction,
    use,
)

LONGEST = 8
"""A noun phrase has at most this many words before its noun."""
LEVEL_CODE = re.compile(r"[BPL]\d{1,2}|LL\d?")
TRAILERS = frozenset(("CAB", "CAR", "REAR", "FRONT"))
SELF_STANDING = frozenset(["MDF", "IDF", "BDF", "LOBBY", "LBBY"])
"""Nouns that mean the same wherever they stand, also right behind a street."""


MACHINES = SETS["machines"]
"""Nouns that have rooms of their own: Elevator Room 2."""
GARAGES = SETS["garages"]
"""Buildings whose number may be a level: Parking Garage P1."""
NAMED_ROOMS = SETS["named_rooms"]
"""Rooms that need a word of the inside before them: Front Office; a law office is a firm."""
CITY_NOUNS = SETS["city_nouns"]
"""Nouns that end a city's name: South Gate, Lake Station."""
CITY_ENDS = SETS["city_ends"]
"""Those that do so often."""


def modifies(word: str, own: bool) -> bool:
    """Tell whether a word may stand before a noun of the inside."""
    if word in DIRECTIONS or use(word, "room", "before") or use(word, "zone", "before"):
        return True
    return (
        own
        and (word == "OFFICE" or word not in UNITS)
        and word not in FLOOR_WORDS
        and (not is_code(word) or len(word) == 1)
    )


def noun_index(spot: Spot) -> int:
    """Return the index of the noun that closes the phrase starting at the spot, or -1; a ward may be 4 East."""
    tokens = spot.tokens
    numbered = spot.own and spot.at(0).isdigit() and spot.at(1) in DIRECTIONS
    for index in range(spot.here + numbered, min(spot.here + LONGEST + 1, len(tokens))):
        token = tokens[index]
        if token in NOUNS and (index > spot.here or not opens_another(tokens, index)):
            return last_noun(tokens, index)
        if not modifies(token, spot.own):
            return -1
    return -1


def opens_another(tokens: Tokens, index: int) -> bool:
    """Tell whether a noun at the start is only the modifier of the next one: Parking Garage is, Elevator 3 is not."""
    return use(tokens[index], "zone", "before") != "" and at(tokens, index + 1) in NOUNS


def last_noun(tokens: Tokens, index: int) -> int:
    """Follow nouns that qualify a later one: Elevator Machine Room is a room, North Wing Rm 12 is a wing and a room."""
    ahead = index + 1
    while use(at(tokens, ahead), "room", "before"):
        ahead += 1
    following = at(tokens, ahead)
    container = NOUNS[tokens[index]] == "zone" and tokens[index] not in MACHINES
    apart = ahead == index + 1 and following in ROOM_WORDS and container
    if NOUNS.get(following) == "room" and following not in SELF_STANDING and NOUNS[tokens[index]] != "building":
        return index if apart and code_at(tokens, ahead + 1)[0] else last_noun(tokens, ahead)
    if NOUNS.get(following) == "building" == NOUNS[tokens[index]] and ahead == index + 1:
        return ahead
    return index


def known(tokens: Tokens) -> bool:
    """Tell whether all words before a noun are words of the inside, not a name."""
    return all(modifies(token, own=False) or token in NOUNS for token in tokens)


def spelled(tokens: Tokens, field: str) -> str:
    """Return a phrase in one spelling: CONF RM, but SERVER ROOM; directionals in full, but not Cesar E Chavez Hall."""
    before = tokens[1:-1] if tokens[0].isdigit() else tokens[:-1]
    in_full = spelled_direction if known(before) else str
    words = [
        use(token, field, "before", "noun", "word")
        or use(token, "room", "before")
        or use(token, "zone", "before", "noun")
        or in_full(token)
        for token in tokens
    ]
    words = ["BUILDING" if word == "BLDG" else word for word in words]
    return " ".join("RM" if word == "ROOM" and words[0] == "CONF" else word for word in words)


def name_behind(spot: Spot, index: int) -> int:
    """Return the end of a room's name behind the word Room: Conf Rm Denali."""
    if spot.here == 0 and index == 1:
        return len(spot.tokens)
    end = index
    while end < len(spot.tokens) and end < index + 3 and plain_word(spot.tokens[end]):
        end += 1
    return end


def plain_word(token: str) -> bool:
    """Tell whether a word has no meaning of its own inside a building."""
    return token not in INTERIOR and token not in UNITS and token not in DIRECTIONS and token.isalpha()


def accepted(spot: Spot, noun: int, end: int) -> bool:
    """Judge whether a phrase may be read as interior in its company."""
    tokens, before = spot.tokens, spot.tokens[spot.here : noun]
    if spot.own:
        return alone_accepted(before, tokens[noun])
    if not known(before) or at(tokens, end) in ROADS or tokens[noun] in NAMED_ROOMS:
        return False
    coded = end > noun + 1
    if not spot.here and end == len(tokens) and spot.company is Company.LAST:
        return coded or tokens[noun] not in CITY_NOUNS
    if spot.company is Company.STREET:
        return anchored(spot) and not takes_street(before, tokens[noun], coded=coded)
    return coded or (spot.behind_part and (bool(before) or tokens[noun] in SELF_STANDING or end == len(tokens)))


def alone_accepted(before: Tokens, noun: str) -> bool:
    """Judge a phrase in a segment of its own by the words before its noun."""
    if noun in NAMED_ROOMS:
        return bool(before) and all(modifies(word, own=False) or word.endswith("'S") for word in before)
    named = before[1:] if before and before[0].isdigit() else before
    return noun not in CITY_ENDS or known(named) or (len(before) == 1 and len(before[0]) == 1)


def anchored(spot: Spot) -> bool:
    """Tell whether a phrase stands right behind a whole street."""
    return spot.here - spot.begin > 1 and ends_street(spot.at(-1))


def takes_street(before: Tokens, noun: str, *, coded: bool) -> bool:
    """Tell whether a phrase behind a street would take its directional (5600 W Bldg 2) or the start of a city."""
    if before and before[0] in DIRECTIONS and len(before[0]) < 3:
        return True
    return not coded and (noun in CITY_ENDS or not (before or noun in SELF_STANDING))


def numbered_ward(tokens: Tokens) -> bool:
    """Tell whether tokens, though they start like a street, name a part of a floor: 4 East Nursing Station."""
    found = read_phrase(Spot(tokens, 0, Company.OWN, 0)) if tokens[0].isdigit() else None
    return found is not None and found.end == len(tokens) and any(use(word, "zone", "before") for word in tokens[2:])


def read_phrase(spot: Spot) -> Found | None:
    """Read a noun phrase with its number or name."""
    noun = noun_index(spot)
    if noun < 0:
        return None
    tokens = spot.tokens
    field = NOUNS[tokens[noun]]
    code, end = code_at(tokens, noun + 1)
    if not code and spot.own and (tokens[noun] in ROOM_WORDS or (noun == spot.here == 0 and tokens[noun] == "ZONE")):
        end = name_behind(spot, noun + 1)
        code = " ".join(tokens[noun + 1 : end])
    if tokens[noun] in GARAGES and LEVEL_CODE.fullmatch(code):
        code, end = "", noun + 1
    if field == "zone" and at(tokens, end) in TRAILERS:
        code, end = f"{code} {tokens[end]}".strip(), end + 1
    if not accepted(spot, noun, end):
        return None
    phrase = spelled(tokens[spot.here : noun + 1], field)
    if phrase in ("ROOM", "BUILDING", "ZONE") and code and not code[0].isdigit():
        phrase = ""
    return Found(end, field, f"{phrase} {code}".strip())
