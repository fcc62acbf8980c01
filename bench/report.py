"""The figures of a benchmark as a Markdown page, which also reads well in a terminal."""

import os
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from math import log
from statistics import median
from typing import NamedTuple

OURS = "e911audit"
LIBRARIES = ("openpyxl", "pandas", "phonenumbers", "python-calamine", "sqlalchemy", "sqlmodel", "usaddress",
             "usaddress-scourgify", "xlsxwriter")  # fmt: skip
WHAT = {
    "plain": "plain script: pandas, engine openpyxl, scourgify and phonenumbers row by row",
    "tuned": "the same script tuned: calamine, each distinct number and address once, xlsxwriter",
    "floor": "floor: inflate and parse the XML, keep nothing",
    "again": "the same file audited again into the same store",
}


METHOD = (
    "Medians of {rounds}, whole processes, interleaved. The factor is the peer's time by ours in the same round: "
    "median, then least and greatest. Peak memory is that of the largest process."
)


class Stage(NamedTuple):
    """A part of the main job, as the program tells it; `peak` is MB, 0 where it is not told."""

    name: str
    seconds: float
    peak: float


class Taken(NamedTuple):
    """What one process took: seconds of wall and of CPU, MB at its peak."""

    wall: float
    cpu: float
    peak: float
    stages: list[Stage]


class Run(NamedTuple):
    """One size: rows, bytes of the workbook, faults by rule that all agree on, and every measurement by peer."""

    rows: int
    bytes: int
    faults: dict[str, int]
    taken: dict[str, list[Taken]]


def factors(theirs: list[float], mine: list[float]) -> list[float]:
    """Their time by ours, round by round."""
    return [one / other for one, other in zip(theirs, mine, strict=True)]


def factor(theirs: list[float], mine: list[float]) -> str:
    """Their time by ours in the same round: median, then least and greatest."""
    each = sorted(factors(theirs, mine))
    return f"{median(each):.2f} [{each[0]:.2f}-{each[-1]:.2f}]"


def stages(text: str) -> list[Stage]:
    """The lines `stage NAME SECONDS [MB]` of a program's stderr."""
    found = re.findall(r"^stage (\S+) ([\d.]+)(?: ([\d.]+))?", text, re.MULTILINE)
    return [Stage(name, float(seconds), float(peak or 0)) for name, seconds, peak in found]


def page(runs: Sequence[Run], startup: dict[str, float], rounds: int) -> str:
    """The whole page."""
    parts = [
        "# Performance",
        "Written by `make bench`; the scripts compared are in `bench/`.",
        machine(),
        METHOD.format(rounds=rounds),
    ]
    parts += [size(run) for run in runs]
    if len(runs) > 1:
        parts += ["## Growth", "Exponent of wall time in the number of rows; 1 is proportional.", growth(runs)]
    parts += ["## Stages", stage_table(runs)] if any(run.taken[OURS][0].stages for run in runs) else []
    parts += ["## Start-up", table(("command", "ms"), ((name, f"{ms:.0f}") for name, ms in startup.items()))]
    return "\n\n".join(parts)


def machine() -> str:
    """What it ran on."""
    known = ", ".join(f"{name} {installed(name)}" for name in LIBRARIES)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}. {known}."


def installed(name: str) -> str:
    """The version of a library."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def size(run: Run) -> str:
    """The section of one size."""
    same = ", ".join(f"{rule} {count}" for rule, count in run.faults.items())
    scripts = " and ".join(name for name in ("plain", "tuned") if name in run.taken)
    checked = (
        f"Found alike by {scripts}, compared as (rule, sheet, row) before any timing" if scripts else "Not compared"
    )
    return "\n\n".join(
        [
            f"## {run.rows:,} rows ({run.bytes / 1e6:.1f} MB)",
            table(("", "wall s", "CPU s", "peak MB", "factor"), timings(run)),
            f"{checked}: {same}.",
        ]
    )


def timings(run: Run) -> Iterator[tuple[str, ...]]:
    """A row for each peer of a size."""
    for name, taken in run.taken.items():
        yield (
            WHAT.get(name, name), f"{median(one.wall for one in taken):.2f}", f"{median(one.cpu for one in taken):.2f}",
            f"{median(one.peak for one in taken):.0f}", factor(walls(run, name), walls(run, OURS)),
        )  # fmt: skip


def walls(run: Run, name: str) -> list[float]:
    """A peer's seconds, round by round."""
    return [taken.wall for taken in run.taken[name]]


def growth(runs: Sequence[Run]) -> str:
    """How time grows from size to size, and from each to the last."""
    steps = [*pairwise(runs), *((run, runs[-1]) for run in runs[:-2])]
    rows = (
        (WHAT.get(name, name), *(f"{exponent(name, less, more):.2f}" for less, more in steps)) for name in runs[0].taken
    )
    return table(("", *(f"{less.rows:,} to {more.rows:,}" for less, more in steps)), rows)


def exponent(name: str, less: Run, more: Run) -> float:
    """The power of the number of rows with which a peer's time grows."""
    times = [median(one.wall for one in run.taken[name]) for run in (less, more)]
    return log(times[1] / times[0]) / log(more.rows / less.rows)


def stage_table(runs: Sequence[Run]) -> str:
    """Seconds, and MB where told, by stage and size."""
    names = dict.fromkeys(stage.name for run in runs for one in run.taken[OURS] for stage in one.stages)
    rows = ((name, *(stage_cell(run, name) for run in runs)) for name in names)
    return table(("stage", *(f"{run.rows:,} rows" for run in runs)), rows)


def stage_cell(run: Run, name: str) -> str:
    """Median seconds and MB of a stage."""
    found = [stage for one in run.taken[OURS] for stage in one.stages if stage.name == name]
    if not found:
        return ""
    peak = median(stage.peak for stage in found)
    return f"{median(stage.seconds for stage in found):.2f} s" + (f", {peak:.0f} MB" if peak else "")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table with aligned columns, numbers to the right."""
    lines = [tuple(header), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    cells = [
        [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        for line in lines
    ]
    rule = ["-" * (width - 1) + (":" if at else "-") for at, width in enumerate(widths)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [cells[0], rule, *cells[1:]])
