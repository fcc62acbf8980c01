"""The goals for speed and memory beside what was measured; a goal whose sizes or peers were not run is not judged."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from report import OURS, Run, exponent, factors, table, walls

Figure = Callable[["Measured"], float]


class Measured(NamedTuple):
    """Runs by size, and milliseconds until a command has answered."""

    runs: dict[int, Run]
    startup: dict[str, float]

    def factor(self, rows: int, peer: str) -> float:
        """The peer's time by ours, the median over the rounds."""
        return median(factors(walls(self.runs[rows], peer), walls(self.runs[rows], OURS)))

    def peak(self, rows: int) -> float:
        """MB of the largest process."""
        return median(one.peak for one in self.runs[rows].taken[OURS])


class Goal(NamedTuple):
    """What is wanted: at least the bound, or at most."""

    what: str
    least: bool
    bound: float
    figure: Figure


GOALS = (
    Goal("100,000 rows: times as fast as the plain script", True, 8, lambda seen: seen.factor(100_000, "plain")),
    Goal("100,000 rows: times as fast as the tuned script", True, 1.6, lambda seen: seen.factor(100_000, "tuned")),
    Goal("100,000 rows: times the floor", False, 6, lambda seen: 1 / seen.factor(100_000, "floor")),
    Goal("100,000 rows: times as fast as before when audited again", True, 10,
         lambda seen: 1 / seen.factor(100_000, "again")),
    Goal("growth exponent, 10,000 to 1,000,000 rows", False, 1.05,
         lambda seen: exponent(OURS, seen.runs[10_000], seen.runs[1_000_000])),
    Goal("100,000 rows: peak MB", False, 300, lambda seen: seen.peak(100_000)),
    Goal("1,000,000 rows: peak MB", False, 1_000, lambda seen: seen.peak(1_000_000)),
    Goal("--version: ms more than bare Python", False, 60,
         lambda seen: seen.startup["--version"] - seen.startup["bare Python"]),
    Goal("--help: ms", False, 250, lambda seen: seen.startup["--help"]),
)  # fmt: skip


def section(runs: Sequence[Run], startup: dict[str, float]) -> str:
    """The section about the goals."""
    seen = Measured({run.rows: run for run in runs}, startup)
    return f"## Goals\n\n{table(('', 'goal', 'measured', 'held'), _rows(seen))}"


def _rows(seen: Measured) -> Iterator[tuple[str, ...]]:
    for what, least, bound, figure in GOALS:
        wanted = f"{'at least' if least else 'at most'} {bound:,g}"
        try:
            found = figure(seen)
        except KeyError:
            yield what, wanted, "", "not judged"
        else:
            yield what, wanted, f"{found:,.2f}" if found < 100 else f"{found:,.0f}", _held(found, bound, least=least)


def _held(found: float, bound: float, *, least: bool) -> str:
    return "yes" if (found >= bound if least else found <= bound) else "NO"
