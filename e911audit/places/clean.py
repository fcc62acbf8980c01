"""From raw text to segments of upper-case tokens: a comma, a line break or a spaced hyphen ends a segment."""

import re
import unicodedata
from html import unescape

Tokens = list[str]

RANGE = 100
"""House numbers of one building are less than this apart."""

FRACTIONS = {
    0xBC: "1/4",
    0xBD: "1/2",
    0xBE: "3/4",
    0x2150: "1/7",
    0x2153: "1/3",
    0x2154: "2/3",
    0x215B: "1/8",
    0x215C: "3/8",
}
DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-")
QUOTES = dict.fromkeys((0x2018, 0x2019, 0x201B, 0x02BB, 0x02BC, 0x60, 0xB4), "'")
TYPED: dict[int, str] = {**{key: f" {text} " for key, text in FRACTIONS.items()}, **DASHES, **QUOTES, 0x2044: "/"}

SEPARATORS: dict[int, str] = {
    **dict.fromkeys((*range(32), 127), " "),
    **dict.fromkeys(map(ord, '\n\r;|()[]{}"<>\\\u2022\u00b7'), ","),
    **dict.fromkeys(map(ord, "\t:*~!?=+^$_\ufffd"), " "),
    ord("#"): " # ",
    ord("&"): " & ",
    ord("@"): " @ ",
    ord("%"): " C/O ",
}

INITIALS = re.compile(r"\b(?:[A-Z]\.){1,4}[A-Z]\b\.?")
DOT = re.compile(r"\.(?!\d)|(?<!\d)\.")
SPACED_HYPHEN = re.compile(r"(?<!\S)-+(?!\S)|--+")
OPEN_HYPHEN = re.compile(r"(?<!\S)-|-(?=[\s,]|$)")
SPACED_PLUS4 = re.compile(r"(?<=\b\d{5}) ?- ?(?=\d{4}\b)")
SPACED_RANGE = re.compile(
    r"\b((?:FLOORS?|FLRS?|FLS?|LEVELS?|ROOMS|RMS|SUITES|STES|UNITS|APTS|BUILDINGS|BLDGS) \w*\d) - "
    r"(?=\w*\d\w*(?:$|[ ,]))"
)
LEADING_RANGE = re.compile(r"^([ ,]*)(\d{1,5}) - (\d{1,5})(?= \w)")
HALF_SPACED = re.compile(r"(?<=\d)(?: -|- )(?=\d+\b)")
BY_PASS = re.compile(r"\bBY[ -]PASS\b")
JUNIOR = re.compile(r"\s*,\s*JR\b")
SLASH = re.compile(r"(?<![\dC])(?<!\b[A-Z])/|/(?![\dO]|F\b|[A-Z]\b)|(?<=\d)/(?=[A-EG-Z]\b)")
GLUED = re.compile(
    r"\b(?:(FL|FLR|FLOOR|STE|SUITE|APT|UNIT|BLDG|RM|ROOM|LOT|LT|SPC|DEPT|PMB|IDF|MDF|CUBE|DESK|BOX)-?(?=\d)"
    r"|(IH|I|US|SR|SH|CR|FM|CTH|HWY|RTE|RT)-?(?=\d{1,4}[A-Z]?\b))"
)
MAY_BE_GLUED = re.compile(r"[A-Z]-?\d")
"""Found in every text that holds one of the glued words; far quicker to look for."""


def plain(text: str) -> str:
    r"""Return the text in upper case with typographic characters typed plainly; accents stay.

    >>> plain("12 Elm St")
    '12 ELM ST'
    """
    text = text.replace("_x000D_", "\n").replace("_X000D_", "\n")
    if "&" in text and ";" in text:
        text = unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(TYPED))
        text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn"))
    return unicodedata.normalize("NFC", text.upper()) if not text.isascii() else text.upper()


def punctuated(text: str) -> str:
    """Return plain text with every separator as a comma and no other punctuation than ``# & @ / - '``."""
    if "." in text:
        text = INITIALS.sub(lambda match: match.group().replace(".", ""), text)
        text = DOT.sub(" ", text)
    text = text.translate(SEPARATORS)
    if "JR" in text:
        text = JUNIOR.sub(" JR", text)
    if "-" in text:
        text = LEADING_RANGE.sub(leading_range, HALF_SPACED.sub("-", text))
        text = SPACED_RANGE.sub(r"\1-", SPACED_PLUS4.sub("-", text))
        text = OPEN_HYPHEN.sub(" ", SPACED_HYPHEN.sub(",", text))
    if "PASS" in text:
        text = BY_PASS.sub("BYPASS", text)
    if "/" in text:
        text = SLASH.sub(" / ", text)
    if MAY_BE_GLUED.search(text):
        text = GLUED.sub(lambda match: f"{match.group(1) or match.group(2)} ", text)
    return text


def leading_range(match: re.Match[str]) -> str:
    """Join ``196 - 198`` and, as in Queens, ``270 - 05``; ``4 - 300`` may be a unit and a house number."""
    start, first, last = match.groups()
    queens = len(first) > 1 and len(last) == 2
    joint = "-" if queens or 0 < int(last) - int(first) < RANGE else " - "
    return f"{start}{first}{joint}{last}"


def segments(text: str) -> list[Tokens]:
    """Split punctuated text at its commas into tokens; empty segments vanish."""
    return [tokens for part in text.split(",") if (tokens := part.split())]


def ascii_fold(text: str) -> str:
    """Return the text without accents and apostrophes, for comparing."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return text.replace("'", "")
