"""The named transformers: one cell's text to one value, or Unread with the reason.

All have one signature, ``(text) -> value``; a blank or a word that stands for nothing (N/A, TBD, -) is None. Dates
become ISO 8601 texts, which both kinds of store take.
"""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any

from e911audit.line_kinds import infer_kind, line_kinds
from e911audit.sheets import NO_VALUE

Transformer = Callable[[str], Any]


class Unread(ValueError):
    """A cell's text is not what its column should hold; the message completes "'TBD' ..."."""


ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
"""What a cell shows whose formula failed: mostly a look-up in a list of sites that lacks the site."""
WRAPPED = re.compile(r'\s*=\s*"([^"]*)"\s*|\s*\'([-+=@\d].*)', re.DOTALL)
"""A text that a program or a person has marked as one, so that Excel leaves its zeros alone."""
PLACEHOLDERS = frozenset(
    "n/a na none null nil tbd tba unknown unk unassigned".split()
    + [f"not {word}" for word in "set available applicable provided known".split()]
)
"""Words that stand for nothing; addresses keep them, since there they are a finding (LOC-002)."""
MARKS = "-.?*#_\u2013\u2014"
"""A cell of only these stands for nothing too."""
NOT_WORD = re.compile(r"[\W_]+")
AMOUNT = re.compile(
    r"^[$<>~]*\s*(-?[\d,]*\.?\d+)\s*(?:h|hrs?|hours?|mins?|minutes|s|sec|seconds|sq\.? ?ft\.?|sf|ms?|%|usd|d|days?)?$",
    re.IGNORECASE,
)
MOST = 1e12
"""Larger amounts are typing errors, and whole numbers of them fit no database column."""
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's 1900 date system, counted so that its wrong leap day of 1900 does no harm after it."""
DAY_NUMBER = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
TIME_OF_DAY = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d\d.*$")
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
DATE_FORMATS = (
    "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%Y/%m/%d", "%Y%m%d", "%m%d%Y", "%d-%b-%y", "%d-%b-%Y",
    "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%d/%m/%Y", "%b-%d-%Y",
)  # fmt: skip
"""Month first, as the users of these spreadsheets write; day first only where the month would be over 12."""


def bare(text: str) -> str:
    """The text without what a spreadsheet program wraps around it: ``="0123"``, ``'0123``; Unread as ``clear``."""
    found = WRAPPED.fullmatch(clear(text))
    return (found.group(1) or found.group(2)) if found else text


def clear(text: str) -> str:
    """The text as it stands; Unread where it is none, but an error, or a formula that nobody has calculated."""
    if text == NO_VALUE:
        raise Unread("is a formula without a value; open the file in Excel, save it and load it again")
    if ERROR.fullmatch(text):
        raise Unread("is an error of a formula; correct it in the spreadsheet")
    return text


def written(text: str) -> str | None:
    """A part of an address, kept as it was written but for blanks around it."""
    return " ".join(text.split()) or None


def text(text: str) -> str | None:
    """Words, without surplus blanks."""
    found = " ".join(text.split())
    if found[:1].isdecimal():
        return found
    return None if not found.strip(MARKS) or found.casefold() in PLACEHOLDERS else found


def first(text_: str) -> str | None:
    """The first of several columns that holds something: ``|Lobby|Front desk``."""
    return next(filter(None, map(text, text_.split("|"))), None)


def number(text_: str) -> float | None:
    """An amount, with or without its unit: ``4 h``, ``7,000 sq ft``."""
    found = text(text_)
    if found is None:
        return None
    amount = AMOUNT.match(found)
    if not amount:
        raise Unread("is no number")
    value = float(amount.group(1).replace(",", ""))
    if abs(value) > MOST:
        raise Unread("is no number that anything here could have")
    return value


def whole(text_: str) -> int | None:
    """A count."""
    amount = number(text_)
    if amount is not None and not amount.is_integer():
        raise Unread("is no whole number")
    return None if amount is None else int(amount)


def day(text_: str) -> str | None:
    """A date in any form that Excel shows, or Excel's own day number, as ISO 8601."""
    found = text(text_)
    if found is None:
        return None
    if serial := DAY_NUMBER.fullmatch(found):
        return (EXCEL_EPOCH + timedelta(days=int(serial.group(1)))).isoformat()
    found = WEEKDAY.sub("", TIME_OF_DAY.sub("", found)).replace(". ", " ")
    readers: list[Callable[[str], date]] = [date.fromisoformat, *(partial(_strptime, form) for form in DATE_FORMATS)]
    for read in readers:
        try:
            return read(found).isoformat()
        except ValueError:
            continue
    raise Unread("is no date")


def _strptime(form: str, text_: str) -> date:
    return datetime.strptime(text_, form).date()  # noqa: DTZ007


def line_kind(text_: str) -> str | None:
    """The kind of a line: its title as reports write it, a word of the vocabulary, else what its words suggest."""
    if text(text_) is None:
        return "unknown" if text_.strip() else None
    if titled := _titles().get(plain(text_)):
        return titled
    try:
        found: str | None = words("line_kind")(text_)
    except Unread:
        inferred = infer_kind(text_)
        if not inferred:
            raise
        return inferred.kind
    return found


@cache
def _titles() -> dict[str, str]:
    return {plain(kind.title): kind.name for kind in line_kinds().values()}


def plain(text_: str) -> str:
    """Lower case, without blanks and punctuation: how headers and vocabulary words are compared."""
    return NOT_WORD.sub("", text_).casefold()


def like(*words: str) -> re.Pattern[str]:
    """The plain texts that are one of these words; ``*`` in a word stands for any letters."""
    return re.compile("|".join(".*".join(map(plain, word.split("*"))) for word in words))


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Vocabulary -> plain word -> the word that is stored."""
    data = tomllib.loads(files("e911audit.intake").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return {
        name: {plain(word) or word: stored for stored, variants in entries.items() for word in [stored, *variants]}
        for name, entries in data.items()
    }


def stored_words(vocabulary: str) -> list[str]:
    """The words that a vocabulary stores, in order."""
    return list(dict.fromkeys(vocabularies()[vocabulary].values()))


@cache
def words(vocabulary: str) -> Transformer:
    """A transformer for one fixed vocabulary."""
    known = vocabularies()[vocabulary]

    def read(text_: str) -> str | None:
        found = known.get(plain(text_) or text_.strip())
        if found is None and text(text_) is not None:
            raise Unread(f"is none of {', '.join(stored_words(vocabulary))}")
        return found

    return read
