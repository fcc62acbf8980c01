"""Floors as people write them: Fl 3, 3rd floor, Third Floor, B1, Bsmt Level 1, Floors 2-4, Lower Level, L2, G."""

import re

from e911audit.places.inside import Company, Found, Spot
from e911audit.places.spell import no_zeros, ordinal_words
from e911audit.places.tables import ROADS
from e911audit.places.words import AND, FLOOR_WORDS, NUMBER_SIGNS, THROUGH, TRIGGERS, at, code_at, floor_name, use

SHORT = re.compile(r"(?:L|F)-?(\d{1,3})|(\d{1,3})/?F|(P\d{1,2}|(?:B|SB|LL|UB)\d)")
GLUED = re.compile(r"(\d{1,3})(?:ST|ND|RD|TH)(?:FL|FLR|FLOOR)")
EVERYWHERE = frozenset(("BASEMENT", "SUBBASEMENT", "MEZZANINE", "PENTHOUSE", "ROOF"))
"""Floor names that are read right behind a street, too; Ground or Concourse may start a city's name."""


def read_floor(spot: Spot) -> Found | None:
    """Read a floor at the spot."""
    if spot.at(0) in FLOOR_WORDS:
        return behind_word(spot)
    return before_word(spot) or basement_level(spot) or bare(spot) or (short(spot) if spot.own else None)


def span(spot: Spot, index: int) -> tuple[str, int]:
    """Return one floor or several (2-4, 2 & 3) at an index and the end; ``("", index)`` if there is none."""
    tokens = spot.tokens
    if at(tokens, index) in NUMBER_SIGNS:
        index += 1
    first, second = at(tokens, index), floor_name(at(tokens, index + 2))
    if "-" in first and first[:1].isdigit():
        return "-".join(floor_name(part) or part for part in first.split("-")), index + 1
    name = floor_name(first)
    if name and second and first not in FLOOR_WORDS:
        if at(tokens, index + 1) in THROUGH:
            return f"{name}-{second}", index + 3
        if at(tokens, index + 1) in AND:
            return f"{name} & {second}", index + 3
    return (name, index + 1) if name else ("", index)


def behind_word(spot: Spot) -> Found | None:
    """Read Fl 3, Floor 03, Level P1, Floors 2-4: the word first."""
    if spot.company is Company.STREET and 0 < spot.here - spot.begin < 2:
        return None
    name, end = span(spot, spot.here + 1)
    if not name or (not spot.own and use(spot.at(1), "floor", "level")):
        return None
    return Found(end, "floor", name)


def before_word(spot: Spot) -> Found | None:
    """Read 3rd Floor, Third Floor, 27 FL, Lower Level, Parking Level 2: the word last."""
    tokens, index = spot.tokens, spot.here
    if at(tokens, index + 2) in FLOOR_WORDS and (number := ordinal_words(tokens[index : index + 2])):
        return Found(index + 3, "floor", str(number))
    name, end = span(spot, index)
    if not name or at(tokens, end) not in FLOOR_WORDS:
        return None
    if spot.company is Company.STREET and (0 < index - spot.begin < 2 or at(tokens, end + 1) in ROADS):
        return None
    following, after = span(spot, end + 1)
    if name == "PARKING":
        return parking(following, after)
    return None if opens_next(spot, end, following) else Found(end + 1, "floor", name)


def opens_next(spot: Spot, end: int, following: str) -> bool:
    """Tell whether the word Floor at ``end`` belongs to the number behind it: in 200 FL 3 the floor is 3."""
    if at(spot.tokens, end + 1) in NUMBER_SIGNS:
        return False
    if spot.at(0).isdigit() and following:
        return at(spot.tokens, end + 1) not in TRIGGERS
    return use(spot.at(0), "floor", "name") != "" and following[:1].isdigit()


def parking(name: str, end: int) -> Found | None:
    """Return a level of a garage: Parking Level 2 is P2."""
    if not name:
        return None
    if name.isdigit():
        return Found(end, "floor", f"P{name}", doubt=f"parking level {name} read as floor P{name}")
    return Found(end, "floor", name)


def basement_level(spot: Spot) -> Found | None:
    """Read Bsmt Level 1 (B1), Subbasement 2 (SB2) and Sub Basement."""
    if spot.at(0) == "SUB" and use(spot.at(1), "floor", "name") == "BASEMENT":
        return Found(spot.here + 2, "floor", "SUBBASEMENT")
    name = use(spot.at(0), "floor", "name")
    if name not in ("BASEMENT", "SUBBASEMENT"):
        return None
    step = 2 if spot.at(1) in FLOOR_WORDS else 1
    number = spot.at(step)
    if number.isdigit() and len(number) < 3 and (step == 2 or spot.own):
        return Found(spot.here + step + 1, "floor", f"{'S' * name.startswith('S')}B{no_zeros(number)}")
    return None


def bare(spot: Spot) -> Found | None:
    """Read Basement, Mezzanine, Penthouse, Roof; PH 2 is a unit."""
    name = use(spot.at(0), "floor", "name")
    if not name:
        return None
    if name == "PENTHOUSE":
        code, end = code_at(spot.tokens, spot.here + 1)
        if code and (spot.own or spot.here - spot.begin > 1):
            return Found(end, "unit", code, "PH")
    whole = spot.here == 0 and len(spot.tokens) == 1
    behind = spot.company is Company.LAST and (spot.behind_part or whole)
    if spot.company is Company.STREET:
        behind = spot.here - spot.begin > 1 and spot.at(-1) in ROADS
    if spot.own or (behind and name in EVERYWHERE and spot.at(1) not in ROADS):
        return Found(spot.here + 1, "floor", name)
    return None


def short(spot: Spot) -> Found | None:
    """Read what depends on the site, with a doubt: L2, 3F, B1, G."""
    word = spot.at(0)
    if match := GLUED.fullmatch(word):
        return Found(spot.here + 1, "floor", match[1])
    if match := SHORT.fullmatch(word):
        name = no_zeros(match[1] or match[2] or match[3])
        doubt = "" if match[3] else f"'{word}' read as floor {name}"
        return Found(spot.here + 1, "floor", name, doubt=doubt)
    if word == "G":
        return Found(spot.here + 1, "floor", "GROUND", doubt="'G' read as the ground floor")
    return None
