"""Numbers, ordinals and the folding that makes two spellings of one name equal."""

import re
from collections.abc import Iterator
from functools import lru_cache

from e911audit.places.clean import Tokens, ascii_fold
from e911audit.places.tables import DIRECTIONS, LISTS, SUFFIXES

ONES, TENS, ORDINAL_ONES = LISTS["ones"], LISTS["tens"], LISTS["ordinal_ones"]
CARDINALS = {word: number for number, word in enumerate(ONES)} | {
    word: 10 * number for number, word in enumerate(TENS, 2)
}
ORDINALS = {word: number for number, word in enumerate(ORDINAL_ONES)} | {
    word[:-1] + "IETH": 10 * number for number, word in enumerate(TENS, 2)
}
ORDINAL = re.compile(r"(\d+)(?:ST|ND|RD|TH)")
DIGIT = re.compile(r"\d")
NAMED = {word: short for word, short in SUFFIXES.items() if word != f"{short}S"}
"""Suffixes whose abbreviation keeps the number: Park and Parks are one suffix, but two names."""
SAINTS = {"SAINT": "ST", "SAINTE": "STE", "FORT": "FT", "MOUNT": "MT"}


def has_digit(tokens: Tokens) -> bool:
    """Tell whether a digit stands in any of the tokens."""
    text = "".join(tokens)
    return not text.isalpha() and DIGIT.search(text) is not None


def ordinal(number: int) -> str:
    """Return a number as an ordinal in digits.

    >>> ordinal(112), ordinal(23)
    ('112TH', '23RD')
    """
    ending = "TH" if 10 <= number % 100 <= 20 else {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")
    return f"{number}{ending}"


def ordinal_words(tokens: Tokens) -> int | None:
    """Return the number that the tokens, all of them, spell as an ordinal: FIFTH, TWENTY FIRST, TWENTY-FIRST."""
    words = tokens[0].split("-") if len(tokens) == 1 else tokens
    if len(words) == 1:
        return ORDINALS.get(words[0])
    if len(words) == 2 and words[0] in TENS and 0 < ORDINALS.get(words[1], 99) < 10:
        return CARDINALS[words[0]] + ORDINALS[words[1]]
    return None


LONGEST = 6
"""A house number in words has at most this many: one thousand two hundred twenty one."""


def spelled_number(tokens: Tokens) -> tuple[int, int]:
    """Return a number in words at the start of the tokens and how many tokens it takes; ``(0, 0)`` if there is none.

    >>> spelled_number("FIVE HUNDRED MAIN ST".split()), spelled_number("ONE MICROSOFT WAY".split())
    ((500, 2), (1, 1))
    """
    total = used = 0
    for index, word in enumerate(tokens[:LONGEST]):
        pair = word.split("-")
        if all(part in CARDINALS for part in pair) and len(pair) <= 2:
            total += sum(CARDINALS[part] for part in pair)
        elif word in ("HUNDRED", "THOUSAND") and total:
            total *= 100 if word == "HUNDRED" else 1000
        elif not (word == "AND" and total >= 100 and tokens[index + 1 : index + 2] and tokens[index + 1] in CARDINALS):
            break
        used = index + 1
    return total, used


def no_zeros(text: str) -> str:
    """Return a number without leading zeros: ``03`` is ``3``, ``0`` stays."""
    return text.lstrip("0") or text[-1:]


@lru_cache(maxsize=65536)
def fold_word(token: str) -> str:
    """Return one spelling for all variants of a name's word."""
    if not (token.isalpha() and token.isascii()):
        token = ascii_fold(token)
    return SAINTS.get(token) or NAMED.get(token) or token


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return one spelling for a street's or city's name; a lone directional word stays, for E St is not East St."""
    if name.isalpha():
        return fold_word(name)
    return " ".join(fold_words(name.split() if DIGIT.search(name) else name.replace("-", " ").split()))


def fold_words(words: Tokens) -> Iterator[str]:
    """Fold the words of a name; the first and the last may be directionals."""
    if len(words) > 1:
        words[0] = DIRECTIONS.get(words[0], words[0])
        words[-1] = DIRECTIONS.get(words[-1], words[-1])
    return map(fold_word, words)


@lru_cache(maxsize=65536)
def fold_city(name: str) -> str:
    """Return one spelling for a city's name without blanks: De Soto is DeSoto, St. Louis is Saint Louis."""
    if name.isalpha():
        return fold_word(name)
    words = name.split(" ")
    if all(map(str.isalpha, words)):
        return "".join(fold_words(words))
    return fold_name(" ".join(name.replace(".", " ").replace("'", "").split())).replace(" ", "")


JOINT = re.compile(r"(?<=\d)[ -](?=[A-Z])|(?<=[A-Z])[ -](?=\d)")
LEADING_ZEROS = re.compile(r"(?<![\d/])0+(?=\d)")


@lru_cache(maxsize=65536)
def fold_code(code: str) -> str:
    """Return one spelling for an identifier: 200-B, 200 B and 0200B are equal, 112-10 and 11210 are not."""
    if code.isdecimal():
        return no_zeros(code)
    return LEADING_ZEROS.sub("", JOINT.sub("", ascii_fold(code)))
