"""The inside of a building: floor, unit, room, seat, zone and building taken out of a run of tokens.

``take`` walks a segment from left to right; each reader looks at one position and answers with what it found and where
it ends. How much is accepted depends on the company a word keeps: in a street's own segment only a designator with an
identifier counts (``Suite Dr`` is a street), in a segment of its own a bare ``Annex`` or ``NE`` does.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from e911audit.places.clean import Tokens
from e911audit.places.floors import read_floor
from e911audit.places.inside import Company, Found, Interior, Spot
from e911audit.places.phrases import read_phrase
from e911audit.places.spell import ORDINAL, TENS
from e911audit.places.tables import DIRECTIONS, ROADS, ROUTES, SUFFIXES
from e911audit.places.words import (
    BARE_UNITS,
    BUILDING_WORDS,
    CODED_UNITS,
    FLOOR_WORDS,
    NUMBER_SIGNS,
    ROOM_WORDS,
    SPECIFIC,
    TRIGGERS,
    at,
    code_at,
    compounded,
    ends_street,
    floor_name,
    spelled_direction,
    use,
)

CHAIN = re.compile(r"(?:BLDG|B)?(?P<building>[A-Z]?\d+|[A-Z])-(?:FL|F|L)(?P<floor>\d+)(?:-(?:RM|R)(?P<room>\w+))?")
DESIGNATORS = frozenset(CODED_UNITS) | FLOOR_WORDS | ROOM_WORDS | {""}
SHORT_ROOM = re.compile(r"R-?(\d\w*)")


def free_to_start(spot: Spot) -> bool:
    """Tell whether a designator may stand here: first of a run, or behind a house number and a street."""
    return spot.company is not Company.STREET or spot.here == spot.begin or spot.here - spot.begin > 1


def read_unit(spot: Spot) -> Found | None:
    """Read a unit with its number: Ste 200-B, # 200, Lot 5; the text's # stays # in ``unit_type``."""
    word = spot.at(0)
    designator = CODED_UNITS.get(word)
    if not designator or not free_to_start(spot):
        return None
    code, end = code_at(spot.tokens, spot.here + 1)
    if not code or (word in NUMBER_SIGNS and word != "#" and not number_sign(spot, code)) or numbers_route(spot):
        return None
    if spot.company is Company.STREET and word not in SPECIFIC and at(spot.tokens, end) in ROADS:
        return None
    letter = at(spot.tokens, end)
    if end + 1 == len(spot.tokens) and len(letter) == 1 and letter.isalpha() and letter not in DIRECTIONS:
        code, end = f"{code}-{letter}", end + 1
    several = "&" in code or word in ("SUITES", "STES", "UNITS", "APTS")
    doubt = f"'{word} {code}' names several units" if several else ""
    return Found(end, "unit", code, designator, doubt)


def numbers_route(spot: Spot) -> bool:
    """Tell whether a number sign belongs to a road: County Road No 12, State Hwy # 5."""
    before = spot.tokens[max(spot.begin, spot.here - 3) : spot.here]
    return spot.at(0) in NUMBER_SIGNS and any(
        tuple(before[start:]) in ROUTES and (len(before) - start > 1 or spot.here - spot.begin - 1 < 2)
        for start in range(len(before))
    )


def number_sign(spot: Spot, code: str) -> bool:
    """Tell whether NO is a number sign and not North: only where a street cannot go on."""
    return not ORDINAL.fullmatch(code) and (spot.own or ends_street(spot.at(-1)))


def read_bare_unit(spot: Spot) -> Found | None:
    """Read a unit that needs no number: Rear, Front, Upper, Lower; Office only where no name stands before it."""
    designator = BARE_UNITS.get(spot.at(0))
    following = spot.at(1)
    if not designator or following in SUFFIXES or (following and following not in TRIGGERS):
        return None
    if designator == "OFC" and not (spot.own and spot.here == spot.begin):
        return None
    behind_street = spot.here - spot.begin > 1 and ends_street(spot.at(-1))
    if spot.own or behind_street or (spot.company is Company.LAST and spot.behind_part):
        return Found(spot.here + 1, "unit", "", designator)
    return None


def read_building(spot: Spot) -> Found | None:
    """Read Bldg 3, Building A; in its own segment also Bldg North and Bldg Admin."""
    if spot.at(0) not in BUILDING_WORDS or not free_to_start(spot):
        return None
    code, end = code_at(spot.tokens, spot.here + 1)
    named = spot.own and not spot.here and plain_name(at(spot.tokens, end))
    if code and not named:
        return Found(end, "building", code)
    following = spot.at(1)
    if spot.own and following in DIRECTIONS and at(spot.tokens, spot.here + 2) in DESIGNATORS:
        return Found(spot.here + 2, "building", spelled_direction(following))
    if spot.own and not spot.here and following:
        return Found(len(spot.tokens), "building", " ".join(spot.tokens[1:]))
    return None


def plain_name(token: str) -> bool:
    """Tell whether a word goes on with a building's name (321 Federal Building) rather than with another part."""
    return token != "" and token not in TRIGGERS and token not in DIRECTIONS and not token[0].isdigit()


