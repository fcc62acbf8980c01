"""Time the address engine alone: python bench/address.py [--texts 20000] [--rounds 3]

Address texts as inventories hold them, all over the United States and each different: the whole of
``places.resolve`` (interior parts, spelling, keys, ZIP table, doubts) beside the labels alone of ``usaddress.parse``.
Once over texts never seen, once over an inventory that repeats each of a share of them. Each reads in a process of its
own, in turns, on one core; importing is not counted, filling caches and loading tables is.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from random import Random
from statistics import median
from time import process_time
from typing import NamedTuple

import report
from town import CASES, DIRECTIONS, INTERIORS, NAMES, TYPES

TEXTS = 20_000
ROWS_EACH = 25
"""Rows of an inventory for each of its addresses."""
WARM = 50
"""Texts read before the clock starts, so that no import is timed; they do not come again."""
ENDINGS = tuple(spelling for spellings in TYPES.values() for spelling in spellings)
FORMS = (
    "{house} {street}, {city}, {state} {zip}", "{house} {street}, {inside}, {city}, {state} {zip}",
    "{house} {street} {inside}, {city}, {state} {zip}", "{house} {street}, {city} {state} {zip}",
    "{house} {street} {city} {state} {zip}", "{house} {street} {inside} {city} {state} {zip}",
)  # fmt: skip
WHAT = {"ours": "the whole of resolve", "usaddress": "labels of usaddress.parse"}
GOALS = {"never seen": 1.5, "25 rows each": 15.0}


class Times(NamedTuple):
    """Seconds of every round by who reads, for one kind of list."""

    what: str
    texts: int
    taken: dict[str, list[float]]


def towns() -> list[tuple[str, str, str]]:
    """City, state and ZIP of every area with street addresses."""
    table = files("e911audit.places").joinpath("data", "zips.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in table.splitlines()[1:])
    return [(cities.split("|")[0].title(), state, code) for code, kind, state, *_, cities, _ in rows if kind == "S"]


def written(count: int, seed: str) -> Iterator[str]:
    """So many different address texts, the same every time."""
    dice, places = Random(seed), towns()
    names = (*NAMES, *sorted({city for city, _, _ in places}), *(f"{number}th" for number in range(24, 100)))
    seen: set[str] = set()
    while len(seen) < count:
        city, state, code = dice.choice(places)
        direction, name, ending = dice.choice(DIRECTIONS), dice.choice(names), dice.choice(ENDINGS)
        inside = dice.choice(INTERIORS[1:]).format(n=dice.randint(1, 40), m=dice.randint(0, 9), b=dice.choice("ABC12"))
        text = dice.choice(FORMS).format(
            house=dice.randint(1, 19_999), street=f"{direction} {name} {ending}".strip(), city=city, state=state,
            zip=code, inside=inside,
        )  # fmt: skip
        text = dice.choice(CASES)(text)
        if text not in seen:
            seen.add(text)
            yield text


def readers() -> dict[str, Callable[[list[str]], object]]:
    """Who reads, and how."""
    import usaddress

    from e911audit.places.resolve import resolve

    return {"ours": resolve, "usaddress": lambda texts: [usaddress.parse(text) for text in texts]}


def seconds(who: str, what: str, count: int) -> float:
    """Processor time that one reader takes for all texts, in this process."""
    texts = list(written(count, "never seen"))
    if what != "never seen":
        texts = [text for text in texts[: count // ROWS_EACH] for _ in range(ROWS_EACH)]
    reader = readers()[who]
    reader(list(written(WARM, "warm")))
    start = process_time()
    reader(texts)
    return process_time() - start


def bench(count: int, rounds: int) -> list[Times]:
    """Time every reader over every kind of list, in turns and processes of their own."""
    found = []
    for what in GOALS:
        taken: dict[str, list[float]] = {"ours": [], "usaddress": []}
        for _ in range(rounds):
            for who, times in taken.items():
                words = [sys.executable, __file__, "--one", who, what, "--texts", str(count)]
                times.append(json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout))
        found.append(Times(what, count, taken))
    return found


def section(found: list[Times]) -> str:
    """The part of the page."""
    rows = [
        (
            f"{times.what} (goal {GOALS[times.what]}): {WHAT[who]}",
            f"{median(taken):.2f}",
            f"{times.texts / median(taken):,.0f}",
            report.factor(taken, times.taken["ours"]),
        )
        for times in found
        for who, taken in times.taken.items()
    ]
    title = f"## Addresses alone, {found[0].texts:,} texts on one core"
    return "\n\n".join([title, report.table(("", "s", "texts/s", "factor"), rows)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WHO", "WHAT"))
    given = parser.parse_args()
    if given.one:
        print(json.dumps(seconds(*given.one, given.texts)))
        return
    print(section(bench(given.texts, given.rounds)))


if __name__ == "__main__":
    main()
