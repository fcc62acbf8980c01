"""Texts that name no place, and places outside of the United States."""

import re

from e911audit.places.clean import Tokens
from e911audit.places.tables import COUNTRIES, PATTERNS, SETS, STATE_NAMES
from e911audit.places.zips import ZIP

PLACEHOLDER = re.compile("|".join(PATTERNS["placeholder"]))


ROLE = re.compile("|".join(PATTERNS["role"]))


ENDS = " \t\r\n,;:!'\"()[]{}<>"
ALL_ENDS = f"{ENDS}."


def placeholder(text: str) -> bool:
    """Tell whether a plain text, as a whole, says that nobody has filled it in or that it is a role, not a place."""
    if text[:1].isdigit() and not text.strip(ALL_ENDS).isdigit():
        return False
    core = " ".join(text.strip(ENDS).split())
    if len(core) > 1 and core[-1] == ".":
        core = core.rstrip(".") or core
    if not core:
        return True
    if core[0].isdigit() and not core.isdigit():
        return False
    return PLACEHOLDER.fullmatch(core) is not None or ROLE.fullmatch(core) is not None


CANADA = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b")


BRITAIN = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$")


AUSTRALIA = re.compile(r"\b(?:NSW|VIC|QLD|TAS) \d{4}$")


PROVINCES = SETS["provinces"]


COUNTRY_WORDS = SETS["countries_last"]


LATIN = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff]")


def foreign(parts: list[Tokens], text: str) -> str:
    """Return why an address lies outside of the United States, or ""."""
    last = parts[-1]
    if len(last) > 1 and last[-2] in STATE_NAMES and ZIP.fullmatch(last[-1]):
        return ""
    if len(parts) > 1 and tuple(last) in COUNTRIES:
        return " ".join(last)
    if len(last) > 2 and last[-1] in COUNTRY_WORDS and last[-2] != "NEW":
        return last[-1]
    line = text.strip(" ,")
    if CANADA.search(line) or (len(parts) > 1 and last[-1] in PROVINCES and len(last) < 4):
        return "CANADA"
    if BRITAIN.search(line):
        return "UNITED KINGDOM"
    return "AUSTRALIA" if AUSTRALIA.search(line) else other_script(line)


def other_script(line: str) -> str:
    """Return what to say of a text most of whose letters are not Latin, "" of any other."""
    if line.isascii():
        return ""
    letters = [char for char in line if char.isalpha()]
    if letters and 2 * len(LATIN.findall(line)) < len(letters):
        return "a script other than Latin"
    return ""
