"""The script that a competent engineer would write instead of e911audit: python bench/plain.py IN.xlsx OUT.xlsx

pandas reads (engine pinned to openpyxl, the default so far), every number and address is normalised as its row comes.
"""

import sys
from pathlib import Path

import judge
import pandas as pd


def main(source: Path, out: Path) -> None:
    book = pd.read_excel(source, sheet_name=judge.SHEETS, engine="openpyxl", dtype=str)
    judge.trim(book)
    for name, frame in book.items():
        if name in judge.PHONES:
            frame["number"] = frame[judge.PHONES[name]].apply(judge.e164)
        frame["address"] = frame[judge.ADDRESS].apply(lambda row: judge.postal(*row), axis=1)
    judge.write(book, out, "openpyxl")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
