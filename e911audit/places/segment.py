"""Which segment holds the street, and what stands around it there."""

from typing import NamedTuple

from e911audit.places.clean import Tokens
from e911audit.places.house import is_house
from e911audit.places.inside import Company, Interior
from e911audit.places.route import ROUTE_STARTS, route_at
from e911audit.places.spell import CARDINALS, has_digit
from e911audit.places.split import take
from e911audit.places.street import PRETYPES
from e911audit.places.tables import DIRECTIONS, ROADS, ROUTE_WORDS, SUFFIXES, THROUGH_ROADS
from e911audit.places.town import is_landmark

TYPES = ROADS | frozenset(PRETYPES)
"""Words that say what a road is."""


class StreetRun(NamedTuple):
    """A street's segment taken apart; ``before`` are names, ``behind`` what follows an interior part (a city)."""

    segment: int
    before: list[Tokens]
    street: Tokens
    behind: list[Tokens]
    inside: Interior
    sure: bool


def has_type(tokens: Tokens) -> bool:
    """Tell whether tokens hold a road's suffix behind a name, or a route."""
    if not TYPES.isdisjoint(tokens[1:]):
        return True
    return not ROUTE_STARTS.isdisjoint(tokens) and any(route_at(tokens, index)[0] for index in range(len(tokens)))


def house_index(tokens: Tokens) -> int:
    """Return the index of the house number that a street follows, or -1.

    >>> house_index("FIRST NATIONAL BANK 400 OAK AVE".split()), house_index("STATE ROUTE 9".split())
    (3, -1)
    """
    if tokens[0] in CARDINALS and len(tokens) > 2 and any(token in SUFFIXES for token in tokens[2:]):
        return numbered_name(tokens)
    for index in range(len(tokens) - 1):
        if not (tokens[index][0].isdigit() or tokens[index][-1].isdigit()) or not is_house(tokens, index):
            continue
        if index and (tokens[index - 1] in ROADS or route_at(tokens, index - 1)[0] or not has_type(tokens[index:])):
            continue
        if index and any(route_at(tokens, start)[0] for start in range(max(0, index - 3), index)):
            continue
        return index + numbered_name(tokens[index:])
    return -1


def numbered_name(tokens: Tokens) -> int:
    """Return how many tokens are a name that starts with a number, before the house number: 84 LUMBER 1200 PINE RD."""
    for index in range(2, len(tokens) - 2):
        if not tokens[index].isdigit():
            continue
        name, behind = tokens[1:index], tokens[index + 1 :]
        if any(word in ROADS or word in DIRECTIONS or word in ROUTE_WORDS or not word.isalpha() for word in name):
            return 0
        first = behind[1] if behind[0] in DIRECTIONS else behind[0]
        return index if first.isalpha() and first not in ROADS and has_type(behind) else 0
    return 0


def street_run(tokens: Tokens, index: int) -> StreetRun | None:
    """Return the segment taken apart if a house number stands in it."""
    inside = Interior()
    runs = take(tokens, Company.STREET, inside)
    for position, run in enumerate(runs):
        house = house_index(run)
        if house >= 0:
            before = [*runs[:position], run[:house]] if house else runs[:position]
            sure = run[house] not in CARDINALS and has_type(run[house:])
            return StreetRun(index, before, run[house:], runs[position + 1 :], inside, sure)
    return None


def bare_street(tokens: Tokens, index: int) -> StreetRun | None:
    """Return the segment taken apart if it is a street without a house number: S Wacker Dr."""
    inside = Interior()
    runs = take(tokens, Company.STREET, inside)
    for position, run in enumerate(runs):
        last = run[-2] if run[-1] in DIRECTIONS and len(run) > 2 else run[-1]
        starts_route = route_at(run, 0)[0] or (len(run) > 2 and run[0] in DIRECTIONS and route_at(run, 1)[0])
        typed = THROUGH_ROADS.intersection(run[1:]) and not is_landmark(run)
        if starts_route or typed or (run[0] in PRETYPES and len(run) > 1) or (last in ROADS and len(run) > 1):
            return StreetRun(index, runs[:position], run, runs[position + 1 :], inside, sure=False)
    return None


def find_street(parts: list[Tokens]) -> StreetRun | None:
    """Return the segment that holds the street: one with a number and a type, else with a number, else with a type."""
    numbered = None
    for index, tokens in enumerate(parts):
        if has_digit(tokens) or tokens[0] in CARDINALS:
            found = street_run(tokens, index)
            if found and found.sure:
                return found
            numbered = numbered or found
    if numbered:
        return numbered
    for index, tokens in enumerate(parts):
        if not {"&", "@", "/", "AND", "AT"}.intersection(tokens) and (found := bare_street(tokens, index)):
            return found
    return None
