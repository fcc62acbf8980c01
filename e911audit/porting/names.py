"""Names of businesses, of people and of their offices, compared word by word; never by the likeness of whole texts."""

import re
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import product

from e911audit.porting.levels import Level, Part, Verdict, compare, straight

ALIKE = 0.8
"""Share of letters above which one word may be a misspelling of the other."""
DBA = re.compile(r"\(?\s*\b(?:d\s*/\s*b\s*/\s*a|d\.b\.a\.?|dba|doing business as)\b[\s:.]*", re.IGNORECASE)
COURTESIES = frozenset("mr mrs ms dr prof".split())
LEGAL, SHORT, WORD = "legal form", "abbreviation", "word"
"""The components of names."""
INITIAL = "middle initial"

Words = tuple[str, ...]


@cache
def _words(table: str) -> dict[str, str]:
    """Each way to write a word -> its one spelling."""
    data = tomllib.loads(files("e911audit.porting").joinpath("names.toml").read_text(encoding="utf-8"))
    return {written.replace("'", ""): word for word, ways in data[table].items() for written in ways}


def words(text: str) -> Words:
    """The words of a name in lower case; points and apostrophes within a word do not part it.

    >>> words("O\u2019Brien & Sons L.L.C.")
    ('obrien', 'and', 'sons', 'llc')
    """
    plain = straight(text).casefold().replace("&", " and ").replace("+", " and ")
    return tuple(re.sub(r"[^\w]+|_", " ", re.sub(r"['.](?=\w)|['.]", "", plain)).split())


def legal_part(name: str) -> str:
    """A business name without what stands behind its ``dba``."""
    return DBA.split(name, maxsplit=1)[0].strip(" ,;(")


def trade_part(name: str) -> str:
    """What stands behind the ``dba`` of a business name, "" where it has none."""
    return [*DBA.split(name, maxsplit=1), ""][1].strip(" ,;()")


def business_key(name: str) -> Words:
    """The words of a business name, legal forms in one spelling, without a leading The."""
    found = tuple(_words("legal_forms").get(word, word) for word in words(name))
    return found[1:] if found[:1] == ("the",) and len(found) > 1 else found


def legal_key(name: str) -> Words:
    """The words of a business name without its trade name; of all of it where it begins with ``dba``."""
    return business_key(legal_part(name) or name)


def compare_business(csr: str, loa: str) -> Verdict:
    """Compare two business names by what stands before their trade names."""
    return compare(csr, loa, legal_key, _differ_business)


def _differ_business(csr: str, loa: str) -> Verdict:
    forms = frozenset(_words("legal_forms").values())
    one, other = legal_key(csr), legal_key(loa)
    first, second = ([word for word in name if word not in forms] for name in (one, other))
    found = _judged(first, second, "abbreviations")
    legal = [" ".join(word for word in name if word in forms) for name in (one, other)]
    if legal[0] != legal[1]:
        order = () if found.parts and found.parts[0].moved else found.parts
        found = found._replace(parts=(Part(LEGAL, legal[0], legal[1]), *order))
    return _as_written(found, csr, loa)


def person_key(name: str) -> Words:
    """The words of a person's name in alphabetical order: Ward, Darin L. is Darin L Ward."""
    return tuple(sorted(word for word in words(name) if word not in COURTESIES))


def compare_person(csr: str, loa: str) -> Verdict:
    """Compare two names of people."""
    return compare(csr, loa, person_key, _differ_person)


def _differ_person(csr: str, loa: str) -> Verdict:
    return _as_written(_judged([*person_key(csr)], [*person_key(loa)]), csr, loa)


def title_key(title: str) -> Words:
    """The words of an office, abbreviations spelled out."""
    known = _words("titles")
    return tuple(word for part in words(title) for word in known.get(part, part).split() if word not in ("of", "the"))


def compare_title(csr: str, loa: str) -> Verdict:
    """Compare the offices of a signer; how they differ is told as a whole."""
    return compare(csr, loa, title_key, _differ_title)


def _differ_title(csr: str, loa: str) -> Verdict:
    level = _judged([*title_key(csr)], [*title_key(loa)]).level
    return Verdict(level, (Part("title", csr, loa),))


def _judged(csr: list[str], loa: list[str], table: str = "") -> Verdict:
    """Pair the words that only one of two names has; words that stay alone on both sides are a mismatch."""
    left, right = Counter(csr) - Counter(loa), Counter(loa) - Counter(csr)
    known, found = _words(table) if table else {}, []
    for one, other in sorted(product(left, right), key=sorted):
        while left[one] > 0 and right[other] > 0 and _one_word(one, other, known):
            found.append(Part(SHORT if _is_short(one, other, known) else WORD, one, other))
            left[one] -= 1
            right[other] -= 1
    alone = [*(+left).elements()], [*(+right).elements()]
    found += [Part(_sort(word), word, "") for word in alone[0]] + [Part(_sort(word), "", word) for word in alone[1]]
    if not found:
        found = [Part("order of words", " ".join(csr), " ".join(loa), moved=True)]
    another = any(alone) and (all(alone) or not set(csr) & set(loa))
    return Verdict(Level.MISMATCH if another else Level.TOKEN_DIFF, tuple(found))


def _as_written(found: Verdict, csr: str, loa: str) -> Verdict:
    """The verdict with its words as the two names have them."""
    one, other = _written(csr), _written(loa)
    told = (
        part._replace(csr=_join(part.csr, one), loa=_join(part.loa, other)) if not part.moved else part
        for part in found.parts
    )
    return found._replace(parts=tuple(told))


def _written(name: str) -> dict[str, str]:
    """Each word as it is compared -> as it was written."""
    forms = _words("legal_forms")
    pieces = (piece.strip(" ,;()") for piece in name.split())
    return {forms.get(word, word): piece for piece in pieces for word in words(piece)}


def _join(text: str, written: dict[str, str]) -> str:
    return " ".join(written.get(word, word) for word in text.split())


def _sort(word: str) -> str:
    return INITIAL if len(word) == 1 else WORD


def _is_short(one: str, other: str, known: dict[str, str]) -> bool:
    """Whether one word is the usual abbreviation or the initial of the other."""
    initial = 1 in (len(one), len(other)) and one[0] == other[0]
    return initial or known.get(one, one) == known.get(other, other)


def _one_word(one: str, other: str, known: dict[str, str]) -> bool:
    """Whether two words may be one: abbreviated, an initial, or misspelled by a letter or two."""
    if _is_short(one, other, known):
        return True
    first, second = sorted((one, other))
    return not any(map(str.isdigit, one + other)) and SequenceMatcher(None, first, second).ratio() >= ALIKE
