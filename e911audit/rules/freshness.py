"""How long each kind of evidence stays fresh (``data/freshness.csv``).

Columns: kind of evidence, its title in reports, how many days before the cutover it may date at most (blank: only the
date on it decides), how soon it must be repeated after the cutover (blank: it need not be), where the figures are
from, and who gives it, where ``{authority}``, ``{station}`` and ``{owner}`` stand for the line's own.
"""

import csv
from importlib.resources import files
from typing import NamedTuple


class Freshness(NamedTuple):
    """One kind of evidence; ``days_before`` of None sets no limit, an empty ``repeated`` asks for no repetition."""

    kind: str
    title: str
    days_before: int | None
    repeated: str
    source: str
    given_by: str


def _read() -> tuple[Freshness, ...]:
    with files("e911audit.rules").joinpath("data/freshness.csv").open(encoding="utf-8") as file:
        return tuple(
            Freshness(
                row["kind"],
                row["title"],
                int(row["days_before"]) if row["days_before"] else None,
                row["repeated"],
                row["source"],
                row["given_by"],
            )
            for row in csv.DictReader(file)
        )


FRESHNESS = _read()
"""Every kind of evidence, in the order of the data file."""
