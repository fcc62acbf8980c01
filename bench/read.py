"""Time the reading alone: python bench/read.py [--rows 100000] [--rounds 3]

Rows of 13 columns out of one .xlsx and one .csv file: ``sheets.read`` with its child process, openpyxl's read-only mode
and the bare csv module. Each reads in a process of its own, in turns, and counts the cells; all must count the same.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import report

OUT = Path(__file__).resolve().parent / "out"
HEADER = ["Telephone Number", "Site Code", "Location ID", "Street Address", "City", "State", "ZIP", "Assigned To",
          "Status", "Carrier", "E911 Provisioned", "Rate Center", "Monthly Cost"]  # fmt: skip
STREETS = ("Main St", "Oak Ave", "N 1st St", "Commerce Blvd", "Elm Dr", "County Road 12")
ROWS = 100_000
PEER = {".xlsx": "openpyxl", ".csv": "csv"}
WHAT = {"ours": "sheets.read", "openpyxl": "openpyxl, read-only", "csv": "bare csv module"}


class Times(NamedTuple):
    """Seconds of every round by reader, for one file."""

    ending: str
    rows: int
    taken: dict[str, list[float]]


def lines(rows: int) -> Iterator[list[object]]:
    """The header and so many rows, the same every time."""
    dice = random.Random(911)
    yield list(HEADER)
    for number in range(rows):
        site = f"S{dice.randrange(200):03}"
        street = f"{dice.randrange(1, 9999)} {dice.choice(STREETS)}, Floor {dice.randrange(1, 9)}"
        yield [f"512555{number % 10_000:04}", site, f"{site}-{dice.randrange(1, 9)}", street, "Austin", "TX",
               f"{dice.randrange(73301, 78799)}", f"Person {dice.randrange(9_000)}", dice.choice(("active", "spare")),
               "Example Carrier", dice.choice(("yes", "no")), "AUSTIN", dice.randrange(100, 9_900) / 100]  # fmt: skip


def make(rows: int) -> list[Path]:
    """Write both files, unless they are there."""
    book, text = OUT / f"read-{rows}.xlsx", OUT / f"read-{rows}.csv"
    OUT.mkdir(exist_ok=True)
    if not book.exists():
        import xlsxwriter

        made = xlsxwriter.Workbook(book, {"constant_memory": True})
        sheet = made.add_worksheet("Numbers")
        for number, row in enumerate(lines(rows)):
            sheet.write_row(number, 0, row)
        made.close()
    if not text.exists():
        with text.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines(rows))
    return [book, text]


def ours(path: Path) -> int:
    """Cells that the program reads."""
    from e911audit.sheets import File, read

    return sum(len(row) for table in read(File(path)) for row in table.rows)


def openpyxl(path: Path) -> int:
    """Cells that openpyxl reads."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def bare(path: Path) -> int:
    """Cells that the csv module reads."""
    with path.open(newline="", encoding="utf-8") as file:
        return sum(len(row) for row in csv.reader(file))


READERS: dict[str, Callable[[Path], int]] = {"ours": ours, "openpyxl": openpyxl, "csv": bare}


def one(name: str, path: Path) -> None:
    """Read a file once and tell the seconds, from before the reader's import, and the cells."""
    start = perf_counter()
    cells = READERS[name](path)
    print(json.dumps([perf_counter() - start, cells]))


def take(name: str, path: Path) -> tuple[float, int]:
    """Read a file once in a process of its own."""
    command = [sys.executable, __file__, "--reader", name, "--file", str(path)]
    seconds, cells = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return seconds, cells


def bench(rows: int, rounds: int) -> list[Times]:
    """Both files, every reader, in turns."""
    found = []
    for path in make(rows):
        taken: dict[str, list[float]] = {"ours": [], PEER[path.suffix]: []}
        for _ in range(rounds):
            counts = set()
            for name, times in taken.items():
                seconds, cells = take(name, path)
                times.append(seconds)
                counts.add(cells)
            if len(counts) != 1:
                raise SystemExit(f"the readers count {counts} cells in {path.name}")
        found.append(Times(path.suffix, rows, taken))
    return found


def section(found: list[Times]) -> str:
    """The part of the page."""
    rows = [
        (
            f"{times.ending}: {WHAT[name]}",
            f"{median(taken):.2f}",
            f"{times.rows / median(taken):,.0f}",
            report.factor(taken, times.taken["ours"]),
        )
        for times in found
        for name, taken in times.taken.items()
    ]
    title = f"## Reading alone, {found[0].rows:,} rows of {len(HEADER)} columns"
    return "\n\n".join([title, report.table(("", "s", "rows/s", "factor"), rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.reader:
        one(wanted.reader, wanted.file)
    else:
        print(section(bench(wanted.rows, wanted.rounds)))


if __name__ == "__main__":
    main()
