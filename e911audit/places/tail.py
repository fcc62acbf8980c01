"""The end of an address: country, ZIP and state, and whether ZIP and state can both be right."""

import re
from typing import NamedTuple

from e911audit.places.clean import Tokens
from e911audit.places.spell import has_digit
from e911audit.places.tables import DIRECTIONS, INTERIOR, NUMBERED_UNITS, ROADS, STATE_NAMES, STATES, SUFFIXES, UNITS
from e911audit.places.words import use
from e911audit.places.zips import SHORT_ZIP, ZIP, fits, restored_zip

PLUS4 = re.compile(r"\d{4}")
UNITED_STATES = ({"USA"}, {"US"}, {"UNITED", "STATES"}, {"U", "S", "A"}, {"UNITED", "STATES", "OF", "AMERICA"})
COUNTRY_ENDS = frozenset(("USA", "US", "STATES", "AMERICA", "A", "UNITED", "OF", "U", "S"))
# These codes are also a suffix, a directional, a floor or a road: CT LA MT PR NE FL FM.
AMBIGUOUS = frozenset(code for code in STATE_NAMES if code in SUFFIXES or code in DIRECTIONS) | {"FL", "FM", "VI", "PW"}
# A number of five digits after one of these is that thing's number.
NOT_BEFORE_ZIP = frozenset(
    [word for word, designator in UNITS.items() if designator in NUMBERED_UNITS]
    + [
        word
        for word, uses in INTERIOR.items()
        for field, use in uses.items()
        if use.role == "word" and field != "floor"
    ]
    + ["BOX", "PMB", "FM", "CR", "SR", "CTH", "RR", "ROUTE", "RTE", "RT"]
)

STATE_LENGTHS = {
    form[-1]: sorted({len(other) for other in STATES if other[-1] == form[-1]}, reverse=True) for form in STATES
}
"""How many words the states have that end with a word, the longest first."""


class Tail(NamedTuple):
    """What stood at the end of a text; ``after`` are segments behind the ZIP (a county)."""

    state: str = ""
    zip: str = ""
    zip4: str = ""
    after: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def drop_country(parts: list[Tokens]) -> None:
    """Take USA, US or United States off the end, as it says nothing."""
    if parts[-1][-1] not in COUNTRY_ENDS:
        return
    if len(parts) > 1 and set(parts[-1]) in UNITED_STATES:
        parts.pop()
        return
    for words in (4, 2, 1):
        last = parts[-1]
        if len(last) > words and set(last[-words:]) in UNITED_STATES and (words > 1 or last[-1] == "USA"):
            del last[-words:]
            return
        if words == 1 and len(last) > 1 and last[-1] == "US" and ZIP.fullmatch(last[-2]):
            last.pop()


def part_behind_zip(parts: list[Tokens]) -> None:
    """Make a segment of what follows state and ZIP without a comma: Houston TX 77002 Suite 400."""
    for index, tokens in enumerate(parts):
        for end, token in enumerate(tokens[1:-1], 2):
            alone = token[0].isdigit() and ZIP.fullmatch(token) and not PLUS4.fullmatch(tokens[end])
            if alone and STATES.get(tuple(tokens[end - 2 : end - 1])) == tokens[end - 2]:
                parts[index : index + 1] = [tokens[:end], tokens[end:]]
                return


def zip_position(parts: list[Tokens]) -> int:
    """Return the index of the segment that ends with a ZIP, looking from the right, or -1."""
    for index in range(len(parts) - 1, -1, -1):
        tokens = parts[index]
        if not ZIP.fullmatch(tokens[-1]):
            if len(tokens) > 1 and ZIP.fullmatch(tokens[-2]) and PLUS4.fullmatch(tokens[-1]):
                return index
            continue
        alone = len(tokens) == 1
        if not alone and tokens[-2] in NOT_BEFORE_ZIP and tuple(tokens[-2:-1]) not in STATES:
            continue
        last = index == len(parts) - 1
        if (alone and (index or last)) or last or tuple(tokens[-2:-1]) in STATES:
            return index
    return -1


