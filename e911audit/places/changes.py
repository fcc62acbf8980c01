"""What reading an address changed in its words, and by which table: for people who must answer for the new spelling.

Compared are the words that were written with the words of the lines that came of them. A word that is gone and one that
is new belong together where a table says that they mean the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from e911audit.places.clean import Tokens, ascii_fold, plain, punctuated
from e911audit.places.place import Place, Written
from e911audit.places.spell import CARDINALS, ORDINALS, SAINTS, no_zeros, ordinal, ordinal_words, spelled_number
from e911audit.places.tables import DIRECTIONS, INTERIOR, STATES, SUFFIXES, UNITS
from e911audit.places.words import floor_name

LONGEST = 6
"""Words of the longest phrase that one word stands for."""
DESIGNATORS = frozenset((*UNITS.values(), "FL", "BLDG", "RM", "ZONE", "#"))
IN_ORDER = ("street", "interior", "building", "floor", "unit", "room", "zone", "city", "state", "zip")
"""Parts of a written address in the order in which the lines have them."""
LEFT = re.compile(r"(?:not part of the address|left over|behind the ZIP|county): ")
"""How doubts begin that quote words which went into no line."""
Words = tuple[str, ...]


def _state(words: Words) -> set[str]:
    return {STATES[words]} if words in STATES else set()


def _publication_28(words: Words) -> set[str]:
    if len(words) > 1:
        both = "".join(DIRECTIONS.get(word, "-") for word in words)
        return {both} if both in DIRECTIONS else set()
    tables = (SUFFIXES, UNITS, DIRECTIONS)
    return {table[words[0]] for table in tables if words[0] in table}


def _digits(words: Words) -> set[str]:
    found = set()
    number = ordinal_words(list(words))
    if number is not None:
        found |= {str(number), ordinal(number)}
    value, used = spelled_number(list(words))
    if used == len(words):
        found.add(str(value))
    if len(words) == 1:
        found |= {floor_name(words[0])} - {""} if words[0] in ORDINALS or words[0] in CARDINALS else set()
        found |= {words[0].rstrip("STNDRH")} if words[0][0].isdigit() else set()
        found |= {ordinal(int(words[0]))} if words[0].isdigit() and len(words[0]) < 5 else set()
    return found


def _interior(words: Words) -> set[str]:
    found = {word.spelled for word in INTERIOR.get(words[0], {}).values()} if len(words) == 1 else set()
    short = {"FLOOR": "FL", "BUILDING": "BLDG", "ROOM": "RM"}
    return {part for spelled in found for part in (spelled, short.get(spelled, spelled))} - {""}


def _zeros(words: Words) -> set[str]:
    if len(words) > 1 or not words[0][:1].isdigit():
        return set()
    digits = words[0].partition(".")[0]
    return {digits.zfill(5), no_zeros(digits), no_zeros(words[0])}


def _folded(words: Words) -> set[str]:
    joined = "".join(words)
    short = {SAINTS[word] for word in words if word in SAINTS} if len(words) == 1 else set()
    return {ascii_fold(joined), joined, joined.replace("-", ""), "-".join(words)} | short


MEANS: tuple[tuple[str, Callable[[Words], set[str]]], ...] = (
    ("Publication 28", _publication_28),
    ("state code", _state),
    ("digits for words", _digits),
    ("interior", _interior),
    ("zeros", _zeros),
    ("one spelling", _folded),
)
"""Why a word was written otherwise, and what it may have become for that reason."""


def tokens(text: str) -> Tokens:
    """Return a text's words, upper case, without punctuation."""
    return punctuated(plain(text)).replace(",", " ").split()


def changes(written: Written, place: Place) -> str:
    """Say which words were written otherwise and why, which were added, moved, or left to the doubts; "" if none.

    >>> from e911audit.places.resolve import resolve_one
    >>> written = Written("100 North Main Street, Third Floor", city="Salem", state="Oregon", zip="97301")
    >>> changes(written, resolve_one(written))
    'Publication 28: NORTH > N, STREET > ST; state code: OREGON > OR; digits for words: THIRD > 3; interior: FLOOR > FL'
    """
    before = [token for part in IN_ORDER for token in tokens(getattr(written, part))]
    after = [token for line in (place.line1, place.line2, place.city, place.state) for token in tokens(line)]
    after += [f"{place.zip}-{place.zip4}" if place.zip4 else place.zip] if place.zip else []
    if before == after:
        return ""
    gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    told = [f"{reason}: {', '.join(pairs)}" for reason, pairs in _explained(before, gone, new).items() if pairs]
    designators = [word for word in new.elements() if word in DESIGNATORS]
    named = [word for word in new.elements() if word not in DESIGNATORS]
    twice = [word for word in before if gone[word] > 0 and word in after]
    left = [word for word in before if gone[word] > 0 and word not in after]
    apart = {
        word
        for doubt in place.doubts
        if LEFT.match(doubt)
        for word in tokens(doubt.partition("'")[2].removesuffix("'"))
    }
    instead = [word for word in left if word not in apart] if named else []
    if instead:
        told.append(f"read as: {' '.join(instead)} > {' '.join(named)}")
    elif named:
        told.append(f"added: {' '.join(named)}")
    if unread := [word for word in dict.fromkeys(left) if word not in instead]:
        told.append(f"not in the lines: {' '.join(unread)}")
    if twice:
        told.append(f"written twice: {' '.join(dict.fromkeys(twice))}")
    if designators:
        told.append(f"designator added: {' '.join(dict.fromkeys(designators))}")
    if _kept(before, after) != _kept(after, before):
        told.append("parts in another order")
    return "; ".join(told)


def _explained(before: Tokens, gone: Counter[str], new: Counter[str]) -> dict[str, list[str]]:
    """Pair words that are gone with new ones, longest phrases first; both counters lose what was paired."""
    pairs: dict[str, list[str]] = {reason: [] for reason, _ in MEANS}
    for words in _phrases(before, gone):
        while all(gone[word] >= words.count(word) for word in words):
            found = next(
                ((reason, word) for reason, means in MEANS for word in sorted(means(words)) if new[word] > 0), None
            )
            if not found:
                break
            pairs[found[0]].append(f"{' '.join(words)} > {found[1]}")
            new[found[1]] -= 1
            gone.subtract(words)
    return pairs


def _kept(words: Tokens, others: Tokens) -> Tokens:
    """The words that both have, in the order of the first."""
    left = Counter(words) & Counter(others)
    kept = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
            kept.append(word)
    return kept


def _phrases(before: Tokens, gone: Counter[str]) -> Iterator[Words]:
    """The phrases of words that are gone, longest first, each once."""
    runs = [[*run] for is_gone, run in groupby(before, lambda word: gone[word] > 0) if is_gone]
    phrases = (
        tuple(run[start : start + length])
        for length in range(LONGEST, 0, -1)
        for run in runs
        for start in range(len(run) - length + 1)
    )
    yield from dict.fromkeys(phrases)
