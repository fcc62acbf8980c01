"""Why orders come back: the classes of rejections, and which class each code of a carrier or vendor means."""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

OTHER = "OTHER"
"""The class of what has none of its own."""


class Rejection(NamedTuple):
    """A class of rejections."""

    name: str
    guide: str
    """The row of the guide's table of rejections, "" where it has none."""
    title: str
    fix: str
    prevention: str


class Code(NamedTuple):
    """A code that a carrier or vendor gives for a rejection or a jeopardy."""

    system: str
    """Who uses it: bandwidth, telnyx, teams (its words), 2600hz, carrier (losing carriers' own), lsr (jeopardies)."""
    code: str
    rejection: str
    """The name of its class."""
    cause: str
    """Of a jeopardy: whose it is, customer or carrier; else ""."""
    meaning: str


@cache
def rejections() -> dict[str, Rejection]:
    """Every class by its name."""
    data = tomllib.loads(_text("rejections.toml"))
    return {name: Rejection(name, **facts) for name, facts in data.items()}


@cache
def codes() -> tuple[Code, ...]:
    """Every code of the crosswalk, a range of codes one by one."""
    rows = csv.reader(_text("rejection_codes.csv").splitlines()[1:])
    return tuple(code for row in rows for code in _each(Code(*row)))


def _each(code: Code) -> Iterator[Code]:
    first, dash, last = code.code.partition("-")
    if not dash or not last.isdecimal():
        yield code
        return
    for number in range(int(first), int(last) + 1):
        yield code._replace(code=str(number))


@cache
def _by_code() -> dict[str, Code]:
    return {_spelled(code.code): code for code in codes()}


def find_code(code: str) -> Code | None:
    """The code of the crosswalk that is written so, in whatever case; None where it has none."""
    return _by_code().get(_spelled(code))


def codes_of(rejection: str) -> dict[str, tuple[str, ...]]:
    """The codes of a class by the system that uses them."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codes():
        if code.rejection == rejection:
            found[code.system] = (*found.get(code.system, ()), code.code)
    return found


def _spelled(code: str) -> str:
    return " ".join(code.casefold().split())


def _text(name: str) -> str:
    return files("e911audit.porting").joinpath(name).read_text(encoding="utf-8")
