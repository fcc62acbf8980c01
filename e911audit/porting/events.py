"""Which class a rejection or a jeopardy belongs to, by the code that a carrier gave, else by its words."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from e911audit.porting.rejections import OTHER, Code, find_code

APART = re.compile(r"[;,/|()\[\]:\s]+")
CODE_IN_TEXT = re.compile(r"\b(?:7[1-6]\d\d|E\d{1,4}[A-Z]{0,4}|[A-Z0-9]+(?:_[A-Z0-9]+)+)\b", re.IGNORECASE)
"""What in a text can hardly be anything but a code."""


def known_code(code: str | None, text: str | None) -> Code | None:
    """The first code of the crosswalk that a code's cell gives, whole or in parts, else its text; None without one."""
    return next(filter(None, map(find_code, _codes(code or "", text or ""))), None)


def class_of(code: str | None, text: str | None) -> str | None:
    """The name of the class; OTHER where neither code nor words are known, None where there are none.

    >>> class_of("7402 / E1", None), class_of("", "Suite missing on the order"), class_of("", "see ticket 12")
    ('ADDRESS', 'ADDRESS', 'OTHER')
    """
    if not (code or "").strip() and not (text or "").strip():
        return None
    found = known_code(code, text)
    if found and found.rejection != OTHER:
        return found.rejection
    return _by_words(f"{code or ''} {text or ''}") or OTHER


def whose(code: str | None, text: str | None) -> str:
    """Whose the cause of a jeopardy is: customer or carrier; "" where its code does not tell."""
    found = known_code(code, text)
    return found.cause if found else ""


def _codes(code: str, text: str) -> Iterator[str]:
    yield code
    yield text
    yield from filter(None, APART.split(code))
    yield from CODE_IN_TEXT.findall(text)


def _by_words(text: str) -> str | None:
    written = text.replace("_", " ")
    return next((name for name, pattern in _patterns().items() if pattern.search(written)), None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("e911audit.porting").joinpath("rejection_words.toml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for name, words in data.items()}