def read_room(spot: Spot) -> Found | None:
    """Read Rm 214; rooms with a name are phrases."""
    if spot.at(0) not in ROOM_WORDS or not free_to_start(spot):
        return None
    code, end = code_at(spot.tokens, spot.here + 1)
    return Found(end, "room", code) if code else None


def read_seat(spot: Spot) -> Found | None:
    """Read Cube 22, Desk 45."""
    seat = use(spot.at(0), "seat", "word")
    if not seat or not free_to_start(spot):
        return None
    code, end = code_at(spot.tokens, spot.here + 1)
    return Found(end, "seat", f"{seat} {code}") if code else None


def read_guess(spot: Spot) -> Found | None:
    """Read what only its segment gives away: R-214, a bare NE."""
    token = spot.at(0)
    if spot.own and (match := SHORT_ROOM.fullmatch(token)):
        return Found(spot.here + 1, "room", match[1], doubt=f"'{token}' read as room {match[1]}")
    alone = spot.here == spot.begin and (spot.at(1) == "" or spot.at(1) in TRIGGERS)
    if token in DIRECTIONS and alone and (spot.own or (spot.company is Company.LAST and spot.behind_part)):
        return Found(spot.here + 1, "zone", token)
    return None


@lru_cache(maxsize=65536)
def may_mean(token: str) -> bool:
    """Tell whether a token alone may mean something inside of a building."""
    return token in TRIGGERS or token in DIRECTIONS or not token.isalpha() or floor_name(token) != "" or token in TENS


Reader = Callable[[Spot], Found | None]
READERS: tuple[tuple[Reader, Callable[[str], object]], ...] = (
    (read_floor, may_mean),
    (read_seat, lambda token: use(token, "seat", "word")),
    (read_unit, CODED_UNITS.__contains__),
    (read_building, BUILDING_WORDS.__contains__),
    (read_room, ROOM_WORDS.__contains__),
    (read_phrase, bool),
    (read_bare_unit, BARE_UNITS.__contains__),
    (read_guess, lambda token: token in DIRECTIONS or SHORT_ROOM.fullmatch(token)),
)
"""Each reader and the tokens that it may start at; a word without meaning can only start a phrase."""


@lru_cache(maxsize=65536)
def readers_at(token: str) -> tuple[Reader, ...]:
    """Return the readers that may start at a token, in order."""
    return tuple(reader for reader, starts in READERS if starts(token))


def read(spot: Spot) -> Found | None:
    """Return what the first reader finds that finds anything."""
    for reader in readers_at(spot.tokens[spot.here]):
        if found := reader(spot):
            return found
    return None


def says_nothing(tokens: Tokens, company: Company) -> bool:
    """Tell cheaply whether no interior part can be in the tokens: Salem, Acme Widgets Inc."""
    if company is not Company.OWN:
        return TRIGGERS.isdisjoint(tokens)
    return not any(map(may_mean, tokens))


def may_start(tokens: Tokens, index: int, company: Company) -> bool:
    """Tell cheaply whether an interior part can start here."""
    if company is Company.OWN or tokens[index] in TRIGGERS or tokens[index] in DIRECTIONS:
        return True
    return at(tokens, index + 1) in FLOOR_WORDS or at(tokens, index + 2) in FLOOR_WORDS


def take(tokens: Tokens, company: Company, interior: Interior) -> list[Tokens]:
    """Take the interior parts out of a segment and return the runs of other words between them."""
    if says_nothing(tokens, company):
        return [tokens]
    taken = parted_own(tuple(tokens)) if company is Company.OWN else parted(tokens, company)
    for found in taken.found:
        interior.add(found)
    return [run.copy() for run in taken.runs]


class Taken(NamedTuple):
    """A segment parted: what was found inside, and the runs of other words between."""

    found: list[Found]
    runs: list[Tokens]


@lru_cache(maxsize=65536)
def parted_own(tokens: tuple[str, ...]) -> Taken:
    """Part a segment of its own; floors and rooms are written the same way again and again."""
    if len(tokens) == 1 and (chain := read_chain(tokens[0])):
        return Taken(chain, [])
    return parted(list(tokens), Company.OWN)


def parted(written: Tokens, company: Company) -> Taken:
    """Part a segment from left to right."""
    tokens = compounded(written)
    taken: list[Found] = []
    runs: list[Tokens] = [[]]
    index = begin = 0
    while index < len(tokens):
        found = read(Spot(tokens, index, company, begin)) if may_start(tokens, index, company) else None
        if found is None:
            runs[-1].append(tokens[index])
            index += 1
            continue
        taken.append(found)
        if company is Company.STREET and len(runs[-1]) > 1:
            company = Company.LAST
        index = begin = found.end
        if runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    if tokens is not written:
        runs = [[word for token in run for word in token.split()] for run in runs]
    return Taken(taken, runs)


def read_chain(token: str) -> list[Found]:
    """Read a chain of codes such as B3-F2-R214."""
    match = CHAIN.fullmatch(token)
    if not match:
        return []
    parts = {name: value for name, value in match.groupdict().items() if value}
    doubt = f"'{token}' read as " + ", ".join(f"{name} {value}" for name, value in parts.items())
    return [Found(1, name, value, doubt="" if index else doubt) for index, (name, value) in enumerate(parts.items())]