def take_zip(parts: list[Tokens]) -> tuple[str, str, tuple[str, ...]]:
    """Take the ZIP and what follows it off the parts: ``(zip, zip4, after)``."""
    index = zip_position(parts)
    if index < 0:
        return "", "", ()
    after = tuple(map(" ".join, parts[index + 1 :]))
    del parts[index + 1 :]
    tokens = parts[index]
    plus4 = tokens.pop() if len(tokens) > 1 and ZIP.fullmatch(tokens[-2]) and not ZIP.fullmatch(tokens[-1]) else ""
    match = ZIP.fullmatch(tokens.pop())
    while tokens and tokens[-1] in ("ZIP", "CODE", "ZIPCODE"):
        tokens.pop()
    if not tokens:
        parts.pop(index)
    return (match[1], match[2] or plus4, after) if match else ("", "", after)


def road_before(tokens: Tokens) -> bool:
    """Tell whether a road's suffix stands in the tokens with another word after it, as before a city's name."""
    return any(token in ROADS for token in tokens[2:-1])


def is_state(parts: list[Tokens], words: int, zip_code: str) -> bool:
    """Judge whether the last ``words`` tokens, which spell a state, are one and not a part of the street."""
    tokens = parts[-1]
    code = STATES[tuple(tokens[-words:])]
    before = tokens[:-words]
    if zip_code and fits(zip_code, code):
        return True
    spelled = " ".join(tokens[-words:])
    if len(parts) > 1 and not before:
        return spelled != "NE" or len(parts) > 2 or road_before(parts[-2])
    if spelled == code and code not in AMBIGUOUS:
        return True
    if code == "FL" and use(before[-1], "floor", "name"):
        return False
    return ends_with_state(parts, before, spelled)


def ends_with_state(parts: list[Tokens], before: Tokens, spelled: str) -> bool:
    """Judge an ambiguous state by what stands before it in its segment."""
    if len(parts) > 1 and not has_digit(before):
        return True
    if (before[-1] in SUFFIXES and spelled in DIRECTIONS) or before[-1][0].isdigit():
        return False
    return road_before(before)


def take_state(parts: list[Tokens], zip_code: str, known: str = "") -> str:
    """Take the state off the end of the parts and return its code, or ""; without a ZIP it must be the known one."""
    if not parts:
        return ""
    tokens = parts[-1]
    if len(parts) == 1 and len(tokens[0]) > 2 and not zip_code and (code := STATES.get(tuple(tokens), "")):
        parts.pop()
        return code
    for words in STATE_LENGTHS.get(tokens[-1], ()):
        if words > len(tokens):
            continue
        code = STATES.get(tuple(tokens[-words:]), "")
        if known and code != known and not zip_code:
            continue
        if code and (len(parts) > 1 or len(tokens) > words or zip_code) and is_state(parts, words, zip_code):
            del tokens[-words:]
            if not tokens:
                parts.pop()
            return code
    return ""


def take_short_zip(parts: list[Tokens]) -> Tail | None:
    """Take a state and a ZIP that lost its zeros (NJ 8096) off the end, where the state proves the zeros."""
    tokens = parts[-1]
    match = SHORT_ZIP.fullmatch(tokens[-1])
    before = tokens[:-1] or (parts[-2] if len(parts) > 1 else [])
    if not match or not before:
        return None
    digits, plus4 = match[1] or match[3], match[2] or match[4] or ""
    code = STATES.get(tuple(before[-1:])) or STATES.get(tuple(before[-2:]), "")
    restored = restored_zip(digits, code)
    if not restored:
        return None
    tokens.pop()
    if not tokens:
        parts.pop()
    return Tail(
        take_state(parts, restored), restored, plus4, (), (f"ZIP {digits} read as {restored}: {code} proves it",)
    )


def take_tail(parts: list[Tokens], known: str = "") -> Tail:
    """Take country, ZIP and state off the end of the segments; ``known`` is the state that a column gave."""
    if not parts:
        return Tail()
    part_behind_zip(parts)
    drop_country(parts)
    zip_code, zip4, after = take_zip(parts)
    if not zip_code and (short := take_short_zip(parts)):
        return short
    state = take_state(parts, zip_code, known)
    if state and not zip_code and parts and len(parts[-1]) > 1 and ZIP.fullmatch(parts[-1][-1]):
        zip_code, zip4, _ = take_zip(parts)
    return Tail(state, zip_code, zip4, after)
