"""plain.py after an afternoon with a profiler: python bench/tuned.py IN.xlsx OUT.xlsx

Faster reader and writer; each distinct number and address is normalised once. The judging is the same code.
"""

import sys
from functools import cache
from pathlib import Path

import judge
import pandas as pd


def main(source: Path, out: Path) -> None:
    book = pd.read_excel(source, sheet_name=judge.SHEETS, engine="calamine", dtype=str)
    judge.trim(book)
    number, address = cache(judge.e164), cache(judge.postal)
    for name, frame in book.items():
        if name in judge.PHONES:
            frame["number"] = [number(text) for text in frame[judge.PHONES[name]]]
        frame["address"] = [address(*row) for row in zip(*(frame[column] for column in judge.ADDRESS), strict=True)]
    judge.write(book, out, "xlsxwriter")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
