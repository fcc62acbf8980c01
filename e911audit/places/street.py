"""A delivery line by component: house number, directionals, type and name, spelled as in Publication 28."""

from typing import NamedTuple

from e911audit.places.clean import Tokens
from e911audit.places.house import read_house, split_direction
from e911audit.places.route import ROUTE_STARTS, first_route
from e911audit.places.spell import has_digit, ordinal, ordinal_words
from e911audit.places.tables import DIRECTIONS, ROADS, ROUTES, SAINTS, SUFFIXES, THROUGH_ROADS

MODIFIERS = frozenset(("OLD", "NEW", "BUSINESS", "BUS", "ALT", "ALTERNATE", "FORMER", "HISTORIC"))
PRETYPES = {
    "AVENIDA": "AVE",
    "CALLE": "CALLE",
    "CAMINO": "CAMINO",
    "PASEO": "PASEO",
    "VIA": "VIA",
    "CARRETERA": "CARR",
    "CARR": "CARR",
    "RUE": "RUE",
}
"""Types that stand before the name; Spanish and French ones, and Avenue before a letter."""
NAME_NOUNS = frozenset(("END", "GATE", "SIDE"))
"""Words that make one name with a directional in full before them: West End Ave."""
OPPOSITES = {"N": "S", "S": "N", "E": "W", "W": "E"}
"""Two directionals that cannot both be one: East West Hwy is a name, W East Ave is the west of East Ave."""
SHORT_FORMS = frozenset(("NO", "SO"))
"""Directionals that may also be something else: a number sign, a word of a name."""
ROUTE_ENDS = frozenset(form[-1] for form in ROUTES)
"""Words that a road's number follows: the 342 of a misspelled Rte 342 is no unit."""
ARTICLES = frozenset(("THE", "LA", "EL"))


class Street(NamedTuple):
    """A street address by component."""

    house: str = ""
    house_suffix: str = ""
    predir: str = ""
    pretype: str = ""
    street: str = ""
    posttype: str = ""
    postdir: str = ""
    doubts: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    """Words behind the street's type that are no part of it: a shopping center, the number of a unit."""

    @property
    def line(self) -> str:
        """The delivery line."""
        return " ".join(filter(None, self[:7]))


def leading_directions(tokens: Tokens) -> tuple[str, Tokens]:
    """Take a directional off the front where a name remains: N Main, North West 5th; not North Ave, not West End.

    Of two directionals the second may be the name's: the south of West Temple.
    """
    if len(tokens) < 2 or tokens[0] not in DIRECTIONS or tokens[:2] == ["NO", "NAME"]:
        return "", tokens
    first, second = tokens[0], tokens[1]
    both = DIRECTIONS[first] + DIRECTIONS.get(second, "-")
    if len(tokens) > 2 and tokens[2] in ("TEMPLE", *NAME_NOUNS) and second in DIRECTIONS:
        return DIRECTIONS[first], tokens[1:]
    if len(tokens) > 2 and both in DIRECTIONS and (len(first) == 1) == (len(second) == 1) and names_street(tokens[2:]):
        return both, tokens[2:]
    opposite = OPPOSITES.get(DIRECTIONS[first], "-") == DIRECTIONS.get(second)
    if (second in NAME_NOUNS and len(first) > 2) or (opposite and (len(first) == 1) == (len(second) == 1)):
        return "", tokens
    return DIRECTIONS[first], tokens[1:]


def names_street(tokens: Tokens) -> bool:
    """Tell whether tokens hold a name and not just a suffix."""
    return any(token not in SUFFIXES for token in tokens) or len(tokens) > 1


def trailing_directions(tokens: Tokens) -> tuple[str, Tokens]:
    """Take a directional off the end where a street remains; Avenue N has none."""
    if len(tokens) < 2 or tokens[-1] not in DIRECTIONS:
        return "", tokens
    if len(tokens) == 2 and (DIRECTIONS.get(tokens[0]) or SUFFIXES.get(tokens[0]) == "AVE" or tokens[0] in PRETYPES):
        return "", tokens
    both = DIRECTIONS.get(tokens[-2], "-") + DIRECTIONS[tokens[-1]]
    if len(tokens) > 3 and both in DIRECTIONS and (len(tokens[-2]) == 1) == (len(tokens[-1]) == 1):
        return both, tokens[:-2]
    return DIRECTIONS[tokens[-1]], tokens[:-1]


def trailing_type(tokens: Tokens) -> tuple[str, Tokens]:
    """Take a suffix off the end where a name remains: The Mall and W Park keep theirs."""
    if len(tokens) < 2 or tokens[-1] not in SUFFIXES:
        return "", tokens
    only = tokens[0] if len(tokens) == 2 else ""
    if only in ARTICLES or (only in DIRECTIONS and tokens[-1] not in ROADS):
        return "", tokens
    return SUFFIXES[tokens[-1]], tokens[:-1]


