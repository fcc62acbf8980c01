"""Numbered roads: which words open one, and what can be its number."""

import re

from e911audit.places.clean import Tokens
from e911audit.places.spell import ORDINAL
from e911audit.places.tables import ROUTES, SUFFIXES

ROUTE_NUMBER = re.compile(r"[A-Z]?\d{1,4}[A-Z]?(?:-[A-Z0-9]+)?")


NUMBER_SIGNS = (["#"], ["NO"], ["NUM"], ["NUMBER"])


ROUTE_LENGTHS = {
    form[0]: sorted({len(other) for other in ROUTES if other[0] == form[0]}, reverse=True) for form in ROUTES
}
"""How many words the routes have that begin with a word, the longest first."""
ROUTE_STARTS = frozenset(ROUTE_LENGTHS)

COUNTIES = frozenset(("COUNTY", "TOWNSHIP", "PARISH"))
ROUTE_LETTERS = re.compile(r"[A-Z]{1,2}")


def route_at(tokens: Tokens, index: int) -> tuple[int, str]:
    """Return how many words open a route at an index and its pretype, ``(0, "")`` where no number or letter follows."""
    for words in ROUTE_LENGTHS.get(tokens[index], ()) if index < len(tokens) else ():
        found = ROUTES.get(tuple(tokens[index : index + words]))
        if not found:
            continue
        signs = tokens[index + words : index + words + 1] in NUMBER_SIGNS
        behind = tokens[index + words + signs : index + words + signs + 1]
        if behind and is_route_number(behind[0], found[0]):
            return words + signs, found[0]
    return 0, ""


def first_route(tokens: Tokens, start: int) -> tuple[int, tuple[int, str]]:
    """Return where a route starts: at the start, behind directionals, or behind a county's name."""
    for index in range(start, -1, -1):
        if (route := route_at(tokens, index))[0]:
            return index, route
    for index in range(1, min(4, len(tokens))) if not COUNTIES.isdisjoint(tokens) else ():
        if tokens[index - 1] in SUFFIXES or tokens[index - 1][-1].isdigit():
            break
        if tokens[index] in COUNTIES and (route := route_at(tokens, index))[0]:
            return index, route
    return 0, (0, "")


def is_route_number(token: str, pretype: str) -> bool:
    """Tell whether a token can number a route: digits, or letters for county and state highways."""
    if ROUTE_NUMBER.fullmatch(token):
        return not ORDINAL.fullmatch(token)
    return (
        ROUTE_LETTERS.fullmatch(token) is not None
        and pretype.endswith(("HIGHWAY", "COUNTY ROAD"))
        and token not in SUFFIXES
    )
