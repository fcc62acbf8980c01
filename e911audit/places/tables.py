"""The tables of ``data/``, read once: suffixes, units, directionals, routes, states, ZIP areas, interior words.

Suffixes and units follow USPS Publication 28, appendices C1 and C2; ZIP areas are facts of the ``zipcodes`` package.
"""

import csv
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple


class Word(NamedTuple):
    """What a word can mean inside a building: the field that it fills, how it is used there, and its spelling."""

    role: str
    spelled: str


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table in ``data/`` without the header."""
    text = files("e911audit.places").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def toml() -> dict[str, dict[str, Any]]:
    """Return the word lists and patterns of ``data/words.toml``."""
    return tomllib.loads(files("e911audit.places").joinpath("data", "words.toml").read_text(encoding="utf-8"))


def spellings(name: str) -> dict[str, str]:
    """Map each written form of a table's second column, and the first column itself, to the first."""
    return {word: row[0] for row in rows(name) for word in (row[0], *row[1].split())}


def areas() -> dict[str, tuple[str, ...]]:
    """Map each assigned ZIP3 to its states, the usual one first."""
    return {
        f"{number:03}": tuple(states.split())
        for first, last, states in rows("zip3.csv")
        for number in range(int(first), int(last) + 1)
    }


def states() -> dict[tuple[str, ...], str]:
    """Map the words of each state's code, name and older abbreviations to its code."""
    return {
        tuple(form.split()): code
        for code, name, other in rows("states.csv")
        for form in (code, name, *other.split("|"))
        if form
    }


def routes() -> dict[tuple[str, ...], tuple[str, str]]:
    """Map the words that open a numbered road to its pretype and its sort (equal for two names of one road)."""
    table = {
        tuple(form.split()): (pretype, sort)
        for pretype, sort, written in rows("routes.csv")
        for form in written.split("|")
    }
    for code, name, _ in rows("states.csv"):
        for state in (code, name):
            for word in ("HIGHWAY", "HWY", "ROUTE", "RTE"):
                spelled = "HIGHWAY" if word in ("HIGHWAY", "HWY") else "ROUTE"
                table[(*state.split(), word)] = (f"{state} {spelled}", f"{code} {spelled}")
    return table


def interior() -> dict[str, dict[str, Word]]:
    """Map each interior word to what it means by field; one word may serve several (LOBBY, MAIN)."""
    table: dict[str, dict[str, Word]] = {}
    for field, role, spelled, written in rows("interior.csv"):
        for word in written.split():
            table.setdefault(word.replace("_", " "), {})[field] = Word(role, spelled)
    return table


WORDS = toml()
SETS = {name: frozenset(word.replace("_", " ") for word in words.split()) for name, words in WORDS["sets"].items()}
LISTS = {name: words.split() for name, words in WORDS["lists"].items()}
PATTERNS: dict[str, list[str]] = WORDS["patterns"]
SUFFIXES = spellings("suffixes.csv")
THROUGH_ROADS = frozenset(
    word for row in rows("suffixes.csv") if row[0] in SETS["through_roads"] for word in (row[0], *row[1].split())
)
ROADS = frozenset(word for row in rows("suffixes.csv") if row[2] for word in (row[0], *row[1].split()))
UNITS = spellings("units.csv")
NUMBERED_UNITS = frozenset(row[0] for row in rows("units.csv") if row[2])
DIRECTIONS = spellings("directions.csv")
STATES = states()
STATE_NAMES = {code: name for code, name, _ in rows("states.csv")}
AREAS = areas()
ROUTES = routes()
ROUTE_SORTS = dict(ROUTES.values())
ROUTE_WORDS = frozenset(word for form in ROUTES for word in form)
INTERIOR = interior()
DIRECTIONAL_CITIES = {state: frozenset(cities.split("|")) for state, cities in rows("directional_cities.csv")}
CITY_OPENERS = frozenset(row[0] for row in rows("openers.csv"))
SAINTS = frozenset(row[0] for row in rows("saints.csv"))
COUNTRIES = frozenset(tuple(row[0].split()) for row in rows("countries.csv"))
CITIES = {(short, state): city for short, state, city in rows("cities.csv")}
