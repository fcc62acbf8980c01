"""A cleaned list as delimited text that a spreadsheet program opens without running any of it."""

import csv
import re
from pathlib import Path

from e911audit.reports.clean_list import CleanList
from e911audit.reports.text import visible

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
            "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
"""First characters, blanks left out, of what a spreadsheet program takes for a formula (OWASP, CSV injection)."""


HARMLESS = re.compile(r"-\d+(?:\.\d+)?|\+\d{7,15}")
"""A longitude, a telephone number: they run nothing, and who imports the file would take an apostrophe for a part of
them. (A spreadsheet program that opens the file shows the number without its plus; the file has it.)"""


def neutral(text: str) -> str:
    """Return a cell's text with an apostrophe before what would run as a formula."""
    text = visible(text)
    harmless = not text.lstrip(" ").startswith(TRIGGERS) or HARMLESS.fullmatch(text)
    return text if harmless else f"'{text}"


def write(clean: CleanList, path: Path) -> None:
    """Write the list, in UTF-8 with the mark by which Excel knows it."""
    with path.open("w", newline="", encoding="utf-8-sig", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(map(neutral, (*clean.headers, *clean.titles)))
        for row in clean.rows:
            writer.writerow(map(neutral, clean.cells(row)))