def read_route(house: str, suffix: str, tokens: Tokens, doubts: list[str]) -> Street | None:
    """Read a numbered road without changing its kind: FM 1960 Rd W, N FM 620, Old Highway 89, I 35 Frontage Rd."""
    if ROUTE_STARTS.isdisjoint(tokens):
        return None
    start = 0
    while start < min(2, len(tokens)) and (tokens[start] in DIRECTIONS or tokens[start] in MODIFIERS):
        start += 1
    index, (words, pretype) = first_route(tokens, start)
    if not words:
        return None
    written = " ".join(tokens[index : index + words])
    if written.startswith("ST "):
        doubts.append(f"'{written}' read as {pretype}")
    predir, before = leading_directions([*tokens[:index], "ROUTE"]) if index else ("", ["ROUTE"])
    prefix = " ".join(before[:-1])
    behind = tokens[index + words :]
    postdir, middle = trailing_directions(behind)
    posttype, middle = trailing_type(middle)
    pretype = f"{prefix} {pretype}".strip()
    return Street(house, suffix, predir, pretype, " ".join(middle), posttype, postdir, tuple(doubts))


def inner_direction(tokens: Tokens) -> tuple[str, Tokens]:
    """Take an abbreviated directional from between name and suffix: Saint John W St."""
    if (
        len(tokens) > 2
        and tokens[-1] in ROADS
        and tokens[-2] in DIRECTIONS
        and len(tokens[-2]) < 3
        and len(tokens[-3]) > 1
        and tokens[-3] not in SUFFIXES
        and any(token not in DIRECTIONS for token in tokens[:-2])
    ):
        return DIRECTIONS[tokens[-2]], [*tokens[:-2], tokens[-1]]
    return "", tokens


def leading_type(tokens: Tokens) -> tuple[str, Tokens]:
    """Take a type off the front: Avenue N, Avenue of the Americas, Calle Principal."""
    if len(tokens) < 2:
        return "", tokens
    first, second = tokens[0], tokens[1]
    if SUFFIXES.get(first) == "AVE" and ((len(second) == 1 and len(tokens) == 2) or second == "OF"):
        return "AVE", tokens[1:]
    if first in PRETYPES:
        return PRETYPES[first], tokens[1:]
    return "", tokens


def name_of(tokens: Tokens, posttype: str) -> tuple[str, str]:
    """Return the name with ordinals as digits, and a doubt: FIFTH is 5TH, TWENTY FIRST is 21ST, ``5 Ave`` is 5TH."""
    if not tokens:
        return "", ""
    number = ordinal_words(tokens)
    if number is not None:
        return ordinal(number), ""
    if len(tokens) > 1 and tokens[1] in ROADS and (number := ordinal_words(tokens[:1])) is not None:
        return " ".join([ordinal(number), *tokens[1:]]), ""
    if len(tokens) == 1 and posttype in ("AVE", "ST") and tokens[0].isdigit() and len(tokens[0]) < 4:
        spelled = ordinal(int(tokens[0]))
        return spelled, f"street '{tokens[0]}' read as {spelled}"
    return " ".join(tokens), ""


def read_street(tokens: Tokens) -> Street:
    """Read a delivery line: what usaddress would label, by table, so that one spelling always gives one reading."""
    house, suffix, rest, doubts = read_house(tokens)
    if has_digit(rest):
        rest = [part for token in rest for part in split_direction(token)]
    if route := read_route(house, suffix, rest, doubts):
        return route
    rest, beyond = up_to_type(rest)
    if rest and not SHORT_FORMS.isdisjoint((rest[0], rest[-1])) and rest[:2] != ["NO", "NAME"]:
        doubts += [f"'{word}' read as {DIRECTIONS[word]}" for word in {rest[0], rest[-1]} & SHORT_FORMS]
    if len(rest) > 2 and not rest[-1].isalpha() and rest[-2] in ("RD", "ROAD"):
        doubts.append(f"'{rest[-1]}' behind {rest[-2]} may be a unit")
    postdir, middle = trailing_directions(rest)
    if not postdir:
        postdir, middle = inner_direction(middle)
        if postdir:
            doubts.append(f"directional {postdir} moved behind the street's type")
    posttype, middle = trailing_type(middle)
    predir, middle = leading_directions(middle)
    pretype, middle = ("", middle) if posttype else leading_type(middle)
    name, doubt = name_of(middle, posttype)
    if doubt and not pretype:
        doubts.append(doubt)
    return Street(house, suffix, predir, pretype, name, posttype, postdir, tuple(doubts), tuple(beyond))


def up_to_type(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """Part a street from what stands behind its type: a shopping center's name, the bare number of a unit."""
    last = len(tokens) - 1
    while last > 0 and tokens[last] not in ROADS:
        last -= 1
    if last == len(tokens) - 1 or last < 1:
        return tokens, []
    end = last + 2 if tokens[last + 1 : last + 2] and tokens[last + 1] in DIRECTIONS else last + 1
    beyond = tokens[end:]
    if len(beyond) > 1:
        return (tokens[:end], beyond) if beyond[0].isalpha() and beyond[0] != "OF" else (tokens, [])
    return (tokens[:end], beyond) if beyond and no_name(tokens[: last + 1], beyond[0]) else (tokens, [])


def no_name(street: Tokens, word: str) -> bool:
    """Tell whether one word behind a street's type is no part of its name: Illinois Rd 218; not N St Charles."""
    if word in DIRECTIONS or all(token in DIRECTIONS or token in ARTICLES for token in street[:-1]):
        return False
    if not word.isalpha() or len(word) == 1:
        return street[-1] not in ROUTE_ENDS
    saint = street[-1] == "ST" and word in SAINTS
    return street[-1] in THROUGH_ROADS and word not in SUFFIXES and not saint
