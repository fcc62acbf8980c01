"""Time every rule alone: python bench/rules.py [--rows 100000] [--rounds 3]

The rules judge one store that holds the inventory of the benchmark. What several rules share (temporary tables) is
computed first and counted by itself; a rule that no sheet supplies is answered in no time. The share is that of all of
judging. Nothing here runs beside another rule, as in the program two readers share the rules.
"""

import argparse
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import inventory
import plan
import report

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging.law import Regime, keep_law
from e911audit.judging.supply import supply
from e911audit.judging.verdict import Population, days, facts, verdict
from e911audit.rules import RULES
from e911audit.rules.shared import computed
from e911audit.store import Store

OUT = Path(__file__).resolve().parent / "out"
ROWS = 100_000
SHOWN = 15
SHARED = "tables that rules share"


class Times(NamedTuple):
    """Seconds of every round, by rule, and how many records each rule looked at and found."""

    rows: int
    taken: dict[str, list[float]]
    told: dict[str, str]

    @property
    def whole(self) -> float:
        """Seconds of all rules together."""
        return sum(median(each) for each in self.taken.values())


def bench(rows: int, rounds: int) -> Times:
    """Load the inventory once, then judge it by every rule in every round."""
    OUT.mkdir(exist_ok=True)
    source = OUT / f"inventory-{rows}.xlsx"
    if not source.exists():
        inventory.make(rows, source)
    config = Config(as_of=plan.TODAY, cutover=date.fromordinal(plan.TODAY.toordinal() + 30))
    taken: dict[str, list[float]] = {}
    told: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/bench.db")
        load(store, [source])
        with store.work() as connection:
            keep_law(connection, config)
        for _ in range(rounds):
            _round(store, config, taken, told)
        store.close()
    return Times(rows, taken, told)


def _round(store: Store, config: Config, taken: dict[str, list[float]], told: dict[str, str]) -> None:
    with store.reading() as connection, computed(connection, days(config)) as tables:
        start = perf_counter()
        supplied = supply(connection, facts(connection, config))
        population = Population(connection, config, tables)
        regime = Regime(connection, tables, config)
        for rule in RULES.values():
            if supplied.scope(rule).judged:
                tables.need(rule.among.query.add_columns(rule.condition(rule.options).label("wrong")))
        taken.setdefault(SHARED, []).append(perf_counter() - start)
        for code, rule in RULES.items():
            start = perf_counter()
            answer = verdict(rule, supplied.scope(rule), population, regime)
            taken.setdefault(code, []).append(perf_counter() - start)
            told[code] = f"{answer.outcome['looked_at']:,} looked at, {answer.outcome['found']:,} found"


def section(times: Times) -> str:
    """The part of the page: the slowest rules, and the rest in one line."""
    whole = times.whole
    ordered = sorted(times.taken, key=lambda name: -median(times.taken[name]))
    rows = [_row(name, median(times.taken[name]), whole, times.told.get(name, "")) for name in ordered[:SHOWN]]
    left = sum(median(times.taken[name]) for name in ordered[SHOWN:])
    rows.append(_row(f"the other {len(ordered) - SHOWN}", left, whole, ""))
    title = f"## Judging by rule, {times.rows:,} rows, {len(RULES)} rules, {whole:.2f} s in all"
    return "\n\n".join([title, report.table(("", "ms", "share", "records"), rows)])


def _row(name: str, seconds: float, whole: float, told: str) -> tuple[str, ...]:
    return name, f"{seconds * 1000:,.0f}", f"{seconds / whole:.1%}", told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(section(bench(given.rows, given.rounds)))


if __name__ == "__main__":
    main()
