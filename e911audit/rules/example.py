"""Reads the tiny workbooks in which rules give their good and bad examples.

A block starts with a sheet's name and a colon; its first row holds headers, the others values, separated by ``|``::

    Numbers: Telephone Number | Site Code | Status
             212-555-0142     | HQ        | active
"""

from collections.abc import Iterator
from textwrap import dedent

Grid = list[list[str]]


def read_example(text: str) -> dict[str, Grid]:
    """Sheet name -> rows of texts, the header row first."""
    sheets: dict[str, Grid] = {}
    for name, cells in _lines(text):
        if name:
            sheets[name] = []
        next(reversed(sheets.values())).append(cells)
    return sheets


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in dedent(text).strip().splitlines():
        head, colon, rest = line.partition(": ")
        starts = bool(colon) and not line.startswith(" ") and "|" not in head
        name, body = (head.strip(), rest) if starts else ("", line)
        if body.strip():
            yield name, [cell.strip() for cell in body.split("|")]
